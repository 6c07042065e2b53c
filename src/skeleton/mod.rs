//! PURE: what a new record or a new registry begins with. Skeletons of records are drawn from the JSON Schema of
//! their kind, so that they never ask for a key that is not there.

mod forge;
mod known;
mod office;
mod records;
mod schema;
mod writer;

use serde_json::Value;

pub use forge::{
    Forge, Pin, Pipeline, is_address, is_branch, is_commit, is_of_sites, is_untouched, pinned, pipeline,
};
pub use known::Known;
pub use office::{File, Office, registry};
pub use records::Desk;
use writer::{Blanks, Writer};

/// How a skeleton is read: below its title in every record begun with one.
const LEGEND: &str = "# 以“# ”开头的行是说明，可以删去。“#”后面紧接着字的行是选填项，需要时去掉“#”。\n";

/// The skeleton of a record: its keys in order, what is known filled in, the rest left blank.
pub fn record(schema: &Value, known: &Known) -> String {
    draw(schema, known, Blanks::Empty)
}

/// A whole record made of the schema's examples.
pub fn example(schema: &Value, known: &Known) -> String {
    draw(schema, known, Blanks::Examples)
}

/// The skeleton of a page: its head between `---` lines, then where the text goes.
pub fn page(schema: &Value, known: &Known) -> String {
    let head = Writer::new(schema, known, Blanks::Empty).record();
    format!("---\n{head}---\n在这里写正文（Markdown）。小标题用“## ”开头。\n")
}

fn draw(schema: &Value, known: &Known, blanks: Blanks) -> String {
    let title = schema["title"].as_str().unwrap_or_default();
    let body = Writer::new(schema, known, blanks).record();
    format!("# {title}\n{LEGEND}\n{body}")
}

#[cfg(test)]
mod tests;
