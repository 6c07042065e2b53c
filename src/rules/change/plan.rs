//! Sittings that were drawn or held, and results that were confirmed, stay as they are.

use std::collections::HashSet;

use super::aligned::{Lost, Telling, named};
use super::{Change, values};
use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::plan::Plan;

pub(super) static SITTING: Rule = Rule {
    code: "sitting-rewritten",
    severity: Severity::Error,
    title: "报送过的场次不删，抽中的、考过的不改",
    clause: Some("通知四（一）、五（二）"),
    reason: "场次报了就要有下落：抽取名单、评价结果和证书都指着它。不考了的登记取消；还没有考的可以改期、换考场；职业和等级要改的，另报一场。",
    wrong: Example("sittings: [少了以前的一场，或抽中、考过的一场职业、等级与以前不同]\n"),
    right: Example("sittings: [以前的照旧，不考了的加上 cancelled，新的场次写在末尾]\n"),
};

pub(super) static RESULT: Rule = Rule {
    code: "result-rewritten",
    severity: Severity::Error,
    title: "确认过的评价结果不删、不改",
    clause: Some("通知四（三）"),
    reason: "证书按确认过的结果发。还没有确认的可以更正；确认以后再改，发过的证书就没有依据。",
    wrong: Example("results: [少了确认过的一场，或人数、日期与以前不同]\n"),
    right: Example("results: [确认过的照旧；没有确认的补上 reported、confirmed]\n"),
};

/// The sittings by plan, as plans are called now.
type Sittings<'a> = HashSet<(&'a str, &'a str)>;

/// Those that were drawn, and those that were held.
fn bound<'a>(change: &'a Change<'_>) -> (Sittings<'a>, Sittings<'a>) {
    let mut drawn = Sittings::new();
    let mut held = Sittings::new();
    for records in [change.base, change.working] {
        let draws = records.draws.iter().flat_map(|record| &record.value.draws);
        let assignments = draws.flat_map(|draw| &draw.assignments);
        drawn.extend(assignments.map(|one| (change.plan(&one.plan), &*one.sitting)));
        let inspections = records.inspections.iter().flat_map(|record| &record.value.inspections);
        held.extend(inspections.map(|one| (change.plan(&one.plan), &*one.sitting)));
        let batches = records.batches.iter().map(|record| &record.value);
        held.extend(batches.map(|batch| (change.plan(&batch.plan), &*batch.sitting)));
    }
    (drawn, held)
}

/// Whether a sitting of a plan, as base has it, has a result.
fn has_result(plan: &Record<Plan>, sitting: &str) -> bool {
    plan.value.results.iter().any(|result| &*result.sitting == sitting)
}

/// What may still be otherwise when a sitting that was drawn is held.
const OPEN: [&str; 7] =
    ["date", "rescheduled", "venue", "division", "candidates", "assessors", "supervisors"];

pub(super) fn sittings(change: &Change<'_>, found: &mut Vec<Finding>) {
    let plans = change.both(&change.base.plans, &change.working.plans);
    if plans.is_empty() {
        return;
    }
    let (drawn, held) = bound(change);
    for (old, new) in plans {
        let lost = named(
            &values(&old.value.sittings),
            &values(&new.value.sittings),
            &["id"],
            &["cancelled"],
            &["rescheduled"],
        );
        let bound = |lost: Lost| {
            let at = match &lost {
                Lost::Gone { old, .. } | Lost::Altered { old, .. } => *old,
            };
            let id = &*old.value.sittings.get(at)?.id;
            let known = (new.id.as_str(), id);
            let (is_drawn, is_held) = (drawn.contains(&known), held.contains(&known) || has_result(old, id));
            match lost {
                Lost::Gone { .. } => Some(lost),
                Lost::Altered { old: was, new: is, mut keys } => {
                    let sittings = (old.value.sittings.get(was)?, new.value.sittings.get(is)?);
                    let is_moved = sittings.1.rescheduled.len() > sittings.0.rescheduled.len();
                    keys.retain(|key| match key.as_str() {
                        "rescheduled" | "cancelled" => true,
                        "date" => is_held || is_drawn && !is_moved,
                        key => is_held || is_drawn && !OPEN.contains(&key),
                    });
                    (!keys.is_empty()).then_some(Lost::Altered { old: was, new: is, keys })
                }
            }
        };
        let name = |at: usize| {
            let sitting = &old.value.sittings[at];
            format!("场次 {}（{}）", sitting.id, sitting.date)
        };
        let hint =
            "恢复原来的内容；不考了的加上 cancelled，改期的在 rescheduled 追加一项；内容有变的，另报一场";
        let telling =
            Telling { rule: &SITTING, file: &new.file, kind: "plan", list: "sittings", name: &name, hint };
        telling.tell(lost.into_iter().filter_map(bound).collect(), found);
        if old.value.reported != new.value.reported
            && old.value.sittings.iter().any(|sitting| has_result(old, &sitting.id))
        {
            let place = Place::value(&new.file, route!["reported"]);
            let message = format!("已经有评价结果，报送日期改动了，原来是 {}", old.value.reported);
            found.push(SITTING.at(place, message).hint("恢复原来的日期"));
        }
        if change.plan(&old.id) == new.id && change.filing(&old.value.institution) != &*new.value.institution
        {
            let is_bound = |id: &str| {
                drawn.contains(&(new.id.as_str(), id))
                    || held.contains(&(new.id.as_str(), id))
                    || has_result(old, id)
            };
            if old.value.sittings.iter().any(|sitting| is_bound(&sitting.id)) {
                let place = Place::value(&new.file, route!["institution"]);
                found.push(SITTING.at(place, "场次已经抽中或考过，评价机构改动了").hint("恢复原来的机构"));
            }
        }
    }
}

pub(super) fn results(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.plans, &change.working.plans) {
        let was = &old.value.results;
        let lost =
            named(&values(was), &values(&new.value.results), &["sitting"], &["reported", "confirmed"], &[]);
        let confirmed = |lost: &Lost| {
            let (Lost::Gone { old, .. } | Lost::Altered { old, .. }) = lost;
            was.get(*old).is_some_and(|result| result.confirmed.is_some())
        };
        let name = |at: usize| format!("场次 {} 的评价结果", was[at].sitting);
        let hint = "恢复原来的内容；结果确实有误的，注销按它发的证书，并在本次修改的说明里写明";
        let telling =
            Telling { rule: &RESULT, file: &new.file, kind: "plan", list: "results", name: &name, hint };
        telling.tell(lost.into_iter().filter(confirmed).collect(), found);
    }
}
