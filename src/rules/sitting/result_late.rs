//! Results are reported some working days after the assessment.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::plan::Plan;
use crate::rules::{Context, catalogue};

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
    for (i, result) in record.value.results.iter().enumerate() {
        let Some(policy) = context.policy(result.ended) else { continue };
        let days = policy.terms.result_report_working_days;
        let due = match calendar.shift(result.ended, i32::from(days)) {
            Ok(due) => due,
            Err(error) => {
                let place = Place::value(&record.file, route!["results", i, "ended"]);
                found.push(catalogue::year_missing(place, error));
                continue;
            }
        };
        let (key, message) = match result.reported {
            Some(reported) if reported > due => {
                ("reported", format!("{reported} 报送，超过了期限 {due}（结束后 {days} 个工作日）"))
            }
            None if context.today.is_some_and(|today| today > due) => {
                ("ended", format!("评价 {} 结束，到期限 {due} 还没有报送结果", result.ended))
            }
            _ => continue,
        };
        let place = Place::value(&record.file, route!["results", i, key]);
        found.push(RULE.at(place, message).hint("核对日期；确实晚了的照实保留，并提醒机构"));
    }
}
