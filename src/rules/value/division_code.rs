//! Values of the format `division-code`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "division-code",
    severity: Severity::Error,
    title: "行政区划代码是六位数字",
    clause: Some("GB/T 2260"),
    reason: "按区查询和统计都靠它。",
    wrong: Example("division: \"12010\"\n"),
    right: Example("division: \"120104\"\n"),
};
