//! A sitting is put off or brought forward before it is held, one time after the other.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::plan::{Plan, Sitting};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "sitting-rescheduled",
    severity: Severity::Error,
    title: "场次在报送以后、原定日期以前改期，按先后记",
    clause: Some("通知四（一）、五（二）"),
    reason: "抽取名单按抽取那天知道的日期核对；过后补写改期，就分不清场次是不是抽完才加的。",
    wrong: Example(
        "- {id: s1, date: 2021-09-08, rescheduled: [{date: 2021-09-03, from: 2021-09-01, reason: 考场停电}]}\n",
    ),
    right: Example(
        "- {id: s1, date: 2021-09-08, rescheduled: [{date: 2021-08-31, from: 2021-09-01, reason: 考场停电}]}\n",
    ),
};

pub(super) fn plan(_: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    for (i, sitting) in record.value.sittings.iter().enumerate() {
        for n in 0..sitting.rescheduled.len() {
            let Some((key, message, hint)) = fault(record, sitting, n) else { continue };
            let place = Place::value(&record.file, route!["sittings", i, "rescheduled", n, key]);
            found.push(RULE.at(place, message).hint(hint));
        }
    }
}

type Fault = (&'static str, String, &'static str);

fn fault(record: &Record<Plan>, sitting: &Sitting, n: usize) -> Option<Fault> {
    let change = &sitting.rescheduled[n];
    let (date, from, reported) = (change.date, change.from, record.value.reported);
    let next = sitting.rescheduled.get(n + 1).map_or(sitting.date, |next| next.from);
    if date > from {
        let hint = "原定日期以前决定的，核对日期；已经举行的不能改期";
        return Some(("date", format!("决定改期的日期 {date} 晚于原定的日期 {from}"), hint));
    }
    if date < reported {
        return Some(("date", format!("决定改期的日期 {date} 早于报送日期 {reported}"), "核对两个日期"));
    }
    if from == next {
        let hint = "from 写原定的日期，date 写现在的日期";
        return Some(("from", format!("改期前后都是 {from}"), hint));
    }
    let earlier = n.checked_sub(1).map(|before| sitting.rescheduled[before].date)?;
    let message = format!("决定改期的日期 {date} 早于前一次的 {earlier}");
    (date < earlier).then_some(("date", message, "按先后记，后一次写在后面"))
}
