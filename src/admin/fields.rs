//! From a record's JSON Schema to the fields of a form, as Decap and Sveltia CMS configure them.

use serde_json::{Map, Value, json};

use crate::registry::schema::{self, resolve};

/// Beyond so many words, one chooses from a list instead of buttons.
const FEW: usize = 5;

/// The fields of a kind of record.
pub(super) fn of_kind(kind: &str, may_edit: bool) -> Vec<Value> {
    let schema = schema::of(kind).unwrap_or_default();
    Fields { root: &schema, may_edit }.of(&schema)
}

struct Fields<'a> {
    root: &'a Value,
    may_edit: bool,
}

impl Fields<'_> {
    fn of(&self, object: &Value) -> Vec<Value> {
        let required: Vec<&str> =
            object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let members = object["properties"].as_object().into_iter().flatten();
        members.map(|(key, property)| self.field(key, property, required.contains(&key.as_str()))).collect()
    }

    fn field(&self, key: &str, property: &Value, required: bool) -> Value {
        let schema = resolve(self.root, property);
        let mut field = Map::new();
        let mut set = |name: &str, value: Value| drop(field.insert(name.to_owned(), value));
        set("name", key.into());
        set("label", property["title"].clone());
        set("required", required.into());
        if let Some(hint) = hint(property, schema) {
            set("hint", hint.into());
        }
        if !self.may_edit {
            set("readonly", true.into());
        }
        self.widget(schema, required, &mut field);
        field.into()
    }

    fn widget(&self, schema: &Value, required: bool, field: &mut Map<String, Value>) {
        let mut set = |name: &str, value: Value| drop(field.insert(name.to_owned(), value));
        if let Some(options) = options(schema) {
            set("widget", "select".into());
            set("dropdown_threshold", FEW.into());
            set("options", options);
            return;
        }
        match kind(schema) {
            "object" => {
                set("widget", "object".into());
                set("collapsed", if self.may_edit { "auto".into() } else { false.into() });
                set("fields", self.of(schema).into());
            }
            "array" => self.list(schema, field),
            "boolean" => set("widget", "boolean".into()),
            number @ ("integer" | "number") => {
                set("widget", "number".into());
                set("value_type", if number == "integer" { "int" } else { "float" }.into());
                for (ours, theirs) in [("minimum", "min"), ("maximum", "max")] {
                    if !schema[ours].is_null() {
                        set(theirs, schema[ours].clone());
                    }
                }
                if number == "number" {
                    set("step", json!(0.01));
                }
            }
            _ => text(schema, required, field),
        }
    }

    fn list(&self, schema: &Value, field: &mut Map<String, Value>) {
        let items = resolve(self.root, &schema["items"]);
        let mut set = |name: &str, value: Value| drop(field.insert(name.to_owned(), value));
        if let Some(options) = options(items) {
            set("widget", "select".into());
            set("multiple", true.into());
            set("options", options);
            return;
        }
        set("widget", "list".into());
        if !self.may_edit {
            for may in ["allow_add", "allow_remove", "allow_duplicate", "allow_reorder"] {
                set(may, false.into());
            }
        }
        if kind(items) == "object" {
            // What cannot be changed cannot be unfolded either.
            set("collapsed", self.may_edit.into());
            set("fields", self.of(items).into());
            if let Some(summary) = summary(items) {
                set("summary", summary.into());
            }
        } else {
            let mut inner = Map::new();
            for (name, value) in
                [("name", "item".into()), ("label", field["label"].clone()), ("required", true.into())]
            {
                inner.insert(name.to_owned(), value);
            }
            self.widget(items, true, &mut inner);
            field.insert("field".to_owned(), inner.into());
        }
    }
}

/// What tells an item of a list from the others while it is folded.
fn summary(items: &Value) -> Option<String> {
    let known = ["title", "name", "event", "question", "id", "number", "item", "year", "sitting", "date"];
    let has = |key: &&&str| items["properties"][**key].is_object();
    let words: Vec<String> =
        known.iter().filter(has).take(2).map(|key| format!("{{{{fields.{key}}}}}")).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default()
        }
        _ => "",
    }
}

fn options(schema: &Value) -> Option<Value> {
    let options = schema["oneOf"].as_array()?;
    let pair = |option: &Value| {
        let word = &option["const"];
        json!({ "label": option["title"].as_str().map_or_else(|| word.to_string(), str::to_owned), "value": word })
    };
    Some(options.iter().map(pair).collect())
}

fn text(schema: &Value, required: bool, field: &mut Map<String, Value>) {
    let mut set = |name: &str, value: Value| drop(field.insert(name.to_owned(), value));
    match schema["format"].as_str() {
        Some("date") => {
            set("widget", "datetime".into());
            set("type", "date".into());
            set("format", "YYYY-MM-DD".into());
            return;
        }
        Some("prose") => set("widget", "text".into()),
        _ => {
            set("widget", "string".into());
            set("use_emoji_autocomplete", false.into());
        }
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        // What is empty is held against the pattern, too.
        let pattern = if required { pattern.to_owned() } else { format!("^(undefined|null)?$|{pattern}") };
        let example = schema["examples"][0].as_str().unwrap_or_default();
        set("pattern", json!([pattern, format!("写法不对，要写成 {example} 这样")]));
    }
}

/// How to fill in a field: what its format asks for, else an example.
fn hint(property: &Value, schema: &Value) -> Option<String> {
    if let Some(told) = schema::explanation(property) {
        return Some(told.to_owned());
    }
    let first = |schema: &Value| match &schema["examples"][0] {
        Value::String(text) => Some(format!("例如：{text}")),
        Value::Number(number) => Some(format!("例如：{number}")),
        _ => None,
    };
    first(property).or_else(|| first(schema))
}
