//! Only the levels of the policy in force are assessed.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::registry::Level;
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::registry::records::policy::Policy;
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
        for (route, line) in scope.routed() {
            for (i, level) in line.levels.iter().enumerate() {
                found.extend(judge(policy, *level, &record.file, || route.then("levels").then(i)));
            }
        }
    }
}

/// A sitting is judged by the policy of its own day: what was filed before may be allowed no longer.
pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    for (i, sitting) in record.value.sittings.iter().enumerate() {
        let Some(policy) = context.policy(sitting.date) else { continue };
        found.extend(judge(policy, sitting.level, &record.file, || route!["sittings", i, "level"]));
    }
}

fn judge(policy: &Policy, level: Level, file: &str, route: impl FnOnce() -> Route) -> Option<Finding> {
    let allowed = &policy.terms.levels;
    if allowed.contains(&level) {
        return None;
    }
    let finding = RULE.at(Place::value(file, route()), format!("{}没有「{level}」这个等级", &*policy.number));
    let names: Vec<_> = allowed.iter().map(|level| level.name()).collect();
    Some(finding.hint(format!("可以评价的等级：{}", names.join("、"))))
}
