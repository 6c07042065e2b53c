//! A sitting is inspected while it goes on, and what was found is made public afterwards.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "inspection-date",
    severity: Severity::Error,
    title: "现场督导在评价进行时，结果在督导以后公布",
    clause: Some("通知五（二）"),
    reason: "抽查的是评价过程：评价还没有开始或已经结束，现场就看不到过程。",
    wrong: Example("- {id: x01, sitting: s1, date: 2020-09-07}  # 场次 2020-09-08 举行\n"),
    right: Example("- {id: x01, sitting: s1, date: 2020-09-08}\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.inspections {
        for (i, inspection) in record.value.inspections.iter().enumerate() {
            let date = inspection.date;
            let place = |key: &'static str| Place::value(&record.file, route!["inspections", i, key]);
            if let Some(published) = inspection.published.filter(|published| *published < date) {
                let message = format!("结果公布日期 {published} 早于督导日期 {date}");
                found.push(RULE.at(place("published"), message).hint("核对两个日期"));
            }
            let Some(sitting) = context.index.sitting(&inspection.plan, &inspection.sitting) else {
                continue;
            };
            let (id, begun) = (&*sitting.id, sitting.date);
            let cancelled = sitting.cancelled.as_ref().filter(|cancellation| cancellation.date < date);
            if let Some(cancellation) = cancelled {
                let message = format!("场次 {id} 在 {} 已经取消，{date} 却有督导记录", cancellation.date);
                let hint = "举行了的，到实施方案里删去 cancelled；没有举行的，删去这条督导记录";
                found.push(RULE.at(place("date"), message).hint(hint));
                continue;
            }
            if date < begun {
                let message = format!("督导日期 {date} 早于场次 {id} 的日期 {begun}");
                found.push(RULE.at(place("date"), message).hint("核对两个日期"));
                continue;
            }
            let ended =
                context.index.result(&inspection.plan, &inspection.sitting).map(|result| result.ended);
            if let Some(ended) = ended.filter(|ended| date > *ended) {
                let message = format!("督导日期 {date} 晚于场次 {id} 结束的日期 {ended}");
                let hint = "核对两个日期；评价以后才去查资料的，不算现场督导";
                found.push(RULE.at(place("date"), message).warning().hint(hint));
            }
        }
    }
}
