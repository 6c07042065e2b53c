//! All counts of the site, counted once.

use std::collections::BTreeMap;

use crate::registry::Level;

use super::world::World;

/// Counts by year.
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
pub(crate) struct Totals {
    /// Institutions that may assess today.
    pub(crate) active: u64,
    /// Occupations that they assess.
    pub(crate) occupations: u64,
    pub(crate) certificates: u64,
    pub(crate) revoked: u64,
    pub(crate) sittings: u64,
    pub(crate) years: BTreeMap<i16, YearCounts>,
    pub(crate) certificates_by_level: BTreeMap<Level, u64>,
}

impl Totals {
    pub(crate) fn new(world: &World<'_>) -> Self {
        let held = world.entries.iter().filter(|entry| entry.status.may_assess());
        let mut totals = Self { active: held.count() as u64, ..Self::default() };
        let active = |(at, _): &(usize, usize)| world.entries[*at].status.may_assess();
        totals.occupations =
            world.by_occupation.values().filter(|lines| lines.iter().any(active)).count() as u64;
        for sitting in &world.sittings {
            totals.add_sitting(world, sitting);
        }
        for batch in world.registry.batches().iter().filter(|batch| batch.value.issued <= world.today) {
            let count = batch.value.certificates.len() as u64;
            totals.certificates += count;
            totals.revoked += batch.value.revoked(world.today).count() as u64;
            totals.years.entry(batch.value.issued.year()).or_default().certificates += count;
            *totals.certificates_by_level.entry(batch.value.level).or_default() += count;
        }
        totals
    }

    fn add_sitting(&mut self, world: &World<'_>, sitting: &crate::registry::SittingRef<'_>) {
        let year = self.years.entry(sitting.sitting.date.year()).or_default();
        year.sittings += 1;
        self.sittings += 1;
        if let Some(result) = sitting.result.filter(|result| result.ended <= world.today) {
            year.finished += 1;
            year.sat += u64::from(result.sat);
            year.passed += u64::from(result.passed);
        }
    }
}

/// A share in words: `85.2%`; none of nothing.
pub(crate) fn share(part: u64, whole: u64) -> Option<String> {
    (whole > 0).then(|| format!("{:.1}%", part as f64 * 100.0 / whole as f64))
}
