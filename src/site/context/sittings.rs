//! Sittings.

use std::borrow::Cow;

use serde::Serialize;

use super::{Badge, Day, LevelView, Link};

/// The calendar of sittings.
#[derive(Debug, Serialize)]
pub struct Sittings<'a> {
    /// Those from today on, next first, by month.
    pub upcoming: Vec<Month<'a>>,
    /// Those before today, latest first, by month; at most the last 500 sittings.
    pub past: Vec<Month<'a>>,
    /// How many before today in all.
    pub past_total: usize,
    /// The calendar file.
    pub ics_href: &'static str,
    /// The same for programs.
    pub json_href: &'static str,
}

/// The sittings of one month.
#[derive(Debug, Serialize)]
pub struct Month<'a> {
    /// The month in words: `2021年11月`.
    pub title: Cow<'a, str>,
    /// How many of its sittings are held: all but those that were called off.
    pub held: usize,
    /// Its sittings.
    pub sittings: Vec<SittingRow<'a>>,
}

/// One sitting.
#[derive(Debug, Clone, Serialize)]
pub struct SittingRow<'a> {
    /// Its anchor: `2021-0001-s1`.
    pub id: String,
    /// When.
    pub date: Day,
    /// Who holds it.
    pub institution: Link<'a>,
    /// The occupation.
    pub occupation: Link<'a>,
    /// The specialty.
    pub specialty: Option<&'a str>,
    /// The level.
    pub level: LevelView,
    /// Where.
    pub venue: &'a str,
    /// The district.
    pub district: Link<'a>,
    /// The way of assessing.
    pub method: &'static str,
    /// How many take part.
    pub candidates: u32,
    /// Of which kinds: `在职职工 20 人、实习人员 3 人`.
    pub candidates_text: String,
    /// Where it stands: 待举行, 已举行, 结果已报送, 结果已确认, 已取消.
    pub status: Badge,
    /// The result in words: `实考 20 人，合格 18 人`; of one that was called off or moved, when and why.
    pub result: Option<String>,
}
