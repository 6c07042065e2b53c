//! The text must be YAML, one document, not nested without end.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "yaml-syntax",
    severity: Severity::Error,
    title: "文件要符合 YAML 写法",
    clause: None,
    reason: "读不懂的文件无法核对，也无法公布。",
    wrong: Example("name:天津示例重工有限公司\n"),
    right: Example("name: 天津示例重工有限公司\n"),
};

pub(super) static DOCUMENTS: Rule = Rule {
    code: "yaml-documents",
    severity: Severity::Error,
    title: "一个文件只有一份记录",
    clause: None,
    reason: "第二份记录不会被读到，写在里面的内容会丢失。",
    wrong: Example("name: 甲\n---\nname: 乙\n"),
    right: Example("name: 甲\n"),
};

pub(super) static DEPTH: Rule = Rule {
    code: "yaml-depth",
    severity: Severity::Error,
    title: "嵌套不超过 24 层",
    clause: None,
    reason: "任何一种记录都没有这么多层，多半是括号写错了。",
    wrong: Example("a: [[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]\n"),
    right: Example("a: [1]\n"),
};
