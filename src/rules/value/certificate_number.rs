//! Values of the format `certificate-number`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate-number",
    severity: Severity::Error,
    title: "证书编号 22 位，各段符合编码规则",
    clause: Some("人社鉴发〔2019〕2号；通知四（三）"),
    reason: "编号里有机构、年份、等级和顺序，写错就查不到证书。",
    wrong: Example("number: Y000012000001209000001\n"),
    right: Example("number: Y000012000001203000001\n"),
};
