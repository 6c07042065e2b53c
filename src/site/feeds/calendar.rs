//! The calendar of sittings (RFC 5545).

use crate::icalendar::Lines;
use crate::registry::SittingRef;
use crate::site::head::full_address;
use crate::site::pages::sittings::{anchor, cancelled, rescheduled};
use crate::site::world::World;

/// The sittings from the start of this year on, each a whole day.
pub(crate) fn calendar(world: &World<'_>) -> Vec<u8> {
    let site = world.registry.site();
    let mut calendar = Lines::begin("sittings", &format!("{}：评价场次", &*site.name));
    let this_year = |sitting: &&SittingRef<'_>| sitting.sitting.date.year() >= world.today.year();
    for sitting in world.sittings.iter().filter(this_year) {
        event(world, sitting, &mut calendar);
    }
    calendar.end().into_bytes()
}

fn event(world: &World<'_>, found: &SittingRef<'_>, calendar: &mut Lines) {
    let SittingRef { plan, sitting, .. } = found;
    let occupation = world.occupation_name(&sitting.edition, &sitting.occupation);
    let institution = world.institution(&plan.value.institution);
    let summary = format!("{occupation} {}：{}", sitting.level.name(), institution.title);
    let planned = format!("{}，计划 {} 人参加", sitting.method.title(), sitting.candidates.total());
    let moved = sitting.rescheduled.last().map(|change| format!("{planned}。{}", rescheduled(change)));
    let description = sitting.cancelled.as_ref().map(cancelled).or(moved).unwrap_or(planned);
    let page = full_address(&world.base_url, &format!("sittings.html#{}", anchor(&plan.id, &sitting.id)));
    let id = format!("{}@{}", anchor(&plan.id, &sitting.id), &*world.registry.site().id);
    calendar.begin_day(&id, world.today, sitting.date);
    let changes = sitting.rescheduled.len() + usize::from(sitting.is_cancelled());
    if changes > 0 {
        calendar.text("SEQUENCE", &changes.to_string());
    }
    // A program that has it already has to be told (RFC 5545, 3.8.1.11).
    if sitting.is_cancelled() {
        calendar.text("STATUS", "CANCELLED");
    }
    calendar.text("SUMMARY", &format!("{}{summary}", if sitting.is_cancelled() { "已取消：" } else { "" }));
    calendar.text("LOCATION", &sitting.venue);
    calendar.text("DESCRIPTION", &description);
    calendar.address("URL", &page);
    calendar.end_day();
}
