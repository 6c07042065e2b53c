//! The JSON Schemas of all kinds of records, by name. Editors, skeletons and the reference read the same ones.

use schemars::JsonSchema;
use serde_json::Value;

use super::records::batch::Batch;
use super::records::catalogue::{Divisions, Holidays, Occupations, Restricted};
use super::records::filing::Filing;
use super::records::page::PageHead;
use super::records::plan::Plan;
use super::records::policy::{Policy, Questions};
use super::records::site::Site;
use super::records::supervision::{Draws, Inspections, Inspectors, Measures};

/// A kind of record: its name and its schema.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordSchema {
    /// The name of the kind; the schema's file is called so too.
    pub name: &'static str,
    /// The JSON Schema (draft 2020-12).
    pub schema: Value,
}

fn entry<T: JsonSchema>(name: &'static str) -> RecordSchema {
    RecordSchema { name, schema: schemars::schema_for!(T).to_value() }
}

/// The schemas of all kinds.
pub fn all() -> Vec<RecordSchema> {
    vec![
        entry::<Site>("site"),
        entry::<Policy>("policy"),
        entry::<Questions>("questions"),
        entry::<Occupations>("occupations"),
        entry::<Restricted>("restricted"),
        entry::<Divisions>("divisions"),
        entry::<Holidays>("holidays"),
        entry::<Filing>("filing"),
        entry::<Plan>("plan"),
        entry::<Batch>("batch"),
        entry::<Inspectors>("inspectors"),
        entry::<Draws>("draws"),
        entry::<Inspections>("inspections"),
        entry::<Measures>("measures"),
        entry::<PageHead>("page"),
    ]
}

/// The schema of one kind.
pub fn of(name: &str) -> Option<Value> {
    all().into_iter().find(|kind| kind.name == name).map(|kind| kind.schema)
}
