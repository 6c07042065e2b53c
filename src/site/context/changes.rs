//! What changed in the records, from git.

use serde::Serialize;

use super::Day;

/// The changes of some records.
#[derive(Debug, Serialize)]
pub struct Changes<'a> {
    /// Newest first; at most the last 20.
    pub rows: Vec<ChangeRow<'a>>,
    /// How many in all.
    pub total: usize,
    /// Whether the history could not be read; why, the one who builds is told.
    pub missing: bool,
}

/// A commit and what it changed in the records that a page is about.
#[derive(Debug, Serialize)]
pub struct ChangeRow<'a> {
    /// The short name of the commit.
    pub commit: &'a str,
    /// When.
    pub date: Day,
    /// By whom: the name alone.
    pub author: &'a str,
    /// The first line of the message.
    pub summary: &'a str,
    /// The records it changed.
    pub records: Vec<ChangedRecord>,
}

/// What changed in one record.
#[derive(Debug, Serialize)]
pub struct ChangedRecord {
    /// Which record: 备案申请 2020-0001.
    pub title: String,
    /// What changed, a sentence each.
    pub words: Vec<String>,
}
