//! No certificates come of a plan that was reported too late to be supervised.

use crate::deadlines;
use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::Batch;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "certificate-notice",
    severity: Severity::Warning,
    title: "晚报的实施方案不据此发证",
    clause: Some("通知四（一）、（三）"),
    reason: "方案晚报，登记机构来不及安排督导；skillreg issue 不给这样的方案发证，手工录入的也要有人知道。",
    wrong: Example("plan: 2020-0001  # 2020-09-01 报送，2020-09-08 首场评价，不足 10 个工作日\n"),
    right: Example("plan: 2020-0001  # 2020-08-17 报送，2020-09-08 首场评价\n"),
};

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let (Some(calendar), Some(plan)) = (&context.calendar, context.index.plan_named(&record.value.plan))
    else {
        return;
    };
    if context.index.is_broken(&plan.file) {
        return;
    }
    // Days that cannot be counted are told with the plan.
    let Some(Ok(deadline)) = deadlines::notice(context.policies(), calendar, plan) else { return };
    if deadline.is_missed(context.today) {
        let place = Place::value(&record.file, route!["plan"]);
        let message = format!("方案 {} 报送，最迟应在 {} 报送", plan.value.reported, deadline.due);
        found.push(RULE.at(place, message).hint("核对方案的报送日期；确实晚报的，请示这批证书怎么处理"));
    }
}
