//! What a filing was on every day of its life: the answer to "might they assess that then?".

use std::collections::BTreeSet;

use super::Date;
use super::procedure::Status;
use super::records::filing::{Filing, ScopeLine};

/// Days on which nothing changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period<'a> {
    /// The first day.
    pub from: Date,
    /// The last day, if it is known: the day before the next change, or the end of validity.
    pub until: Option<Date>,
    /// Where it stood at the end of each of these days.
    pub status: Status,
    /// What it was filed for, or applied for.
    pub scope: &'a [ScopeLine],
}

impl Filing {
    /// The periods up to a day, oldest first. Several events of one day count as the last of them.
    pub fn periods(&self, today: Date) -> Vec<Period<'_>> {
        let mut days: BTreeSet<Date> = self.events_until(today).map(|event| event.date).collect();
        let ends = self.events_until(today).filter_map(|event| event.valid_until);
        days.extend(ends.filter_map(|end| end.tomorrow().ok()).map(Date::from).filter(|day| *day <= today));
        let mut periods: Vec<Period<'_>> = Vec::with_capacity(days.len());
        for day in days {
            let Some(status) = self.status(day) else { continue };
            let scope = self.scope(day);
            match periods.last_mut() {
                Some(last) if last.status == status && std::ptr::eq(last.scope, scope) => {}
                last => {
                    if let (Some(last), Ok(end)) = (last, day.yesterday()) {
                        last.until = Some(end.into());
                    }
                    periods.push(Period { from: day, until: None, status, scope });
                }
            }
        }
        if let Some(last) = periods.last_mut().filter(|last| last.status.may_assess()) {
            last.until = self.valid_until(today);
        }
        periods
    }

    /// The period a day lies in; none before the application was handed in.
    pub fn period(&self, on: Date) -> Option<Period<'_>> {
        self.periods(on).pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::value::Value;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn filing(procedure: &str) -> Filing {
        let sample = include_str!("../../tests/sites/minimal/content/institutions/2020-0001/filing.yaml");
        let start = sample.find("\nprocedure:").unwrap();
        serde_yaml::from_str(&format!("{}\nprocedure:\n{procedure}", &sample[..start])).unwrap()
    }

    const FILED: &str = "  - {event: submitted, date: 2020-06-01, channel: online}
  - {event: reviewed, date: 2020-06-08, outcome: passed}
  - {event: assessed, date: 2020-06-15, outcome: passed, mode: remote, means: [questioning], experts: 3, opinion: 符合。}
  - {event: recommended, date: 2020-06-20, reported_to: 示例中心}
  - {event: filed, date: 2020-07-01, number: Y000012000001, receipt: 示例1, valid_until: 2023-06-30}
";

    #[test]
    fn says_what_it_was_on_each_day() {
        let order = "  - {event: rectification_ordered, date: 2021-03-01, due: 2021-04-01, reason: 示例。}
  - {event: rectified, date: 2021-03-20, opinion: 示例。}
";
        let filing = filing(&format!("{FILED}{order}"));
        let on = |day: &str| filing.period(date(day)).map(|period| period.status);
        assert_eq!(on("2020-05-31"), None);
        assert_eq!(on("2020-06-30"), Some(Status::Recommended));
        assert_eq!(on("2020-07-01"), Some(Status::Filed));
        assert_eq!(on("2021-03-01"), Some(Status::Rectifying));
        assert_eq!(on("2021-03-19"), Some(Status::Rectifying));
        assert_eq!(on("2021-03-20"), Some(Status::Filed));
        assert_eq!(on("2023-06-30"), Some(Status::Filed));
        assert_eq!(on("2023-07-01"), Some(Status::Expired));
    }

    #[test]
    fn periods_follow_one_another_without_a_gap() {
        let filing = filing(FILED);
        let periods = filing.periods(date("2024-01-01"));
        for pair in periods.windows(2) {
            assert_eq!(pair[0].until.unwrap().tomorrow().unwrap(), *pair[1].from);
        }
        assert_eq!(periods.first().map(|period| period.from), Some(date("2020-06-01")));
        assert_eq!(periods.last().map(|period| (period.status, period.until)), Some((Status::Expired, None)));
        let now = filing.period(date("2022-01-01")).unwrap();
        assert_eq!((now.from, now.until), (date("2020-07-01"), Some(date("2023-06-30"))));
    }
}
