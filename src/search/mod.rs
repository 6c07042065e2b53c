//! What visitors' browsers search in: from a plan to the files of [`lookup::search`], and from the registry to the
//! buckets of sealed certificates. With `crates/lookup`, the only place that knows tantivy.

pub mod certificates;
mod text;

pub use lookup::search::SearchError;
pub use text::{FOLDER, Known, Search};
