//! Full-text search over a site, read file by file from a static host.
//!
//! The inverted index is tantivy's. Its terms are spread over many small files, each an index of its own with the
//! terms of one range and the same documents; so what a query reads is known from the table of ranges in the hot
//! file, and asked for at once. See `docs/search-format.md`.

mod answer;
#[cfg(feature = "write")]
mod document;

pub use answer::{Answer, Count, Facets, Hit, Piece, Request, Results, SearchError, Value};
#[cfg(feature = "write")]
pub use document::{Document, Files};

/// The search of one site, with what of it has been fetched.
#[derive(Debug)]
pub struct Index {}

impl Index {
    /// Opens the search by its hot file, the one the manifest names.
    ///
    /// # Errors
    /// The file is not what it should be.
    pub fn open(_hot: Vec<u8>) -> Result<Self, SearchError> {
        Err(SearchError::NotOurs)
    }

    /// Takes in a file that was asked for, by its name.
    ///
    /// # Errors
    /// Its bytes are not those its name stands for, or nobody asked for it.
    pub fn offer(&mut self, name: &str, _bytes: Vec<u8>) -> Result<(), SearchError> {
        Err(SearchError::Unknown(name.to_owned()))
    }

    /// Answers a search, or names the files it needs, relative to the folder of the hot file.
    ///
    /// # Errors
    /// A file is damaged. Never stands for "nothing found".
    pub fn search(&self, _request: &Request) -> Result<Answer, SearchError> {
        Ok(Answer::Need(Vec::new()))
    }
}

/// Makes the files of a search. The same documents in the same order give the same bytes.
///
/// # Errors
/// The index could not be written.
#[cfg(feature = "write")]
pub fn write(_documents: &[Document]) -> Result<Files, SearchError> {
    Ok(Files::default())
}
