//! From a record's JSON Schema to the fields of a form, as Decap and Sveltia CMS configure them.

use serde_json::{Map, Value, json};

use super::collections::Present;
use super::keeping::is_required;
use super::{hints, references};
use crate::registry::schema::{self, resolve};

/// Beyond so many words, one chooses from a list instead of buttons.
const FEW: usize = 5;

/// Lists that a record has to have and that may be empty, by kind and name. (The CMS knows of "required" alone, and takes
/// an empty list for a missing one; the page puts it back.)
const MAY_BE_EMPTY: [(&str, &str); 8] = [
    ("inspectors", "inspectors"),
    ("inspections", "inspections"),
    ("measures", "measures"),
    ("questions", "questions"),
    ("questions", "clauses"),
    ("upload", "columns"),
    ("holidays", "holidays"),
    ("restricted", "restricted"),
];

/// Lists to which events are added at the end: what `check --base` refuses is not offered.
const APPEND_ONLY: [(&str, &str); 3] =
    [("filing", "procedure"), ("inspections", "inspections"), ("measures", "measures")];

/// The fields of a kind of record.
pub(super) fn of_kind(kind: &str, may_edit: bool, present: &Present) -> Vec<Value> {
    let schema = schema::of(kind).unwrap_or_default();
    Fields { root: &schema, kind, may_edit, present }.of(&schema)
}

struct Fields<'a> {
    root: &'a Value,
    kind: &'a str,
    may_edit: bool,
    present: &'a Present,
}

impl Fields<'_> {
    fn of(&self, object: &Value) -> Vec<Value> {
        let members = object["properties"].as_object().into_iter().flatten();
        let required = |key: &str| is_required(object, key) && !MAY_BE_EMPTY.contains(&(self.kind, key));
        members.map(|(key, property)| self.field(key, property, required(key))).collect()
    }

    fn field(&self, key: &str, property: &Value, required: bool) -> Value {
        let schema = resolve(self.root, property);
        let mut field = Map::new();
        let mut set = |name: &str, value: Value| drop(field.insert(name.to_owned(), value));
        set("name", key.into());
        set("label", property["title"].clone());
        set("required", required.into());
        // What cannot be changed is shown as it is written.
        let reference = references::of(self.kind, key, kind(schema) == "array")
            .or_else(|| references::of_occupation(self.kind, property, self.present))
            .filter(|_| self.may_edit);
        let hint = match reference {
            Some(_) => hints::of_choice(property),
            None => hints::of(property, schema),
        };
        if let Some(hint) = hint {
            set("hint", hint.into());
        }
        if !self.may_edit {
            set("readonly", true.into());
        }
        if let Some(usual) = property.get("default").filter(|usual| usual.is_boolean()) {
            set("default", usual.clone());
        }
        if APPEND_ONLY.contains(&(self.kind, key)) {
            for may in ["allow_remove", "allow_duplicate", "allow_reorder"] {
                set(may, false.into());
            }
            set("hint", "只在末尾添加，以前的不删、不改；加错了，用本栏右边 ⋮ 菜单里的「撤销更改」".into());
        }
        match reference {
            Some(widget) => {
                // What it is called in the record, one need not know.
                let label = property["title"].as_str().unwrap_or(key);
                field.insert("label".to_owned(), label.split('（').next().into());
                field.extend(widget);
            }
            None => self.widget(schema, &mut field),
        }
        field.into()
    }

    fn widget(&self, schema: &Value, field: &mut Map<String, Value>) {
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
                // An empty bar does not look like something to be opened.
                let unfold = "（点上面的箭头展开）";
                set(
                    "summary",
                    summary(schema).map_or(unfold.to_owned(), |own| format!("{own}{unfold}")).into(),
                );
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
                } else if schema["maximum"].is_null() && schema["format"] == "uint32" {
                    set("max", u32::MAX.into());
                }
            }
            _ => text(schema, field),
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
            self.widget(items, &mut inner);
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

fn text(schema: &Value, field: &mut Map<String, Value>) {
    let mut set = |name: &str, value: Value| drop(field.insert(name.to_owned(), value));
    let format = schema["format"].as_str().unwrap_or_default();
    if format == "date" {
        set("widget", "datetime".into());
        set("type", "date".into());
        set("format", "YYYY-MM-DD".into());
        return;
    }
    if format == "prose" {
        set("widget", "text".into());
        set("maxlength", 20_000.into());
    } else {
        set("widget", "string".into());
        set("use_emoji_autocomplete", false.into());
    }
    if format == "text" {
        set("maxlength", 500.into());
    }
    let (pattern, told) = match (schema["pattern"].as_str(), format) {
        (Some(pattern), _) => {
            let example = schema["examples"][0].as_str().unwrap_or_default();
            (pattern, format!("写法不对，要写成 {example} 这样"))
        }
        (None, "web-address" | "site-address") => {
            ("^https?://[^\\s/?#@]+(/\\S*)?$", "写 https:// 开头的网址".to_owned())
        }
        (None, "email") => ("^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$", "写成 office@example.com 这样".to_owned()),
        (None, "text" | "prose") => {
            (VISIBLE, "不要只写「~」，也不要有制表符一类看不见的字符；删去后重新输入".to_owned())
        }
        _ => return,
    };
    set("pattern", json!([pattern, told]));
}

/// What a text of the records may be.
const VISIBLE: &str = "^(?![~～]$)[^\\u0000-\\u0009\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]*$";

#[cfg(test)]
mod tests {
    use super::*;

    fn field<'f>(fields: &'f [Value], name: &str) -> &'f Value {
        fields.iter().find(|field| field["name"] == name).unwrap()
    }

    #[test]
    fn what_may_be_empty_is_not_demanded_and_what_is_past_is_not_taken_out() {
        let measures = of_kind("measures", true, &Present::default());
        assert_eq!(field(&measures, "measures")["required"], false);
        assert_eq!(field(&measures, "measures")["allow_remove"], false);
        let inspections = of_kind("inspections", true, &Present::default());
        let inspectors =
            field(field(&inspections, "inspections")["fields"].as_array().unwrap(), "inspectors");
        assert_eq!(inspectors["required"], true);
        assert!(inspectors.get("allow_remove").is_none());
        for (kind, name) in MAY_BE_EMPTY.iter().chain(&APPEND_ONLY) {
            assert!(
                format!("{:?}", of_kind(kind, true, &Present::default()))
                    .contains(&format!("String({name:?})")),
                "{kind} {name}"
            );
        }
    }

    #[test]
    fn a_switch_that_nobody_touches_stands_where_the_record_has_it() {
        for kind in schema::schemas() {
            let optional = of_kind(kind.name, true, &Present::default())
                .into_iter()
                .filter(|field| field["widget"] == "boolean");
            for field in optional.filter(|field| field["required"] == false) {
                let name = field["name"].as_str().unwrap();
                assert_eq!(
                    field["default"], kind.schema["properties"][name]["default"],
                    "{} {name}",
                    kind.name
                );
                assert!(field["default"].is_boolean(), "{} {name}", kind.name);
            }
        }
    }
}
