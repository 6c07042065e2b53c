//! A link leads to the web, to a mailbox or to this site, and does nothing else.

use crate::diagnostics::{Example, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "link-unsafe",
    severity: Severity::Error,
    title: "链接只通向网页或邮箱",
    clause: None,
    reason: "javascript:、data: 这样的链接能在来访的人的电脑上运行程序，网页上一律不作为链接显示。",
    wrong: Example("\"[点这里](javascript:alert(1))\"\n"),
    right: Example("\"[点这里](https://www.example.com/)\"\n"),
};
