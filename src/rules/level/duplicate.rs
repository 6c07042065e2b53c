//! A level stands once.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::{Context, occupation};

pub(super) static RULE: Rule = Rule {
    code: "level-duplicate",
    severity: Severity::Error,
    title: "同一等级只写一次",
    clause: Some("附件1 二"),
    reason: "写了两次，多半是想写另一个等级。",
    wrong: Example("levels: [4, 3, 3]\n"),
    right: Example("levels: [4, 3, 2]\n"),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for scope in occupation::scopes(&record.value) {
        for (route, line) in scope.routed() {
            let mut seen = Vec::with_capacity(line.levels.len().min(8));
            for (i, level) in line.levels.iter().enumerate() {
                if seen.contains(level) {
                    let place = Place::value(&record.file, route.then("levels").then(i));
                    found.push(
                        RULE.at(place, format!("「{level}」写了两次")).hint("删去一个，或改成另一个等级"),
                    );
                } else {
                    seen.push(*level);
                }
            }
        }
    }
}
