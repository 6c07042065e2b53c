//! The first page.

use std::borrow::Cow;

use serde::Serialize;

use super::{Badge, Day, DistrictRow, LevelView};

/// The first page.
#[derive(Debug, Serialize)]
pub struct Home<'a> {
    /// The headline.
    pub headline: Cow<'a, str>,
    /// The day on which all is judged.
    pub today: Day,
    /// Figures: institutions, occupations, certificates, sittings.
    pub figures: Vec<Figure>,
    /// What happened lately, newest first.
    pub news: Vec<News<'a>>,
    /// The districts with counts.
    pub districts: Vec<DistrictRow<'a>>,
    /// The policy in force.
    pub policy: Option<HomePolicy<'a>>,
    /// The next sittings.
    pub sittings: Vec<HomeSitting<'a>>,
    /// The atom feed.
    pub feed_href: &'static str,
}

/// A figure.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What is counted.
    pub title: &'static str,
    /// How many.
    pub value: u64,
    /// The unit.
    pub unit: &'static str,
    /// Where there is more.
    pub href: &'static str,
}

/// One piece of news: an event of a procedure or the publication of a policy.
#[derive(Debug, Clone, Serialize)]
pub struct News<'a> {
    /// When.
    pub date: Day,
    /// Where to read it.
    pub href: String,
    /// The institution's name or the policy's title.
    pub title: &'a str,
    /// What happened.
    pub status: Badge,
}

/// The policy in force.
#[derive(Debug, Serialize)]
pub struct HomePolicy<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its number.
    pub number: &'a str,
    /// Its page.
    pub href: String,
    /// Its questions and answers; none if it has no such page.
    pub questions_href: Option<String>,
    /// Whether it holds.
    pub validity: Badge,
    /// The same in a sentence.
    pub validity_sentence: String,
}

/// A sitting to come.
#[derive(Debug, Serialize)]
pub struct HomeSitting<'a> {
    /// When.
    pub date: Day,
    /// The occupation's name.
    pub occupation: &'a str,
    /// The level.
    pub level: LevelView,
    /// Who holds it.
    pub institution: &'a str,
    /// The institution's page.
    pub href: String,
}
