//! Double random, one public (五（二）): what is still to be drawn, and what was drawn and is still to be inspected.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Deadline, Kind};
use crate::diagnostics::{Place, route};
use crate::registry::records::plan::{Plan, Sitting};
use crate::registry::{Date, Record, Records, inspection_share, inspections_required};

/// What is still to be drawn of the sittings of this year and the next ones known today: a deadline a year, on the last day
/// on which enough sittings are still to come.
pub(super) fn draws(records: &Records, today: Date) -> Vec<Deadline<'_>> {
    let mut years: BTreeMap<i16, Vec<(&Record<Plan>, &Sitting)>> = BTreeMap::new();
    for plan in records.plans.iter().filter(|plan| plan.value.reported <= today) {
        let counts = |sitting: &&Sitting| sitting.date.year() >= today.year() && !sitting.is_cancelled();
        for sitting in plan.value.sittings.iter().filter(counts) {
            years.entry(sitting.date.year()).or_default().push((plan, sitting));
        }
    }
    let drawn = drawn(records);
    years
        .into_iter()
        .filter_map(|(year, sittings)| of_year(records, &drawn, today, year, &sittings))
        .collect()
}

/// Plan and sitting of all that was drawn.
fn drawn(records: &Records) -> BTreeSet<(&str, &str)> {
    let draws = records.draws.iter().flat_map(|record| &record.value.draws);
    let assignments = draws.flat_map(|draw| &draw.assignments);
    assignments.map(|drawn| (&*drawn.plan, &*drawn.sitting)).collect()
}

fn of_year<'a>(
    records: &'a Records,
    drawn: &BTreeSet<(&str, &str)>,
    today: Date,
    year: i16,
    sittings: &[(&'a Record<Plan>, &'a Sitting)],
) -> Option<Deadline<'a>> {
    let is_drawn = |(plan, sitting): &&(&Record<Plan>, &Sitting)| drawn.contains(&(&*plan.id, &*sitting.id));
    let done = sittings.iter().filter(is_drawn).count();
    let share = inspection_share(&records.policies, year, sittings.iter().map(|(_, sitting)| sitting.date));
    let required = inspections_required(share, sittings.len());
    let lacking = required.checked_sub(done).filter(|lacking| *lacking > 0)?;
    let open = sittings.iter().filter(|found| !is_drawn(found) && found.1.date > today);
    let mut open: Vec<Date> = open.map(|(_, sitting)| sitting.date).collect();
    open.sort_unstable();
    let end = Date::new(year, 12, 31)?;
    // With fewer left than are lacking, the year's end: more plans may be reported until then.
    let last =
        open.len().checked_sub(lacking).and_then(|at| open.get(at)).map_or(end, |day| day_before(*day));
    let known = sittings.len();
    let short = if open.len() < lacking { "，已报的场次不够抽，等以后报来的" } else { "" };
    let path = format!("content/supervision/{year}/draws.yaml");
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
        place: Place::file(path),
    })
}

fn day_before(day: Date) -> Date {
    day.yesterday().map_or(day, Date::from)
}

/// What was drawn is inspected by the end of the assessment.
pub fn inspections(records: &Records) -> Vec<Deadline<'_>> {
    let inspections = records.inspections.iter().flat_map(|record| &record.value.inspections);
    let mut inspected: HashMap<(&str, &str), Date> = HashMap::new();
    for inspection in inspections {
        let day = inspected.entry((&*inspection.plan, &*inspection.sitting)).or_insert(inspection.date);
        *day = (*day).min(inspection.date);
    }
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
