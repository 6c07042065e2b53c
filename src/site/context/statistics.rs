//! Statistics.

use serde::Serialize;

use super::{Chart, Figure, Grid};

/// Statistics.
#[derive(Debug, Serialize)]
pub struct Statistics<'a> {
    /// The main figures.
    pub figures: Vec<Figure>,
    /// The charts: institutions by district, level, status, class and occupation; certificates by year and
    /// level; sittings and pass rates by year.
    pub charts: Vec<Chart<'a>>,
    /// Sittings and results, by year, newest first.
    pub years: Vec<YearFigures>,
    /// Institutions over time; sittings, pass rates and certificates by level and occupation; how long reviews took.
    pub grids: &'a [Grid],
    /// The same as data.
    pub json_href: &'static str,
    /// The same as a table.
    pub csv_href: &'static str,
    /// Sittings, results and certificates by year, level and occupation, as a table.
    pub cells_href: &'static str,
}

/// One year's sittings and results.
#[derive(Debug, Clone, Serialize)]
pub struct YearFigures {
    /// The year.
    pub year: i16,
    /// Sittings planned.
    pub sittings: u64,
    /// Sittings with a result.
    pub finished: u64,
    /// Who took part.
    pub sat: u64,
    /// Who passed.
    pub passed: u64,
    /// The pass rate in words: `85.2%`; none where nobody took part.
    pub pass_rate: Option<String>,
    /// Certificates issued.
    pub certificates: u64,
}
