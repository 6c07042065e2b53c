//! What nobody could judge because no policy was in force is said.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::registry::records::procedure::EventKind;
use crate::registry::{Date, Record};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "policy-lapsed",
    severity: Severity::Warning,
    title: "当天没有有效的政策，就没有核对的依据",
    clause: Some("通知末段（施行日期和有效期）"),
    reason: "政策到期又没有录入接续的，期限、等级、方式和人员都没有核对；备案和评价照常公布，但要有人知道。新的申请没有依据，不能受理（见 policy-in-force）。",
    wrong: Example("reported: 2022-06-01  # 政策 2022-05-24 到期，没有接续的\n"),
    right: Example("reported: 2022-05-10\n"),
};

fn finding(place: Place, on: Date, what: &str) -> Finding {
    let message = format!("{}没有有效的政策，{what}没有核对", on.chinese());
    let hint = "政策有接续文件的，录入 content/policies/；没有的，照实保留，请示后处理";
    RULE.at(place, message).hint(hint)
}

/// Whether all policies were read and none of them holds on a day.
fn lapsed(context: &Context<'_>, on: Date) -> bool {
    let none = context.records.policies.is_empty() || context.index.may_lack_policies();
    !none && context.policy(on).is_none()
}

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (i, event) in record.value.procedure.iter().enumerate() {
        let rests = matches!(event.event, EventKind::Filed | EventKind::ScopeChanged | EventKind::Renewed);
        if rests && lapsed(context, event.date) {
            let place = Place::value(&record.file, route!["procedure", i, "date"]);
            found.push(finding(place, event.date, "这件事的依据"));
        }
    }
}

/// One finding a plan, at the first day that no policy covers.
pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    let plan = &record.value;
    if lapsed(context, plan.reported) {
        let place = Place::value(&record.file, route!["reported"]);
        found.push(finding(place, plan.reported, "报送期限"));
        return;
    }
    let mut sittings = plan.sittings.iter().enumerate();
    if let Some((i, sitting)) = sittings.find(|(_, sitting)| lapsed(context, sitting.date)) {
        let place = Place::value(&record.file, route!["sittings", i, "date"]);
        found.push(finding(place, sitting.date, "评价方式、等级和人员"));
        return;
    }
    let mut results = plan.results.iter().enumerate();
    if let Some((i, result)) = results.find(|(_, result)| lapsed(context, result.ended)) {
        let place = Place::value(&record.file, route!["results", i, "ended"]);
        found.push(finding(place, result.ended, "结果报送期限"));
    }
}
