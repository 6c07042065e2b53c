//! Values of the format `date`; the parser in the registry says what is wrong with one.

use crate::diagnostics::{Example, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "date",
    severity: Severity::Error,
    title: "日期要写成 年-月-日，而且真有这一天",
    clause: Some("GB/T 7408.1（ISO 8601-1）"),
    reason: "期限按日期推算，写错一天结果就不同。",
    wrong: Example("date: 2021-02-30\n"),
    right: Example("date: 2021-02-28\n"),
};
