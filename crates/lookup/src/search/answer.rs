//! What is asked, and what is answered.

use serde::{Deserialize, Serialize};

use crate::bundle::BundleError;

/// A search. Empty words with a filter list all that the filter lets through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// The words typed.
    pub q: String,
    /// Only this kind of document, by key.
    pub kind: Option<String>,
    /// Only this district, by key.
    pub district: Option<String>,
    /// Only this occupation, by key.
    pub occupation: Option<String>,
    /// Only this level, by key.
    pub level: Option<String>,
    /// Only this status, by key.
    pub status: Option<String>,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to show; none asked for, ten.
    pub limit: Option<usize>,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// These files have to be fetched and offered; then ask again.
    Need(Vec<String>),
    /// All that was found.
    Done(Results),
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Results {
    /// How many documents were found.
    pub total: usize,
    /// Those asked for, best first.
    pub hits: Vec<Hit>,
    /// How many there are of each value.
    pub facets: Facets,
}

/// A value of a facet.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Value {
    /// What requests and addresses call it.
    pub key: String,
    /// What people read.
    pub label: String,
}

/// A piece of text, and whether it was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece(pub String, pub bool);

/// One document found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// `institution`, `occupation`, `policy`, `question` or `page`.
    pub kind: Value,
    /// From the site's root, with its anchor.
    pub url: String,
    /// The title.
    pub title: String,
    /// The title in pieces.
    pub marked_title: Vec<Piece>,
    /// Some of its text in pieces.
    pub excerpt: Vec<Piece>,
    /// Its district.
    pub district: Option<Value>,
    /// Its status.
    pub status: Option<Value>,
    /// Its levels.
    pub levels: Vec<Value>,
    /// Its occupations.
    pub occupations: Vec<Value>,
}

/// How many documents found have a value. Serialises as `[key, label, count]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count(pub String, pub String, pub usize);

/// The facets. Each counts what its own filter would let through if another value were chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// Kinds of document.
    pub kind: Vec<Count>,
    /// Districts.
    pub district: Vec<Count>,
    /// Occupations, the most frequent first.
    pub occupation: Vec<Count>,
    /// Levels.
    pub level: Vec<Count>,
    /// Statuses.
    pub status: Vec<Count>,
}

/// What kept a search from being answered. None of these means that nothing was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// The file is not one of the search, or of another version of it.
    #[error(transparent)]
    File(#[from] BundleError),
    /// The file was cut short, altered or exchanged.
    #[error("检索数据文件 {0} 不完整或已损坏")]
    Damaged(String),
    /// No such file belongs to this search.
    #[error("{0} 不是本次检索的数据文件")]
    Unknown(String),
    /// The index could not be written.
    #[error("检索数据无法生成：{0}")]
    Write(String),
}
