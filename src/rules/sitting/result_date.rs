//! A sitting begins, ends, is reported and is confirmed, in this order.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::plan::Plan;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "result-date",
    severity: Severity::Error,
    title: "评价结果的日期按先后：开考、结束、报送、确认",
    clause: Some("通知四（三）"),
    reason: "评价结束才有结果，报送了才能确认；日期往回走，多半是年份或月份写错了。",
    wrong: Example("- {sitting: s1, ended: 2020-09-08, reported: 2020-08-14, sat: 15, passed: 11}\n"),
    right: Example("- {sitting: s1, ended: 2020-09-08, reported: 2020-09-14, sat: 15, passed: 11}\n"),
};

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    for (i, result) in record.value.results.iter().enumerate() {
        let begun = context.index.sitting(&record.id, &result.sitting).map(|sitting| sitting.date);
        let steps = [
            ("date", "场次", begun),
            ("ended", "评价结束", Some(result.ended)),
            ("reported", "结果报送", result.reported),
            ("confirmed", "结果确认", result.confirmed),
        ];
        // What is not known yet is passed over: a confirmation without a report is compared with the end.
        if result.confirmed.is_some() && result.reported.is_none() {
            let place = Place::value(&record.file, route!["results", i, "confirmed"]);
            found.push(RULE.at(place, "结果还没有报送，却已经确认").hint("补上 reported: 报送日期"));
        }
        let known: Vec<_> =
            steps.into_iter().filter_map(|(key, name, date)| Some((key, name, date?))).collect();
        for pair in known.windows(2) {
            let [(_, before, earlier), (key, name, date)] = pair else { continue };
            if date < earlier {
                let place = Place::value(&record.file, route!["results", i, *key]);
                let message = format!("{name}日期 {date} 早于{before}日期 {earlier}");
                found.push(RULE.at(place, message).hint("核对两个日期"));
            }
        }
    }
}
