//! What changed in the records, for programs: in the twins of institutions, and of the whole registry.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::comparison::{Comparison, public};
use crate::history::{self, Change, Commit, Told};
use crate::registry::kind::FileKind;
use crate::registry::{Date, Record};
use crate::site::world::World;

/// A commit and what it changed.
#[derive(Serialize)]
pub(crate) struct Entry<'a> {
    commit: &'a str,
    date: Date,
    author: &'a str,
    summary: &'a str,
    records: Vec<Changed<'a>>,
}

#[derive(Serialize)]
struct Changed<'a> {
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    renamed_from: Option<String>,
    change: &'static str,
    words: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    label: &'a str,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<&'a str>,
}

impl<'a> Entry<'a> {
    fn new(commit: &'a Commit, records: Vec<Changed<'a>>) -> Self {
        let Commit { id, date, author, summary } = commit;
        Self { commit: id, date: *date, author, summary, records }
    }
}

/// The changes of one commit.
pub(crate) fn entry<'a>(told: &Told<'a>) -> Entry<'a> {
    Entry::new(told.commit, told.changes.iter().map(|change| changed(change)).collect())
}

fn changed(change: &Change) -> Changed<'_> {
    let values = change.what.changes().iter().map(|one| {
        let (change, old, new) = one.values();
        Value { label: &one.label, change, old, new }
    });
    Changed {
        // Names of files are not checked in old versions.
        file: public(&change.file),
        title: FileKind::of(&change.file).map(|kind| public(&kind.title())),
        renamed_from: change.from.as_deref().map(public),
        change: change.what.key(),
        words: change.words(),
        values: values.collect(),
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    /// Why there is none.
    missing: Option<&'a str>,
    commits: Vec<Entry<'a>>,
}

/// The changes of all records that are public, newest first. Of records that are there no more, only that they came and
/// went: somebody may have taken them out for a reason.
pub(super) fn whole(world: &World<'_>) -> Vec<u8> {
    let present = present(world);
    let mut commits: BTreeMap<usize, Vec<&Change>> = BTreeMap::new();
    for (file, changes) in &world.history.changes {
        let is_present = present.contains(file.as_str());
        if !is_present && is_unpublished(world, file) {
            continue;
        }
        let came_or_went =
            |change: &&Change| matches!(change.what, Comparison::Created | Comparison::Deleted);
        for change in changes.iter().filter(|change| is_present || came_or_went(change)) {
            commits.entry(change.commit).or_default().push(change);
        }
    }
    let told: Vec<Told<'_>> = commits
        .into_iter()
        .filter_map(|(commit, changes)| Some(Told::new(world.history.commits.get(commit)?, changes)))
        .collect();
    let commits = told.iter().map(self::entry).collect();
    let mut bytes =
        serde_json::to_vec(&Whole { missing: world.history.missing.as_deref(), commits }).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The files of the records the site is made of, and those that belong to them.
fn present<'a>(world: &'a World<'_>) -> HashSet<Cow<'a, str>> {
    let records = world.registry.records();
    let file = |file: &'a String| Cow::Borrowed(file.as_str());
    let mut present: HashSet<Cow<'a, str>> = HashSet::new();
    present.extend(world.entries.iter().map(|entry| file(&entry.record.file)));
    let of_entry = |institution: &str| world.entry(institution).is_some();
    let plans = records.plans.iter().filter(|plan| of_entry(&plan.value.institution));
    present.extend(plans.map(|plan| file(&plan.file)));
    let batches = records.batches.iter().filter(|batch| of_entry(&batch.value.institution));
    present.extend(batches.flat_map(|batch| history::files(&batch.file)).map(Cow::Owned));
    fn files<T>(records: &[Record<T>]) -> impl Iterator<Item = Cow<'_, str>> {
        records.iter().map(|record| record.file.as_str().into())
    }
    present.extend(files(&records.policies));
    present.extend(files(&records.questions));
    present.extend(records.policy_texts.values().map(|text| file(&text.file)));
    present.extend(files(&records.occupations));
    present.extend(records.site.iter().map(|record| file(&record.file)));
    present.extend(records.restricted.iter().map(|record| file(&record.file)));
    present.extend(records.divisions.iter().map(|record| file(&record.file)));
    present.extend(records.holidays.iter().map(|record| file(&record.file)));
    present.extend(files(&records.inspectors));
    present.extend(files(&records.draws));
    present.extend(files(&records.inspections));
    present.extend(files(&records.measures));
    present.extend(files(&records.pages));
    present
}

/// Whether a file is in the repository but not on the site: an application that has yet to be submitted, layouts, notes.
fn is_unpublished(world: &World<'_>, file: &str) -> bool {
    let records = world.registry.records();
    match FileKind::of(file) {
        Some(FileKind::Filing(id)) => world.registry.filing(id).is_some(),
        Some(FileKind::Plan(..)) => records.plans.iter().any(|plan| plan.file == file),
        Some(FileKind::Batch(..)) => records.batches.iter().any(|batch| batch.file == file),
        Some(FileKind::Seals(..) | FileKind::Sealed | FileKind::Upload(_)) => true,
        Some(FileKind::Recipients | FileKind::Aside) | None => true,
        Some(_) => false,
    }
}
