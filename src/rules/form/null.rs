//! `~` and `null` are not text.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "null-value",
    severity: Severity::Error,
    title: "必填的项不能是空的",
    clause: None,
    reason: "YAML 里的 ~ 和 null 表示没有内容，不会原样显示。",
    wrong: Example("name: ~\n"),
    right: Example("name: 天津示例重工有限公司\n"),
};
