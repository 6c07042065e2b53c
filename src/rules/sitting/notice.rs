//! A plan is reported some working days before its first sitting.

use crate::deadlines;
use crate::diagnostics::{Example, Finding, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::plan::Plan;
use crate::rules::Context;
use crate::rules::deadline::missed;

pub(super) static RULE: Rule = Rule {
    code: "plan-notice",
    severity: Severity::Warning,
    title: "实施方案要在首场评价前的规定工作日以前报送",
    clause: Some("通知四（一）"),
    reason: "登记机构要有时间安排督导。晚报的方案照实登记，但不能据此发证。",
    wrong: Example("reported: 2020-09-01\nsittings:\n  - {id: s1, date: 2020-09-08}\n"),
    right: Example("reported: 2020-08-17\nsittings:\n  - {id: s1, date: 2020-09-08}\n"),
};

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    let Some(calendar) = &context.calendar else { return };
    let counted = deadlines::notice(context.policies(), calendar, record);
    for deadline in missed(context, counted, found) {
        let (first, due, days) = (deadline.since, deadline.due, deadline.working_days.unwrap_or_default());
        let message = format!("{} 报送，离首场评价 {first} 不足 {days} 个工作日", record.value.reported);
        let hint = format!("最迟应在 {due} 报送；核对日期，确实晚报的照实保留");
        found.push(RULE.at(deadline.place, message).hint(hint));
    }
}
