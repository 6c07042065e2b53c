//! What decides the pages of institutions and the data files, told without making them: the digests of the
//! files their records were read from. The pages themselves say the same by what they hold
//! ([`super::Content::input`]); this is for the many, where even that would take most of a small change's time.

use sha2::{Digest, Sha256};

use crate::registry::{Date, Record};

use super::world::{Entry, World};

/// A number that stands for values of any kind. Records that were not read from files have none.
#[derive(Clone)]
struct Sum {
    hash: Sha256,
    known: bool,
}

impl Sum {
    fn new(kind: &str) -> Self {
        let mut sum = Self { hash: Sha256::new(), known: true };
        sum.text(kind);
        sum
    }

    fn text(&mut self, text: &str) {
        self.hash.update((text.len() as u64).to_le_bytes());
        self.hash.update(text);
    }

    fn record<T>(&mut self, record: &Record<T>) {
        self.text(&record.file);
        match record.digest {
            Some(digest) => self.hash.update(digest),
            None => self.known = false,
        }
    }

    fn finish(self) -> Option<[u8; 32]> {
        self.known.then(|| self.hash.finalize().into())
    }
}

/// What all pages of institutions rest on.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// Site, policies and catalogue; none if one of them was not read from a file.
    common: Option<[u8; 32]>,
    /// All records.
    everything: Option<[u8; 32]>,
}

impl Inputs {
    pub(crate) fn new(world: &World<'_>) -> Self {
        let records = world.registry.records();
        let mut sum = Sum::new("common");
        sum.text(&world.base_url);
        records.site.iter().for_each(|record| sum.record(record));
        records.policies.iter().for_each(|record| sum.record(record));
        records.policy_texts.values().for_each(|record| sum.record(record));
        records.occupations.iter().for_each(|record| sum.record(record));
        records.divisions.iter().for_each(|record| sum.record(record));
        let common = sum.clone().finish();
        sum.text(&world.today.to_string());
        records.holidays.iter().for_each(|record| sum.record(record));
        records.draws.iter().for_each(|record| sum.record(record));
        world.history.commits.iter().for_each(|commit| sum.text(&commit.id));
        sum.text(world.history.missing.as_deref().unwrap_or_default());
        records.restricted.iter().for_each(|record| sum.record(record));
        records.filings.iter().for_each(|record| sum.record(record));
        records.plans.iter().for_each(|record| sum.record(record));
        records.batches.iter().for_each(|record| sum.record(record));
        Self { common, everything: sum.finish() }
    }

    /// What decides a data file.
    pub(crate) fn data(&self, name: &str, theme: &[u8; 32]) -> Option<[u8; 32]> {
        let mut sum = Sum::new("data");
        sum.hash.update(theme);
        sum.text(name);
        sum.hash.update(self.everything?);
        sum.finish()
    }

    /// What decides the page of an institution or its twin. Both change with the program, which `theme` stands
    /// for too.
    pub(crate) fn institution(
        &self,
        world: &World<'_>,
        entry: &Entry<'_>,
        kind: &str,
        theme: &[u8; 32],
    ) -> Option<[u8; 32]> {
        let record = entry.record;
        let mut sum = Sum::new(kind);
        sum.hash.update(theme);
        sum.hash.update(self.common?);
        sum.record(record);
        sum.text(entry.status.key());
        let events = record.value.events_until(world.today).count();
        sum.hash.update((events as u64).to_le_bytes());
        activity(world, &record.id, &mut sum);
        for file in world.files_of(record) {
            for change in world.history.of(&file) {
                sum.text(&change.file);
                sum.text(world.history.commits.get(change.commit).map_or("", |commit| &commit.id));
                // What a copy of a repository lacks today it may have tomorrow.
                sum.text(change.what.key());
            }
        }
        sum.finish()
    }
}

/// Sittings, batches and measures: their files, and the day, which says how far they have come.
fn activity(world: &World<'_>, id: &str, sum: &mut Sum) {
    let day = |sum: &mut Sum, date: Date| sum.text(&date.to_string());
    let mut active = false;
    let mut last = "";
    for sitting in world.sittings_of(id) {
        active = true;
        if sitting.plan.id != last {
            sum.record(sitting.plan);
            last = &sitting.plan.id;
        }
    }
    for batch in world.batches_of(id) {
        active = true;
        sum.record(batch);
    }
    for (year, measure) in world.measures_of(id) {
        active = true;
        sum.text(year);
        day(sum, measure.date);
        sum.text(super::words::measure(measure.measure).0);
        sum.text(measure.inspection.as_deref().unwrap_or_default());
    }
    if active {
        day(sum, world.today);
    }
}
