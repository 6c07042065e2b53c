//! The pledge is signed and sealed before the application is handed in.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::{Context, applied_on};

pub(super) static RULE: Rule = Rule {
    code: "application-pledge",
    severity: Severity::Error,
    title: "诚信承诺要签字盖章，而且不晚于提交",
    clause: Some("附件1 六"),
    reason: "没有签字盖章的承诺不算数；提交以后才签的，不是对这份申请的承诺。初审通过以前只作提醒。",
    wrong: Example("pledge: {signed_by: 示例天, signed_on: 2020-05-29, sealed: false}\n"),
    right: Example("pledge: {signed_by: 示例天, signed_on: 2020-05-29, sealed: true}\n"),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let filing = &record.value;
    if super::is_returned(filing) {
        return;
    }
    if !filing.pledge.sealed {
        let place = Place::value(&record.file, route!["pledge", "sealed"]);
        let finding = RULE.at(place, "诚信承诺没有盖单位公章");
        found.push(super::graded(filing, finding.hint("盖章以后改为 true")));
    }
    if applied_on(filing).is_some_and(|applied| filing.pledge.signed_on > applied) {
        let place = Place::value(&record.file, route!["pledge", "signed_on"]);
        let finding = RULE.at(place, "诚信承诺的签字日期晚于提交申请");
        found.push(super::graded(filing, finding.hint("核对签字日期和提交日期")));
    }
}
