//! A filing number is of the registry's own province.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "filing-number-province",
    severity: Severity::Error,
    title: "备案号第 6、7 位是本地的省级代码",
    clause: Some("人社鉴发〔2019〕2号"),
    reason: "这两位是评价机构所在地的省级代码；不是本地的，就不是本地赋的号。",
    wrong: Example("number: Y000011000001  # 11 是北京\n"),
    right: Example("number: Y000012000001  # 12 是天津\n"),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let Some(site) = &context.records.site else { return };
    let province = site.value.province.as_str();
    for (i, number) in super::numbers(&record.value).filter(|(_, number)| !context.is_local(*number)) {
        let place = Place::part(&record.file, route!["procedure", i, "number"], 5..7);
        let message = format!("备案号第 6、7 位是 {}，本站的省级代码是 {province}", number.province());
        found.push(RULE.at(place, message).hint("核对备案回执"));
    }
}
