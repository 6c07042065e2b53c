//! A key stands once.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "duplicate-key",
    severity: Severity::Error,
    title: "同一项只写一次",
    clause: None,
    reason: "写了两次就不知道哪一次算数。",
    wrong: Example("name: 甲公司\nname: 乙公司\n"),
    right: Example("name: 甲公司\n"),
};
