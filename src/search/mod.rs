//! What visitors' browsers search in: with `crates/lookup`, the only place that knows tantivy.

pub mod certificates;
mod text;

pub use lookup::search::SearchError;
pub use text::{FOLDER, Known, Search};
