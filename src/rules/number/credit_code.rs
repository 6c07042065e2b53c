//! A body has one live application or filing.

use std::collections::HashMap;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::filing::Filing;
use crate::registry::{Record, Status};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "credit-code-unique",
    severity: Severity::Error,
    title: "一家企业同时只有一份有效的申请或备案",
    clause: Some("通知三（四）"),
    reason: "增加职业、变更等级写进原来的办理过程；另立一份，目录里同一家企业就有两种说法。已到期、退出、取消或退回的不算。",
    wrong: Example("credit_code: 91120110EXAMPL0120  # 2020-0001 也是这个代码，备案仍有效\n"),
    right: Example("credit_code: 91120104EXAMPL047W\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some(today) = context.today else { return };
    let mut seen = HashMap::new();
    // Where an outcome could not be read, so could not the status.
    let known = |record: &&Record<Filing>| !context.index.is_broken(&record.file);
    for record in context.records.filings.iter().filter(known) {
        if !record.value.status(today).is_none_or(is_live) {
            continue;
        }
        let Some(other) = seen.insert(record.value.applicant.credit_code, record) else { continue };
        let place = Place::value(&record.file, route!["applicant", "credit_code"]);
        let message = format!("{} 已有一份有效的记录，统一社会信用代码相同", other.id);
        let finding = RULE.at(place, message);
        found.push(finding.hint("变更写进原记录的办理过程；是另一家企业就核对代码"));
    }
}

fn is_live(status: Status) -> bool {
    !matches!(status, Status::Expired | Status::Revoked | Status::Withdrawn | Status::Returned)
}
