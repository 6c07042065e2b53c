//! Two inspectors for each sitting, none of them with an interest in it.

use std::collections::HashMap;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::drawing::INSPECTORS;
use crate::registry::records::supervision::{Assignment, Inspector, Inspectors};
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
        let year = record.year.as_deref().unwrap_or_default();
        let mut tasks: HashMap<(&str, Date), String> = HashMap::new();
        for (i, draw) in record.value.draws.iter().enumerate() {
            for (j, assignment) in draw.assignments.iter().enumerate() {
                let place = |at: usize| {
                    let steps = route!["draws", i, "assignments", j, "inspectors", at];
                    Place::value(&record.file, steps)
                };
                enough(record, (i, j), assignment, found);
                for (at, id) in assignment.inspectors.iter().enumerate() {
                    if let Some(reason) = recusal(context, &register, &assignment.plan, (year, id)) {
                        found.push(RULE.at(place(at), reason).hint("这一场换人：另抽一次"));
                    }
                    let Some(sitting) = context.index.sitting(&assignment.plan, &assignment.sitting) else {
                        continue;
                    };
                    let name = format!("{}/{}", &*assignment.plan, &*assignment.sitting);
                    match tasks.insert((id, sitting.date), name.clone()) {
                        Some(other) if other != name => {
                            let message = format!("{} 在 {} 已派往 {other}", &**id, sitting.date);
                            found.push(RULE.at(place(at), message).hint("一人一天只派一场，另抽一次"));
                        }
                        _ => {}
                    }
                }
            }
        }
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
