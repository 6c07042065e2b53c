//! Sittings use the policy's ways of assessing, for those it names.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::plan::{CandidateKind, Plan};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "method-not-allowed",
    severity: Severity::Error,
    title: "评价方式和参加人员要在政策规定的范围里",
    clause: Some("通知一（二）、四"),
    reason: "政策列明可以采取的评价方式和可以评价的人员；另一部政策的规定可能不同。",
    wrong: Example("method: direct_recognition  # 当时的政策没有直接认定\n"),
    right: Example("method: examination\n"),
};

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    for (i, sitting) in record.value.sittings.iter().enumerate() {
        let Some(policy) = context.policy(sitting.date) else { continue };
        let (terms, number) = (&policy.terms, &*policy.number);
        if !terms.methods.contains(&sitting.method) {
            let place = Place::value(&record.file, route!["sittings", i, "method"]);
            let names: Vec<_> = terms.methods.iter().map(|method| method.title()).collect();
            let message = format!("{number}没有「{}」这种评价方式", sitting.method.title());
            found.push(RULE.at(place, message).hint(format!("可以采取：{}", names.join("、"))));
        }
        let candidates = sitting.candidates;
        let kinds = [
            (CandidateKind::Employee, candidates.employee, "employee"),
            (CandidateKind::Dispatched, candidates.dispatched, "dispatched"),
            (CandidateKind::Intern, candidates.intern, "intern"),
        ];
        if candidates.total() == 0 {
            let place = Place::key(&record.file, route!["sittings", i, "candidates"]);
            let finding = RULE.at(place, "没有一个人参加").warning();
            found.push(finding.hint("写上计划参加的人数；不举行了的，写 cancelled"));
        }
        for (kind, count, key) in kinds {
            if count > 0 && !terms.candidates.contains(&kind) {
                let place = Place::value(&record.file, route!["sittings", i, "candidates", key]);
                found.push(RULE.at(place, format!("{number}不包括{}", kind.title())).hint("核对参加人数"));
            }
        }
    }
}
