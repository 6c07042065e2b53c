//! What the corpus takes from real content: occupations, districts, working days.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::de::DeserializeOwned;
use skillreg::registry::records::catalogue::{
    Division, Divisions, Holidays, Occupation, Occupations, Restricted,
};
use skillreg::registry::{Date, Level};

/// The edition the notice prescribes.
pub(crate) const EDITION: &str = "2015";

/// What the corpus takes from real content.
pub(crate) struct Facts {
    /// Occupations that may be assessed, by code.
    pub(crate) occupations: Vec<Occupation>,
    /// The districts.
    pub(crate) divisions: Vec<Division>,
    /// The working days of the years the corpus is about.
    pub(crate) calendar: Calendar,
}

impl Facts {
    /// Reads them from a `content` folder.
    pub(crate) fn read(content: &Path) -> anyhow::Result<Self> {
        let catalogue = content.join("catalogue");
        let restricted: Restricted = record(&catalogue.join("restricted.yaml"))?;
        let restricted: BTreeSet<_> = restricted.restricted.iter().map(|entry| entry.code).collect();
        let all: Occupations = record(&catalogue.join(format!("occupations-{EDITION}.yaml")))?;
        let production = |occupation: &Occupation| occupation.code.as_str().starts_with(['4', '5', '6']);
        let may_be_assessed = |occupation: &Occupation| {
            production(occupation)
                && occupation.published.is_none()
                && !restricted.contains(&occupation.code)
                && levels(occupation).len() > 1
        };
        let divisions: Divisions = record(&catalogue.join("divisions.yaml"))?;
        Ok(Self {
            occupations: all.occupations.into_iter().filter(may_be_assessed).collect(),
            divisions: divisions.divisions,
            calendar: Calendar::new(&record(&catalogue.join("holidays.yaml"))?)?,
        })
    }
}

fn record<T: DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_yaml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))
}

/// The levels an occupation can be assessed at, lowest first.
pub(crate) fn levels(occupation: &Occupation) -> Vec<Level> {
    let five = [Level::Five, Level::Four, Level::Three, Level::Two, Level::One];
    let known = occupation.standard_levels.as_deref();
    five.into_iter().filter(|level| known.is_none_or(|known| known.contains(level))).collect()
}

/// The working days of 2020 to 2022, in order. A day is named by its place in this list.
pub(crate) struct Calendar(Vec<Date>);

impl Calendar {
    fn new(holidays: &Holidays) -> anyhow::Result<Self> {
        let years = || holidays.years.iter();
        let off: BTreeSet<Date> = years().flat_map(|year| &year.holidays).map(|day| day.date).collect();
        let on: BTreeSet<Date> =
            years().flat_map(|year| &year.working_weekends).map(|day| day.date).collect();
        let works = |date: &Date| {
            let weekend = date.weekday().to_monday_zero_offset() >= 5;
            on.contains(date) || !(weekend || off.contains(date))
        };
        let first = Date::new(2020, 1, 1).context("no such day")?;
        let days = first.series(jiff_day()).take_while(|day| day.year() <= 2022).map(Date::from);
        Ok(Self(days.filter(works).collect()))
    }

    /// The date of a working day.
    pub(crate) fn date(&self, day: usize) -> Date {
        self.0[day.min(self.0.len() - 1)]
    }

    /// The first working day on or after a date.
    pub(crate) fn on_or_after(&self, year: i16, month: i8, day: i8) -> usize {
        let date = Date::new(year, month, day);
        self.0.partition_point(|known| Some(*known) < date)
    }
}

fn jiff_day() -> jiff::Span {
    jiff::Span::new().days(1)
}
