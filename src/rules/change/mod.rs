//! Rules of changes: what may never be done to what the base of a change has. They speak only where there is a base:
//! `check --base`.

mod aligned;
mod certificate;
mod number;
mod plan;
mod procedure;
mod record;
mod seal;
mod site;
mod supervision;

pub(crate) use record::UNJUDGED;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;
use serde_json::Value;

use super::{Entry, Judge};
use crate::registry::identifier::CertificateNumber;
use crate::registry::records::batch::{Batch, CertificateEventKind};
use crate::registry::{FileKind, Record, Records};

pub(super) static RULES: &[Entry] = &[
    (&certificate::ROW, Judge::Change(certificate::rows)),
    (&certificate::EVENT, Judge::Change(certificate::events)),
    (&seal::SEAL, Judge::Change(seal::seals)),
    (&seal::HOLDERS, Judge::Change(seal::holders)),
    (&seal::HOLDERS, Judge::Change(seal::people)),
    (&procedure::EVENT, Judge::Change(procedure::events)),
    (&procedure::INSERTED, Judge::Change(procedure::inserted)),
    (&procedure::APPLICATION, Judge::Change(procedure::application)),
    (&plan::SITTING, Judge::Change(plan::sittings)),
    (&plan::RESULT, Judge::Change(plan::results)),
    (&supervision::DRAW, Judge::Change(supervision::draws)),
    (&supervision::INSPECTION, Judge::Change(supervision::inspections)),
    (&supervision::INSPECTION, Judge::Change(supervision::inspectors)),
    (&supervision::MEASURE, Judge::Change(supervision::measures)),
    (&number::RULE, Judge::Change(number::reused)),
    (&record::RULE, Judge::Change(record::removed)),
    // Found where base's own faults are known.
    (&record::UNJUDGED, Judge::Form),
    (&site::RULE, Judge::Change(site::settings)),
];

/// More of one file are not told one by one.
const MOST: usize = 20;

/// A change, as rules look at it.
#[derive(Debug)]
pub struct Change<'a> {
    /// The records as they are.
    pub working: &'a Records,
    /// What base had in the files that changed.
    pub base: &'a Records,
    /// What others merged into the revision since, as far as it can be read.
    pub ahead: &'a Records,
    /// All files that are there and are not as base had them.
    pub changed: BTreeSet<&'a str>,
    /// The files that base had and that changed, with what they are called now; none for those that are gone.
    pub names: BTreeMap<&'a str, Option<&'a str>>,
    /// Files of seals that changed: by the name they have now, what base had and what is there.
    pub seals: Vec<(&'a str, &'a str, String)>,
}

/// What became of a record.
enum Fate<'a, T> {
    Now(&'a Record<T>),
    Gone,
    /// It cannot be read as it is now, which is told by itself.
    Unread,
}

impl<'a> Change<'a> {
    /// The records of a kind that changed, each with what became of it.
    fn pairs<T>(&self, base: &'a [Record<T>], working: &'a [Record<T>]) -> Vec<(&'a Record<T>, Fate<'a, T>)> {
        if base.is_empty() {
            return Vec::new();
        }
        let wanted: HashSet<&str> = self.names.values().flatten().copied().collect();
        let now = working.iter().filter(|record| wanted.contains(record.file.as_str()));
        let now: HashMap<&str, &'a Record<T>> = now.map(|record| (record.file.as_str(), record)).collect();
        let fate = |record: &Record<T>| match self.names.get(record.file.as_str()) {
            Some(Some(name)) => now.get(name).map_or(Fate::Unread, |record| Fate::Now(record)),
            Some(None) => Fate::Gone,
            None => Fate::Unread,
        };
        base.iter().map(|record| (record, fate(record))).collect()
    }

    /// The records of a kind that changed and can be read, as they were and as they are.
    fn both<T>(
        &self,
        base: &'a [Record<T>],
        working: &'a [Record<T>],
    ) -> Vec<(&'a Record<T>, &'a Record<T>)> {
        let both = self.pairs(base, working).into_iter().filter_map(|(old, fate)| match fate {
            Fate::Now(new) => Some((old, new)),
            Fate::Gone | Fate::Unread => None,
        });
        both.collect()
    }

    /// What a filing is called now.
    fn filing(&self, id: &'a str) -> &'a str {
        self.renamed(&format!("content/institutions/{id}/filing.yaml"), id)
    }

    /// What a plan is called now, in whatever year's folder it was.
    fn plan(&self, id: &'a str) -> &'a str {
        let was = self.base.plans.iter().find(|record| record.id == id);
        was.map_or(id, |record| self.renamed(&record.file, id))
    }

    fn renamed(&self, file: &str, id: &'a str) -> &'a str {
        let name = self.names.get(file).copied().flatten().and_then(FileKind::of);
        name.and_then(|kind| kind.names().last().copied()).unwrap_or(id)
    }
}

/// The certificates that a change records corrections of.
fn corrected(old: &Batch, new: &Batch) -> BTreeSet<CertificateNumber> {
    let count = |batch: &Batch| {
        let mut counts: BTreeMap<CertificateNumber, usize> = BTreeMap::new();
        for event in batch.events.iter().filter(|event| event.event == CertificateEventKind::Corrected) {
            *counts.entry(event.number).or_default() += 1;
        }
        counts
    };
    let before = count(old);
    let more =
        count(new).into_iter().filter(|(number, count)| *count > before.get(number).copied().unwrap_or(0));
    more.map(|(number, _)| number).collect()
}

/// The items of a list as values that can be compared.
fn values<T: Serialize>(items: &[T]) -> Vec<Value> {
    items.iter().map(|item| serde_json::to_value(item).unwrap_or_default()).collect()
}
