//! From the registry to what the visitor's browser searches: with `crates/lookup`, the only place that knows tantivy.

pub mod certificates;
