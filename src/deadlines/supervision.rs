//! Double random, one public (五（二）): what is still to be drawn, and what was drawn and is still to be inspected.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Deadline, Kind};
use crate::diagnostics::{Place, route};
use crate::registry::records::plan::Plan;
use crate::registry::{Date, Record, Records, inspection_share, inspections_required};

/// What is still to be drawn of the sittings of this year and the next ones known today: a deadline a year, on the last day
/// on which enough sittings are or were still to come.
pub(super) fn draws(records: &Records, today: Date) -> Vec<Deadline<'_>> {
    let mut years: BTreeMap<i16, Vec<Known>> = BTreeMap::new();
    let (drawn, inspected) = (drawn(records), inspected(records));
    for plan in records.plans.iter().filter(|plan| plan.value.reported <= today) {
        for sitting in plan.value.sittings.iter().filter(|sitting| !sitting.is_cancelled()) {
            let name = (&*plan.id, &*sitting.id);
            let last = ended(&plan.value, &sitting.id).unwrap_or(sitting.date);
            let state = match (drawn.contains(&name), inspected.contains_key(&name)) {
                (true, inspected) if inspected || last >= today => State::Kept,
                (false, _) if sitting.date > today => State::Open,
                _ => State::Over,
            };
            years.entry(sitting.date.year()).or_default().push(Known { date: sitting.date, state });
        }
    }
    let coming = years.into_iter().filter(|(year, _)| *year >= today.year());
    coming.filter_map(|(year, sittings)| of_year(records, year, &sittings)).collect()
}

/// A sitting, as the draws of its year see it.
struct Known {
    date: Date,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Drawn, and still to come or inspected.
    Kept,
    /// Can still be drawn.
    Open,
    /// Neither: nobody went, or it was not drawn in time.
    Over,
}

/// Plan and sitting of all that was drawn.
fn drawn(records: &Records) -> BTreeSet<(&str, &str)> {
    let draws = records.draws.iter().flat_map(|record| &record.value.draws);
    let assignments = draws.flat_map(|draw| &draw.assignments);
    assignments.map(|drawn| (&*drawn.plan, &*drawn.sitting)).collect()
}

fn of_year(records: &Records, year: i16, sittings: &[Known]) -> Option<Deadline<'static>> {
    let count = |state: State| sittings.iter().filter(|known| known.state == state).count();
    let done = count(State::Kept);
    let share = inspection_share(&records.policies, year, sittings.iter().map(|known| known.date));
    let required = inspections_required(share, sittings.len());
    let lacking = required.checked_sub(done).filter(|lacking| *lacking > 0)?;
    let mut others: Vec<Date> =
        sittings.iter().filter(|known| known.state != State::Kept).map(|known| known.date).collect();
    others.sort_unstable();
    // Of all that is not drawn, the last ones would have been enough.
    let last = others.len().checked_sub(lacking).and_then(|at| others.get(at)).copied().map(day_before)?;
    let (known, open) = (sittings.len(), count(State::Open));
    let short = if open < lacking {
        format!("，还没举行的只有 {open} 场，不够的等以后报来的补")
    } else {
        String::new()
    };
    Some(Deadline {
        kind: Kind::Draw,
        due: last,
        working_days: None,
        since: Date::new(year, 1, 1)?,
        done: None,
        institution: None,
        about: Some(format!("{year} 年")),
        note: Some(format!(
            "已报 {known} 场，应抽 {required} 场，已抽 {done} 场，还要抽 {lacking} 场{short}"
        )),
        place: Place::file(format!("content/supervision/{year}/draws.yaml")),
    })
}

fn day_before(day: Date) -> Date {
    day.yesterday().map_or(day, Date::from)
}

/// The first inspection of each sitting.
fn inspected(records: &Records) -> HashMap<(&str, &str), Date> {
    let inspections = records.inspections.iter().flat_map(|record| &record.value.inspections);
    let mut inspected: HashMap<(&str, &str), Date> = HashMap::new();
    for inspection in inspections {
        let day = inspected.entry((&*inspection.plan, &*inspection.sitting)).or_insert(inspection.date);
        *day = (*day).min(inspection.date);
    }
    inspected
}

/// What was drawn is inspected by the end of the assessment.
pub fn inspections(records: &Records) -> Vec<Deadline<'_>> {
    let inspected = inspected(records);
    let plans: HashMap<&str, &Record<Plan>> =
        records.plans.iter().map(|record| (record.id.as_str(), record)).collect();
    let mut found = Vec::new();
    for record in &records.draws {
        for (i, draw) in record.value.draws.iter().enumerate() {
            for (j, drawn) in draw.assignments.iter().enumerate() {
                let Some(plan) = plans.get(&*drawn.plan) else { continue };
                let Some(ended) = ended(&plan.value, &drawn.sitting) else { continue };
                let who: Vec<&str> = drawn.inspectors.iter().map(|id| &**id).collect();
                found.push(Deadline {
                    kind: Kind::Inspection,
                    due: ended,
                    working_days: None,
                    since: draw.date,
                    done: inspected.get(&(&*drawn.plan, &*drawn.sitting)).copied(),
                    institution: Some(&plan.value.institution),
                    about: Some(format!("{} 场次 {}", &*drawn.plan, &*drawn.sitting)),
                    note: Some(format!("抽到 {}", who.join("、"))),
                    place: Place::value(&record.file, route!["draws", i, "assignments", j, "sitting"]),
                });
            }
        }
    }
    found
}

/// The last day of a sitting that is held, as far as it is known.
fn ended(plan: &Plan, id: &str) -> Option<Date> {
    let begun = plan.sittings.iter().find(|sitting| *sitting.id == *id && !sitting.is_cancelled())?.date;
    let result = plan.results.iter().find(|result| *result.sitting == *id);
    Some(result.map_or(begun, |result| result.ended.max(begun)))
}
