//! Of those who were to come some sat, and of those who sat some passed.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::plan::Plan;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "result-count",
    severity: Severity::Error,
    title: "合格人数不多于实考人数，实考人数不多于参加人数",
    clause: Some("通知四（三）"),
    reason: "合格的人都参加了考试，参加考试的人都报在实施方案里；人数对不上，统计和发证也跟着错。",
    wrong: Example("- {sitting: s1, ended: 2020-09-08, sat: 15, passed: 51}\n"),
    right: Example("- {sitting: s1, ended: 2020-09-08, sat: 15, passed: 11}\n"),
};

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    for (i, result) in record.value.results.iter().enumerate() {
        let (sat, passed) = (result.sat, result.passed);
        if passed > sat {
            let place = Place::value(&record.file, route!["results", i, "passed"]);
            let message = format!("合格 {passed} 人，实考只有 {sat} 人");
            found.push(RULE.at(place, message).hint("核对合格人数和实考人数"));
        }
        // Of a plan with faults of form there is no sitting to ask: candidates that could not be read count as none.
        let sitting = context.index.sitting(&record.id, &result.sitting);
        let planned =
            sitting.filter(|_| !context.index.is_broken(&record.file)).map(|s| s.candidates.total());
        if let Some(planned) = planned.filter(|planned| u32::from(sat) > *planned) {
            let place = Place::value(&record.file, route!["results", i, "sat"]);
            let message = format!("实考 {sat} 人，场次 {} 的参加人数只有 {planned} 人", &*result.sitting);
            found.push(RULE.at(place, message).hint("核对实考人数和场次的参加人数"));
        }
    }
}
