//! A question cites clauses that the notice has.

use std::collections::BTreeSet;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::{ClauseLabel, clauses};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "clause-unknown",
    severity: Severity::Error,
    title: "问答引用的条款要在通知里",
    clause: None,
    reason: "网站把问答和条款连在一起，读的人点开就看到依据。",
    wrong: Example("clauses: [九（一）]\n"),
    right: Example("clauses: [三（一）]\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.questions {
        let Some(notice) = context.records.policy_texts.get(&(record.id.clone(), "notice".to_owned())) else {
            continue;
        };
        let known: BTreeSet<ClauseLabel> =
            clauses(&notice.value.body).into_iter().map(|clause| clause.label).collect();
        for (i, question) in record.value.questions.iter().enumerate() {
            for (n, clause) in question.clauses.iter().enumerate() {
                let place = Place::value(&record.file, route!["questions", i, "clauses", n]);
                match ClauseLabel::parse(clause) {
                    None => {
                        let finding = RULE.at(place, format!("「{}」不是条款的写法", &**clause));
                        found.push(finding.hint("写成 三（一），整个部分写 三"));
                    }
                    Some(label) if !known.contains(&label) => {
                        let finding = RULE.at(place, format!("通知里没有条款「{label}」"));
                        let names: Vec<_> = known.iter().map(ToString::to_string).collect();
                        found.push(finding.hint(format!("通知的条款：{}", names.join("、"))));
                    }
                    Some(_) => {}
                }
            }
        }
    }
}
