//! Lists are lists, numbers numbers.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "wrong-type",
    severity: Severity::Error,
    title: "内容的种类要对",
    clause: None,
    reason: "要列表的地方写成文字，就不知道有几项。",
    wrong: Example("levels: 5\n"),
    right: Example("levels: [5]\n"),
};
