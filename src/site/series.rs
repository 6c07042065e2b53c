//! What the registry was at the ends of quarters and years, and how long reviews took.

use std::collections::BTreeMap;

use crate::calendar::Calendar;
use crate::deadlines::{self, Deadline};
use crate::registry::identifier::DivisionCode;
use crate::registry::records::filing::Filing;
use crate::registry::{Date, Level, OccupationKey, Status};

use super::world::World;

/// A day on which is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub(crate) day: Date,
    /// Whether a year ends here, or the registry's own day.
    pub(crate) is_yearly: bool,
    is_today: bool,
}

impl Checkpoint {
    /// `20/9` for September 2020: fits below a column.
    pub(crate) fn short(&self) -> String {
        format!("{:02}/{}", self.day.year().rem_euclid(100), self.day.month())
    }

    /// `2020 年第 3 季度末`, `2020 年末`, and for the registry's day its date.
    pub(crate) fn title(&self, yearly: bool) -> String {
        let (year, quarter) = (self.day.year(), (self.day.month() + 2) / 3);
        match (self.is_today, yearly) {
            (true, _) => self.day.to_string(),
            (false, true) => format!("{year} 年末"),
            (false, false) => format!("{year} 年第 {quarter} 季度末"),
        }
    }
}

/// The ends of the quarters since the first application, and today.
pub(crate) fn checkpoints(world: &World<'_>) -> Vec<Checkpoint> {
    let first = world.entries.iter().filter_map(|entry| entry.record.value.submitted_on()).min();
    let Some(first) = first else { return Vec::new() };
    let ends = (first.year()..=world.today.year()).flat_map(|year| {
        [(3, 31), (6, 30), (9, 30), (12, 31)].map(|(month, day)| Date::new(year, month, day))
    });
    let past = ends.flatten().filter(|day| *day >= first && *day < world.today);
    let mut points: Vec<Checkpoint> =
        past.map(|day| Checkpoint { day, is_yearly: day.month() == 12, is_today: false }).collect();
    points.push(Checkpoint { day: world.today, is_yearly: true, is_today: true });
    points
}

/// What is counted at a checkpoint.
#[derive(Debug, Default)]
pub(crate) struct Snapshot<'a> {
    pub(crate) statuses: BTreeMap<Status, u64>,
    /// Institutions that may assess.
    pub(crate) districts: BTreeMap<DivisionCode, u64>,
    pub(crate) levels: BTreeMap<Level, u64>,
    pub(crate) occupations: BTreeMap<OccupationKey<'a>, u64>,
}

/// Counts at each checkpoint.
pub(crate) fn snapshots<'a>(world: &World<'a>, points: &[Checkpoint]) -> Vec<Snapshot<'a>> {
    let mut snapshots: Vec<Snapshot<'a>> = points.iter().map(|_| Snapshot::default()).collect();
    for entry in &world.entries {
        let filing = &entry.record.value;
        for (point, snapshot) in points.iter().zip(&mut snapshots) {
            if let Some(status) = filing.status(point.day) {
                snapshot.add(filing, status, point);
            }
        }
    }
    snapshots
}

impl<'a> Snapshot<'a> {
    fn add(&mut self, filing: &'a Filing, status: Status, point: &Checkpoint) {
        *self.statuses.entry(status).or_default() += 1;
        if !status.may_assess() || !point.is_yearly {
            return;
        }
        *self.districts.entry(filing.applicant.division).or_default() += 1;
        let scope = filing.scope(point.day);
        for level in Level::ALL.into_iter().filter(|level| scope.iter().any(|l| l.levels.contains(level))) {
            *self.levels.entry(level).or_default() += 1;
        }
        let mut keys: Vec<OccupationKey<'a>> = scope.iter().map(|line| (&*line.edition, line.code)).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *self.occupations.entry(key).or_default() += 1;
        }
    }
}

/// How the reviews of the applications handed in during a year went.
#[derive(Debug, Default)]
pub(crate) struct Reviews {
    /// Working days each answer took, in order.
    pub(crate) days: Vec<u32>,
    /// Answered after the last day, or not yet although it is over.
    pub(crate) late: u64,
    /// Not answered yet.
    pub(crate) pending: u64,
    /// The working days the policies gave: least and most.
    pub(crate) allowed: Option<(u16, u16)>,
}

impl Reviews {
    /// The middle one; of an even number the mean of the two in the middle.
    pub(crate) fn median(&self) -> Option<f64> {
        let (count, half) = (self.days.len(), self.days.len() / 2);
        let upper = f64::from(*self.days.get(half)?);
        let lower = f64::from(*self.days.get(half - usize::from(count % 2 == 0))?);
        Some((upper + lower) / 2.0)
    }

    fn add(&mut self, deadline: &Deadline<'_>, calendar: &Calendar, today: Date) {
        let done = deadline.done.filter(|day| *day <= today);
        match done.map(|day| calendar.between(deadline.since, day)) {
            Some(Ok(days)) => self.days.push(days),
            // Days of a year without a table are not guessed; the rules say which year is missing.
            Some(Err(_)) => {}
            None => self.pending += 1,
        }
        self.late += u64::from(done.unwrap_or(today) > deadline.due);
        if let Some(days) = deadline.working_days {
            let (least, most) = self.allowed.unwrap_or((days, days));
            self.allowed = Some((least.min(days), most.max(days)));
        }
    }
}

/// The reviews by the year in which the application was handed in.
pub(crate) fn reviews(world: &World<'_>) -> BTreeMap<i16, Reviews> {
    let records = world.registry.records();
    let calendar = records.holidays.as_ref().map(|table| Calendar::new(&table.value)).unwrap_or_default();
    let mut years: BTreeMap<i16, Reviews> = BTreeMap::new();
    for entry in &world.entries {
        let reviews = deadlines::reviews(&records.policies, &calendar, entry.record).flatten();
        for deadline in reviews.filter(|deadline| deadline.since <= world.today) {
            years.entry(deadline.since.year()).or_default().add(&deadline, &calendar, world.today);
        }
    }
    years.values_mut().for_each(|reviews| reviews.days.sort_unstable());
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        let of = |days: &[u32]| Reviews { days: days.to_vec(), ..Reviews::default() }.median();
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]), Some(7.0));
        assert_eq!(of(&[3, 8]), Some(5.5));
        assert_eq!(of(&[1, 4, 90]), Some(4.0));
    }
}
