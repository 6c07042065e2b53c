//! Lists of institutions, the districts, the occupations.

use std::borrow::Cow;

use serde::Serialize;

use super::{Badge, Day, LevelView, Link, ListSearch, Pagination};

/// A list of institutions.
#[derive(Debug, Serialize)]
pub struct Listing<'a> {
    /// What the list holds: `评价机构目录`, `南开区的评价机构`.
    pub title: Cow<'a, str>,
    /// One sentence about it.
    pub lead: Option<Cow<'a, str>>,
    /// How many institutions, on all pages.
    pub total: usize,
    /// How many of them may assess today.
    pub active: usize,
    /// The institutions of this page.
    pub rows: Vec<Row<'a>>,
    /// The pages.
    pub pagination: Pagination,
    /// Ways to narrow the list; only on the first page of the directory.
    pub facets: Vec<Facet<'a>>,
    /// The search within it; only on the first page of the directory.
    pub search: Option<ListSearch<'a>>,
}

/// One institution in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Row<'a> {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: &'a str,
    /// Its status.
    pub status: Badge,
    /// Its filing number.
    pub number: Option<&'a str>,
    /// Its district.
    pub district: Link<'a>,
    /// What it assesses: the first four occupations; none in the lists by level and by status.
    pub scope: Vec<RowScope<'a>>,
    /// How many lines its scope has; 0 in the lists by level and by status.
    pub scope_total: usize,
    /// The last day of its filing.
    pub valid_until: Option<Day>,
}

/// One occupation in a list of institutions.
#[derive(Debug, Clone, Serialize)]
pub struct RowScope<'a> {
    /// The occupation.
    pub name: &'a str,
    /// Its page.
    pub href: String,
}

/// One way to narrow the directory.
#[derive(Debug, Clone, Serialize)]
pub struct Facet<'a> {
    /// `district`, `occupation`, `level`, `status`.
    pub key: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What can be chosen.
    pub options: Vec<FacetOption<'a>>,
    /// Where there are more.
    pub more_href: Option<&'static str>,
}

/// One choice.
#[derive(Debug, Clone, Serialize)]
pub struct FacetOption<'a> {
    /// What the search calls it.
    pub value: String,
    /// The words.
    pub title: Cow<'a, str>,
    /// The page with this choice.
    pub href: String,
    /// How many institutions it holds.
    pub count: usize,
    /// Whether it is chosen.
    pub current: bool,
}

/// The districts.
#[derive(Debug, Serialize)]
pub struct Districts<'a> {
    /// All districts in their official order.
    pub districts: Vec<DistrictRow<'a>>,
}

/// One district.
#[derive(Debug, Clone, Serialize)]
pub struct DistrictRow<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub href: String,
    /// How many institutions and applicants.
    pub count: usize,
    /// How many of them may assess today.
    pub active: usize,
}

/// The catalogue in force.
#[derive(Debug, Serialize)]
pub struct Occupations<'a> {
    /// The edition: `2015`.
    pub edition: &'a str,
    /// The title of the classification.
    pub title: &'a str,
    /// Where the list comes from and how sure it is.
    pub source: &'a str,
    /// How many occupations in all.
    pub total: usize,
    /// How many have an institution.
    pub assessed: usize,
    /// By major group (大类).
    pub groups: Vec<OccupationGroup<'a>>,
    /// Occupations of other editions that institutions have filed.
    pub others: Vec<OccupationRow<'a>>,
}

/// A major group (大类).
#[derive(Debug, Serialize)]
pub struct OccupationGroup<'a> {
    /// Its digit.
    pub class: u8,
    /// Its name.
    pub title: &'static str,
    /// Its occupations.
    pub occupations: Vec<OccupationRow<'a>>,
}

/// One occupation in a list.
#[derive(Debug, Clone, Serialize)]
pub struct OccupationRow<'a> {
    /// The code.
    pub code: &'a str,
    /// The edition, where it is not the list's.
    pub edition: &'a str,
    /// The name.
    pub name: &'a str,
    /// Its page; none if no institution assesses it.
    pub href: Option<String>,
    /// How many institutions assess it.
    pub count: usize,
    /// Whether it needs a licence (准入类), wholly or in part.
    pub restricted: bool,
    /// Whether it was published after the edition.
    pub new: bool,
}

/// One occupation and who assesses it.
#[derive(Debug, Serialize)]
pub struct OccupationPage<'a> {
    /// The edition.
    pub edition: &'a str,
    /// The title of the classification.
    pub edition_title: Option<&'a str>,
    /// The code.
    pub code: &'a str,
    /// The name.
    pub name: &'a str,
    /// The major group.
    pub class_title: &'static str,
    /// The first-listed specialty (工种).
    pub specialty: Option<&'a str>,
    /// The levels of the national standard, where known.
    pub standard_levels: Vec<LevelView>,
    /// Numbers (数字) and green (绿色) marks in words.
    pub marks: Vec<&'static str>,
    /// For a new occupation: when it was published.
    pub published: Option<Day>,
    /// What is to be known about this entry.
    pub note: Option<&'a str>,
    /// The restriction in force, if any.
    pub restriction: Option<Restriction<'a>>,
    /// How many institutions have it in their filings.
    pub total: usize,
    /// Those of this page, a line of scope each; who may assess today comes first.
    pub institutions: Vec<Assessing<'a>>,
    /// The pages.
    pub pagination: Pagination,
    /// How many of them may do so today.
    pub active: usize,
}

/// A restriction on an occupation (准入类职业资格).
#[derive(Debug, Serialize)]
pub struct Restriction<'a> {
    /// The qualification's name.
    pub name: &'a str,
    /// Whether all of the occupation is restricted.
    pub whole: bool,
    /// What exactly is restricted.
    pub note: Option<&'a str>,
    /// The document that says so.
    pub basis: &'a str,
}

/// An institution that assesses an occupation.
#[derive(Debug, Serialize)]
pub struct Assessing<'a> {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: &'a str,
    /// Its status.
    pub status: Badge,
    /// Its district.
    pub district: Link<'a>,
    /// The specialty, if not the whole occupation.
    pub specialty: Option<&'a str>,
    /// The levels.
    pub levels: Vec<LevelView>,
    /// The last day of its filing.
    pub valid_until: Option<Day>,
}
