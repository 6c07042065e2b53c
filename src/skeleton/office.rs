//! The registry another office begins with: it checks without findings and builds, and says everywhere what
//! is to be replaced.

use crate::registry::identifier::{Digits, RecordId};
use crate::registry::schema::{self as schemas, RecordSchema};
use crate::registry::{Date, Text};

use super::writer::quoted;

/// Whose registry it is.
#[derive(Debug, Clone)]
pub struct Office {
    /// The site's name that never changes.
    pub id: RecordId,
    /// The name in the page head.
    pub name: Text,
    /// The province: the first two digits of GB/T 2260.
    pub province: Digits<2>,
    /// The day the registry begins.
    pub today: Date,
}

/// A file of the new registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the new folder, with forward slashes.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// Files with `{{…}}` where the office comes in.
const TEMPLATES: &[(&str, &str)] = &[
    ("README.md", include_str!("office/README.md")),
    (".gitignore", include_str!("office/gitignore")),
    (".gitattributes", include_str!("office/gitattributes")),
    (".editorconfig", include_str!("office/editorconfig")),
    (".vscode/extensions.json", include_str!("office/vscode-extensions.json")),
    ("content/site.yaml", include_str!("office/site.yaml")),
    ("content/recipients.txt", include_str!("office/recipients.txt")),
    ("content/catalogue/divisions.yaml", include_str!("office/divisions.yaml")),
    ("content/policies/example/policy.yaml", include_str!("office/policy.yaml")),
    ("content/policies/example/notice.md", include_str!("office/notice.md")),
    ("content/policies/example/questions.yaml", include_str!("office/questions.yaml")),
    ("content/pages/about.md", include_str!("office/pages/about.md")),
    ("content/pages/accessibility.md", include_str!("office/pages/accessibility.md")),
    ("content/pages/contact.md", include_str!("office/pages/contact.md")),
    ("content/pages/how-to-file.md", include_str!("office/pages/how-to-file.md")),
    ("content/pages/privacy.md", include_str!("office/pages/privacy.md")),
];

/// Files that are the same for every office, with their kinds: the country's classification and calendar.
const COMMON: &[(&str, &str, &str)] = &[
    (
        "occupations",
        "content/catalogue/occupations-2015.yaml",
        include_str!("../../content/catalogue/occupations-2015.yaml"),
    ),
    (
        "occupations",
        "content/catalogue/occupations-2022.yaml",
        include_str!("../../content/catalogue/occupations-2022.yaml"),
    ),
    (
        "restricted",
        "content/catalogue/restricted.yaml",
        include_str!("../../content/catalogue/restricted.yaml"),
    ),
    ("holidays", "content/catalogue/holidays.yaml", include_str!("../../content/catalogue/holidays.yaml")),
    ("upload", "content/uploads/national.yaml", include_str!("../../content/uploads/national.yaml")),
];

/// The files of a new registry.
pub fn registry(office: &Office) -> Vec<File> {
    let file = |path: &str, text: String| File { path: path.to_owned(), text };
    let written = TEMPLATES.iter().map(|(path, text)| file(path, filled(path, text, office)));
    let common =
        COMMON.iter().map(|(kind, path, text)| file(path, format!("{}{text}", modeline(kind, path))));
    let kinds = schemas::schemas();
    let schemas = kinds.iter().map(|kind| file(&kind.file(), kind.text()));
    written.chain(common).chain(schemas).chain([file(".vscode/settings.json", settings(&kinds))]).collect()
}

/// Which schema holds for which files: for records that have lost their first line.
fn settings(kinds: &[RecordSchema]) -> String {
    let schema = |kind: &RecordSchema| Some((format!("./{}", kind.file()), kind.glob()?.into()));
    let schemas: serde_json::Map<String, serde_json::Value> = kinds.iter().filter_map(schema).collect();
    format!("{:#}\n", serde_json::json!({ "yaml.schemas": schemas }))
}

/// The line that tells editors the schema of a record, as the record reaches it.
pub(super) fn modeline(kind: &str, path: &str) -> String {
    format!("# yaml-language-server: $schema={}\n", schemas::reached_from(path, kind))
}

fn filled(path: &str, template: &str, office: &Office) -> String {
    let is_yaml = path.ends_with(".yaml");
    let name = if is_yaml { quoted(office.name.to_string()) } else { office.name.to_string() };
    template
        .replace("{{id}}", &office.id)
        .replace("{{name}}", &name)
        .replace("{{province}}", &office.province.to_string())
        .replace("{{today}}", &office.today.to_string())
        .replace("{{chinese_today}}", &office.today.chinese())
        .replace("{{year}}", &office.today.year().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::FileKind;
    use crate::registry::value::Value;

    fn office() -> Office {
        Office {
            id: RecordId::parse("example").unwrap(),
            name: Text::parse("示例市：技能人才评价公示平台").unwrap(),
            province: Digits::parse("33").unwrap(),
            today: Date::parse("2026-11-22").unwrap(),
        }
    }

    #[test]
    fn fills_in_the_office_and_leaves_no_mark_behind() {
        let files = registry(&office());
        for file in &files {
            assert!(!file.text.contains("{{"), "{}", file.path);
        }
        let site = files.iter().find(|file| file.path == "content/site.yaml").unwrap();
        assert!(site.text.contains("province: \"33\""), "{}", site.text);
    }

    #[test]
    fn tells_editors_the_schema_of_every_record_by_its_path() {
        let files = registry(&office());
        let text = |path: &str| &files.iter().find(|file| file.path == path).unwrap().text;
        let settings: serde_json::Value = serde_json::from_str(text(".vscode/settings.json")).unwrap();
        let globs = settings["yaml.schemas"].as_object().unwrap();
        for (schema, glob) in globs {
            assert!(text(schema.trim_start_matches("./")).contains("properties"), "{schema}");
            let one = glob.as_str().unwrap().replace('*', "2020");
            assert!(FileKind::of(&one).is_some(), "{one}");
        }
        assert_eq!(globs["./schemas/filing.json"], "content/institutions/*/filing.yaml");
        assert_eq!(globs["./schemas/occupations.json"], "content/catalogue/occupations-*.yaml");
        assert!(!globs.contains_key("./schemas/page.json"));
    }

    #[test]
    fn puts_records_where_the_registry_looks_for_them() {
        for file in registry(&office()).iter().filter(|file| file.path.starts_with("content/")) {
            assert!(FileKind::of(&file.path).is_some(), "{}", file.path);
        }
    }
}
