//! Values of the format `telephone`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "telephone",
    severity: Severity::Error,
    title: "电话写办公电话：区号-号码",
    clause: Some("通知三（四）；个人信息保护法第六条"),
    reason: "公布的是单位的电话，不是个人手机号码。",
    wrong: Example("telephone: 83635027\n"),
    right: Example("telephone: 022-83635027\n"),
};
