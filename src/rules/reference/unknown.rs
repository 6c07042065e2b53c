//! What a record names is there.

use std::collections::HashSet;

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::identifier::RecordId;
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::{Filing, Specialist};
use crate::registry::records::plan::Plan;
use crate::registry::records::policy::Document;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "reference-unknown",
    severity: Severity::Error,
    title: "提到的记录要存在",
    clause: None,
    reason: "网站把记录连在一起；指到不存在的记录，证书就找不到机构，督导就找不到场次。",
    wrong: Example("institution: 2020-9999\n"),
    right: Example("institution: 2020-0001\n"),
};

fn unknown(file: &str, route: Route, what: &str, name: &str, hint: &str) -> Finding {
    RULE.at(Place::value(file, route), format!("没有{what}「{name}」")).hint(hint)
}

fn institution(context: &Context<'_>, file: &str, route: Route, id: &RecordId) -> Option<Finding> {
    let hint = "机构的记录名就是 content/institutions/ 下的文件夹名";
    (!context.index.knows_filing(id)).then(|| unknown(file, route, "机构", id, hint))
}

/// A plan and its sitting, named side by side.
fn sitting(
    context: &Context<'_>,
    file: &str,
    route: &Route,
    plan: &RecordId,
    sitting: &RecordId,
) -> Option<Finding> {
    if !context.index.knows_plan(plan) {
        let hint = "方案的记录名就是 content/plans/<年>/ 下的文件名，不带 .yaml";
        return Some(unknown(file, route.then("plan"), "实施方案", plan, hint));
    }
    let known = context.index.knows_sitting(plan, sitting);
    let hint = "场次代号见这份实施方案的 sittings";
    (!known).then(|| unknown(file, route.then("sitting"), "场次", sitting, hint))
}

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    let plan = &record.value;
    found.extend(institution(context, &record.file, route!["institution"], &plan.institution));
    for (i, result) in plan.results.iter().enumerate() {
        if !context.index.knows_sitting(&record.id, &result.sitting) {
            let route = route!["results", i, "sitting"];
            found.push(unknown(&record.file, route, "场次", &result.sitting, "场次代号见上面的 sittings"));
        }
    }
    if let Some(filing) = context.index.filing(&plan.institution) {
        people(record, &filing.value, found);
    }
}

/// Assessors and supervisors are named as in the filing; people come and go, so this is no error.
fn people(record: &Record<Plan>, filing: &Filing, found: &mut Vec<Finding>) {
    fn names(people: &[Specialist]) -> HashSet<&str> {
        people.iter().map(|person| &*person.name).collect()
    }
    let assessors = names(&filing.people.assessors);
    let supervisors = names(&filing.people.supervisors);
    for (i, sitting) in record.value.sittings.iter().enumerate() {
        let lists = [
            ("assessors", "考评员", &sitting.assessors, &assessors),
            ("supervisors", "督导员", &sitting.supervisors, &supervisors),
        ];
        for (key, what, given, known) in lists {
            for (n, name) in given.iter().enumerate().filter(|(_, name)| !known.contains(&***name)) {
                let place = Place::value(&record.file, route!["sittings", i, key, n]);
                let message = format!("备案申请的{what}里没有「{}」", &**name);
                found.push(
                    RULE.at(place, message).warning().hint("核对姓名；人员有变动的，更新备案申请的人员情况"),
                );
            }
        }
    }
}

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let batch = &record.value;
    found.extend(institution(context, &record.file, route!["institution"], &batch.institution));
    found.extend(sitting(context, &record.file, &Route::root(), &batch.plan, &batch.sitting));
    let numbers: HashSet<_> = match batch.events[..] {
        [] => HashSet::new(),
        _ => batch.certificates.iter().map(|certificate| certificate.number).collect(),
    };
    for (i, event) in batch.events.iter().enumerate().filter(|(_, event)| !numbers.contains(&event.number)) {
        let route = route!["events", i, "number"];
        let hint = "发证后的事项写在证书所在的批次里";
        found.push(unknown(&record.file, route, "这批证书里的编号", event.number.as_str(), hint));
    }
}

