//! The procedure is appended to: dates never go back.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "event-date-order",
    severity: Severity::Error,
    title: "办理过程按日期先后排列",
    clause: Some("通知三"),
    reason: "办理过程只在末尾追加；日期往回走，多半是年份或月份写错了。",
    wrong: Example(
        "procedure:\n  - {event: submitted, date: 2020-06-01, channel: online}\n  - {event: reviewed, date: 2020-05-09, outcome: passed}\n",
    ),
    right: Example(
        "procedure:\n  - {event: submitted, date: 2020-06-01, channel: online}\n  - {event: reviewed, date: 2020-06-09, outcome: passed}\n",
    ),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (i, pair) in record.value.procedure.windows(2).enumerate() {
        let [before, event] = pair else { continue };
        if event.date < before.date {
            let place = Place::value(&record.file, route!["procedure", i + 1, "date"]);
            let message = format!("日期早于前一件事「{}」（{}）", before.event.title(), before.date);
            found.push(RULE.at(place, message).hint("核对两个日期；先发生的写在前面"));
        }
    }
}
