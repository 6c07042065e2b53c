//! Values of the format `web-address`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "web-address",
    severity: Severity::Error,
    title: "网址以 https:// 或 http:// 开头",
    clause: None,
    reason: "别的写法在网页上可能打不开，或带来危险。",
    wrong: Example("url: javascript:alert(1)\n"),
    right: Example("url: https://example.com/\n"),
};
