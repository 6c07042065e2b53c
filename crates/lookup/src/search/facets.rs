//! What the documents found are filtered by, and how many there are of each value.

use super::answer::{Count, Facets, Request, Value};
use super::codec::Decoder;
use super::columns::{Column, DISTRICT, FACETS, KIND, LEVEL, OCCUPATION, Pairs, STATUS};
use super::evaluate::Found;

/// How many files the columns stand in: the four facets that have few values, and the occupations with their levels.
pub(super) const FILES: usize = 2;

/// The columns of all facets; empty until their files are there.
#[derive(Debug, Default)]
pub(super) struct Columns {
    few: [Column; OCCUPATION],
    pairs: Pairs,
    taken: [bool; FILES],
}

/// What is asked for in each facet, if anything: the number of a value, or none for a value that no document has.
type Wanted = [Option<Option<u32>>; FACETS];

impl Columns {
    /// Whether the nth file is there.
    pub(super) fn has(&self, file: usize) -> bool {
        self.taken.get(file).is_none_or(|taken| *taken)
    }

    /// Takes in the nth file.
    pub(super) fn take(&mut self, file: usize, part: &[u8], documents: u32) -> Option<()> {
        let mut decoder = Decoder(part);
        if file == 0 {
            for column in &mut self.few {
                *column = Column::decode(&mut decoder, documents)?;
            }
        } else {
            self.pairs = Pairs::decode(&mut decoder, documents)?;
        }
        decoder.end()?;
        *self.taken.get_mut(file)? = true;
        Some(())
    }

    fn column(&self, facet: usize) -> &Column {
        self.few.get(facet).unwrap_or(&self.pairs.occupations)
    }

    /// The values of a document in a facet.
    pub(super) fn values(&self, facet: usize, document: u32) -> impl Iterator<Item = &Value> {
        self.column(facet).values_of(document)
    }

    /// Keeps what passes all filters, and counts for each facet what passes all the others.
    pub(super) fn filter(&self, request: &Request, found: &mut Vec<Found>) -> Facets {
        let mut counts: [Vec<usize>; FACETS] =
            std::array::from_fn(|facet| vec![0; self.column(facet).values.len()]);
        let filters = filters(request);
        let wanted: Wanted =
            std::array::from_fn(|facet| filters[facet].map(|key| self.column(facet).number(key)));
        found.retain(|found| {
            let failed = self.failed(found.document, &wanted);
            let pair = self.has_pair(found.document, &wanted);
            for (facet, counts) in counts.iter_mut().enumerate() {
                let is_in_pair = matches!(facet, LEVEL | OCCUPATION);
                if failed.iter().all(|failed| *failed == facet) && (pair || is_in_pair) {
                    self.count(facet, found.document, &wanted, counts);
                }
            }
            failed.is_empty() && pair
        });
        let list = |facet: usize| self.list(facet, &counts[facet]);
        let mut occupation = list(OCCUPATION);
        occupation.sort_by_key(|count| std::cmp::Reverse(count.2));
        Facets {
            kind: list(KIND),
            district: list(DISTRICT),
            occupation,
            level: list(LEVEL),
            status: list(STATUS),
        }
    }

    /// The facets whose filters do not let a document through.
    fn failed(&self, document: u32, wanted: &Wanted) -> Vec<usize> {
        let has = |facet: usize, number: u32| self.column(facet).of(document).contains(&number);
        let fails = |facet: &usize| {
            wanted[*facet].is_some_and(|number| !number.is_some_and(|number| has(*facet, number)))
        };
        (0..FACETS).filter(fails).collect()
    }

    /// Whether a document has the level asked for in the occupation asked for.
    fn has_pair(&self, document: u32, wanted: &Wanted) -> bool {
        let (Some(level), Some(occupation)) = (wanted[LEVEL].flatten(), wanted[OCCUPATION].flatten()) else {
            return true;
        };
        self.pairs.levels(document, occupation).contains(&level)
    }

    /// Counts the values a document has in a facet: of levels those of the occupation asked for, and the other way round.
    fn count(&self, facet: usize, document: u32, wanted: &Wanted, counts: &mut [usize]) {
        let mut count = |number: u32| {
            counts.get_mut(number as usize).into_iter().for_each(|count| *count += 1);
        };
        match (facet, wanted[LEVEL].flatten(), wanted[OCCUPATION].flatten()) {
            (LEVEL, _, Some(occupation)) => {
                self.pairs.levels(document, occupation).iter().copied().for_each(count);
            }
            (OCCUPATION, Some(level), _) => self.pairs.occupations_at(document, level).for_each(count),
            _ => self.column(facet).of(document).iter().for_each(|number| count(*number)),
        }
    }

    fn list(&self, facet: usize, counts: &[usize]) -> Vec<Count> {
        let counted = self.column(facet).values.iter().zip(counts).filter(|(_, count)| **count > 0);
        counted.map(|(value, count)| Count(value.key.clone(), value.label.clone(), *count)).collect()
    }

    /// All documents that are about one of these occupations, which are in order.
    pub(super) fn about(&self, occupations: &[u32], documents: u32) -> impl Iterator<Item = u32> {
        let is_one = |number: &u32| occupations.binary_search(number).is_ok();
        (0..documents).filter(move |document| self.occupations(*document).iter().any(is_one))
    }

    /// All documents with a level that is called so, or in part: `四级`, `4级`, `中级工`, `技师`.
    pub(super) fn of_level(&self, called: &str, documents: u32) -> impl Iterator<Item = u32> {
        let is_called = |value: &Value| {
            let is_part = |part: &str| part.contains(called);
            value.label.split('/').any(is_part) || called.strip_suffix('级') == Some(&value.key)
        };
        let levels = self.column(LEVEL);
        let all = levels.values.iter().zip(0..).filter(|(value, _)| is_called(value));
        let wanted: Vec<u32> = all.map(|(_, number)| number).collect();
        let is_name = called.chars().nth(1).is_some() && !wanted.is_empty();
        let documents = if is_name { 0..documents } else { 0..0 };
        documents.filter(move |document| levels.of(*document).iter().any(|number| wanted.contains(number)))
    }

    /// The numbers of the occupations of a document.
    pub(super) fn occupations(&self, document: u32) -> &[u32] {
        self.pairs.occupations.of(document)
    }
}

fn filters(request: &Request) -> [Option<&str>; FACETS] {
    let Request { kind, district, occupation, level, status, .. } = request;
    // As a form sends it, an empty choice is none.
    [kind, district, level, status, occupation].map(|filter| filter.as_deref().filter(|key| !key.is_empty()))
}
