//! What a check found in the record, as the form names it: rules speak of keys, a form has cells and columns.

use std::collections::BTreeSet;

use serde_json::Value;

use super::annex::PARTS;
use super::layout::{Body, Entry};
use crate::diagnostics::{Finding, Route, Step};
use crate::registry::schema;

/// What is said of a finding to those who see cells only.
pub(super) struct Told {
    /// Where it is mended, if not where it was found.
    pub(super) route: Option<Route>,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// Tells a finding without the words of records.
pub(super) fn told(finding: &Finding) -> Told {
    let at = finding.place.at.route();
    let (route, hint) = at.and_then(|at| of_rule(finding, at)).unzip();
    let hint = hint.or_else(|| finding.hint.clone()).filter(|hint| !names_a_key(hint));
    let note = || at.and_then(entry).map(|entry| entry.note.to_owned()).filter(|note| !note.is_empty());
    Told { route: route.flatten(), message: finding.message.clone(), hint: hint.or_else(note) }
}

/// Where and how a form is mended, for rules that say how a record is.
fn of_rule(finding: &Finding, at: &Route) -> Option<(Option<Route>, String)> {
    let here = |hint: &str| Some((None, hint.to_owned()));
    let last = match at.steps().last() {
        Some(Step::Key(key)) => key.as_ref(),
        _ => "",
    };
    let hint = finding.hint.as_deref().unwrap_or_default();
    match (finding.rule.code, last) {
        ("standard-required", _) => {
            let hint = "在「无相应标准的说明」这一列写明没有哪些标准；有标准的，改「标准类别」";
            Some((Some(beside(at, "justification")), hint.to_owned()))
        }
        ("occupation-duplicate", _) => {
            here("把等级合到一行里，多的一行整行删去；评的是不同工种的，在「工种名称」这一列分别写明")
        }
        ("occupation-restricted", "name") => {
            let note = hint.split_once('。').map_or("", |(_, note)| note);
            let hint = format!("在「工种名称」这一列写明评价哪个工种。{note}");
            Some((Some(beside(at, "specialty")), hint))
        }
        ("occupation-name", _) => {
            let hint =
                hint.replace("name 写", "「职业编码 名称」选").replace("specialty 写", "「工种名称」写");
            Some((None, hint))
        }
        ("application-pledge", "sealed") => here("打印出来的一份盖好公章，再在这一格选「是」"),
        ("application-materials", "materials") => {
            here("收到以后，在「附件清单」里添一行，「用途」选这份材料")
        }
        ("application-incomplete", "name") => {
            Some((Some(beside(at, "field")), "照证书或聘书写，例如 电气自动化、焊工".to_owned()))
        }
        ("application-incomplete", "regulations" | "proofs") => {
            here("在「附件清单」里添一行，「用途」选这一类，写上名称和文件名")
        }
        ("application-incomplete", "equipment") if hint.contains("proofs") => {
            here("在「附件清单」里添一行，「用途」选「设备权属证明」，写上设备序号、名称和文件名")
        }
        ("application-incomplete", _) if hint.contains("proof") => {
            here("在「证明文件名」这一列写上文件名，证明和申请表一起交")
        }
        _ => None,
    }
}

/// The route of another key of the same item.
fn beside(route: &Route, key: &'static str) -> Route {
    let steps = route.steps();
    let above: Route = steps[..steps.len().saturating_sub(1)].iter().cloned().collect();
    above.then(key)
}

/// The entry of the form that a value of the record is filled in at.
fn entry(route: &Route) -> Option<&'static Entry> {
    let keys: Vec<&str> = route.steps().iter().filter_map(key).collect();
    let path = keys.join(".");
    let of = |body: &Body| match *body {
        Body::Fields(entries) => entries.iter().find(|entry| entry.route == path),
        Body::Rows(list, entries) => {
            let inner = path.strip_prefix(list)?.strip_prefix('.')?;
            entries.iter().find(|entry| entry.route == inner)
        }
    };
    PARTS.iter().find_map(|part| of(&part.body))
}

fn key(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}

/// Whether a sentence names a key of records, beside what it quotes.
fn names_a_key(text: &str) -> bool {
    let keys = keys();
    let quoted = text.split('「').enumerate();
    let mut own = quoted
        .map(|(at, part)| if at == 0 { part } else { part.split_once('」').map_or("", |(_, own)| own) });
    own.any(|part| {
        let mut words = part.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        words.any(|word| keys.contains(word)) || part.contains(".yaml")
    })
}

/// All keys of a filing.
fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    collect(&schema::of("filing").unwrap_or_default(), &mut keys);
    keys
}

fn collect(schema: &Value, keys: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            if let Some(properties) = entries.get("properties").and_then(Value::as_object) {
                keys.extend(properties.keys().cloned());
            }
            entries.values().for_each(|inner| collect(inner, keys));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, keys)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Example, Place, Rule, Severity, route};

    static RULE: Rule = Rule {
        code: "filing-number-kind",
        severity: Severity::Error,
        title: "",
        clause: None,
        reason: "",
        wrong: Example(""),
        right: Example(""),
    };

    #[test]
    fn no_key_of_a_record_is_named() {
        for hint in ["补上 justification: …", "加上 specialty: …", "申请类型写 kind: branch", "代码见 a.yaml"]
        {
            assert!(names_a_key(hint), "{hint}");
        }
        for hint in ["写成 区号-号码，例如 022-83635027", "是不是「name」？", "用 --attachments 给出文件夹"]
        {
            assert!(!names_a_key(hint), "{hint}");
        }
        let finding = RULE.at(Place::value("x", route!["scope", 0, "specialty"]), "x");
        let told = told(&finding.hint("申请类型写 kind: branch"));
        assert_eq!(told.hint.as_deref(), Some("整个职业都评的，空着"));
    }
}
