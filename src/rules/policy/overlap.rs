//! On each day one policy counts.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::policy::{Document, Policy};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "policy-overlap",
    severity: Severity::Warning,
    title: "同一天只有一份政策有效，接续的写明取代了哪一份",
    clause: None,
    reason: "记录按当天有效的政策核对；两份都有效时按后施行的核对，看的人要知道为什么。",
    wrong: Example("effective_from: 2022-01-01  # 前一份到 2022-05-24 才到期，这里没有写 repeals\n"),
    right: Example(
        "effective_from: 2022-01-01\nrepeals:\n  - {number: 示例〔2020〕1号, title: 示例办法, policy: example-2020}\n",
    ),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let policies = &context.records.policies;
    for later in policies {
        for earlier in policies.iter().filter(|earlier| overlaps(earlier, later)) {
            let (from, number) = (later.value.effective_from, &*earlier.value.number);
            let place = Place::value(&later.file, route!["effective_from"]);
            let message = format!("{from} 起施行，那天「{number}」还有效；按后施行的核对");
            let hint =
                format!("取代了它的，在 repeals 写上 policy: {}；没有取代的，请示以哪一份为准", earlier.id);
            found.push(RULE.at(place, message).hint(hint));
        }
    }
}

/// Whether an earlier policy still holds when a later one begins that does not take its place.
fn overlaps(earlier: &Record<Policy>, later: &Record<Policy>) -> bool {
    let names = |document: &Document, record: &Record<Policy>| {
        document.policy.as_deref() == Some(record.id.as_str())
            || document.number.as_ref() == Some(&record.value.number)
    };
    let replaced = later.value.repeals.iter().any(|document| names(document, earlier))
        || earlier.value.succeeded_by.as_ref().is_some_and(|document| names(document, later));
    let order = |record: &Record<Policy>| (record.value.effective_from, record.id.clone());
    order(earlier) < order(later) && earlier.value.holds(later.value.effective_from) && !replaced
}
