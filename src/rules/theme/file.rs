//! A theme's files are plain, small and simply named.

use crate::diagnostics::{Example, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "theme-file",
    severity: Severity::Error,
    title: "主题里的文件用简单的名字，不能太大",
    clause: None,
    reason: "文件名会成为网址的一部分，中文、空格在有的服务器上打不开；太大的文件手机上等不起。",
    wrong: Example("themes/own/assets/局 徽.png\n"),
    right: Example("themes/own/assets/emblem.png\n"),
};
