//! One year of supervision: a third of the sittings drawn and inspected, week by week.

use std::fmt::{self, Write};

use skillreg::registry::records::supervision::MeasureKind;

use super::facts::Facts;
use super::institution::Institution;
use super::names;
use super::plan::{File, SittingName, YEAR};
use super::random::Random;

/// Working days of a draw's sittings.
const WEEK: usize = 5;

/// The year's supervision.
pub(crate) struct Supervision<'a> {
    pub(crate) facts: &'a Facts,
    /// The sittings held, in the order of their days.
    pub(crate) sittings: &'a [SittingName],
    /// Measures: working day, institution, kind.
    pub(crate) measures: Vec<(usize, String, MeasureKind)>,
    pub(crate) random: Random,
}

impl Supervision<'_> {
    /// The year's files.
    ///
    /// # Errors
    /// None in practice: a String can always be written to.
    pub(crate) fn files(mut self) -> Result<Vec<File>, fmt::Error> {
        let inspected: Vec<&SittingName> = self.sittings.iter().step_by(3).collect();
        let inspectors = Inspectors::enough_for(&inspected);
        let (draws, inspections) = self.inspections(&inspected, &inspectors)?;
        let file = |name, text| File { path: format!("supervision/{YEAR}/{name}.yaml"), text };
        Ok(vec![
            file("inspectors", inspectors.text()?),
            file("draws", draws),
            file("inspections", inspections),
            file("measures", self.measures()?),
        ])
    }

    fn inspections(
        &mut self,
        inspected: &[&SittingName],
        inspectors: &Inspectors,
    ) -> Result<(String, String), fmt::Error> {
        let mut draws = String::from("draws:");
        let mut inspections = String::from("inspections:");
        let mut number = 0;
        for (week, sittings) in inspected.chunk_by(|a, b| a.day / WEEK == b.day / WEEK).enumerate() {
            let day = sittings[0].day / WEEK * WEEK - 1;
            let draw = format!("draw-{YEAR}-{:02}", week + 1);
            let date = self.facts.calendar.date(day);
            write!(
                draws,
                "\n  - id: {draw}\n    date: {date}\n    seed: 示例种子 {date}\n    unlisted: 合成数据\n    assignments:"
            )?;
            for SittingName { day, plan, sitting } in sittings {
                let pair = inspectors.pair(number);
                number += 1;
                write!(draws, "\n      - {{plan: {plan}, sitting: {sitting}, inspectors: [{pair}]}}")?;
                write!(
                    inspections,
                    "\n  - id: inspection-{YEAR}-{number:05}\n    draw: {draw}\n    plan: {plan}"
                )?;
                write!(
                    inspections,
                    "\n    sitting: {sitting}\n    date: {}",
                    self.facts.calendar.date(*day)
                )?;
                write!(inspections, "\n    inspectors: [{pair}]")?;
                self.finding(&mut inspections, *day)?;
            }
        }
        Ok((empty_as_list(draws), empty_as_list(inspections)))
    }

    fn finding(&mut self, out: &mut String, day: usize) -> fmt::Result {
        let (outcome, findings) = match self.random.chance(8) {
            true => ("corrected", "一处考位的摄像机角度偏低，已当场调整。"),
            false => ("clean", "考场布置、身份核对、评分均符合实施方案，未发现问题。"),
        };
        write!(out, "\n    outcome: {outcome}\n    findings: {findings}\n    evidence:")?;
        for (kind, title, place) in [
            ("document", "督导记录表", "市鉴定中心档案室（示例）"),
            ("video", "考场录像", "市鉴定中心影像存储（示例）"),
        ] {
            let digest = self.random.digest();
            write!(out, "\n      - kind: {kind}\n        title: {title}")?;
            write!(out, "\n        sha256: {digest}\n        place: {place}")?;
        }
        write!(out, "\n    published: {}", self.facts.calendar.date(day + 10))
    }

    fn measures(&mut self) -> Result<String, fmt::Error> {
        let mut out = String::from("measures:");
        self.measures.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        for (day, institution, kind) in &self.measures {
            let date = self.facts.calendar.date(*day);
            let measure = match kind {
                MeasureKind::Interview => "interview",
                MeasureKind::Rectification => "rectification",
                MeasureKind::Revocation => "revocation",
            };
            write!(out, "\n  - institution: {institution}\n    date: {date}\n    measure: {measure}")?;
        }
        Ok(empty_as_list(out))
    }
}

/// The measures of some institutions.
pub(crate) fn measures(of: &[Institution<'_>]) -> Vec<(usize, String, MeasureKind)> {
    let each = |of: &Institution<'_>| of.measures().map(|(day, kind)| (day, of.id.clone(), kind)).collect();
    of.iter().flat_map::<Vec<_>, _>(each).collect()
}

fn empty_as_list(mut list: String) -> String {
    if list.ends_with(':') {
        list.push_str(" []");
    }
    list.push('\n');
    list
}

/// The inspectors, each in one place a day.
struct Inspectors(usize);

impl Inspectors {
    fn enough_for(inspected: &[&SittingName]) -> Self {
        let busiest = inspected.chunk_by(|a, b| a.day == b.day).map(<[_]>::len).max();
        Self((busiest.unwrap_or_default() * 2).max(8))
    }

    /// The names of the two inspectors of an inspection, by its number.
    fn pair(&self, number: usize) -> String {
        let pairs = self.0 / 2;
        let first = number % pairs * 2 + 1;
        format!("inspector-{first:03}, inspector-{:03}", first + 1)
    }

    fn text(&self) -> Result<String, fmt::Error> {
        let mut out = String::from("inspectors:\n");
        for number in 1..=self.0 {
            let name = names::person(number + 1000);
            writeln!(out, "  - id: inspector-{number:03}\n    name: {name}")?;
            writeln!(out, "    employer: 天津市职业技能鉴定指导中心\n    card: R1221{number:04}")?;
        }
        Ok(out)
    }
}
