//! Questions, steps and the table of clauses cite clauses that the notice has.

use std::collections::BTreeSet;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::{ClauseLabel, clauses};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "clause-unknown",
    severity: Severity::Error,
    title: "引用的条款要在通知里",
    clause: None,
    reason: "网站把问答、步骤和条款连在一起，读的人点开就看到依据。",
    wrong: Example("clauses: [九（一）]\n"),
    right: Example("clauses: [三（一）]\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.questions {
        let Some(known) = known(context, &record.id) else { continue };
        for (i, question) in record.value.questions.iter().enumerate() {
            for (n, clause) in question.clauses.iter().enumerate() {
                let place = Place::value(&record.file, route!["questions", i, "clauses", n]);
                found.extend(judge(place, clause, &known));
            }
        }
    }
    for record in &context.records.policies {
        let Some(known) = known(context, &record.id) else { continue };
        for (key, clause) in record.value.clauses.given() {
            let place = Place::value(&record.file, route!["clauses", key]);
            found.extend(judge(place, clause, &known));
        }
        for (i, step) in record.value.terms.steps.iter().enumerate() {
            let place = Place::value(&record.file, route!["terms", "steps", i, "clause"]);
            found.extend(step.clause.as_ref().and_then(|clause| judge(place, clause, &known)));
        }
    }
}

/// The clauses of a policy's notice; none if there is no notice.
fn known(context: &Context<'_>, policy: &str) -> Option<BTreeSet<ClauseLabel>> {
    let notice = context.records.policy_texts.get(&(policy.to_owned(), "notice".to_owned()))?;
    Some(clauses(&notice.value.body).into_iter().map(|clause| clause.label).collect())
}

fn judge(place: Place, clause: &str, known: &BTreeSet<ClauseLabel>) -> Option<Finding> {
    match ClauseLabel::parse(clause) {
        None => {
            let finding = RULE.at(place, format!("「{clause}」不是条款的写法"));
            Some(finding.hint("写成 三（一），整个部分写 三；按条编排的写成 第九条"))
        }
        Some(label) if !known.contains(&label) => {
            let finding = RULE.at(place, format!("通知里没有条款「{label}」"));
            let names: Vec<_> = known.iter().map(ToString::to_string).collect();
            Some(finding.hint(format!("通知的条款：{}", names.join("、"))))
        }
        Some(_) => None,
    }
}
