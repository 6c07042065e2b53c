//! No private key stands in the repository.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "private-key",
    severity: Severity::Error,
    title: "登记库里不能有私钥",
    clause: Some("个人信息保护法第五十一条"),
    reason: "登记库公开，而且历史版本删不掉。有了私钥，谁都能打开全部持证人的加密信息。",
    wrong: Example("note: \"AGE-SECRET-KEY-1……（age-keygen 写的私钥）\"\n"),
    right: Example("note: \"age1……（公钥，写在 content/recipients.txt 里）\"\n"),
};
