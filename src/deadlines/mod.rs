//! PURE: what has to be done by when, and whether it was: the working days of the notice, the dates records carry.
//!
//! Every deadline is that of the policy in force on the day it runs from. The rules of `check` and the list of
//! `skillreg due` read the same ones, so that they never differ.

mod agenda;
mod kind;
mod policy;
mod supervision;

pub use agenda::{Agenda, Choice};
pub use kind::{Desk, Kind};
pub use supervision::inspections;

use crate::calendar::{Calendar, YearMissing};
use crate::diagnostics::{Place, route};
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::{Plan, Sitting};
use crate::registry::records::policy::Policy;
use crate::registry::records::procedure::{EventKind, EventRecord};
use crate::registry::{Date, Record, Records, in_force};

/// One deadline.
#[derive(Debug, Clone)]
pub struct Deadline<'a> {
    /// What it is for.
    pub kind: Kind,
    /// The last day.
    pub due: Date,
    /// The working days the policy gives, where it counts them.
    pub working_days: Option<u16>,
    /// The day from which they count.
    pub since: Date,
    /// The day it was done.
    pub done: Option<Date>,
    /// The institution, by the name of its record.
    pub institution: Option<&'a str>,
    /// What exactly: a sitting, a document's number. It stays the same as long as the deadline does.
    pub about: Option<String>,
    /// How things stand with it today, for the officer who reads it.
    pub note: Option<String>,
    /// Where the record says so: what was done late, or the day it runs from.
    pub place: Place,
}

/// A deadline, or the place of a date from which none can be counted.
pub type Counted<'a> = Result<Deadline<'a>, (Place, YearMissing)>;

impl Deadline<'_> {
    /// Whether it was done too late, or not done although the day is over.
    pub fn is_missed(&self, today: Option<Date>) -> bool {
        self.kind.is_duty() && self.done.or(today).is_some_and(|day| day > self.due)
    }
}

/// The deadlines of a whole registry on a day, in the order of its records.
pub fn all<'a>(records: &'a Records, calendar: &Calendar, today: Date) -> Vec<Counted<'a>> {
    let policies = &records.policies;
    let filings = records.filings.iter().flat_map(|record| of_filing(policies, calendar, record));
    let plans = records.plans.iter().flat_map(|record| of_plan(policies, calendar, record));
    let others = supervision::draws(records, today)
        .into_iter()
        .chain(supervision::inspections(records))
        .chain(policies.iter().filter_map(|record| policy::end(policies, record)));
    filings.chain(plans).chain(others.map(Ok)).collect()
}

/// Those of one application or filing.
fn of_filing<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Filing>,
) -> impl Iterator<Item = Counted<'a>> {
    let others = rectifications(record).chain(expiry(record));
    reviews(policies, calendar, record).chain(others.map(Ok))
}

/// By when applications were to be answered.
pub fn reviews<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Filing>,
) -> impl Iterator<Item = Counted<'a>> {
    of_events(record, EventKind::Submitted)
        .filter_map(move |(at, event)| review(policies, calendar, record, at, event))
}

/// By when faults were to be mended.
pub fn rectifications(record: &Record<Filing>) -> impl Iterator<Item = Deadline<'_>> {
    of_events(record, EventKind::RectificationOrdered)
        .filter_map(move |(at, event)| rectification(record, at, event))
}

fn of_events(record: &Record<Filing>, kind: EventKind) -> impl Iterator<Item = (usize, &EventRecord)> {
    record.value.procedure.iter().enumerate().filter(move |(_, event)| event.event == kind)
}

/// The first event after another that settles it, if one does.
fn settled<'a>(
    record: &'a Record<Filing>,
    after: usize,
    by: &[EventKind],
) -> Option<(usize, &'a EventRecord)> {
    let mut later = record.value.procedure.iter().enumerate().skip(after + 1);
    later.find(|(_, event)| by.contains(&event.event))
}

fn review<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Filing>,
    at: usize,
    submitted: &EventRecord,
) -> Option<Counted<'a>> {
    let days = in_force(policies, submitted.date)?.value.terms.review_working_days;
    let answer = settled(record, at, &[EventKind::Reviewed, EventKind::Withdrawn]);
    if answer.is_some_and(|(_, event)| event.event == EventKind::Withdrawn) {
        return None;
    }
    let since = Place::value(&record.file, route!["procedure", at, "date"]);
    let due = match calendar.shift(submitted.date, i32::from(days)) {
        Ok(due) => due,
        Err(error) => return Some(Err((since, error))),
    };
    let place = |(at, _)| Place::value(&record.file, route!["procedure", at, "date"]);
    Some(Ok(Deadline {
        kind: Kind::Review,
        due,
        working_days: Some(days),
        since: submitted.date,
        done: answer.map(|(_, event)| event.date),
        institution: Some(&record.id),
        about: None,
        note: None,
        place: answer.map_or(since, place),
    }))
}

