//! Results are reported some working days after the assessment.

use crate::deadlines;
use crate::diagnostics::{Example, Finding, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::plan::Plan;
use crate::rules::Context;
use crate::rules::deadline::missed;

pub(super) static RULE: Rule = Rule {
    code: "result-late",
    severity: Severity::Warning,
    title: "评价结果要在结束后的规定工作日以内报送",
    clause: Some("通知四（三）"),
    reason: "结果经确认才能发证；拖得久，职工就久等。",
    wrong: Example("- {sitting: s1, ended: 2020-09-08, reported: 2020-10-20, sat: 15, passed: 11}\n"),
    right: Example("- {sitting: s1, ended: 2020-09-08, reported: 2020-09-14, sat: 15, passed: 11}\n"),
};

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    let Some(calendar) = &context.calendar else { return };
    let counted = deadlines::results(context.policies(), calendar, record);
    for deadline in missed(context, counted, found) {
        let (since, due, days) = (deadline.since, deadline.due, deadline.working_days.unwrap_or_default());
        let message = match deadline.done {
            Some(reported) => format!("{reported} 报送，超过了期限 {due}（结束后 {days} 个工作日）"),
            None => format!("{since} 的评价，到期限 {due} 还没有报送结果"),
        };
        found.push(RULE.at(deadline.place, message).hint("核对日期；确实晚了的照实保留，并提醒机构"));
    }
}
