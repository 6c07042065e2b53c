//! The kinds of records by name, each with its JSON Schema (draft 2020-12, Chinese titles).

mod editors;

use schemars::{JsonSchema, Schema, schema_for};
use serde_json::{Map, Value};

use super::format;
use super::records::batch::Batch;
use super::records::catalogue::{Divisions, Holidays, Occupations, Restricted};
use super::records::filing::Filing;
use super::records::page::PageHead;
use super::records::plan::Plan;
use super::records::policy::{Policy, Questions};
use super::records::site::Site;
use super::records::supervision::{Draws, Inspections, Inspectors, Measures};
use super::records::upload::Upload;

/// A kind of record.
#[derive(Debug)]
pub struct RecordSchema {
    /// Its name on the command line and of the schema's file.
    pub name: &'static str,
    /// Where its files stand.
    pub path: &'static str,
    /// What it looks like.
    pub schema: Value,
}

impl RecordSchema {
    /// The kind in Chinese.
    pub fn title(&self) -> &str {
        self.schema["title"].as_str().unwrap_or(self.name)
    }

    /// The schema as text, for editors.
    pub fn text(&self) -> String {
        format!("{:#}\n", editors::adapted(self.schema.clone()))
    }

    /// Where a registry keeps the schema.
    pub fn file(&self) -> String {
        file(self.name)
    }

    /// What the paths of its files are like, for editors; none for what is no YAML throughout.
    pub fn glob(&self) -> Option<String> {
        let mut parts = self.path.split('<');
        let first = parts.next().unwrap_or_default().to_owned();
        let rest = parts.map(|part| part.split_once('>').map_or("", |(_, rest)| rest));
        self.path.ends_with(".yaml").then(|| rest.fold(first, |glob, rest| glob + "*" + rest))
    }
}

/// Where a registry keeps schemas.
pub const FOLDER: &str = "schemas";

fn file(kind: &str) -> String {
    format!("{FOLDER}/{kind}.json")
}

/// The file of the schema of a kind as a record at a path reaches it.
pub fn reached_from(path: &str, kind: &str) -> String {
    "../".repeat(path.matches('/').count()) + &file(kind)
}

/// Follows references and takes `null` out of unions.
pub fn resolve<'a>(root: &'a Value, mut schema: &'a Value) -> &'a Value {
    loop {
        let present = schema["anyOf"].as_array().and_then(|any| any.iter().find(|one| one["type"] != "null"));
        schema = match (schema["$ref"].as_str(), present) {
            (Some(reference), _) => root.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null),
            (None, Some(present)) => present,
            (None, None) => return schema,
        };
    }
}

fn schema<T: JsonSchema>() -> Schema {
    schema_for!(T)
}

fn made(&(name, path, schema): &Kind) -> RecordSchema {
    let mut schema = schema().to_value();
    name_definitions(&mut schema);
    speak_chinese(&mut schema);
    RecordSchema { name, path, schema }
}

/// Editors show the titles of definitions, too: one that has none is called as the first key it is the value of.
fn name_definitions(schema: &mut Value) {
    let mut named = Map::new();
    titles(schema, &mut named);
    let definitions = schema.get_mut("$defs").and_then(Value::as_object_mut);
    for (name, definition) in definitions.into_iter().flatten() {
        if let (None, Some(title)) = (definition.get("title"), named.remove(name)) {
            definition["title"] = title;
        }
    }
}

/// The titles of keys by the definitions of their values.
fn titles(schema: &Value, found: &mut Map<String, Value>) {
    match schema {
        Value::Object(members) => {
            for property in members.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let (property, options) = (property.1, property.1["anyOf"].as_array().into_iter().flatten());
                let reference =
                    options.chain([property, &property["items"]]).find_map(|one| one["$ref"].as_str());
                if let Some(name) = reference.and_then(|reference| reference.strip_prefix("#/$defs/")) {
                    found.entry(name).or_insert_with(|| property["title"].clone());
                }
            }
            members.values().for_each(|member| titles(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| titles(item, found)),
        _ => {}
    }
}

/// Editors and forms show descriptions to officers: notes of the code are left out, and what a format asks for is told.
fn speak_chinese(schema: &mut Value) {
    each_object(schema, &mut |members| {
        if members.get("description").and_then(Value::as_str).is_some_and(is_note) {
            members.remove("description");
        }
        explain(members);
        tell_items(members);
    });
}

/// Changes a schema and all within it, the outer before the inner.
fn each_object(schema: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match schema {
        Value::Object(members) => {
            change(members);
            members.iter_mut().for_each(|(_, member)| each_object(member, change));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, change)),
        _ => {}
    }
}

