//! Only the levels of the policy in force are assessed.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::{Context, occupation};

pub(super) static RULE: Rule = Rule {
    code: "level-not-allowed",
    severity: Severity::Error,
    title: "等级要在政策规定的等级里",
    clause: Some("通知一（四）"),
    reason: "通知规定五个等级；学徒工、特级技师、首席技师是以后的政策增加的。",
    wrong: Example("levels: [3, special]\n"),
    right: Example("levels: [3, 2, 1]\n"),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for scope in occupation::scopes(&record.value) {
        let Some(policy) = scope.date.and_then(|date| context.policy(date)) else { continue };
        let allowed = &policy.terms.levels;
        for (route, line) in scope.routed() {
            for (i, level) in line.levels.iter().enumerate().filter(|(_, level)| !allowed.contains(level)) {
                let message = format!("{}没有「{level}」这个等级", &*policy.number);
                let finding = RULE.at(Place::value(&record.file, route.then("levels").then(i)), message);
                let names: Vec<_> = allowed.iter().map(|level| level.name()).collect();
                found.push(finding.hint(format!("可以评价的等级：{}", names.join("、"))));
            }
        }
    }
}
