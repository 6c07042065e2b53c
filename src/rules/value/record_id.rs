//! Values of the format `record-id`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "record-id",
    severity: Severity::Error,
    title: "记录名只用小写字母、数字和连字符",
    clause: None,
    reason: "记录名是网址的一部分，公布后不再改变。",
    wrong: Example("institution: 2020_0001\n"),
    right: Example("institution: 2020-0001\n"),
};
