//! Records that speak of the same thing say the same.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::identifier::RecordId;
use crate::registry::records::batch::Batch;
use crate::registry::records::supervision::Inspection;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "reference-mismatch",
    severity: Severity::Error,
    title: "互相提到的记录要说得一致",
    clause: Some("通知四（一）至（三）、五（二）、（三）"),
    reason: "证书来自某一场评价，督导来自某一次抽取，处理措施写在机构的办理过程里；说法不一，总有一处是错的。",
    wrong: Example("plan: 2020-0001  # 方案里 s1 是四级/中级工\nsitting: s1\nlevel: 3\n"),
    right: Example("plan: 2020-0001\nsitting: s1\nlevel: 4\n"),
};

fn differs(file: &str, route: Route, message: String) -> Finding {
    RULE.at(Place::value(file, route), message).hint("核对两处，改正写错的一处")
}

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let (batch, file) = (&record.value, &record.file);
    let Some(plan) = context.index.plan_named(&batch.plan) else { return };
    if batch.institution != plan.value.institution {
        let message = format!("实施方案 {} 是「{}」的", &*batch.plan, &*plan.value.institution);
        found.push(differs(file, route!["institution"], message));
    }
    let Some(sitting) = context.index.sitting(&batch.plan, &batch.sitting) else { return };
    let id = &*sitting.id;
    if batch.occupation != sitting.occupation {
        let message = format!("场次 {id} 评价的是 {}", sitting.occupation);
        found.push(differs(file, route!["occupation"], message));
    }
    if batch.edition != sitting.edition {
        let message = format!("场次 {id} 写的是 {} 版大典", &*sitting.edition);
        found.push(differs(file, route!["edition"], message));
    }
    if batch.level != sitting.level {
        found.push(differs(file, route!["level"], format!("场次 {id} 评价的是「{}」", sitting.level)));
    }
    let passed = context.index.result(&batch.plan, &batch.sitting).map(|result| usize::from(result.passed));
    if let Some(passed) = passed.filter(|passed| batch.certificates.len() > *passed) {
        let message = format!("证书有 {} 张，场次 {id} 合格的只有 {passed} 人", batch.certificates.len());
        found.push(RULE.at(Place::key(file, route!["certificates"]), message).hint("核对合格人数和证书"));
    }
}

pub(super) fn inspections(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.inspections {
        for (i, inspection) in record.value.inspections.iter().enumerate() {
            found.extend(inspected(context, &record.file, &route!["inspections", i], inspection));
        }
    }
}

/// An inspection is of a sitting that was drawn, by those who were drawn for it.
fn inspected(context: &Context<'_>, file: &str, route: &Route, inspection: &Inspection) -> Option<Finding> {
    let ordered = inspection.draw.as_ref()?;
    let draw = context.index.draw(ordered)?;
    let drawn = draw
        .assignments
        .iter()
        .find(|drawn| drawn.plan == inspection.plan && drawn.sitting == inspection.sitting);
    let Some(drawn) = drawn else {
        let message = format!("抽取 {} 没有抽到这一场", &**ordered);
        return Some(differs(file, route.then("sitting"), message));
    };
    // Who came instead of one who was drawn says so, and why.
    let replaces = |id: &RecordId| {
        let mut changes = inspection.replacements.iter();
        changes.any(|change| change.instead == *id && drawn.inspectors.contains(&change.drawn))
    };
    let may_come = |id: &RecordId| drawn.inspectors.contains(id) || replaces(id);
    let stranger = inspection.inspectors.iter().position(|id| !may_come(id))?;
    let message = format!("抽取 {} 为这一场抽到的不是「{}」", &**ordered, &*inspection.inspectors[stranger]);
    let hint = "核对两处；临时换人的，在 replacements 里写明换了谁、为什么";
    Some(differs(file, route.then("inspectors").then(stranger), message).hint(hint))
}

pub(super) fn measures(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.measures {
        for (i, measure) in record.value.measures.iter().enumerate() {
            let Some(filing) = context.index.filing(&measure.institution) else { continue };
            let kind = measure.measure.event();
            let told = |event: &crate::registry::records::procedure::EventRecord| {
                event.event == kind && event.date == measure.date
            };
            if context.index.is_broken(&filing.file) || filing.value.procedure.iter().any(told) {
                continue;
            }
            let (day, name) = (measure.date, &*filing.value.applicant.name);
            let message = format!("「{name}」的办理过程里，{day} 没有「{}」", kind.title());
            found.push(differs(&record.file, route!["measures", i, "date"], message));
        }
    }
}
