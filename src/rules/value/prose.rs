//! Values of the format `prose`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "prose",
    severity: Severity::Error,
    title: "文字不能是空的，也不能有看不见的字符",
    clause: None,
    reason: "看不见的字符会让查找和比对失败。",
    wrong: Example("strengths: \"  \"\n"),
    right: Example("strengths: 设有培训中心。\n"),
};