fn rectification<'a>(record: &'a Record<Filing>, at: usize, ordered: &EventRecord) -> Option<Deadline<'a>> {
    let due = ordered.due?;
    let ends =
        [EventKind::Rectified, EventKind::Revoked, EventKind::Withdrawn, EventKind::RectificationOrdered];
    let end = settled(record, at, &ends);
    // Another order that came in time puts another day in the place of this one.
    let is_replaced = |event: &EventRecord| match event.event {
        EventKind::Rectified => false,
        EventKind::RectificationOrdered => event.date <= due,
        _ => true,
    };
    if end.is_some_and(|(_, event)| is_replaced(event)) {
        return None;
    }
    let end = settled(record, at, &ends[..3]).filter(|(_, event)| event.event == EventKind::Rectified);
    let done = |(at, _)| Place::value(&record.file, route!["procedure", at, "date"]);
    Some(Deadline {
        kind: Kind::Rectification,
        due,
        working_days: None,
        since: ordered.date,
        done: end.map(|(_, event)| event.date),
        institution: Some(&record.id),
        about: ordered.document.as_deref().map(str::to_owned),
        note: None,
        place: end.map_or_else(|| Place::value(&record.file, route!["procedure", at, "due"]), done),
    })
}

/// The last validity, unless the right ended before it.
fn expiry(record: &Record<Filing>) -> Option<Deadline<'_>> {
    let procedure = &record.value.procedure;
    let ended = |event: &EventRecord| matches!(event.event, EventKind::Revoked | EventKind::Withdrawn);
    if procedure.iter().any(ended) {
        return None;
    }
    let (at, event) = procedure.iter().enumerate().rfind(|(_, event)| event.valid_until.is_some())?;
    Some(Deadline {
        kind: Kind::Expiry,
        due: event.valid_until?,
        working_days: None,
        since: event.date,
        done: None,
        institution: Some(&record.id),
        about: record.value.number().map(|number| number.to_string()),
        note: None,
        place: Place::value(&record.file, route!["procedure", at, "valid_until"]),
    })
}

/// Those of one plan: its own, and those of the results of each sitting.
fn of_plan<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Plan>,
) -> impl Iterator<Item = Counted<'a>> {
    notice(policies, calendar, record).into_iter().chain(results(policies, calendar, record))
}

/// By when the results of each sitting of a plan were to be reported.
pub fn results<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Plan>,
) -> impl Iterator<Item = Counted<'a>> {
    let held = record.value.sittings.iter().filter(|sitting| !sitting.is_cancelled());
    held.filter_map(move |sitting| result(policies, calendar, record, sitting))
}

/// By when a plan was to be reported.
pub fn notice<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Plan>,
) -> Option<Counted<'a>> {
    let plan = &record.value;
    let days = in_force(policies, plan.reported)?.value.terms.plan_notice_working_days;
    let held = plan.sittings.iter().filter(|sitting| !sitting.is_cancelled());
    let first = held.map(Sitting::first_date).min()?;
    let place = Place::value(&record.file, route!["reported"]);
    Some(match calendar.shift(first, -i32::from(days)) {
        Err(error) => Err((place, error)),
        Ok(due) => Ok(Deadline {
            kind: Kind::PlanNotice,
            due,
            working_days: Some(days),
            since: first,
            done: Some(plan.reported),
            institution: Some(&plan.institution),
            about: Some(record.id.clone()),
            note: None,
            place,
        }),
    })
}

/// A sitting whose results are not there yet is taken to end on the day it begins.
fn result<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Plan>,
    sitting: &Sitting,
) -> Option<Counted<'a>> {
    let found = record.value.results.iter().enumerate().find(|(_, result)| result.sitting == sitting.id);
    let ended = found.map_or(sitting.date, |(_, result)| result.ended);
    let days = in_force(policies, ended)?.value.terms.result_report_working_days;
    let at = record.value.sittings.iter().position(|other| other.id == sitting.id)?;
    let since = match found {
        Some((at, _)) => Place::value(&record.file, route!["results", at, "ended"]),
        None => Place::value(&record.file, route!["sittings", at, "date"]),
    };
    let due = match calendar.shift(ended, i32::from(days)) {
        Ok(due) => due,
        Err(error) => return Some(Err((since, error))),
    };
    let done = found.and_then(|(at, result)| Some((at, result.reported?)));
    let reported = |(at, _)| Place::value(&record.file, route!["results", at, "reported"]);
    Some(Ok(Deadline {
        kind: Kind::Result,
        due,
        working_days: Some(days),
        since: ended,
        done: done.map(|(_, date)| date),
        institution: Some(&record.value.institution),
        about: Some(format!("{} 场次 {}", record.id, &*sitting.id)),
        note: None,
        place: done.map_or(since, reported),
    }))
}
