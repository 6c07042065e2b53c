//! No private mobile number stands in the repository.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "mobile-number",
    severity: Severity::Error,
    title: "登记库里不能有个人手机号码",
    clause: Some("个人信息保护法第六条"),
    reason: "登记库公开。联系机构用办公电话。",
    wrong: Example("hours: 请拨打 13800000000\n"),
    right: Example("hours: 工作日 9:00 至 17:00\n"),
};
