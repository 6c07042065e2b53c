//! The little of JSON Schema that the records use, as questions.

use serde_json::Value;

/// A word that can be chosen and what it means.
pub(super) struct Choice<'a> {
    pub(super) word: String,
    pub(super) title: Option<&'a str>,
}

impl<'a> Choice<'a> {
    fn of(option: &'a Value) -> Self {
        Self { word: word(&option["const"]), title: option["title"].as_str() }
    }
}

/// The type, `null` aside.
pub(super) fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default()
        }
        _ => "",
    }
}

/// The words a value is chosen from, if it is.
pub(super) fn choices(schema: &Value) -> Option<Vec<Choice<'_>>> {
    let options = schema["oneOf"].as_array()?;
    Some(options.iter().map(Choice::of).collect())
}

/// The first example of a value; of a list, of its items.
pub(super) fn example(property: &Value, resolved: &Value) -> Option<String> {
    let first = |schema: &Value| match &schema["examples"][0] {
        Value::Array(items) => items.first().map(word),
        Value::Null => None,
        one => Some(word(one)),
    };
    first(property).or_else(|| first(resolved))
}

/// Whether an object needs a key.
pub(super) fn is_required(schema: &Value, key: &str) -> bool {
    schema["required"].as_array().is_some_and(|required| required.iter().any(|name| name == key))
}

/// A scalar as a record writes it, without quotes.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
