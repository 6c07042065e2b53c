//! Rules of the catalogue.

mod holiday_calendar;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[(&holiday_calendar::RULE, Judge::Whole(holiday_calendar::whole))];
