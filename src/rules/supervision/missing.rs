//! What was drawn is inspected.

use crate::deadlines;
use crate::diagnostics::{Example, Finding, Rule, Severity};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "inspection-missing",
    severity: Severity::Warning,
    title: "抽到的场次要去现场督导",
    clause: Some("通知五（二）"),
    reason: "抽到不去，等于没有抽；公众会问为什么偏偏这一场没有去。",
    wrong: Example("assignments: [{plan: 2021-0001, sitting: s1, inspectors: [i01, i02]}]  # 没有督导记录\n"),
    right: Example(
        "inspections:\n  - {id: x01, draw: d01, plan: 2021-0001, sitting: s1, date: 2021-03-16}\n",
    ),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some(today) = context.today else { return };
    // A record that could not be read may be that of the inspection.
    if context.index.is_broken_below("content/supervision/", "/inspections.yaml") {
        return;
    }
    for deadline in deadlines::inspections(context.records) {
        if deadline.done.is_some() || deadline.due >= today {
            continue;
        }
        let about = deadline.about.unwrap_or_default();
        let message = format!("{about} 抽到了，{} 已经结束，没有督导记录", deadline.due);
        let hint = "去过的，在 inspections.yaml 补上；没有去的照实保留，另抽一场补足比例";
        found.push(RULE.at(deadline.place, message).hint(hint));
    }
}
