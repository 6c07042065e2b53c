//! A link to a page of this site leads somewhere.

use crate::diagnostics::{Example, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "link-broken",
    severity: Severity::Error,
    title: "正文里的站内链接要能打开",
    clause: None,
    reason: "打不开的链接让来办事的人走进死路。",
    wrong: Example("\"[政策问答](policies/2020-85/question.html)\"\n"),
    right: Example("\"[政策问答](policies/2020-85/questions.html)\"\n"),
};
