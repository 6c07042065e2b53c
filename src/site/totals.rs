//! All counts of the site, counted once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::registry::{Level, OccupationKey};

use super::context::Grid;
use super::pages::grids;
use super::world::World;

/// Counts of sittings, of a year, a level, an occupation.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct YearCounts {
    pub(crate) sittings: u64,
    pub(crate) finished: u64,
    pub(crate) sat: u64,
    pub(crate) passed: u64,
    pub(crate) certificates: u64,
}

/// All counts.
#[derive(Debug, Default)]
pub(crate) struct Totals<'a> {
    /// Institutions that may assess today.
    pub(crate) active: u64,
    /// Occupations that they assess.
    pub(crate) occupations: u64,
    pub(crate) certificates: u64,
    pub(crate) revoked: u64,
    pub(crate) sittings: u64,
    pub(crate) years: BTreeMap<i16, YearCounts>,
    pub(crate) levels: BTreeMap<Level, YearCounts>,
    pub(crate) by_occupation: BTreeMap<OccupationKey<'a>, YearCounts>,
    /// By year, level and occupation: what all the others are sums of.
    pub(crate) cells: BTreeMap<(i16, Level, OccupationKey<'a>), YearCounts>,
    /// What the page of statistics and its data files show of them, made when the first of these is.
    grids: OnceLock<Vec<Grid>>,
}

impl YearCounts {
    fn add(&mut self, other: Self) {
        self.sittings += other.sittings;
        self.finished += other.finished;
        self.sat += other.sat;
        self.passed += other.passed;
        self.certificates += other.certificates;
    }
}

impl<'a> Totals<'a> {
    pub(crate) fn new(world: &World<'a>) -> Self {
        let held = world.entries.iter().filter(|entry| entry.status.may_assess());
        let mut totals = Self { active: held.count() as u64, ..Self::default() };
        let active = |(at, _): &(usize, usize)| world.entries[*at].status.may_assess();
        totals.occupations =
            world.by_occupation.values().filter(|lines| lines.iter().any(active)).count() as u64;
        for found in world.sittings.iter().filter(|found| !found.sitting.is_cancelled()) {
            let sitting = found.sitting;
            let mut counts = YearCounts { sittings: 1, ..YearCounts::default() };
            if let Some(result) = found.result.filter(|result| result.ended <= world.today) {
                (counts.finished, counts.sat, counts.passed) = (1, result.sat.into(), result.passed.into());
            }
            let key = (&*sitting.edition, sitting.occupation);
            totals.sittings += 1;
            totals.cells.entry((sitting.date.year(), sitting.level, key)).or_default().add(counts);
        }
        for record in world.registry.batches().iter().filter(|batch| batch.value.issued <= world.today) {
            let batch = &record.value;
            let counts =
                YearCounts { certificates: batch.certificates.len() as u64, ..YearCounts::default() };
            totals.certificates += counts.certificates;
            totals.revoked += batch.revoked(world.today).count() as u64;
            let key = (&*batch.edition, batch.occupation);
            totals.cells.entry((batch.issued.year(), batch.level, key)).or_default().add(counts);
        }
        for ((year, level, key), counts) in &totals.cells {
            totals.years.entry(*year).or_default().add(*counts);
            totals.levels.entry(*level).or_default().add(*counts);
            totals.by_occupation.entry(*key).or_default().add(*counts);
        }
        totals
    }

    /// The tables of the statistics.
    pub(crate) fn grids(&self, world: &World<'a>) -> &[Grid] {
        self.grids.get_or_init(|| grids::grids(world, self))
    }
}

/// A share in words: `85.2%`; none of nothing.
pub(crate) fn share(part: u64, whole: u64) -> Option<String> {
    (whole > 0).then(|| format!("{:.1}%", part as f64 * 100.0 / whole as f64))
}
