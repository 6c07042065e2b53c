//! Full-text search over a site, read file by file from a static host.
//!
//! The inverted index is tantivy's. Its terms are spread over many small files, each an index of its own with the
//! terms of one range and the same documents; so what a query reads is known from the table of ranges in the hot
//! file, and asked for at once. See `docs/search-format.md`.

mod answer;
mod codec;
mod columns;
#[cfg(feature = "write")]
mod document;
mod evaluate;
mod excerpt;
mod facets;
mod hot;
mod index;
mod keys;
mod layout;
mod query;
mod segment;
mod stored;
#[cfg(feature = "write")]
mod write;

pub use answer::{Answer, Count, Facets, Hit, Piece, Request, Results, SearchError, Value};
#[cfg(feature = "write")]
pub use document::{Document, Files};
pub use index::Index;
#[cfg(feature = "write")]
pub use write::write;
