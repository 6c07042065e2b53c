//! Supervision. Inspectors are counted, not named.

use std::borrow::Cow;

use serde::Serialize;

use super::{Badge, Changes, ClauseLink, Day, LevelView, Link, Tone};

/// The years of supervision.
#[derive(Debug, Serialize)]
pub struct Supervision<'a> {
    /// Newest first.
    pub years: Vec<Coverage<'a>>,
    /// The clause that asks for it.
    pub clause: Option<ClauseLink>,
}

/// How much of a year's sittings was inspected.
#[derive(Debug, Clone, Serialize)]
pub struct Coverage<'a> {
    /// The year.
    pub year: &'a str,
    /// Its page.
    pub href: String,
    /// Sittings of the year up to today.
    pub held: usize,
    /// Sittings planned for the whole year.
    pub planned: usize,
    /// Sittings that were drawn.
    pub drawn: usize,
    /// Sittings that have still to be drawn, of those planned so far.
    pub to_draw: usize,
    /// Sittings that were inspected because they were drawn.
    pub inspected: usize,
    /// The least number the policy asks for, of the sittings held so far.
    pub required: usize,
    /// The least share: `30%`.
    pub share_required: String,
    /// The share reached: `33.3%`; none before the first sitting.
    pub share: Option<String>,
    /// The same as a number, 0 to 100, for a meter.
    pub percent: f64,
    /// The least share as a number.
    pub percent_required: f64,
    /// Whether it is enough.
    pub badge: Badge,
    /// All this in a sentence.
    pub sentence: String,
}

/// One year of supervision.
#[derive(Debug, Serialize)]
pub struct SupervisionYearPage<'a> {
    /// The coverage.
    pub coverage: Coverage<'a>,
    /// The clause that asks for it.
    pub clause: Option<ClauseLink>,
    /// How many inspectors could be drawn.
    pub inspectors: usize,
    /// The draws, newest first.
    pub draws: Vec<DrawView<'a>>,
    /// The inspections, newest first.
    pub inspections: Vec<InspectionView<'a>>,
    /// The measures, newest first.
    pub measures: Vec<MeasureView<'a>>,
    /// Changes of its records in git.
    pub history: Changes<'a>,
}

/// One draw.
#[derive(Debug, Serialize)]
pub struct DrawView<'a> {
    /// Its anchor: `draw-…`.
    pub id: String,
    /// Its name.
    pub name: &'a str,
    /// When.
    pub date: Day,
    /// The public seed.
    pub seed: &'a str,
    /// What kind of seed it is.
    pub seed_kind: Option<&'static str>,
    /// Where it can be looked up.
    pub seed_source: Option<&'a str>,
    /// From how many sittings, if the list was kept.
    pub pool: Option<usize>,
    /// The SHA-256 of that list.
    pub fingerprint: Option<String>,
    /// Why the list was not kept.
    pub unlisted: Option<&'a str>,
    /// What was drawn.
    pub assignments: Vec<AssignmentView<'a>>,
}

/// One sitting that was drawn.
#[derive(Debug, Serialize)]
pub struct AssignmentView<'a> {
    /// The sitting.
    pub sitting: SittingLink<'a>,
    /// How many inspectors.
    pub inspectors: usize,
}

/// A sitting, in short.
#[derive(Debug, Serialize)]
pub struct SittingLink<'a> {
    /// When; none if the plan is not there.
    pub date: Option<Day>,
    /// Who holds it.
    pub institution: Option<Link<'a>>,
    /// The occupation's name.
    pub occupation: Option<&'a str>,
    /// The level.
    pub level: Option<LevelView>,
    /// Whether it was called off.
    pub cancelled: bool,
    /// The plan and the sitting: `2021-0001 / s1`.
    pub name: String,
}

/// One inspection.
#[derive(Debug, Serialize)]
pub struct InspectionView<'a> {
    /// Its anchor: `inspection-…`.
    pub id: String,
    /// Its name.
    pub name: &'a str,
    /// When.
    pub date: Day,
    /// The sitting.
    pub sitting: SittingLink<'a>,
    /// How many inspectors.
    pub inspectors: usize,
    /// Why a sitting that was not drawn was inspected.
    pub reason: Option<&'a str>,
    /// Why inspectors who were drawn were replaced; nobody is named.
    pub replacements: Vec<&'a str>,
    /// How it ended.
    pub outcome: Badge,
    /// What was found, as paragraphs.
    pub findings: Vec<&'a str>,
    /// What is kept of it.
    pub evidence: Vec<EvidenceView<'a>>,
    /// When the result was published.
    pub published: Option<Day>,
}

/// One document or video that is kept.
#[derive(Debug, Serialize)]
pub struct EvidenceView<'a> {
    /// 文档 or 视频.
    pub kind: &'static str,
    /// What it is.
    pub title: &'a str,
    /// Its SHA-256 digest.
    pub sha256: String,
    /// Where it is kept.
    pub place: &'a str,
}

/// One measure.
#[derive(Debug, Serialize)]
pub struct MeasureView<'a> {
    /// What was done.
    pub title: &'static str,
    /// Its tone.
    pub tone: Tone,
    /// When.
    pub date: Day,
    /// To whom.
    pub institution: Link<'a>,
    /// Why, from the institution's procedure.
    pub reason: Option<Cow<'a, str>>,
    /// The document's number.
    pub document: Option<&'a str>,
    /// Of a rectification, by when and with what outcome: `应在 2021年6月10日 前完成，2021年6月8日完成。`.
    pub outcome: Option<String>,
    /// The inspection it followed from: its anchor on this page.
    pub inspection: Option<Link<'a>>,
}
