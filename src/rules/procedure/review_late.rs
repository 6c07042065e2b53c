//! An application is answered some working days after it was handed in.

use crate::deadlines;
use crate::diagnostics::{Example, Finding, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;
use crate::rules::deadline::missed;
use crate::rules::ground;

pub(super) static RULE: Rule = Rule {
    code: "review-late",
    severity: Severity::Warning,
    title: "初审结果要在收到申请后的规定工作日以内反馈",
    clause: Some("通知三（一）"),
    reason: "申请单位在等答复；期限写在政策里，超过了公众看得见。",
    wrong: Example(
        "- {event: submitted, date: 2020-06-01, channel: online}\n- {event: reviewed, date: 2020-07-20, outcome: passed}\n",
    ),
    right: Example(
        "- {event: submitted, date: 2020-06-01, channel: online}\n- {event: reviewed, date: 2020-06-10, outcome: passed}\n",
    ),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let Some(calendar) = &context.calendar else { return };
    let counted = deadlines::reviews(context.policies(), calendar, record);
    for deadline in missed(context, counted, found) {
        let (since, due, days) = (deadline.since, deadline.due, deadline.working_days.unwrap_or_default());
        let message = match deadline.done {
            Some(done) => {
                format!("{done} 才反馈初审结果，超过了期限 {due}（{since} 提交后 {days} 个工作日）")
            }
            None => format!("{since} 提交的申请，到期限 {due}（{days} 个工作日）还没有反馈初审结果"),
        };
        let finding = RULE.at(deadline.place, message).hint("核对日期；确实晚了的照实保留，尽快答复申请单位");
        found.push(ground::cited(context, finding, since));
    }
}
