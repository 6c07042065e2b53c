//! As many certificates as people passed.

use std::collections::BTreeMap;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::Batch;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "certificate-count",
    severity: Severity::Error,
    title: "一场评价的证书数等于经确认的合格人数",
    clause: Some("通知四（三）"),
    reason: "多一张，就有人没有合格却拿到证书；少一张，就有人合格了却没有。",
    wrong: Example("certificates:  # 11 张，实施方案里 passed: 12\n"),
    right: Example("certificates:  # 12 张，实施方案里 passed: 12\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    // Earlier on, a sitting could be certified in several batches.
    let mut sittings: BTreeMap<(&str, &str), Vec<&Record<Batch>>> = BTreeMap::new();
    for record in &context.records.batches {
        sittings.entry((&record.value.plan, &record.value.sitting)).or_default().push(record);
    }
    // A batch that was not read whole may hold the missing ones.
    let unread = context.index.is_broken_below("content/certificates/", "/batch.yaml");
    let differs = |count: usize, passed: usize| count > passed || (count < passed && !unread);
    for ((plan, sitting), batches) in sittings {
        let Some(result) = context.index.result(plan, sitting) else { continue };
        let count: usize = batches.iter().map(|batch| batch.value.certificates.len()).sum();
        let Some(last) = batches.last().filter(|_| differs(count, result.passed.into())) else {
            continue;
        };
        let place = Place::key(&last.file, route!["certificates"]);
        let message = format!("场次 {sitting} 发了 {count} 张证书，评价结果里合格的是 {} 人", result.passed);
        found.push(RULE.at(place, message).hint(format!("核对这一批和实施方案 {plan} 的 results")));
    }
}
