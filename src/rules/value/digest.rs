//! Values of the format `digest`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "digest",
    severity: Severity::Error,
    title: "SHA-256 校验值是 64 位十六进制小写数字",
    clause: Some("FIPS 180-4；通知五（二）"),
    reason: "校验值证明留存的文件没有被换过。",
    wrong: Example("sha256: 123\n"),
    right: Example("sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"),
};
