//! Fields that name another record or what is in one: one chooses it instead of typing what it is called there.

use serde_json::{Map, Value, json};

use super::collections::Present;
use super::hints;

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

/// How one chooses an occupation: from all editions, as they were when the editor was written, since the CMS can look into
/// one file alone.
pub(super) fn of_occupation(kind: &str, property: &Value, present: &Present) -> Option<Map<String, Value>> {
    let is_named = matches!(kind, "filing" | "plan") && property["format"] == "occupation-code";
    if !is_named || present.occupations.is_empty() {
        return None;
    }
    let option = |(code, names): (&String, &Vec<String>)| {
        let label = format!("{code} {}", names.join("、"));
        json!({ "label": label, "value": code })
    };
    let options: Vec<Value> = present.occupations.iter().map(option).collect();
    let hint = hints::of_choice(property).unwrap_or_default();
    let mut widget = Map::new();
    for (name, value) in [
        ("widget", json!("select")),
        ("options", options.into()),
        ("hint", format!("{hint}；职业目录里新加的，请维护人员重新生成编辑页面，才选得到").into()),
    ] {
        widget.insert(name.to_owned(), value);
    }
    Some(widget)
}
