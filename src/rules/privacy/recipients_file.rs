//! Holders are encrypted to public keys: found by whoever knows keys, only named here. What stands there instead may be
//! secret, so it is not shown.

use crate::diagnostics::{Example, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "recipients-file",
    severity: Severity::Error,
    title: "content/recipients.txt 里一行一把 age 公钥",
    clause: Some("个人信息保护法第五十一条"),
    reason: "持证人信息加密给这些公钥。写错一行，发证时才发现就晚了；误写成私钥，等于把持证人信息公开。别的种类的公钥（例如 ssh 的）用不了。",
    wrong: Example("ssh-ed25519……\n"),
    right: Example("age1……\n"),
};
