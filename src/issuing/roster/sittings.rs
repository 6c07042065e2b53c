//! What a plan leaves to choose from: its sittings, with the names of their occupations.

use crate::registry::identifier::OccupationCode;
use crate::registry::records::plan::{Plan, Sitting};
use crate::registry::{Catalogue, Level};

/// One sitting and the name of its occupation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offered<'a> {
    pub(super) sitting: &'a Sitting,
    /// Empty if the catalogue has none.
    pub(super) occupation: &'a str,
}

/// The sittings of a plan.
#[derive(Debug)]
pub(super) struct Sittings<'a>(Vec<Offered<'a>>);

impl<'a> Sittings<'a> {
    pub(super) fn new(plan: &'a Plan, catalogue: &Catalogue<'a>) -> Self {
        let named = |sitting: &'a Sitting| {
            let occupation = catalogue.occupation(&sitting.edition, sitting.occupation);
            Offered { sitting, occupation: occupation.map_or("", |occupation| &*occupation.name) }
        };
        Self(plan.sittings.iter().map(named).collect())
    }

    pub(super) fn all(&self) -> &[Offered<'a>] {
        &self.0
    }

    /// Whether a sitting cannot always be told from occupation, specialty and level.
    pub(super) fn are_ambiguous(&self) -> bool {
        let key = |offered: &Offered<'a>| {
            (offered.sitting.occupation, offered.sitting.specialty.as_deref(), offered.sitting.level)
        };
        (1..self.0.len()).any(|at| self.0[..at].iter().any(|earlier| key(earlier) == key(&self.0[at])))
    }

    /// The sittings in words: `s1（2020-09-08）、s2（2020-09-09）`.
    pub(super) fn list(offered: &[Offered<'_>]) -> String {
        let words = offered.iter().map(|o| format!("{}（{}）", &*o.sitting.id, o.sitting.date));
        words.collect::<Vec<_>>().join("、")
    }

    /// What the column of occupations offers, each once.
    pub(super) fn occupations(&self) -> Vec<String> {
        unique(self.0.iter().map(Offered::occupation_label))
    }

    pub(super) fn specialties(&self) -> Vec<String> {
        unique(self.0.iter().filter_map(|o| o.sitting.specialty.as_deref().map(str::to_owned)))
    }

    /// The levels, lowest first.
    pub(super) fn levels(&self) -> Vec<Level> {
        let has = |level: &Level| self.0.iter().any(|o| o.sitting.level == *level);
        Level::ALL.into_iter().filter(has).collect()
    }

    pub(super) fn ids(&self) -> Vec<String> {
        self.0.iter().map(|o| o.sitting.id.to_string()).collect()
    }

    /// The occupations that a cell may mean, by code, by name, or by both.
    pub(super) fn occupation(&self, written: &str) -> Result<OccupationCode, Unmatched> {
        let code = written.get(..10).and_then(|start| start.parse::<OccupationCode>().ok());
        let (by_code, rest) = match code {
            Some(code) => (Some(code), written[10..].trim_start()),
            None => (None, written),
        };
        let fits = |o: &&Offered<'a>| {
            by_code.is_none_or(|code| code == o.sitting.occupation)
                && (rest.is_empty() || rest == o.occupation || o.occupation.is_empty() && by_code.is_some())
        };
        let mut codes: Vec<OccupationCode> =
            self.0.iter().filter(fits).map(|o| o.sitting.occupation).collect();
        codes.sort_unstable();
        codes.dedup();
        match codes.as_slice() {
            [code] if !written.is_empty() => Ok(*code),
            _ if self.0.iter().any(|o| Some(o.sitting.occupation) == by_code) => Err(Unmatched::Name),
            _ => Err(Unmatched::Occupation),
        }
    }
}

/// Why no occupation of the plan was meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unmatched {
    /// The code is one of the plan's, the name beside it is another's.
    Name,
    /// The plan has no such occupation.
    Occupation,
}

impl Offered<'_> {
    /// `6-18-02-04 焊工`.
    pub(super) fn occupation_label(&self) -> String {
        format!("{} {}", self.sitting.occupation, self.occupation).trim_end().to_owned()
    }
}

fn unique(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for word in words {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}
