//! A filing number says what kind of body it is and where that body filed first.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::identifier::BodyKind;
use crate::registry::records::filing::{ApplicantKind, Filing};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "filing-number-kind",
    severity: Severity::Error,
    title: "企业的备案号以 Y0000 开头，集团已在人社部备案的分支机构除外",
    clause: Some("通知一（一）；人社鉴发〔2019〕2号"),
    reason: "Y 是用人单位，S 是社会培训评价组织；第 2 至 5 位只有先在人社部备案的集团才不是 0000。",
    wrong: Example("number: S000012000001\n"),
    right: Example("number: Y000012000001\n"),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (i, number) in super::numbers(&record.value) {
        let route = route!["procedure", i, "number"];
        if number.body_kind() != BodyKind::Employer {
            let place = Place::part(&record.file, route.clone(), 0..1);
            let finding = RULE.at(place, "企业的备案号以 Y（用人单位）开头，S 是社会培训评价组织");
            found.push(finding.hint("核对备案回执"));
        }
        if record.value.kind == ApplicantKind::Enterprise && number.body() != "0000" {
            let place = Place::part(&record.file, route, 1..5);
            let message = format!("在本地备案的企业，备案号第 2 至 5 位是 0000，这里是 {}", number.body());
            found.push(RULE.at(place, message).hint("集团已在人社部备案的分支机构，申请类型写 kind: branch"));
        }
    }
}
