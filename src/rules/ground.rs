//! What findings rest on: rules name the clauses of one notice; a record that is judged by another policy is told where
//! that one speaks of the matter.

use std::borrow::Cow;

use super::{Context, applied_on};
use crate::diagnostics::{Finding, Step};
use crate::registry::records::policy::{Clauses, Policy};
use crate::registry::{Date, FileKind, Text};

/// The notice whose clauses the rules name.
const NOTICE: &str = "津人社办发〔2020〕85号";

type Topic = (&'static str, fn(&Clauses) -> Option<&Text>);

/// Which of its clauses speaks of what.
static TOPICS: [Topic; 9] = [
    ("二（", |clauses| clauses.conditions.as_ref()),
    ("三（一）", |clauses| clauses.application.as_ref()),
    ("三（二）", |clauses| clauses.assessment.as_ref()),
    ("三（三）", |clauses| clauses.filing.as_ref()),
    ("三（四）", |clauses| clauses.publication.as_ref()),
    ("四（一）", |clauses| clauses.plan.as_ref()),
    ("四（三）", |clauses| clauses.result.as_ref()),
    ("五（二）", |clauses| clauses.inspection.as_ref()),
    ("五（三）", |clauses| clauses.measure.as_ref()),
];

/// Names the clauses of the policy that each record was judged by.
pub(super) fn cite(context: &Context<'_>, findings: &mut [Finding]) {
    if context.policies().iter().all(|policy| *policy.value.number == *NOTICE) {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.ground.is_none()) {
        let Some(on) = judged_on(context, finding) else { continue };
        finding.ground = under(context, finding.rule.clause, on);
    }
}

/// Names the clause of the policy of a day that is not the one of the place pointed at.
pub(super) fn cited(context: &Context<'_>, finding: Finding, on: Date) -> Finding {
    let clause = finding.rule.clause;
    match under(context, clause, on).or(clause.map(Cow::Borrowed)) {
        Some(ground) => finding.resting_on(ground),
        None => finding,
    }
}

/// What a rule's clause is in the policy of a day; none if it is the same.
fn under(context: &Context<'_>, clause: Option<&'static str>, on: Date) -> Option<Cow<'static, str>> {
    let (clause, policy) = (clause?, context.policy(on)?);
    if *policy.number == *NOTICE || !clause.contains("通知") {
        return None;
    }
    let parts = clause.split('；').filter_map(|part| match part.strip_prefix("通知") {
        Some(labels) => Some(Cow::Owned(of_policy(policy, labels))),
        None if part.starts_with("附件") => None,
        None => Some(Cow::Borrowed(part)),
    });
    Some(parts.collect::<Vec<_>>().join("；").into())
}

/// The policy's number, or its title, with its own clauses on the matters that some labels of the notice are about.
fn of_policy(policy: &Policy, labels: &str) -> String {
    let topics = TOPICS.iter().filter(|(label, _)| labels.contains(label));
    let mut own: Vec<&Text> = topics.filter_map(|(_, of)| of(&policy.clauses)).collect();
    own.dedup_by_key(|label| &***label);
    policy.cited(own)
}

/// The day of which the policy counts: that of the event, sitting or result pointed at, else of the whole record.
fn judged_on(context: &Context<'_>, finding: &Finding) -> Option<Date> {
    let file = finding.place.file.as_str();
    let item = |key: &str| match finding.place.at.route()?.steps() {
        [Step::Key(first), Step::Index(at), ..] if first == key => Some(*at),
        _ => None,
    };
    let (index, records) = (&context.index, context.records);
    match FileKind::of(file)? {
        FileKind::Filing(id) => {
            let filing = &index.filing(id)?.value;
            let event = item("procedure").and_then(|at| filing.procedure.get(at));
            event.map(|event| event.date).or_else(|| applied_on(filing))
        }
        FileKind::Plan(_, id) => {
            let plan = &index.plan_named(id)?.value;
            let sitting = item("sittings").and_then(|at| plan.sittings.get(at)).map(|sitting| sitting.date);
            let result = item("results").and_then(|at| plan.results.get(at)).map(|result| result.ended);
            sitting.or(result).or(Some(plan.reported))
        }
        FileKind::Batch(..) => {
            records.batches.iter().find(|record| record.file == file).map(|record| record.value.issued)
        }
        FileKind::Draws(_) => {
            let draws = &records.draws.iter().find(|record| record.file == file)?.value.draws;
            Some(draws.get(item("draws")?)?.date)
        }
        FileKind::Inspections(_) => {
            let inspections = &records.inspections.iter().find(|record| record.file == file)?.value;
            Some(inspections.inspections.get(item("inspections")?)?.date)
        }
        FileKind::Measures(_) => {
            let measures = &records.measures.iter().find(|record| record.file == file)?.value.measures;
            Some(measures.get(item("measures")?)?.date)
        }
        _ => None,
    }
}
