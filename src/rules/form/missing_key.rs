//! What is needed must be there.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "missing-key",
    severity: Severity::Error,
    title: "必填的项不能缺",
    clause: None,
    reason: "申请表（附件1）和公布的内容逐项都要有。",
    wrong: Example("applicant:\n  address: 天津市南开区示例路 1 号\n"),
    right: Example("applicant:\n  name: 天津示例重工有限公司\n  address: 天津市南开区示例路 1 号\n"),
};
