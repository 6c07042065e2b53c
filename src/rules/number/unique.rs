//! A filing number is given once.

use std::collections::HashMap;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "filing-number-unique",
    severity: Severity::Error,
    title: "一个备案号只给一家机构",
    clause: Some("通知三（三）；人社鉴发〔2019〕2号"),
    reason: "证书编号的前 13 位就是备案号；两家同号，就分不清证书是谁发的。",
    wrong: Example("number: Y000012000001  # 2020-0001 已经用了这个号\n"),
    right: Example("number: Y000012000002\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut seen = HashMap::new();
    for record in &context.records.filings {
        for (i, number) in super::numbers(&record.value) {
            let Some(other) = seen.insert(number, record) else { continue };
            let place = Place::value(&record.file, route!["procedure", i, "number"]);
            let name = &*other.value.applicant.name;
            let message = format!("备案号 {number} 已经给了「{name}」（{}）", other.id);
            found.push(RULE.at(place, message).hint("核对备案回执；取消或退出的机构的备案号也不再给别家"));
        }
    }
}
