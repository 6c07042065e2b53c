//! The calendar of holidays says one thing of each day.

use std::collections::HashMap;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::catalogue::{Holiday, HolidayYear, Holidays};
use crate::registry::{Date, Record};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "holiday-calendar",
    severity: Severity::Error,
    title: "节假日表每天只有一种说法",
    clause: Some("行政许可法第八十二条"),
    reason: "工作日按这张表推算；错一天，期限就错一天。",
    wrong: Example("working_weekends:\n  - {date: 2020-01-20, name: 春节}  # 2020-01-20 是星期一\n"),
    right: Example("working_weekends:\n  - {date: 2020-01-19, name: 春节}\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some(record) = &context.records.holidays else { return };
    let mut seen = HashMap::new();
    let mut years = HashMap::new();
    for (y, year) in record.value.years.iter().enumerate() {
        if years.insert(year.year, y).is_some() {
            let place = Place::value(&record.file, route!["years", y, "year"]);
            found.push(RULE.at(place, format!("{} 年写了两次", year.year)).hint("合成一处"));
        }
        let mut days = Days { record, y, year, seen: &mut seen, found };
        days.check("holidays", &year.holidays);
        days.check("working_weekends", &year.working_weekends);
    }
}

struct Days<'a, 'f> {
    record: &'a Record<Holidays>,
    y: usize,
    year: &'a HolidayYear,
    seen: &'f mut HashMap<Date, ()>,
    found: &'f mut Vec<Finding>,
}

impl Days<'_, '_> {
    fn check(&mut self, key: &'static str, days: &[Holiday]) {
        for (i, day) in days.iter().enumerate() {
            if let Some(message) = self.fault(key, day.date) {
                let place = Place::value(&self.record.file, route!["years", self.y, key, i, "date"]);
                self.found.push(RULE.at(place, message).hint("对照国务院办公厅当年的放假通知"));
            }
        }
    }

    fn fault(&mut self, key: &str, date: Date) -> Option<String> {
        use jiff::civil::Weekday::{Saturday, Sunday};
        if date.year() != self.year.year {
            return Some(format!("{date} 不在 {} 年", self.year.year));
        }
        if key == "working_weekends" && !matches!(date.weekday(), Saturday | Sunday) {
            return Some(format!("{date} 不是周六周日，本来就上班"));
        }
        self.seen.insert(date, ()).is_some().then(|| format!("{date} 写了两次"))
    }
}
