//! What is recorded has happened.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::{Filing, Specialist};
use crate::registry::records::plan::Plan;
use crate::registry::{Date, Record};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "event-in-future",
    severity: Severity::Error,
    title: "已发生的事，日期不能在今天之后",
    clause: None,
    reason: "登记库记的是已经发生的事；将来的日期多半是年份写错了。计划中的场次、期限和有效期不受限制。",
    wrong: Example("- {event: published, date: 2120-07-21, medium: 机构目录}\n"),
    right: Example("- {event: published, date: 2020-07-21, medium: 机构目录}\n"),
};

/// Collects dates of one file that lie in the future.
struct Dates<'a, 'f> {
    today: Option<Date>,
    file: &'a str,
    found: &'f mut Vec<Finding>,
}

impl Dates<'_, '_> {
    fn check(&mut self, date: Date, route: impl FnOnce() -> Route) {
        if let Some(today) = self.today.filter(|today| date > *today) {
            let message = format!("日期 {date} 在今天（{today}）之后");
            let place = Place::value(self.file, route());
            self.found.push(RULE.at(place, message).hint("核对年份和月份；还没有发生的事先不写"));
        }
    }

    fn people(&mut self, key: &'static str, people: &[Specialist]) {
        for (i, person) in people.iter().enumerate() {
            self.check(person.identity_verified, || route!["people", key, i, "identity_verified"]);
        }
    }
}

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let mut dates = Dates { today: context.today, file: &record.file, found };
    let filing = &record.value;
    for (i, event) in filing.procedure.iter().enumerate() {
        dates.check(event.date, || route!["procedure", i, "date"]);
    }
    for (i, material) in filing.materials.iter().enumerate() {
        dates.check(material.received, || route!["materials", i, "received"]);
    }
    for (i, material) in filing.assessment_materials.iter().enumerate() {
        dates.check(material.received, || route!["assessment_materials", i, "received"]);
    }
    dates.check(filing.pledge.signed_on, || route!["pledge", "signed_on"]);
    for (i, person) in filing.people.staff.iter().enumerate() {
        dates.check(person.identity_verified, || route!["people", "staff", i, "identity_verified"]);
    }
    dates.people("experts", &filing.people.experts);
    dates.people("assessors", &filing.people.assessors);
    dates.people("supervisors", &filing.people.supervisors);
}

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    let mut dates = Dates { today: context.today, file: &record.file, found };
    dates.check(record.value.reported, || route!["reported"]);
    for (i, sitting) in record.value.sittings.iter().enumerate() {
        for (n, change) in sitting.rescheduled.iter().enumerate() {
            dates.check(change.date, || route!["sittings", i, "rescheduled", n, "date"]);
        }
        if let Some(cancellation) = &sitting.cancelled {
            dates.check(cancellation.date, || route!["sittings", i, "cancelled", "date"]);
        }
    }
    for (i, result) in record.value.results.iter().enumerate() {
        dates.check(result.ended, || route!["results", i, "ended"]);
        for (key, date) in [("reported", result.reported), ("confirmed", result.confirmed)] {
            if let Some(date) = date {
                dates.check(date, || route!["results", i, key]);
            }
        }
    }
}

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let mut dates = Dates { today: context.today, file: &record.file, found };
    dates.check(record.value.issued, || route!["issued"]);
    for (i, event) in record.value.events.iter().enumerate() {
        dates.check(event.date, || route!["events", i, "date"]);
    }
}

pub(super) fn supervision(context: &Context<'_>, found: &mut Vec<Finding>) {
    let today = context.today;
    for record in &context.records.draws {
        let mut dates = Dates { today, file: &record.file, found };
        for (i, draw) in record.value.draws.iter().enumerate() {
            dates.check(draw.date, || route!["draws", i, "date"]);
        }
    }
    for record in &context.records.inspections {
        let mut dates = Dates { today, file: &record.file, found };
        for (i, inspection) in record.value.inspections.iter().enumerate() {
            dates.check(inspection.date, || route!["inspections", i, "date"]);
            if let Some(published) = inspection.published {
                dates.check(published, || route!["inspections", i, "published"]);
            }
        }
    }
    for record in &context.records.measures {
        let mut dates = Dates { today, file: &record.file, found };
        for (i, measure) in record.value.measures.iter().enumerate() {
            dates.check(measure.date, || route!["measures", i, "date"]);
        }
    }
}
