//! PURE: working days, exact over the holiday table. A day the table does not cover is an error, never a guess.
//!
//! Counting after 行政许可法 §82 and 民法典 §201, §203: holidays do not count, make-up workdays do, and neither does
//! the day from which is counted.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Weekday;

use crate::registry::Date;
use crate::registry::records::catalogue::Holidays;

/// The working days of the years in the table.
#[derive(Debug, Default)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
}

#[derive(Debug, Default)]
struct Year {
    holidays: BTreeSet<Date>,
    working_weekends: BTreeSet<Date>,
}

/// A day of a year that the table does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("节假日表里没有 {0} 年，推算不出工作日")]
pub struct YearMissing(pub i16);

impl Calendar {
    /// The calendar of a holiday table.
    pub fn new(table: &Holidays) -> Self {
        let mut calendar = Self::default();
        for year in &table.years {
            let known = calendar.years.entry(year.year).or_default();
            known.holidays.extend(year.holidays.iter().map(|day| day.date));
            known.working_weekends.extend(year.working_weekends.iter().map(|day| day.date));
        }
        calendar
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    /// When its year is not in the table.
    pub fn is_working(&self, day: Date) -> Result<bool, YearMissing> {
        let year = self.years.get(&day.year()).ok_or(YearMissing(day.year()))?;
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(if weekend { year.working_weekends.contains(&day) } else { !year.holidays.contains(&day) })
    }

    /// The day so many working days after another, or before it if negative. Zero gives the day itself.
    ///
    /// # Errors
    /// When the way there leads through a year that is not in the table.
    pub fn shift(&self, day: Date, working_days: i32) -> Result<Date, YearMissing> {
        let step = i64::from(working_days.signum());
        let mut left = working_days.unsigned_abs();
        let mut at = *day;
        while left > 0 {
            at = at.saturating_add(step.days());
            if self.is_working(at.into())? {
                left -= 1;
            }
        }
        Ok(at.into())
    }

    /// The working days after a day up to and including another; none if that is not later.
    ///
    /// # Errors
    /// When a year between them is not in the table.
    pub fn between(&self, from: Date, to: Date) -> Result<u32, YearMissing> {
        let (mut at, mut days) = (*from, 0);
        while at < *to {
            at = at.saturating_add(1.days());
            days += u32::from(self.is_working(at.into())?);
        }
        Ok(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::value::Value;

    fn calendar() -> Calendar {
        let text = include_str!("../content/catalogue/holidays.yaml");
        Calendar::new(&serde_yaml::from_str(text).unwrap())
    }

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn counts_ten_working_days_forward_and_back() {
        let calendar = calendar();
        for (day, after, before) in [
            ("2020-05-25", "2020-06-08", "2020-05-11"),
            ("2020-06-24", "2020-07-09", "2020-06-10"),
            ("2020-09-24", "2020-10-14", "2020-09-10"),
            ("2021-02-05", "2021-02-24", "2021-01-22"),
            ("2022-01-28", "2022-02-16", "2022-01-14"),
            ("2024-02-08", "2024-02-28", "2024-01-26"),
            ("2025-01-24", "2025-02-13", "2025-01-10"),
            ("2025-09-30", "2025-10-21", "2025-09-17"),
            ("2026-02-13", "2026-03-05", "2026-01-30"),
        ] {
            assert_eq!(calendar.shift(date(day), 10), Ok(date(after)), "{day}");
            assert_eq!(calendar.shift(date(day), -10), Ok(date(before)), "{day}");
        }
    }

    #[test]
    fn counts_the_working_days_between_two_days() {
        let calendar = calendar();
        assert_eq!(calendar.between(date("2020-05-25"), date("2020-06-08")), Ok(10));
        assert_eq!(calendar.between(date("2020-09-24"), date("2020-10-14")), Ok(10));
        assert_eq!(calendar.between(date("2020-06-08"), date("2020-06-08")), Ok(0));
        assert_eq!(calendar.between(date("2020-06-08"), date("2020-05-25")), Ok(0));
        assert!(calendar.between(date("2026-12-30"), date("2027-01-05")).is_err());
    }

    #[test]
    fn a_make_up_workday_counts_and_a_holiday_does_not() {
        let calendar = calendar();
        assert_eq!(calendar.is_working(date("2020-06-28")), Ok(true));
        assert_eq!(calendar.is_working(date("2020-06-25")), Ok(false));
        assert_eq!(calendar.is_working(date("2020-06-27")), Ok(false));
    }

    #[test]
    fn a_year_outside_the_table_is_an_error() {
        assert_eq!(calendar().shift(date("2026-12-28"), 10), Err(YearMissing(2027)));
        assert_eq!(Calendar::default().is_working(date("2020-06-24")), Err(YearMissing(2020)));
    }
}
