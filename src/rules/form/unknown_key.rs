//! Every key must be one the record has.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "unknown-key",
    severity: Severity::Error,
    title: "只写记录里有的项",
    clause: None,
    reason: "写错名字的项会被当作没有写。",
    wrong: Example("applicant:\n  nmae: 天津示例重工有限公司\n"),
    right: Example("applicant:\n  name: 天津示例重工有限公司\n"),
};
