//! PURE: what has to be done by when, and whether it was: the working days of the notice, the dates records carry.
//!
//! Every deadline is that of the policy in force on the day it runs from. The rules of `check` and the list of
//! `skillreg due` read the same ones, so that they never differ.

mod agenda;

pub use agenda::{Agenda, Choice};

use crate::calendar::{Calendar, YearMissing};
use crate::diagnostics::{Place, route};
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::{Plan, Sitting};
use crate::registry::records::policy::Policy;
use crate::registry::records::procedure::{EventKind, EventRecord};
use crate::registry::{Date, Record, Records, in_force};

/// What a deadline is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The preliminary review of an application is answered (三（一）).
    Review,
    /// A plan is reported before its first sitting (四（一）).
    PlanNotice,
    /// The results of a sitting are reported (四（三）).
    Result,
    /// Faults are put right by the day the order names (五（三）).
    Rectification,
    /// A filing runs out (三（四）).
    Expiry,
    /// A policy runs out.
    PolicyEnd,
}

impl Kind {
    /// The word in data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::PlanNotice => "plan_notice",
            Self::Result => "result",
            Self::Rectification => "rectification",
            Self::Expiry => "expiry",
            Self::PolicyEnd => "policy_end",
        }
    }

    /// What has to be done, for the officer who reads it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Review => "反馈初审结果",
            Self::PlanNotice => "报送实施方案",
            Self::Result => "报送评价结果",
            Self::Rectification => "完成整改并验收",
            Self::Expiry => "备案到期",
            Self::PolicyEnd => "政策文件到期",
        }
    }

    /// The clause of the notice it rests on.
    pub const fn clause(self) -> Option<&'static str> {
        match self {
            Self::Review => Some("通知三（一）"),
            Self::PlanNotice => Some("通知四（一）"),
            Self::Result => Some("通知四（三）"),
            Self::Rectification => Some("通知五（三）"),
            Self::Expiry => Some("通知三（四）"),
            Self::PolicyEnd => None,
        }
    }

    /// Whose it is to see to it.
    pub const fn desk(self) -> Desk {
        match self {
            Self::Review | Self::Expiry => Desk::Filing,
            Self::PlanNotice | Self::Result => Desk::Assessment,
            Self::Rectification => Desk::Supervision,
            Self::PolicyEnd => Desk::Policy,
        }
    }

    /// Whether it is something to be done. What merely runs out is never overdue.
    pub const fn is_duty(self) -> bool {
        !matches!(self, Self::Expiry | Self::PolicyEnd)
    }
}

/// A desk of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Desk {
    /// Applications and filings.
    Filing,
    /// Plans, sittings and results.
    Assessment,
    /// Inspections and measures.
    Supervision,
    /// The policy itself.
    Policy,
}

impl Desk {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Filing, Self::Assessment, Self::Supervision, Self::Policy];

    /// The word in data and options.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::Assessment => "assessment",
            Self::Supervision => "supervision",
            Self::Policy => "policy",
        }
    }

    /// What the office calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Filing => "备案受理",
            Self::Assessment => "评价过程",
            Self::Supervision => "监督检查",
            Self::Policy => "政策文件",
        }
    }
}

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
    /// What exactly: a sitting, a document's number.
    pub about: Option<String>,
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

/// The deadlines of a whole registry, in the order of its records.
pub fn all<'a>(records: &'a Records, calendar: &Calendar) -> Vec<Counted<'a>> {
    let policies = &records.policies;
    let filings = records.filings.iter().flat_map(|record| of_filing(policies, calendar, record));
    let plans = records.plans.iter().flat_map(|record| of_plan(policies, calendar, record));
    filings.chain(plans).chain(policies.iter().filter_map(of_policy).map(Ok)).collect()
}

/// Those of one application or filing.
pub fn of_filing<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Filing>,
) -> Vec<Counted<'a>> {
    let mut found = Vec::new();
    for (at, event) in record.value.procedure.iter().enumerate() {
        match event.event {
            EventKind::Submitted => found.extend(review(policies, calendar, record, at, event)),
            EventKind::RectificationOrdered => found.extend(rectification(record, at, event).map(Ok)),
            _ => {}
        }
    }
    found.extend(expiry(record).map(Ok));
    found
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
        place: answer.map_or(since, place),
    }))
}

fn rectification<'a>(record: &'a Record<Filing>, at: usize, ordered: &EventRecord) -> Option<Deadline<'a>> {
    let end = settled(record, at, &[EventKind::Rectified, EventKind::Revoked, EventKind::Withdrawn]);
    if end.is_some_and(|(_, event)| event.event != EventKind::Rectified) {
        return None;
    }
    let done = |(at, _)| Place::value(&record.file, route!["procedure", at, "date"]);
    Some(Deadline {
        kind: Kind::Rectification,
        due: ordered.due?,
        working_days: None,
        since: ordered.date,
        done: end.map(|(_, event)| event.date),
        institution: Some(&record.id),
        about: ordered.document.as_deref().map(str::to_owned),
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
        place: Place::value(&record.file, route!["procedure", at, "valid_until"]),
    })
}

/// Those of one plan: its own, and those of the results of each sitting.
pub fn of_plan<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Plan>,
) -> Vec<Counted<'a>> {
    let sittings = record.value.sittings.iter();
    let results = sittings.filter_map(|sitting| result(policies, calendar, record, sitting));
    notice(policies, calendar, record).into_iter().chain(results).collect()
}

fn notice<'a>(
    policies: &[Record<Policy>],
    calendar: &Calendar,
    record: &'a Record<Plan>,
) -> Option<Counted<'a>> {
    let plan = &record.value;
    let days = in_force(policies, plan.reported)?.value.terms.plan_notice_working_days;
    let first = plan.sittings.iter().map(|sitting| sitting.date).min()?;
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
        place: done.map_or(since, reported),
    }))
}

fn of_policy(record: &Record<Policy>) -> Option<Deadline<'_>> {
    let policy = &record.value;
    let successor =
        policy.succeeded_by.as_ref().map_or("没有登记接续的文件".to_owned(), |document| {
            format!("由{}接续", document.number.as_deref().unwrap_or(&document.title))
        });
    Some(Deadline {
        kind: Kind::PolicyEnd,
        due: policy.effective_until?,
        working_days: None,
        since: policy.effective_from,
        done: None,
        institution: None,
        about: Some(format!("{}，{successor}", &*policy.number)),
        place: Place::value(&record.file, route!["effective_until"]),
    })
}
