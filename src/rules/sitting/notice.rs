//! A plan is reported some working days before its first sitting.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::plan::Plan;
use crate::rules::{Context, catalogue};

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
    let plan = &record.value;
    let Some(calendar) = &context.calendar else { return };
    let Some(policy) = context.policy(plan.reported) else { return };
    let Some(first) = plan.sittings.iter().map(|sitting| sitting.date).min() else { return };
    let days = policy.terms.plan_notice_working_days;
    let place = Place::value(&record.file, route!["reported"]);
    match calendar.shift(first, -i32::from(days)) {
        Err(error) => found.push(catalogue::year_missing(place, error)),
        Ok(latest) if plan.reported > latest => {
            let message = format!("{} 报送，离首场评价 {first} 不足 {days} 个工作日", plan.reported);
            found.push(
                RULE.at(place, message).hint(format!("最迟应在 {latest} 报送；核对日期，确实晚报的照实保留")),
            );
        }
        Ok(_) => {}
    }
}
