//! Fields that name another record: one chooses it instead of typing what its file is called.

use serde_json::{Map, Value, json};

/// Where what is named stands.
struct Named {
    /// The collection of the editor.
    collection: &'static str,
    /// In a collection of single files, which.
    file: Option<&'static str>,
    /// What the record says of it.
    value: &'static str,
    /// What one sees in the list.
    shown: &'static [&'static str],
}

const FILING: Named =
    Named { collection: "filings", file: None, value: "{{slug}}", shown: &["{{slug}}", "applicant.name"] };
const PLAN: Named = Named {
    collection: "plans",
    file: None,
    value: "{{slug}}",
    shown: &["{{slug}}", "机构 {{fields.institution}}", "报送 {{fields.reported}}"],
};
const POLICY: Named =
    Named { collection: "policies", file: None, value: "{{slug}}", shown: &["{{slug}}", "number", "title"] };
const DIVISION: Named = Named {
    collection: "catalogue",
    file: Some("divisions"),
    value: "divisions.*.code",
    shown: &["divisions.*.code", "divisions.*.name"],
};

/// What a key of a kind of record names.
fn named(kind: &str, key: &str) -> Option<&'static Named> {
    Some(match (kind, key) {
        ("plan" | "measures", "institution") | ("inspectors", "recused_from") => &FILING,
        ("inspections", "plan") => &PLAN,
        ("policy", "policy") => &POLICY,
        ("filing" | "plan", "division") => &DIVISION,
        _ => return None,
    })
}

/// How the CMS lets one choose; nothing for a key that names no record.
pub(super) fn of(kind: &str, key: &str, is_list: bool) -> Option<Map<String, Value>> {
    let named = named(kind, key)?;
    let mut widget = Map::new();
    for (name, value) in [
        ("widget", json!("relation")),
        ("collection", json!(named.collection)),
        ("value_field", json!(named.value)),
        ("display_fields", json!(named.shown)),
        ("search_fields", json!(named.shown)),
    ] {
        widget.insert(name.to_owned(), value);
    }
    if let Some(file) = named.file {
        widget.insert("file".to_owned(), file.into());
    }
    if is_list {
        widget.insert("multiple".to_owned(), true.into());
    }
    Some(widget)
}
