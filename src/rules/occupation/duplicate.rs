//! An occupation stands once in a scope.

use std::collections::HashMap;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "occupation-duplicate",
    severity: Severity::Error,
    title: "同一职业（工种）只列一次",
    clause: Some("附件1 二"),
    reason: "列了两次，等级和认定依据就有两种说法。",
    wrong: Example(
        "scope:\n  - {edition: \"2015\", code: 6-31-01-03, name: 电工, levels: [4]}\n  - {edition: \"2015\", code: 6-31-01-03, name: 电工, levels: [3]}\n",
    ),
    right: Example("scope:\n  - {edition: \"2015\", code: 6-31-01-03, name: 电工, levels: [4, 3]}\n"),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for scope in super::scopes(&record.value) {
        let mut seen = HashMap::new();
        for (i, (route, line)) in scope.routed().enumerate() {
            let Some(first) = seen.insert((&line.edition, line.code, &line.specialty), i) else { continue };
            let message = format!("「{}」与第 {} 项重复", &*line.name, first + 1);
            let finding = RULE.at(Place::value(&record.file, route.then("code")), message);
            found.push(finding.hint("把等级合到一项里；不同工种要写明 specialty"));
        }
    }
}
