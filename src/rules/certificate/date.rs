//! Certificates are issued after the assessment, and revoked or corrected after that.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::Batch;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "certificate-date",
    severity: Severity::Error,
    title: "发证日期不早于评价结束，发证后的事项不早于发证",
    clause: Some("通知四（三）"),
    reason: "评价合格的人才发证书；评价还没有结束就发证，或还没有发证就注销，总有一个日期是错的。",
    wrong: Example("sitting: s1  # 2020-09-08 结束\nissued: 2020-08-25\n"),
    right: Example("sitting: s1\nissued: 2020-09-25\n"),
};

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let batch = &record.value;
    let begun = context.index.sitting(&batch.plan, &batch.sitting).map(|sitting| (sitting.date, "的日期"));
    let ended = context.index.result(&batch.plan, &batch.sitting).map(|result| (result.ended, "结束的日期"));
    if let Some((date, what)) = ended.max(begun).filter(|(date, _)| batch.issued < *date) {
        let place = Place::value(&record.file, route!["issued"]);
        let message = format!("发证日期 {} 早于场次 {} {what} {date}", batch.issued, &*batch.sitting);
        found.push(RULE.at(place, message).hint("核对发证日期和场次的日期"));
    }
    for (i, event) in batch.events.iter().enumerate() {
        if event.date < batch.issued {
            let place = Place::value(&record.file, route!["events", i, "date"]);
            let message = format!("日期 {} 早于发证日期 {}", event.date, batch.issued);
            found.push(RULE.at(place, message).hint("核对两个日期"));
        }
    }
}
