//! Values of the format `credit-code`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "credit-code",
    severity: Severity::Error,
    title: "统一社会信用代码的两位校验码都要对",
    clause: Some("GB 32100-2015；通知附件1 一"),
    reason: "代码是认定同一单位的依据，抄错一位就成了别的单位。",
    wrong: Example("credit_code: 91120118MA0603879X\n"),
    right: Example("credit_code: 91120110EXAMPL0120\n"),
};
