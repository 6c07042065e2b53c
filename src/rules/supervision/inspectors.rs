//! Two inspectors for each sitting, none of them with an interest in it.

use std::collections::HashMap;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::drawing::INSPECTORS;
use crate::registry::records::supervision::{Assignment, Draw, Draws, Inspector, Inspectors};
use crate::registry::{Date, Record};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "draw-inspectors",
    severity: Severity::Error,
    title: "每场督导至少两人，应回避的不派，一人一天只派一场",
    clause: Some("通知五（二）"),
    reason: "一个人说了不算；与机构有关系的人督导，结果没人信。",
    wrong: Example("assignments:\n  - {plan: 2021-0001, sitting: s1, inspectors: [inspector-02]}\n"),
    right: Example(
        "assignments:\n  - {plan: 2021-0001, sitting: s1, inspectors: [inspector-02, inspector-04]}\n",
    ),
};

/// Inspectors by year and name: whom they are recused from differs from one year's list to the next.
pub(super) type Register<'a> = HashMap<(&'a str, &'a str), &'a Inspector>;

/// All inspectors.
pub(super) fn register<'a>(context: &Context<'a>) -> Register<'a> {
    let of_year = |record: &'a Record<Inspectors>| {
        let year = record.year.as_deref().unwrap_or_default();
        record.value.inspectors.iter().map(move |inspector| ((year, &*inspector.id), inspector))
    };
    context.records.inspectors.iter().flat_map(of_year).collect()
}

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let register = register(context);
    for record in &context.records.draws {
        let mut year = Year { context, register: &register, record, tasks: HashMap::new() };
        for (i, draw) in record.value.draws.iter().enumerate() {
            for (j, assignment) in draw.assignments.iter().enumerate() {
                enough(record, (i, j), assignment, found);
                for at in 0..assignment.inspectors.len() {
                    let place =
                        Place::value(&record.file, route!["draws", i, "assignments", j, "inspectors", at]);
                    found.extend(year.conflict(&place, draw, assignment, at));
                    found.extend(year.twice(place, assignment, at));
                }
            }
        }
    }
}

/// The draws of a year, with what each inspector was sent to so far.
struct Year<'a, 'c> {
    context: &'c Context<'a>,
    register: &'c Register<'a>,
    record: &'a Record<Draws>,
    tasks: HashMap<(&'a str, Date), String>,
}

impl<'a> Year<'a, '_> {
    /// An inspector with an interest. A draw that says from what it was drawn says who was known to have one; what was learnt
    /// afterwards does not undo it, and whoever is drawn for a sitting still to come is replaced.
    fn conflict(&self, place: &Place, draw: &Draw, assignment: &Assignment, at: usize) -> Option<Finding> {
        let year = self.record.year.as_deref().unwrap_or_default();
        let id = &assignment.inspectors[at];
        let reason = recusal(self.context, self.register, &assignment.plan, (year, id))?;
        if draw.pool.is_none() {
            return Some(RULE.at(place.clone(), reason).hint("这一场换人：另抽一次"));
        }
        let sitting = self.context.index.sitting(&assignment.plan, &assignment.sitting)?;
        let is_to_come = self.context.today.is_some_and(|today| today <= sitting.date);
        let hint = "抽取以后才知道应当回避的，换一名没有关系的督导人员去，在督导记录的 replacements 写明原因；抽取不用重做";
        (is_to_come && !sitting.is_cancelled()).then(|| RULE.at(place.clone(), reason).warning().hint(hint))
    }

    fn twice(&mut self, place: Place, assignment: &'a Assignment, at: usize) -> Option<Finding> {
        let sitting = self.context.index.sitting(&assignment.plan, &assignment.sitting)?;
        if sitting.is_cancelled() {
            return None;
        }
        let id: &'a str = &assignment.inspectors[at];
        let name = format!("{}/{}", &*assignment.plan, &*assignment.sitting);
        let other = self.tasks.insert((id, sitting.date), name.clone()).filter(|other| *other != name)?;
        let message = format!("{id} 在 {} 已派往 {other}", sitting.date);
        Some(RULE.at(place, message).hint("一人一天只派一场，另抽一次"))
    }
}

fn enough<T>(record: &Record<T>, (i, j): (usize, usize), assignment: &Assignment, found: &mut Vec<Finding>) {
    let mut names: Vec<&str> = assignment.inspectors.iter().map(|id| &**id).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() >= INSPECTORS {
        return;
    }
    let place = Place::key(&record.file, route!["draws", i, "assignments", j, "inspectors"]);
    let message = format!("只有 {} 名督导人员", names.len());
    found.push(RULE.at(place, message).hint("每场至少两名不同的督导人员"));
}

/// Why an inspector must not be sent to the institution of a plan, if there is a reason.
pub(super) fn recusal(
    context: &Context<'_>,
    register: &Register<'_>,
    plan: &str,
    (year, id): (&str, &str),
) -> Option<String> {
    let inspector = register.get(&(year, id))?;
    let institution = &context.index.plan_named(plan)?.value.institution;
    if inspector.recused_from.contains(institution) {
        return Some(format!("{} 对 {} 应当回避", &*inspector.id, &**institution));
    }
    let filing = context.index.filing(institution)?;
    let own = *inspector.employer == *filing.value.applicant.name;
    own.then(|| format!("{} 就在 {} 工作，应当回避", &*inspector.id, &*inspector.employer))
}