/// Editors show titles beside what is there and descriptions beside what may be chosen: one begins with the other.
fn explain(members: &mut Map<String, Value>) {
    let Some(title) = members.get("title").and_then(Value::as_str) else { return };
    let own = members.get("description").and_then(Value::as_str).map(str::to_owned);
    let told: Vec<String> = own.into_iter().chain(of_format(members)).collect();
    let described =
        if told.is_empty() { title.to_owned() } else { format!("{title}：{}", told.join("。")) };
    members.insert("description".to_owned(), described.into());
}

/// What the format of a value asks for, with the value's own example.
fn of_format(members: &Map<String, Value>) -> Option<String> {
    let name = members.get("format").and_then(Value::as_str)?;
    let told = format::explanation(name)?;
    let example = members.get("examples").and_then(|examples| examples[0].as_str());
    Some(example.map_or_else(|| told.to_owned(), |example| told.replace(format::example(name), example)))
}

/// Plain items of a list are called as it is, and are like those of its example.
fn tell_items(members: &mut Map<String, Value>) {
    let (title, example) = (members.get("title").cloned(), members.get("examples").map(|all| all[0].clone()));
    let Some(items) = members.get_mut("items").and_then(Value::as_object_mut) else { return };
    if items.contains_key("$ref") {
        return;
    }
    if let Some(title) = title {
        items.entry("title").or_insert(title);
    }
    if let Some(example @ Value::Array(_)) = example {
        items.insert("examples".to_owned(), example);
    }
}

/// What a value asks for beside its title, as forms say it.
pub fn explanation(property: &Value) -> Option<&str> {
    let (title, told) = (property["title"].as_str()?, property["description"].as_str()?);
    told.strip_prefix(title)?.strip_prefix('：')
}

/// Whether a description is a comment of the code: in English, however many Chinese terms it names.
fn is_note(text: &str) -> bool {
    !text.contains(is_chinese) || text.ends_with('.')
}

