//! Some values are chosen from a list of words.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "unknown-choice",
    severity: Severity::Error,
    title: "从给定的词里选",
    clause: None,
    reason: "只有给定的词才能被识别、统计和公布。",
    wrong: Example("channel: email\n"),
    right: Example("channel: online\n"),
};