pub(super) fn policies(context: &Context<'_>, found: &mut Vec<Finding>) {
    let unread = |id: &str| context.index.is_broken(&format!("content/policies/{id}/policy.yaml"));
    let known = |id: &str| context.records.policies.iter().any(|policy| policy.id == id) || unread(id);
    for record in &context.records.policies {
        let mut check = |route: Route, document: &Document| {
            if let Some(id) = document.policy.as_ref().filter(|id| !known(id)) {
                let hint = "政策的记录名就是 content/policies/ 下的文件夹名；本站没有的文件不写 policy";
                found.push(unknown(&record.file, route.then("policy"), "政策", id, hint));
            }
        };
        for (i, document) in record.value.based_on.iter().enumerate() {
            check(route!["based_on", i], document);
        }
        for (i, document) in record.value.repeals.iter().enumerate() {
            check(route!["repeals", i], document);
        }
        if let Some(document) = &record.value.succeeded_by {
            check(route!["succeeded_by"], document);
        }
    }
}

pub(super) fn inspectors(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.inspectors {
        for (i, inspector) in record.value.inspectors.iter().enumerate() {
            for (n, id) in inspector.recused_from.iter().enumerate() {
                let route = route!["inspectors", i, "recused_from", n];
                found.extend(institution(context, &record.file, route, id));
            }
        }
    }
}

/// The inspectors who can be named in a year; none known if the list of that year was not read whole.
fn listed<'a>(context: &Context<'a>, year: Option<&str>) -> Option<HashSet<&'a str>> {
    let year = year.unwrap_or_default();
    if context.index.is_broken(&format!("content/supervision/{year}/inspectors.yaml")) {
        return None;
    }
    let lists = context.records.inspectors.iter().filter(|record| record.year.as_deref() == Some(year));
    Some(lists.flat_map(|record| &record.value.inspectors).map(|inspector| &*inspector.id).collect())
}

fn drawn(
    file: &str,
    route: &Route,
    given: &[RecordId],
    listed: Option<&HashSet<&str>>,
    found: &mut Vec<Finding>,
) {
    let Some(listed) = listed else { return };
    for (n, id) in given.iter().enumerate().filter(|(_, id)| !listed.contains(&***id)) {
        let route = route.then("inspectors").then(n);
        found.push(unknown(file, route, "督导人员", id, "代号见同一年的 inspectors.yaml"));
    }
}

pub(super) fn draws(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.draws {
        let listed = listed(context, record.year.as_deref());
        for (i, draw) in record.value.draws.iter().enumerate() {
            for (n, assignment) in draw.assignments.iter().enumerate() {
                let route = route!["draws", i, "assignments", n];
                found.extend(sitting(context, &record.file, &route, &assignment.plan, &assignment.sitting));
                drawn(&record.file, &route, &assignment.inspectors, listed.as_ref(), found);
            }
        }
    }
}

pub(super) fn inspections(context: &Context<'_>, found: &mut Vec<Finding>) {
    let unread = context.index.is_broken_below("content/supervision/", "/draws.yaml");
    for record in &context.records.inspections {
        let listed = listed(context, record.year.as_deref());
        for (i, inspection) in record.value.inspections.iter().enumerate() {
            let route = route!["inspections", i];
            let ordered = inspection.draw.as_ref();
            if let Some(draw) = ordered.filter(|draw| context.index.draw(draw).is_none() && !unread) {
                let hint = "抽取代号见 draws.yaml";
                found.push(unknown(&record.file, route.then("draw"), "抽取", draw, hint));
            }
            found.extend(sitting(context, &record.file, &route, &inspection.plan, &inspection.sitting));
            drawn(&record.file, &route, &inspection.inspectors, listed.as_ref(), found);
        }
    }
}

pub(super) fn measures(context: &Context<'_>, found: &mut Vec<Finding>) {
    let unread = context.index.is_broken_below("content/supervision/", "/inspections.yaml");
    for record in &context.records.measures {
        for (i, measure) in record.value.measures.iter().enumerate() {
            let route = route!["measures", i];
            found.extend(institution(context, &record.file, route.then("institution"), &measure.institution));
            let inspection = measure.inspection.as_ref();
            if let Some(id) = inspection.filter(|id| !context.index.has_inspection(id) && !unread) {
                let hint = "督导代号见 inspections.yaml";
                found.push(unknown(&record.file, route.then("inspection"), "督导", id, hint));
            }
        }
    }
}
