//! Seals are written by machine and whole.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "seal-damaged",
    severity: Severity::Error,
    title: "封存文件由程序写成，不手改、不截断",
    clause: None,
    reason: "公众凭封存的内容核对证书；改动一个字，这张证书就查不出来了。",
    wrong: Example("Y000012000001204000001 …（行末的校验值对不上）\n"),
    right: Example("用 git checkout 找回程序写成的 seals 文件\n"),
};
