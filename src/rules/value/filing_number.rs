//! Values of the format `filing-number`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "filing-number",
    severity: Severity::Error,
    title: "备案号 13 位：机构类别、机构代码、省级代码、序列码",
    clause: Some("人社鉴发〔2019〕2号；通知三（三）"),
    reason: "备案号是证书编号的前 13 位，由编码规则规定。",
    wrong: Example("number: Y00001200001\n"),
    right: Example("number: Y000012000001\n"),
};
