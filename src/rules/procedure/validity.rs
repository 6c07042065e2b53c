//! A filing holds for a time to come; a renewal for a longer one.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "filing-validity",
    severity: Severity::Error,
    title: "有效期要在备案日期之后，延续要比原来更长",
    clause: Some("通知三（三）、（四）"),
    reason: "目录公布备案期限，网站按它判断备案是否到期。",
    wrong: Example(
        "- {event: filed, date: 2020-07-16, number: Y000012000001, receipt: 示例1号, valid_until: 2020-07-15}\n",
    ),
    right: Example(
        "- {event: filed, date: 2020-07-16, number: Y000012000001, receipt: 示例1号, valid_until: 2023-07-15}\n",
    ),
};

/// Whether a filing ends before it begins, so that nothing can be said of what it was in force for.
pub(in crate::rules) fn is_doubtful(filing: &Filing) -> bool {
    filing.procedure.iter().any(|event| event.valid_until.is_some_and(|until| until <= event.date))
}

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let mut before = None;
    for (i, event) in record.value.procedure.iter().enumerate() {
        let Some(until) = event.valid_until else { continue };
        let place = Place::value(&record.file, route!["procedure", i, "valid_until"]);
        if until <= event.date {
            let message = format!("有效期至 {until}，不晚于「{}」的日期 {}", event.event.title(), event.date);
            found.push(RULE.at(place, message).hint("核对年份；有效期是最后一天，例如备案日起三年"));
        } else if let Some(before) = before.filter(|before| until <= *before) {
            let message = format!("延续后的有效期 {until} 不晚于原来的 {before}");
            found.push(RULE.at(place, message).hint("核对延续后的有效期"));
        }
        before = Some(until);
    }
}
