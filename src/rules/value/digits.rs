//! Values of the format `digits`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "digits",
    severity: Severity::Error,
    title: "这一项是固定位数的数字",
    clause: None,
    reason: "位数不对多半是漏写了。",
    wrong: Example("postcode: \"30019\"\n"),
    right: Example("postcode: \"300191\"\n"),
};
