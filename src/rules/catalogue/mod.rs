//! Rules of the catalogue.

mod holiday_calendar;
mod holiday_year;

pub(super) use holiday_year::missing as year_missing;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[
    (&holiday_calendar::RULE, Judge::Whole(holiday_calendar::whole)),
    // Found by the rules that count working days.
    (&holiday_year::RULE, Judge::Form),
];
