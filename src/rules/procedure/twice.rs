//! One thing is recorded once.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::registry::records::procedure::EventRecord;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "event-duplicate",
    severity: Severity::Error,
    title: "同一件事只登记一次",
    clause: Some("通知三、五（三）"),
    reason: "登记了两次，公众会以为发生了两次；约谈两次和约谈一次，后果不同。",
    wrong: Example(
        "- {event: interviewed, date: 2021-06-03, reason: 录像不全}\n- {event: interviewed, date: 2021-06-03, reason: 录像不全}\n",
    ),
    right: Example("- {event: interviewed, date: 2021-06-03, reason: 录像不全}\n"),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let procedure = &record.value.procedure;
    for (i, event) in procedure.iter().enumerate() {
        // Events stand in the order of days, so those of one day stand together.
        let earlier = procedure.iter().take(i).rev().take_while(|other| other.date == event.date);
        if earlier.into_iter().any(|other| same(other, event)) {
            let place = Place::value(&record.file, route!["procedure", i, "event"]);
            let message = format!("{} 的「{}」前面已经登记过", event.date, event.event.title());
            found.push(
                RULE.at(place, message).hint("删去重复的一件；同一天确有两件的，写明各自的文书编号或事由"),
            );
        }
    }
}

fn same(a: &EventRecord, b: &EventRecord) -> bool {
    a.event == b.event
        && a.outcome == b.outcome
        && a.document.as_deref() == b.document.as_deref()
        && a.receipt.as_deref() == b.receipt.as_deref()
        && a.medium.as_deref() == b.medium.as_deref()
        && a.reason.as_deref() == b.reason.as_deref()
        && a.due == b.due
}
