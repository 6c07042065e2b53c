//! One institution.

use std::borrow::Cow;

use serde::Serialize;

use super::{Badge, Changes, ClauseLink, Day, LevelView, Link, SittingRow, Tone};

/// One institution or applicant. No person's name stands here.
#[derive(Debug, Serialize)]
pub struct Institution<'a> {
    /// The name of its record.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its status.
    pub status: InstitutionStatus,
    /// Its filing number.
    pub number: Option<&'a str>,
    /// The number of its latest receipt.
    pub receipt: Option<&'a str>,
    /// The day it was filed.
    pub valid_from: Option<Day>,
    /// The last day of its filing.
    pub valid_until: Option<Day>,
    /// What kind of applicant it is, in words.
    pub kind: &'static str,
    /// For a branch: its group.
    pub group: Option<GroupInfo<'a>>,
    /// Its unified social credit code.
    pub credit_code: &'a str,
    /// Its address.
    pub address: &'a str,
    /// Its district.
    pub district: Link<'a>,
    /// The telephone of its office.
    pub telephone: &'a str,
    /// Its e-mail address.
    pub email: &'a str,
    /// Its web site.
    pub website: Option<&'a str>,
    /// What it may assess, or applies for.
    pub scope: Vec<ScopeRow<'a>>,
    /// Figures of annex 1 without names: premises, staff, experts, how many proofs were received.
    pub capacity: Vec<Capacity>,
    /// What it was and might assess from day to day, newest first; empty if it never was filed.
    pub periods: Vec<PeriodRow<'a>>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry<'a>>,
    /// Its sittings, newest first; at most the last 50.
    pub sittings: Vec<SittingRow<'a>>,
    /// How many sittings in all.
    pub sittings_total: usize,
    /// Its certificate batches, newest first; at most the last 50.
    pub batches: Vec<BatchLink<'a>>,
    /// How many certificates in all.
    pub certificates_total: usize,
    /// Measures taken against it, newest first.
    pub measures: Vec<MeasureRow>,
    /// Changes of its records in git.
    pub history: Changes<'a>,
    /// The same as data.
    pub json_href: String,
    /// JSON-LD, escaped for a `script` element: the only value to be marked `safe`.
    pub json_ld: String,
}

/// The status of an institution in words.
#[derive(Debug, Clone, Serialize)]
pub struct InstitutionStatus {
    /// The word in addresses and data.
    pub key: &'static str,
    /// The word people read.
    pub title: &'static str,
    /// Its tone.
    pub tone: Tone,
    /// What it means.
    pub sentence: &'static str,
    /// The page with all of this status.
    pub href: String,
    /// Whether it may assess today.
    pub may_assess: bool,
}

/// The group of a branch.
#[derive(Debug, Serialize)]
pub struct GroupInfo<'a> {
    /// The group's name.
    pub name: &'a str,
    /// Where it has filed.
    pub filed_with: &'a str,
    /// The receipt it was given.
    pub receipt: &'a str,
}

/// One line of the scope.
#[derive(Debug, Serialize)]
pub struct ScopeRow<'a> {
    /// The occupation's name.
    pub name: &'a str,
    /// Its code.
    pub code: &'a str,
    /// The edition of the classification.
    pub edition: &'a str,
    /// The occupation's page.
    pub href: String,
    /// The specialty, if not the whole occupation.
    pub specialty: Option<&'a str>,
    /// The levels, lowest first.
    pub levels: Vec<LevelView>,
    /// What is assessed against.
    pub standard: StandardInfo<'a>,
}

/// Days on which nothing changed.
#[derive(Debug, Serialize)]
pub struct PeriodRow<'a> {
    /// The first day.
    pub from: Day,
    /// The last day, if it is known.
    pub until: Option<Day>,
    /// What it was.
    pub status: Badge,
    /// Whether it might assess.
    pub may_assess: bool,
    /// What it might assess; empty if it might not.
    pub scope: Vec<PeriodScope<'a>>,
}

/// An occupation, and the levels of it.
#[derive(Debug, Serialize)]
pub struct PeriodScope<'a> {
    /// The occupation, with the specialty if it is not the whole occupation.
    pub name: Cow<'a, str>,
    /// The levels, lowest first.
    pub levels: Vec<LevelView>,
}

/// What is assessed against.
#[derive(Debug, Serialize)]
pub struct StandardInfo<'a> {
    /// 国家职业技能标准, 行业技能标准, 企业评价规范.
    pub kind: &'static str,
    /// Its title.
    pub title: &'a str,
    /// Its year or number.
    pub edition: Option<&'a str>,
}

/// A figure of annex 1.
#[derive(Debug, Serialize)]
pub struct Capacity {
    /// What is counted.
    pub label: &'static str,
    /// How much, with its unit.
    pub value: String,
}

/// One event of the procedure.
#[derive(Debug, Serialize)]
pub struct TimelineEntry<'a> {
    /// The anchor on the institution's page: `event-3`.
    pub id: String,
    /// The event's key: `filed`.
    pub key: &'static str,
    /// The event in words.
    pub title: Cow<'a, str>,
    /// Its tone.
    pub tone: Tone,
    /// When.
    pub date: Day,
    /// What happened, in one or two sentences.
    pub text: Cow<'a, str>,
    /// Details.
    pub details: Vec<Detail<'a>>,
    /// The clause it rests on.
    pub clause: Option<ClauseLink>,
}

/// A detail of an event.
#[derive(Debug, Serialize)]
pub struct Detail<'a> {
    /// The label.
    pub label: &'static str,
    /// The value.
    pub value: Cow<'a, str>,
}

/// A batch, as a link.
#[derive(Debug, Serialize)]
pub struct BatchLink<'a> {
    /// Its page.
    pub href: String,
    /// The occupation's name.
    pub occupation: &'a str,
    /// The level.
    pub level: LevelView,
    /// The date of issue.
    pub issued: Day,
    /// How many certificates.
    pub count: usize,
}

/// A measure taken.
#[derive(Debug, Serialize)]
pub struct MeasureRow {
    /// What was done.
    pub title: &'static str,
    /// Its tone.
    pub tone: Tone,
    /// When.
    pub date: Day,
    /// The year's page, at the inspection it followed from or at the list of measures.
    pub href: String,
}

impl InstitutionStatus {
    /// The status in words.
    pub fn new(status: crate::registry::Status) -> Self {
        let Badge { key, title, tone } = status.into();
        let href = format!("status/{key}.html");
        Self { key, title, tone, sentence: status.explanation(), href, may_assess: status.may_assess() }
    }
}
