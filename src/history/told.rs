//! Changes by commit, as pages and commands tell them. PURE.

use std::collections::{BTreeMap, HashMap};

use super::{Change, Commit, History};
use crate::comparison::Comparison;
use crate::registry::kind::FileKind;

/// A record's file, with those that lie beside it: the seals and the encrypted holders of a batch.
pub fn files(record: &str) -> Vec<String> {
    match FileKind::of(record) {
        Some(FileKind::Batch(..)) => {
            let folder = record.trim_end_matches("batch.yaml");
            ["batch.yaml", "seals", "holders.age"].map(|name| format!("{folder}{name}")).to_vec()
        }
        _ => vec![record.to_owned()],
    }
}

/// What one commit changed in some files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'h> {
    /// The commit.
    pub commit: &'h Commit,
    /// The changes: records before the files that belong to them.
    pub changes: Vec<&'h Change>,
}

impl<'h> Told<'h> {
    /// The changes of a commit.
    pub fn new(commit: &'h Commit, changes: Vec<&'h Change>) -> Self {
        Self { commit, changes: without_companions(changes) }
    }
}

impl History {
    /// The changes of some files together, newest first.
    pub fn told<'h>(&'h self, files: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Told<'h>> {
        let mut by_commit: BTreeMap<usize, Vec<&'h Change>> = BTreeMap::new();
        for file in files {
            for change in self.of(file.as_ref()) {
                by_commit.entry(change.commit).or_default().push(change);
            }
        }
        let told = by_commit.into_iter().filter_map(|(commit, changes)| {
            let commit = self.commits.get(commit)?;
            Some(Told::new(commit, changes))
        });
        told.collect()
    }

    /// The changes of a file, newest first.
    pub fn of(&self, file: &str) -> &[Change] {
        self.changes.get(file).map_or(&[], Vec::as_slice)
    }
}

/// Leaves out what goes without saying: that the files of a batch came, went or were renamed with their batch.
fn without_companions(changes: Vec<&Change>) -> Vec<&Change> {
    let is_companion =
        |change: &Change| matches!(FileKind::of(&change.file), Some(FileKind::Seals(..) | FileKind::Sealed));
    let folder = |change: &Change| change.file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let alike = |a: &Change, b: &Change| {
        let as_whole = matches!(a.what, Comparison::Created | Comparison::Deleted) || a.from.is_some();
        as_whole && (a.what == b.what || a.from.is_some() && b.from.is_some())
    };
    // By folder: one commit may bring ten thousand batches.
    let mut records: HashMap<Option<String>, Vec<&Change>> = HashMap::new();
    let (companions, others): (Vec<&Change>, Vec<&Change>) =
        changes.iter().copied().partition(|change| is_companion(change));
    if companions.is_empty() {
        return changes;
    }
    for other in others {
        records.entry(folder(other)).or_default().push(other);
    }
    let goes_without_saying = |change: &Change| {
        let beside = records.get(&folder(change)).filter(|_| is_companion(change));
        beside.is_some_and(|beside| beside.iter().any(|other| alike(change, other)))
    };
    changes.iter().copied().filter(|change| !goes_without_saying(change)).collect()
}
