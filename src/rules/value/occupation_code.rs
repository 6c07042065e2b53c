//! Values of the format `occupation-code`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "occupation-code",
    severity: Severity::Error,
    title: "职业编码写成 大类-中类-小类-职业",
    clause: Some("《中华人民共和国职业分类大典》；通知一（三）"),
    reason: "编码与大典一致，才能核对名称和是否属于技能类。",
    wrong: Example("code: 6-31-0103\n"),
    right: Example("code: 6-31-01-03\n"),
};
