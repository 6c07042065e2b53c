//! Values of the format `text`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "text",
    severity: Severity::Error,
    title: "文字不能是空的，也不能有看不见的字符",
    clause: None,
    reason: "空格和看不见的字符会让查找和比对失败。",
    wrong: Example("name: \"天津示例重工 \"\n"),
    right: Example("name: 天津示例重工\n"),
};
