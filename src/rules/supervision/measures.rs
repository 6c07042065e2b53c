//! Every measure is on the public list of the year.

use std::collections::HashSet;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Date;
use crate::registry::records::supervision::MeasureKind;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "measure-unlisted",
    severity: Severity::Warning,
    title: "约谈、限期整改、取消资格都要列入当年的处理措施",
    clause: Some("通知五（三）"),
    reason: "公众在监督检查页上看全市的处理措施；只写在机构的办理过程里，那里就少了一项。",
    wrong: Example(
        "- {event: interviewed, date: 2021-06-03, reason: 一名考评员单独评分}  # measures.yaml 里没有\n",
    ),
    right: Example("measures:\n  - {institution: 2020-0004, date: 2021-06-03, measure: interview}\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    if context.index.is_broken_below("content/supervision/", "/measures.yaml") {
        return;
    }
    let measures = context.records.measures.iter().flat_map(|record| &record.value.measures);
    let listed: HashSet<(&str, Date, MeasureKind)> =
        measures.map(|measure| (&*measure.institution, measure.date, measure.measure)).collect();
    for record in context.records.filings.iter().filter(|record| !context.index.is_broken(&record.file)) {
        for (i, event) in record.value.procedure.iter().enumerate() {
            let of_event = |kind: &MeasureKind| kind.event() == event.event;
            let Some(kind) = MeasureKind::ALL.into_iter().find(of_event) else { continue };
            if listed.contains(&(record.id.as_str(), event.date, kind)) {
                continue;
            }
            let place = Place::value(&record.file, route!["procedure", i, "event"]);
            let year = event.date.year();
            let message = format!("{} 的「{}」没有列入处理措施", event.date, event.event.title());
            found.push(
                RULE.at(place, message)
                    .hint(format!("在 content/supervision/{year}/measures.yaml 补上机构、日期和措施")),
            );
        }
    }
}
