//! No citizen ID number stands in the repository.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "citizen-id",
    severity: Severity::Error,
    title: "登记库里不能有身份证号码",
    clause: Some("个人信息保护法第六条、第二十八条；民法典第一千零三十四条"),
    reason: "登记库公开，而且历史版本删不掉。身份证号码只放在加密的文件里。输错一两位的号码和真的差不多，也不能有。",
    wrong: Example("note: 身份证号 11010519491231002X\n"),
    right: Example("identity_verified: 2020-06-01\n"),
};