fn is_chinese(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

/// A kind before its schema is made: name, place and type.
type Kind = (&'static str, &'static str, fn() -> Schema);

/// All kinds of records, in the order of the reference page.
const KINDS: [Kind; 16] = [
    ("site", "content/site.yaml", schema::<Site>),
    ("policy", "content/policies/<政策>/policy.yaml", schema::<Policy>),
    ("questions", "content/policies/<政策>/questions.yaml", schema::<Questions>),
    ("occupations", "content/catalogue/occupations-<版本>.yaml", schema::<Occupations>),
    ("restricted", "content/catalogue/restricted.yaml", schema::<Restricted>),
    ("divisions", "content/catalogue/divisions.yaml", schema::<Divisions>),
    ("holidays", "content/catalogue/holidays.yaml", schema::<Holidays>),
    ("filing", "content/institutions/<机构>/filing.yaml", schema::<Filing>),
    ("plan", "content/plans/<年>/<方案>.yaml", schema::<Plan>),
    ("batch", "content/certificates/<年>/<批次>/batch.yaml", schema::<Batch>),
    ("inspectors", "content/supervision/<年>/inspectors.yaml", schema::<Inspectors>),
    ("draws", "content/supervision/<年>/draws.yaml", schema::<Draws>),
    ("inspections", "content/supervision/<年>/inspections.yaml", schema::<Inspections>),
    ("measures", "content/supervision/<年>/measures.yaml", schema::<Measures>),
    ("upload", "content/uploads/<上报表>.yaml", schema::<Upload>),
    ("page", "content/pages/<页面>.md（开头两行 --- 之间）", schema::<PageHead>),
];

/// The schemas of all kinds of records.
pub fn schemas() -> Vec<RecordSchema> {
    KINDS.iter().map(made).collect()
}

/// The schema of one kind.
pub fn of(name: &str) -> Option<Value> {
    KINDS.iter().find(|kind| kind.0 == name).map(|kind| made(kind).schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The routes of properties and of words to choose from without a Chinese title.
    fn untitled(schema: &Value, route: &str, found: &mut Vec<String>) {
        match schema {
            Value::Object(members) => {
                for (name, property) in
                    members.get("properties").and_then(Value::as_object).into_iter().flatten()
                {
                    if !property["title"].as_str().is_some_and(|title| title.contains(is_chinese)) {
                        found.push(format!("{route}.{name}"));
                    }
                }
                if members.contains_key("const") && !members.contains_key("title") {
                    found.push(route.to_owned());
                }
                members.iter().for_each(|(name, member)| untitled(member, &format!("{route}/{name}"), found));
            }
            Value::Array(items) => items.iter().for_each(|item| untitled(item, route, found)),
            _ => {}
        }
    }

    /// What is said in descriptions.
    fn descriptions<'a>(schema: &'a Value, found: &mut Vec<&'a str>) {
        match schema {
            Value::Object(members) => {
                found.extend(members.get("description").and_then(Value::as_str));
                members.values().for_each(|member| descriptions(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| descriptions(item, found)),
            _ => {}
        }
    }

    #[test]
    fn descriptions_are_for_officers() {
        let kinds = schemas();
        let mut found = Vec::new();
        kinds.iter().for_each(|kind| descriptions(&kind.schema, &mut found));
        assert!(found.iter().any(|text| text.contains("手机号")));
        for text in found {
            let english = ["the", "of", "an", "it", "and", "for", "which", "what", "where", "with", "not"];
            let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
            assert!(!words.any(|word| english.contains(&word)) && text.contains(is_chinese), "{text}");
        }
    }

    /// The keys of all kinds, with the schema of the whole and of their value.
    fn keys(root: &Value, schema: &Value, route: &str, look: &mut impl FnMut(&str, &Value, &Value)) {
        match schema {
            Value::Object(members) => {
                let properties = members.get("properties").and_then(Value::as_object);
                for (name, property) in properties.into_iter().flatten() {
                    look(&format!("{route}.{name}"), property, resolve(root, property));
                }
                members
                    .iter()
                    .for_each(|(name, member)| keys(root, member, &format!("{route}/{name}"), look));
            }
            Value::Array(items) => items.iter().for_each(|item| keys(root, item, route, look)),
            _ => {}
        }
    }

    /// What nobody has to be told more of than its name.
    const OBVIOUS: [&str; 1] = ["姓名"];

    #[test]
    fn every_key_says_what_goes_there() {
        let mut found = Vec::new();
        for kind in schemas() {
            keys(&kind.schema, &kind.schema, kind.name, &mut |route, property, _| {
                let title = property["title"].as_str().unwrap();
                let said = explanation(property).is_some_and(|said| said != title);
                if !said && !OBVIOUS.contains(&title) {
                    found.push(format!("{route} {title}"));
                }
            });
        }
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn every_plain_value_has_an_example_that_passes() {
        for kind in schemas() {
            keys(&kind.schema, &kind.schema, kind.name, &mut |route, property, value| {
                let example = [property, value].into_iter().find_map(|one| one["examples"].get(0));
                let (text, number) = (example.and_then(Value::as_str), example.and_then(Value::as_f64));
                if let Some(parsed) = value["format"].as_str().and_then(|name| format::check(name, text?)) {
                    parsed.unwrap_or_else(|fault| panic!("{route}: {fault}"));
                } else if value["minimum"].is_number() || value["type"] == "integer" {
                    let least = value["minimum"].as_f64().unwrap_or(f64::MIN);
                    assert!(number.is_some_and(|number| number >= least), "{route}: {example:?}");
                } else {
                    let has_words = value["oneOf"].is_array() || value["type"] == "boolean";
                    let is_whole =
                        value["properties"].is_object() || value["type"].to_string().contains("array");
                    assert!(has_words || is_whole, "{route}: {value}");
                }
            });
        }
    }

    #[test]
    fn every_definition_has_a_chinese_title() {
        for kind in schemas() {
            for (name, definition) in kind.schema["$defs"].as_object().into_iter().flatten() {
                let title = definition["title"].as_str().unwrap_or_default();
                assert!(title.contains(is_chinese), "{} {name}", kind.name);
            }
        }
    }

    #[test]
    fn every_property_has_a_chinese_title() {
        let mut found = Vec::new();
        for kind in schemas() {
            assert_ne!(kind.title(), kind.name);
            untitled(&kind.schema, kind.name, &mut found);
        }
        assert_eq!(found, [""; 0]);
    }
}
