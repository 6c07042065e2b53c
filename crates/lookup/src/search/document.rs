//! What the generator hands over to be searched.

use std::collections::BTreeMap;

use super::answer::Value;

/// One thing that can be found: a page, or a part of one with an anchor of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// `institution`, `occupation`, `policy`, `question` or `page`, with what people call it.
    pub kind: Value,
    /// From the site's root, with its anchor.
    pub url: String,
    /// Its title, which counts for more than the rest.
    pub title: String,
    /// The rest of its text. No phrase goes from one line to the next.
    pub lines: Vec<String>,
    /// Its district.
    pub district: Option<Value>,
    /// Its status.
    pub status: Option<Value>,
    /// The occupations it is about, each with its levels. Their names are searched too: they need not stand in the
    /// lines.
    pub scope: BTreeMap<Value, Vec<Value>>,
}

/// The files of a search, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// The name of the hot file, which [`super::Index::open`] reads.
    pub hot: String,
    /// All files by name, the hot one among them.
    pub files: Vec<(String, Vec<u8>)>,
}
