//! An application is handed in under a policy that holds on that day.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::registry::records::procedure::EventKind;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "policy-in-force",
    severity: Severity::Error,
    title: "申请要在政策有效期内提交",
    clause: Some("通知末段（施行日期和有效期）"),
    reason: "材料、等级和期限都按提交当日有效的政策核对；没有有效的政策就无从核对。",
    wrong: Example("- {event: submitted, date: 2019-06-01, channel: online}\n"),
    right: Example("- {event: submitted, date: 2020-06-01, channel: online}\n"),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    if context.records.policies.is_empty() || context.index.may_lack_policies() {
        return;
    }
    for (i, event) in record.value.procedure.iter().enumerate() {
        if event.event == EventKind::Submitted && context.policy(event.date).is_none() {
            let place = Place::value(&record.file, route!["procedure", i, "date"]);
            let finding = RULE.at(place, format!("{}没有有效的政策", event.date.chinese()));
            found.push(finding.hint(periods(context)));
        }
    }
}

fn periods(context: &Context<'_>) -> String {
    let periods = context.records.policies.iter().map(|policy| {
        let until = policy.value.effective_until.map_or("今".to_owned(), |until| until.to_string());
        format!("{} 自 {} 至 {until}", &*policy.value.number, policy.value.effective_from)
    });
    format!("核对日期。已录入的政策：{}", periods.collect::<Vec<_>>().join("；"))
}
