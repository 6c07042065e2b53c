//! What a form says of a field: what the schema says to those who write YAML, for those who see switches and lists.

use serde_json::Value;

use crate::registry::schema;

/// What the schema says, and what a form says in its place.
const IN_FORMS: [(&str, &str); 16] = [
    ("盖了写 true，没有盖写 false", "盖了就打开"),
    ("的新职业也可以评价的写 true，不可以的写 false", "的新职业也可以评价就打开"),
    ("写 true，就列在每页上方的导航里；不写就是不列", "打开，就列在每页上方的导航里"),
    ("内容是虚构的写 true，每页都会注明；正式的网站不写", "内容是虚构的就打开，每页都会注明"),
    ("由 skillreg draw 写成", "由程序写成"),
    ("没有的写 []", "没有的不填"),
    ("，用数字：5 初级工、4 中级工、3 高级工、2 技师、1 高级技师", ""),
    ("，用数字；没有标准或不清楚的不写", "；没有标准或不清楚的不选"),
    ("写在 specialty 里", "写在「工种名称」里"),
    ("原定日期记在 rescheduled 里", "原定日期记在「改期」里"),
    ("写政策文件（policy.yaml）里给它的代号", "写政策文件里给它的代号"),
    ("；代码见 content/catalogue/divisions.yaml", ""),
    ("，每家写它在 content/institutions/ 下的文件夹名；没有的不写", "；没有的不选"),
    ("，写它在 content/institutions/ 下的文件夹名", ""),
    ("，写它在 content/plans/ 下的文件名，不带 .yaml", ""),
    (
        "，写它在 content/policies/ 下的文件夹名，网页就会链接过去；没有的不写",
        "就选上，网页会链接过去；没有的不选",
    ),
];

/// How to fill in a field: what it is and what its format asks for, else an example.
pub(super) fn of(property: &Value, resolved: &Value) -> Option<String> {
    if let Some(told) = schema::explanation(property) {
        return Some(in_form(told));
    }
    let first = |schema: &Value| match &schema["examples"][0] {
        Value::String(text) => Some(format!("例如：{text}")),
        Value::Number(number) => Some(format!("例如：{number}")),
        _ => None,
    };
    first(property).or_else(|| first(resolved))
}

/// How to choose what is not typed: nothing of how it is written.
pub(super) fn of_choice(property: &Value) -> Option<String> {
    let told = in_form(schema::explanation(property)?);
    told.split('。').next().map(|told| format!("{told}；从列表里选，可以打几个字来找"))
}

fn in_form(told: &str) -> String {
    IN_FORMS.iter().fold(told.to_owned(), |told, (record, form)| told.replace(record, form))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::admin::collections::{Present, all};

    /// The hints and the names of all fields.
    fn gather(value: &Value, hints: &mut Vec<String>, names: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if members.contains_key("widget") {
                    names.extend(members["name"].as_str().map(str::to_owned));
                    hints.extend(members.get("hint").and_then(Value::as_str).map(str::to_owned));
                }
                members.values().for_each(|member| gather(member, hints, names));
            }
            Value::Array(items) => items.iter().for_each(|item| gather(item, hints, names)),
            _ => {}
        }
    }

    /// A text without what stands in braces: that is typed as it is, too.
    fn without_braces(text: &str) -> String {
        text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect()
    }

    #[test]
    fn forms_do_not_speak_of_records() {
        let present = Present {
            editions: vec!["2015".to_owned()],
            annexes: vec![("2020-85".to_owned(), "annex-1".to_owned())],
            occupations: [("6-18-02-04".to_owned(), vec!["焊工".to_owned()])].into(),
            schemas: true,
        };
        let (mut hints, mut names) = (Vec::new(), BTreeSet::new());
        gather(&all(&present).into(), &mut hints, &mut names);
        assert!(hints.len() > 300 && names.len() > 100, "{} {}", hints.len(), names.len());
        for hint in hints {
            // What is given as an example is typed as it is.
            let told = without_braces(hint.split("例如").next().unwrap_or_default());
            let mut words = told.split(|c: char| !c.is_ascii_alphanumeric() && !"_-".contains(c));
            let strange = |word: &str| names.contains(word) || ["true", "false", "yaml"].contains(&word);
            assert!(!words.any(strange) && !told.contains("[]") && !told.contains("content/"), "{hint}");
        }
    }

    #[test]
    fn what_is_said_otherwise_is_what_schemas_say() {
        let all: String = schema::schemas().iter().map(|kind| kind.schema.to_string()).collect();
        for (record, _) in IN_FORMS {
            assert!(all.contains(record), "{record}");
        }
    }
}
