//! Implementation plans, their results, and the certificates that follow.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use skillreg::registry::Level;

use super::facts::{EDITION, Facts};
use super::institution::{Institution, Line};
use super::names;
use super::random::Random;

/// The year of all sittings and certificates.
pub(crate) const YEAR: i16 = 2021;

/// Sittings reported together.
const SITTINGS_OF_A_PLAN: usize = 3;

/// A sitting, by the names supervision calls it.
pub(crate) struct SittingName {
    pub(crate) day: usize,
    pub(crate) plan: String,
    pub(crate) sitting: String,
}

/// A file to be written.
pub(crate) struct File {
    /// Its path below `content/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Makes plans and batches, institution by institution, numbering them as it goes.
pub(crate) struct Planner<'a> {
    facts: &'a Facts,
    plans: usize,
    batches: usize,
    /// All sittings so far, those still to come left out.
    pub(crate) sittings: Vec<SittingName>,
}

/// One sitting with its batch of certificates, if it has been held.
struct Sitting<'a> {
    line: &'a Line<'a>,
    level: Level,
    day: usize,
    passed: usize,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(facts: &'a Facts) -> Self {
        Self { facts, plans: 0, batches: 0, sittings: Vec::new() }
    }

    /// The plans and batches of an institution, given how many certificates each batch holds.
    ///
    /// # Errors
    /// None in practice: a String can always be written to.
    pub(crate) fn of(
        &mut self,
        institution: &Institution<'_>,
        random: &mut Random,
        batches: &[usize],
    ) -> Result<Vec<File>, fmt::Error> {
        let mut files = Vec::new();
        let mut issued: BTreeMap<Level, usize> = BTreeMap::new();
        let sittings = self.spread(institution, random, batches);
        for sittings in sittings.chunks(SITTINGS_OF_A_PLAN) {
            let plan = self.plan(institution, random, sittings, true, &mut files)?;
            for (i, sitting) in sittings.iter().enumerate() {
                let before = issued.entry(sitting.level).or_default();
                files.push(self.batch(institution, &plan, i, sitting, *before)?);
                *before += sitting.passed;
            }
        }
        Ok(files)
    }

    /// A plan whose sitting is still to come.
    ///
    /// # Errors
    /// None in practice: a String can always be written to.
    pub(crate) fn upcoming(
        &mut self,
        institution: &Institution<'_>,
        random: &mut Random,
    ) -> Result<Vec<File>, fmt::Error> {
        let mut files = Vec::new();
        // Near enough that the plan was reported by the day the corpus is pinned to.
        let day = self.facts.calendar.on_or_after(YEAR, 12, 1) + random.below(4);
        let line = &institution.scope[0];
        let sitting = Sitting { line, level: line.levels[0], day, passed: random.between(10, 60) };
        self.plan(institution, random, &[sitting], false, &mut files)?;
        Ok(files)
    }

    /// Spreads batches over the months of sittings, in the order of their days.
    fn spread<'i>(
        &self,
        institution: &'i Institution<'_>,
        random: &mut Random,
        batches: &[usize],
    ) -> Vec<Sitting<'i>> {
        let calendar = &self.facts.calendar;
        let first = calendar.on_or_after(YEAR, 3, 1);
        let days = calendar.on_or_after(YEAR, 9, 25) - first;
        let start = random.below((days / batches.len().max(1)).max(1));
        let sitting = |(i, passed): (usize, &usize)| {
            let line = &institution.scope[random.below(institution.scope.len())];
            let level = line.levels[random.below(line.levels.len())];
            Sitting { line, level, day: first + start + i * days / batches.len(), passed: *passed }
        };
        batches.iter().enumerate().map(sitting).collect()
    }

    fn plan(
        &mut self,
        institution: &Institution<'_>,
        random: &mut Random,
        sittings: &[Sitting<'_>],
        held: bool,
        files: &mut Vec<File>,
    ) -> Result<String, fmt::Error> {
        self.plans += 1;
        let id = format!("{YEAR}-{:05}", self.plans);
        let mut out = String::with_capacity(2000);
        let calendar = &self.facts.calendar;
        let reported = sittings[0].day - random.between(12, 18);
        writeln!(out, "# 合成数据：{}的实施方案。", institution.name)?;
        writeln!(out, "institution: {}\nreported: {}\nsittings:", institution.id, calendar.date(reported))?;
        let mut results = String::new();
        for (i, sitting) in sittings.iter().enumerate() {
            let name = format!("s{}", i + 1);
            let sat = sitting.passed + random.below(12);
            self.sitting(&mut out, institution, sitting, &name, sat + random.below(4), random)?;
            let reported = sitting.day + random.between(3, 9);
            writeln!(results, "  - sitting: {name}\n    ended: {}", calendar.date(sitting.day))?;
            writeln!(results, "    reported: {}", calendar.date(reported))?;
            writeln!(results, "    confirmed: {}", calendar.date(sitting.day + CONFIRMED))?;
            writeln!(results, "    sat: {sat}\n    passed: {}", sitting.passed)?;
            if held {
                self.sittings.push(SittingName { day: sitting.day, plan: id.clone(), sitting: name });
            }
        }
        if held {
            write!(out, "\nresults:\n{results}")?;
        }
        files.push(File { path: format!("plans/{YEAR}/{id}.yaml"), text: out });
        Ok(id)
    }

    fn sitting(
        &self,
        out: &mut String,
        institution: &Institution<'_>,
        sitting: &Sitting<'_>,
        name: &str,
        candidates: usize,
        random: &mut Random,
    ) -> fmt::Result {
        let Sitting { line, level, day, .. } = sitting;
        let (assessors, supervisors) = (institution.assessors(), institution.supervisors());
        let method = random.pick(&["examination", "examination", "combined", "continuous"]);
        let dispatched = random.below(candidates / 4 + 1);
        let intern = if *level == Level::Five { random.below(candidates / 5 + 1) } else { 0 };
        let employee = candidates - dispatched - intern;
        writeln!(out, "  - id: {name}\n    date: {}", self.facts.calendar.date(*day))?;
        writeln!(out, "    venue: {}，培训中心", institution.address())?;
        writeln!(out, "    division: \"{}\"\n    edition: \"{EDITION}\"", institution.division.code)?;
        writeln!(out, "    occupation: {}", line.occupation.code)?;
        if let Some(specialty) = &line.occupation.specialty {
            writeln!(out, "    specialty: {specialty}")?;
        }
        writeln!(out, "    level: {}\n    method: {method}", level.key())?;
        writeln!(
            out,
            "    candidates: {{employee: {employee}, dispatched: {dispatched}, intern: {intern}}}"
        )?;
        writeln!(out, "    assessors: [{}]", assessors.join(", "))?;
        writeln!(out, "    supervisors: [{}]", supervisors[random.below(supervisors.len())])
    }

    fn batch(
        &mut self,
        institution: &Institution<'_>,
        plan: &str,
        sitting: usize,
        held: &Sitting<'_>,
        before: usize,
    ) -> Result<File, fmt::Error> {
        self.batches += 1;
        let Sitting { line, level, day, passed } = held;
        let mut out = String::with_capacity(300 + passed * 60);
        writeln!(out, "# 合成数据：证书编号和持证人均为虚构。持证人只写遮盖后的姓名。")?;
        writeln!(out, "institution: {}\nplan: {plan}\nsitting: s{}", institution.id, sitting + 1)?;
        writeln!(out, "edition: \"{EDITION}\"\noccupation: {}", line.occupation.code)?;
        writeln!(out, "level: {}\nissued: {}", level.key(), self.facts.calendar.date(day + ISSUED))?;
        writeln!(out, "certificates:")?;
        let filing_number = institution.filing_number();
        let (year, level) = (YEAR % 100, level.key());
        for sequence in before + 1..=before + passed {
            let holder = names::holder(sequence * 7 + institution.number);
            writeln!(
                out,
                "  - {{number: {filing_number}{year:02}{level}{sequence:06}, holder: \"{holder}\"}}"
            )?;
        }
        let path = format!("certificates/{YEAR}/{YEAR}-{:05}/batch.yaml", self.batches);
        Ok(File { path, text: out })
    }
}

/// Working days from a sitting to the confirmation of its results and to the issue of certificates.
const CONFIRMED: usize = 14;
const ISSUED: usize = 17;
