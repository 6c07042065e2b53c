//! Open data: tables, their dictionary, the twins of institutions' pages.

mod csv;
mod dictionary;
mod history;
mod tables;
mod twin;

pub(crate) use dictionary::page;
pub(crate) use twin::twin;

use super::totals::Totals;
use super::world::World;
use crate::registry::identifier::Digest;

/// The data files, in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DataFile {
    Assessments,
    Batches,
    Draws,
    History,
    InstitutionsCsv,
    InstitutionsJson,
    Plans,
    PlansJson,
    Policies,
    Revoked,
    Scope,
    StatisticsCsv,
    StatisticsJson,
}

impl DataFile {
    pub(crate) const ALL: [Self; 13] = [
        Self::Assessments,
        Self::Batches,
        Self::Draws,
        Self::History,
        Self::InstitutionsCsv,
        Self::InstitutionsJson,
        Self::Plans,
        Self::PlansJson,
        Self::Policies,
        Self::Revoked,
        Self::Scope,
        Self::StatisticsCsv,
        Self::StatisticsJson,
    ];

    /// Its name in `data/`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Assessments => "assessments.csv",
            Self::Batches => "batches.csv",
            Self::Draws => "draws.json",
            Self::History => "history.json",
            Self::InstitutionsCsv => "institutions.csv",
            Self::InstitutionsJson => "institutions.json",
            Self::Plans => "plans.csv",
            Self::PlansJson => "plans.json",
            Self::Policies => "policies.json",
            Self::Revoked => "revoked.csv",
            Self::Scope => "scope.csv",
            Self::StatisticsCsv => "statistics.csv",
            Self::StatisticsJson => "statistics.json",
        }
    }

    pub(crate) fn bytes<'a>(self, world: &'a World<'a>, totals: &Totals<'a>) -> Vec<u8> {
        match self {
            Self::Assessments => tables::assessments(world, totals),
            Self::Batches => tables::batches(world),
            Self::Draws => tables::draws(world),
            Self::History => history::whole(world),
            Self::InstitutionsCsv => tables::institutions_csv(world),
            Self::InstitutionsJson => tables::institutions_json(world),
            Self::Plans => tables::plans(world),
            Self::PlansJson => tables::plans_json(world),
            Self::Policies => tables::policies(world),
            Self::Revoked => tables::revoked(world),
            Self::Scope => tables::scope(world),
            Self::StatisticsCsv => tables::statistics_csv(world, totals),
            Self::StatisticsJson => tables::statistics_json(world, totals),
        }
    }
}

/// What a site says of itself: whose it is, where, and for which day it was made.
pub(crate) fn particulars(world: &World<'_>) -> Vec<u8> {
    let site = world.registry.site();
    let told = serde_json::json!({
        "id": site.id,
        "name": site.name,
        "base_url": world.base_url,
        "as_of": world.today.to_string(),
    });
    format!("{told:#}\n").into_bytes()
}

/// The list of digests, as `sha256sum` prints and checks it.
pub(crate) fn sums<'b>(files: impl Iterator<Item = (DataFile, &'b [u8])>) -> Vec<u8> {
    let line = |(file, bytes): (DataFile, &[u8])| format!("{}  {}\n", Digest::of(bytes), file.name());
    files.map(line).collect::<String>().into_bytes()
}
