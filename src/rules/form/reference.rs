//! Records say what they say in full.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "yaml-reference",
    severity: Severity::Error,
    title: "不用锚点、引用和标签",
    clause: None,
    reason: "审阅修改的人要在改动的那一行看到全部内容；引用会让一处改动影响别处。",
    wrong: Example("premises: &place\n  description: 培训中心\n"),
    right: Example("premises:\n  description: 培训中心\n"),
};
