//! The theme that `site.yaml` names is there.

use crate::diagnostics::{Example, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "theme-missing",
    severity: Severity::Error,
    title: "site.yaml 写的主题要有",
    clause: None,
    reason: "找不到主题，就不知道网站该是什么样子。",
    wrong: Example("theme: own # 没有 themes/own 文件夹\n"),
    right: Example("theme: default\n"),
};
