//! What was to be put right by a day is put right by it.

use crate::deadlines;
use crate::diagnostics::{Example, Finding, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;
use crate::rules::deadline::missed;

pub(super) static RULE: Rule = Rule {
    code: "rectification-late",
    severity: Severity::Warning,
    title: "限期整改到期要有结论",
    clause: Some("通知五（三）"),
    reason: "到期没有完成整改，登记机构要验收、延期另行责令，或者取消资格，不能一直挂着。",
    wrong: Example(
        "- {event: rectification_ordered, date: 2021-05-10, due: 2021-06-10, reason: 记录不全。}  # 今天是 2021-11-19\n",
    ),
    right: Example(
        "- {event: rectification_ordered, date: 2021-05-10, due: 2021-06-10, reason: 记录不全。}\n- {event: rectified, date: 2021-06-08, opinion: 已补齐。}\n",
    ),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    // Like all deadlines, told where there is a table of holidays.
    if context.calendar.is_none() {
        return;
    }
    for deadline in missed(context, deadlines::rectifications(record).map(Ok), found) {
        let due = deadline.due;
        let message = match deadline.done {
            Some(done) => format!("{done} 才完成整改，超过了期限 {due}"),
            None => format!("整改期限 {due} 已过，还没有结论"),
        };
        let hint = "整改完成的，补上 event: rectified；没有完成的，按规定处理后如实登记";
        found.push(RULE.at(deadline.place, message).hint(hint));
    }
}
