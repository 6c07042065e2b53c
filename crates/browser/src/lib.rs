//! What the visitor's browser calls.

use tantivy::{
    Index, IndexReader, ReloadPolicy, Term,
    collector::{Count, TopDocs},
    query::{PhraseQuery, TermQuery},
    schema::{Field, IndexRecordOption},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Proves the toolchain.
#[wasm_bindgen]
pub fn trial(text: &str) -> String {
    run(text).unwrap_or_else(|error| error.to_string())
}
fn run(text: &str) -> tantivy::Result<String> {
    let directory = tantivy::directory::RamDirectory::create();
    let index = Index::open(directory)?;
    let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    let field = Field::from_field_id(0);
    let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqsAndPositions);
    let phrase =
        PhraseQuery::new(vec![Term::from_field_text(field, text), Term::from_field_text(field, "x")]);
    let (top, n) = searcher.search(&query, &(TopDocs::with_limit(10).order_by_score(), Count))?;
    let m = searcher.search(&phrase, &Count)?;
    let mut out = format!("{n} {m}");
    for (_, address) in top {
        let document: tantivy::TantivyDocument = searcher.doc(address)?;
        out += &format!("{document:?}");
    }
    Ok(out)
}
