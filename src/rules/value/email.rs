//! Values of the format `email`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "email",
    severity: Severity::Error,
    title: "电子邮箱地址要完整",
    clause: Some("通知附件1 一"),
    reason: "公众按它联系机构。",
    wrong: Example("email: office#example.com\n"),
    right: Example("email: office@example.com\n"),
};
