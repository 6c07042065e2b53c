//! The calendar of sittings (RFC 5545).

use crate::registry::{Date, SittingRef};
use crate::site::head::full_address;
use crate::site::pages::sittings::anchor;
use crate::site::world::World;

/// The sittings from the start of this year on, each a whole day.
pub(crate) fn calendar(world: &World<'_>) -> Vec<u8> {
    let site = world.registry.site();
    let mut calendar = Lines::default();
    calendar.push("BEGIN:VCALENDAR");
    calendar.push("VERSION:2.0");
    calendar.push("PRODID:-//skillreg//sittings//ZH");
    calendar.push("CALSCALE:GREGORIAN");
    calendar.push("METHOD:PUBLISH");
    calendar.push(&format!("X-WR-CALNAME:{}", escape(&format!("{}：评价场次", &*site.name))));
    let this_year = |sitting: &&SittingRef<'_>| sitting.sitting.date.year() >= world.today.year();
    for sitting in world.sittings.iter().filter(this_year) {
        event(world, sitting, &mut calendar);
    }
    calendar.push("END:VCALENDAR");
    calendar.0.into_bytes()
}

fn event(world: &World<'_>, found: &SittingRef<'_>, calendar: &mut Lines) {
    let SittingRef { plan, sitting, .. } = found;
    let occupation = world.occupation_name(&sitting.edition, &sitting.occupation);
    let institution = world.institution(&plan.value.institution);
    let summary = format!("{occupation} {}：{}", sitting.level.name(), institution.title);
    let description = format!("{}，计划 {} 人参加", sitting.method.title(), sitting.candidates.total());
    let page = full_address(&world.base_url, &format!("sittings.html#{}", anchor(&plan.id, &sitting.id)));
    calendar.push("BEGIN:VEVENT");
    calendar.push(&format!("UID:{}@{}", anchor(&plan.id, &sitting.id), &*world.registry.site().id));
    calendar.push(&format!("DTSTAMP:{}T000000Z", basic(world.today)));
    calendar.push(&format!("DTSTART;VALUE=DATE:{}", basic(sitting.date)));
    if let Ok(next) = sitting.date.tomorrow() {
        calendar.push(&format!("DTEND;VALUE=DATE:{}", basic(next.into())));
    }
    calendar.push(&format!("SUMMARY:{}", escape(&summary)));
    calendar.push(&format!("LOCATION:{}", escape(&sitting.venue)));
    calendar.push(&format!("DESCRIPTION:{}", escape(&description)));
    calendar.push(&format!("URL:{page}"));
    calendar.push("TRANSP:TRANSPARENT");
    calendar.push("END:VEVENT");
}

/// `20211119`.
fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Text values: backslash, semicolon, comma and line breaks are escaped (3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Content lines, folded after at most 75 octets and never inside a character (3.1).
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            let more = character.len_utf8();
            if octets + more > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += more;
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_long_lines_between_characters() {
        let mut lines = Lines::default();
        let long = format!("SUMMARY:{}", "示例".repeat(60));
        lines.push(&long);
        for line in lines.0.split("\r\n") {
            assert!(line.len() <= 75, "{line}");
        }
        assert_eq!(lines.0.replace("\r\n ", "").trim_end(), long);
    }

    #[test]
    fn escapes_what_separates_values() {
        assert_eq!(escape("a;b,c\\d\ne\r<script>"), "a\\;b\\,c\\\\d\\ne<script>");
    }
}
