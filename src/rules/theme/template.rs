//! A theme's templates can be understood.

use crate::diagnostics::{Example, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "template-fault",
    severity: Severity::Error,
    title: "模板要写得通",
    clause: None,
    reason: "写错的模板生成不出网页；宁可不发布，也不发布残缺的网站。",
    wrong: Example("\"{% if page.title %}{{ page.title }}\"\n"),
    right: Example("\"{% if page.title %}{{ page.title }}{% endif %}\"\n"),
};
