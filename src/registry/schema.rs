//! The kinds of records by name, each with its JSON Schema (draft 2020-12, Chinese titles).

use schemars::{JsonSchema, schema_for};
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
        // A value of JSON can always be written.
        serde_json::to_string_pretty(&self.schema).unwrap_or_default() + "\n"
    }
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

fn schema<T: JsonSchema>(name: &'static str, path: &'static str) -> RecordSchema {
    let mut schema = schema_for!(T).to_value();
    speak_chinese(&mut schema);
    RecordSchema { name, path, schema }
}

/// Editors and forms show descriptions to officers: notes of the code are left out, and what a format asks for is told.
fn speak_chinese(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.get("description").and_then(Value::as_str).is_some_and(is_note) {
                members.remove("description");
            }
            explain(members);
            members.iter_mut().for_each(|(_, member)| speak_chinese(member));
        }
        Value::Array(items) => items.iter_mut().for_each(speak_chinese),
        _ => {}
    }
}

/// Editors show titles beside what is there and descriptions beside what may be chosen: one begins with the other.
fn explain(members: &mut Map<String, Value>) {
    let Some(title) = members.get("title").and_then(Value::as_str).map(str::to_owned) else { return };
    let told = members.get("description").and_then(Value::as_str);
    let told = told.or_else(|| members.get("format").and_then(Value::as_str).and_then(format::explanation));
    let described = told.map_or_else(|| title.clone(), |told| format!("{title}：{told}"));
    members.insert("description".to_owned(), described.into());
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

/// All kinds of records, in the order of the reference page.
pub fn schemas() -> Vec<RecordSchema> {
    vec![
        schema::<Site>("site", "content/site.yaml"),
        schema::<Policy>("policy", "content/policies/<政策>/policy.yaml"),
        schema::<Questions>("questions", "content/policies/<政策>/questions.yaml"),
        schema::<Occupations>("occupations", "content/catalogue/occupations-<版本>.yaml"),
        schema::<Restricted>("restricted", "content/catalogue/restricted.yaml"),
        schema::<Divisions>("divisions", "content/catalogue/divisions.yaml"),
        schema::<Holidays>("holidays", "content/catalogue/holidays.yaml"),
        schema::<Filing>("filing", "content/institutions/<机构>/filing.yaml"),
        schema::<Plan>("plan", "content/plans/<年>/<方案>.yaml"),
        schema::<Batch>("batch", "content/certificates/<年>/<批次>/batch.yaml"),
        schema::<Inspectors>("inspectors", "content/supervision/<年>/inspectors.yaml"),
        schema::<Draws>("draws", "content/supervision/<年>/draws.yaml"),
        schema::<Inspections>("inspections", "content/supervision/<年>/inspections.yaml"),
        schema::<Measures>("measures", "content/supervision/<年>/measures.yaml"),
        schema::<Upload>("upload", "content/uploads/<上报表>.yaml"),
        schema::<PageHead>("page", "content/pages/<页面>.md（开头两行 --- 之间）"),
    ]
}

/// The schema of one kind.
pub fn of(name: &str) -> Option<Value> {
    schemas().into_iter().find(|kind| kind.name == name).map(|kind| kind.schema)
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
            let is_english = |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
            let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| is_english(word));
            let commands = [
                "sha256sum",
                "certutil",
                "hashfile",
                "https",
                "office",
                "example",
                "com",
                "review",
                "working",
                "days",
            ];
            let words: Vec<&str> = words.filter(|word| !commands.contains(word)).collect();
            assert!(words.is_empty() && text.contains(is_chinese), "{text}");
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
