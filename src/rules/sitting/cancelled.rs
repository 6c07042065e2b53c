//! A sitting is called off before it is held, and then has no results.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::plan::{Cancellation, Plan, Sitting};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "sitting-cancelled",
    severity: Severity::Error,
    title: "场次在报送以后、举行以前取消，取消的场次没有评价结果",
    clause: Some("通知四（一）、五（二）"),
    reason: "取消的场次不计入年度场次，也不再督导；举行过的场次事后写成取消，就逃过了督导和结果确认。",
    wrong: Example("- {id: s1, date: 2021-09-08, cancelled: {date: 2021-09-10, reason: 没有人报名}}\n"),
    right: Example("- {id: s1, date: 2021-09-08, cancelled: {date: 2021-09-03, reason: 没有人报名}}\n"),
};

pub(super) fn plan(_: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    for (i, sitting) in record.value.sittings.iter().enumerate() {
        let Some(cancellation) = &sitting.cancelled else { continue };
        let place = Place::value(&record.file, route!["sittings", i, "cancelled", "date"]);
        found.extend(dates(place, record, sitting, cancellation));
        if let Some(n) = record.value.results.iter().position(|result| result.sitting == sitting.id) {
            let place = Place::value(&record.file, route!["results", n, "sitting"]);
            let message = format!("场次 {} 已经取消，却有评价结果", &*sitting.id);
            found.push(RULE.at(place, message).hint("举行了的，删去 cancelled；没有举行的，删去这条结果"));
        }
    }
}

fn dates(
    place: Place,
    record: &Record<Plan>,
    sitting: &Sitting,
    cancellation: &Cancellation,
) -> Option<Finding> {
    let (cancelled, reported, held) = (cancellation.date, record.value.reported, sitting.date);
    if cancelled > held {
        let message = format!("取消的日期 {cancelled} 晚于场次的日期 {held}");
        let hint = "举行以前决定取消的，核对日期；已经举行的不能取消，照实登记结果";
        return Some(RULE.at(place, message).hint(hint));
    }
    let message = format!("取消的日期 {cancelled} 早于报送日期 {reported}");
    (cancelled < reported).then(|| RULE.at(place, message).hint("核对两个日期"))
}
