//! An order to rectify leaves time to do so.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "rectification-due",
    severity: Severity::Error,
    title: "整改期限不能早于责令整改的日期",
    clause: Some("通知五（三）"),
    reason: "限期整改要给出以后的期限；期限在前，多半是年份写错了。",
    wrong: Example(
        "- {event: rectification_ordered, date: 2021-03-01, due: 2020-03-31, reason: 考场录像不全}\n",
    ),
    right: Example(
        "- {event: rectification_ordered, date: 2021-03-01, due: 2021-03-31, reason: 考场录像不全}\n",
    ),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (i, event) in record.value.procedure.iter().enumerate() {
        if let Some(due) = event.due.filter(|due| *due < event.date) {
            let place = Place::value(&record.file, route!["procedure", i, "due"]);
            let message = format!("整改期限 {due} 早于责令整改的日期 {}", event.date);
            found.push(RULE.at(place, message).hint("核对两个日期"));
        }
    }
}
