//! Who changed which record when, and what: read from git. The only room that knows git2.

mod changes;
mod commits;
mod lives;
pub mod naming;
pub mod proposal;
mod renames;
mod repository;
mod told;
mod trees;
pub mod versions;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::comparison::Comparison;
use crate::registry::Date;
use crate::registry::kind::FileKind;

pub use repository::submodules;
pub use told::{Told, files};

/// The changes of all records. Having none is no fault: a registry need not be under git.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The commits that changed files of the registry, newest first.
    pub commits: Vec<Commit>,
    /// By file, relative to the root, as it is called now; newest first.
    pub changes: BTreeMap<String, Vec<Change>>,
    /// Why there is no history, for the one who builds (Chinese).
    pub missing: Option<String>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Its name in full.
    pub id: String,
    /// The day it was committed, by the clock of Beijing.
    pub date: Date,
    /// The author's name; never the address.
    pub author: String,
    /// The first line of the message.
    pub summary: String,
}

impl Commit {
    /// The name as people write it.
    pub fn short(&self) -> &str {
        crate::repository::short(&self.id)
    }
}

/// One change of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which commit, counted in [`History::commits`].
    pub commit: usize,
    /// What the file was called then.
    pub file: String,
    /// What it was called before that commit, if otherwise.
    pub from: Option<String>,
    /// What the further parents of a merge called it, if otherwise.
    pub aliases: Vec<String>,
    /// What changed in it.
    pub what: Comparison,
}

impl Change {
    /// What changed, a sentence each.
    pub fn words(&self) -> Vec<String> {
        let told = self.what.words(FileKind::of(&self.file));
        let Some(from) = &self.from else { return told };
        let renamed = format!("改名，原来是 {}", crate::comparison::public(from));
        let only = matches!(&self.what, Comparison::Changed(changes) if changes.is_empty());
        std::iter::once(renamed).chain(told.into_iter().filter(|_| !only)).collect()
    }
}

impl History {
    /// Reads the history of the records below a root.
    pub fn read(root: &Path) -> Self {
        match commits::read(root) {
            Ok(steps) => lives::gather(steps),
            Err(reason) => Self { missing: Some(reason.in_words().to_owned()), ..Self::default() },
        }
    }
}

#[cfg(test)]
mod tests;
