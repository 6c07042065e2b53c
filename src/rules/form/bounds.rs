//! Numbers have bounds.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "number-bounds",
    severity: Severity::Error,
    title: "数要在合理的范围里",
    clause: None,
    reason: "超出范围多半是多写或少写了一位。",
    wrong: Example("inspection_share: 30\n"),
    right: Example("inspection_share: 0.30\n"),
};
