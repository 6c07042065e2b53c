//! The search of one site as a visitor has it: the hot file, and what else has been fetched.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::index::InvertedIndexReader;

use crate::bundle::{Bundle, Kind};

use super::answer::{Answer, Hit, Request, Results, SearchError, Value};
use super::columns::{self, DISTRICT, KIND, LEVEL, OCCUPATION, STATUS};
use super::evaluate::{self, Found};
use super::excerpt;
use super::facets::{self, Columns};
use super::hot::{self, Hot};
use super::layout::last_line;
use super::query::{self, Phrase, Reading, Slot, Word};
use super::segment::{self, INVERTED_PARTS, Places, Shelf};
use super::stored::{self, Stored};

const SHOWN: usize = 10;
/// Nobody unfolds a list further.
const MOST_SHOWN: usize = 10_000;
/// More than any registry has.
const MOST_DOCUMENTS: u32 = 1 << 22;

/// What a file holds.
#[derive(Debug, Clone, Copy)]
enum Content {
    Terms(usize),
    Documents(usize),
    Columns(usize),
}

/// The search of one site, with what of it has been fetched.
#[derive(Debug)]
pub struct Index {
    hot: Hot,
    contents: HashMap<String, Vec<Content>>,
    shelf: Shelf,
    terms: HashMap<usize, Terms>,
    documents: HashMap<usize, Vec<Stored>>,
    columns: Columns,
    /// The first document of each batch.
    firsts: Vec<u32>,
}

struct Terms(Arc<InvertedIndexReader>);

impl std::fmt::Debug for Terms {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Terms")
    }
}

/// What is missing, or the thing itself.
enum Step<T> {
    Need(BTreeSet<String>),
    Done(T),
}

impl Index {
    /// Opens the search by its hot file, the one the manifest names, and that name.
    ///
    /// # Errors
    /// The file is not what it should be.
    pub fn open(name: &str, hot: Vec<u8>) -> Result<Self, SearchError> {
        let is_right = hot::name_of_hot(&hot::stamp(&hot)) == name;
        let hot = Hot::decode(hot)?;
        if !is_right || hot.columns.len() != facets::FILES || hot.documents() > MOST_DOCUMENTS {
            return Err(SearchError::Damaged(name.to_owned()));
        }
        let mut contents: HashMap<String, Vec<Content>> = HashMap::new();
        let mut add = |stamp, content| contents.entry(hot::name(stamp)).or_default().push(content);
        hot.ranges.iter().enumerate().for_each(|(at, range)| add(&range.stamp, Content::Terms(at)));
        hot.batches.iter().enumerate().for_each(|(at, batch)| add(&batch.stamp, Content::Documents(at)));
        hot.columns.iter().enumerate().for_each(|(at, stamp)| add(stamp, Content::Columns(at)));
        let shelf = Shelf::new(hot.documents()).map_err(|_| SearchError::Damaged("hot".to_owned()))?;
        let first = |next: &mut u32, batch: &hot::Batch| {
            let first = *next;
            *next += batch.documents;
            Some(first)
        };
        let firsts = hot.batches.iter().scan(0, first).collect();
        let columns = Columns::default();
        Ok(Self { contents, shelf, terms: HashMap::new(), documents: HashMap::new(), columns, firsts, hot })
    }

    /// Takes in a file that was asked for, by its name.
    ///
    /// # Errors
    /// Its bytes are not those its name stands for, or no such file belongs to this search.
    pub fn offer(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), SearchError> {
        let contents = self.contents.get(name).ok_or_else(|| SearchError::Unknown(name.to_owned()))?.clone();
        let damaged = || SearchError::Damaged(name.to_owned());
        let is_right = hot::name(&hot::stamp(&bytes)) == name;
        let bundle = Bundle::open(bytes, Kind::BLOCK)?;
        if !is_right {
            return Err(damaged());
        }
        contents.into_iter().try_for_each(|content| self.take(content, &bundle).ok_or_else(damaged))
    }

    fn take(&mut self, content: Content, bundle: &Bundle) -> Option<()> {
        match content {
            Content::Terms(at) => {
                let part = |name| stored::decompress(&bundle.part(name)?);
                let [terms, postings, positions] = INVERTED_PARTS.map(part);
                let (terms, postings, positions) = (terms?, postings?, positions?);
                let inverted = [&terms[..], &postings[..], &positions[..]];
                if !self.terms.contains_key(&at) {
                    let empty = self.hot.empty.each_ref().map(Vec::as_slice);
                    self.terms.insert(at, Terms(self.shelf.open(at, inverted, empty).ok()?));
                }
            }
            Content::Documents(at) => {
                let part = bundle.part(stored::PART)?;
                let batch = stored::decode(&part, self.hot.batches.get(at)?.documents)?;
                self.documents.insert(at, batch);
            }
            Content::Columns(at) => {
                let part = stored::decompress(&bundle.part(columns::PART)?)?;
                self.columns.take(at, &part, self.hot.documents())?;
            }
        }
        Some(())
    }

    /// Answers a search, or names the files it needs, relative to the folder of the hot file.
    ///
    /// # Errors
    /// A file is damaged. Never stands for "nothing found".
    pub fn search(&self, request: &Request) -> Result<Answer, SearchError> {
        let mut found = match self.matching(request, &query::words(&request.q))? {
            Step::Need(need) => return Ok(Answer::Need(need.into_iter().collect())),
            Step::Done(found) => found,
        };
        if found.is_empty() {
            found = match self.matching(request, &query::guesses(&request.q))? {
                Step::Need(need) => return Ok(Answer::Need(need.into_iter().collect())),
                Step::Done(found) => found,
            };
        }
        let facets = self.columns.filter(request, &mut found);
        let total = found.len();
        found.sort_unstable_by(|a, b| (b.score, a.document).cmp(&(a.score, b.document)));
        let shown = request.limit.unwrap_or(SHOWN).min(MOST_SHOWN);
        let page: Vec<Found> = found.into_iter().skip(request.offset).take(shown).collect();
        Ok(match self.hits(&page)? {
            Step::Need(need) => Answer::Need(need.into_iter().collect()),
            Step::Done(hits) => Answer::Done(Results { total, hits, facets }),
        })
    }

    fn matching(&self, request: &Request, words: &[Word]) -> Result<Step<Vec<Found>>, SearchError> {
        match self.fetched(words) {
            Step::Need(need) => Ok(Step::Need(need)),
            Step::Done(()) => Ok(Step::Done(self.found(request, words)?)),
        }
    }

    /// Whether all is there that tells which documents are found.
    fn fetched(&self, words: &[Word]) -> Step<()> {
        let mut need = BTreeSet::new();
        let phrases = words.iter().flat_map(|word| &word.phrases);
        for (_, slot) in phrases.flat_map(|phrase| &phrase.slots) {
            let missing = self.ranges(slot).filter(|at| !self.terms.contains_key(at));
            need.extend(
                missing.filter_map(|at| self.hot.ranges.get(at)).map(|range| hot::name(&range.stamp)),
            );
        }
        let missing = self.hot.columns.iter().enumerate().filter(|(file, _)| !self.columns.has(*file));
        need.extend(missing.map(|(_, stamp)| hot::name(stamp)));
        if need.is_empty() { Step::Done(()) } else { Step::Need(need) }
    }

    /// The files that may hold a term.
    fn ranges(&self, slot: &Slot) -> std::ops::Range<usize> {
        let ranges = &self.hot.ranges;
        let (Slot::Term(term) | Slot::Below(term)) = slot;
        let after = ranges.partition_point(|range| range.first <= *term);
        let end = match slot {
            Slot::Term(_) => after,
            Slot::Below(_) => {
                ranges.partition_point(|range| range.first <= *term || range.first.starts_with(term))
            }
        };
        after.saturating_sub(1)..end
    }

    fn found(&self, request: &Request, words: &[Word]) -> Result<Vec<Found>, SearchError> {
        let all = |document| Found { document, ..Found::default() };
        let mut words = words.iter();
        let mut found = match words.next() {
            Some(first) => self.word(first)?,
            None if request.q.trim().is_empty() => (0..self.hot.documents()).map(all).collect(),
            None => Vec::new(),
        };
        for word in words {
            found = evaluate::all(found, self.word(word)?);
        }
        for found in &mut found {
            let kind = self.columns.values(KIND, found.document).next();
            found.score += bonus(kind.map_or("", |kind| &kind.key), found.in_title);
        }
        Ok(found)
    }

    fn word(&self, word: &Word) -> Result<Vec<Found>, SearchError> {
        let phrases = word.phrases.iter();
        let found = phrases
            .map(|phrase| self.phrase(phrase))
            .try_fold(Vec::new(), |found, more| Ok::<_, SearchError>(evaluate::either(found, more?)))?;
        let of_level = self.columns.of_level(&word.text, self.hot.documents());
        Ok(evaluate::either(found, of_level.map(filed).collect()))
    }

    fn phrase(&self, phrase: &Phrase) -> Result<Vec<Found>, SearchError> {
        let slot = |(offset, slot): &(u32, Slot)| Ok((*offset, self.places(slot)?));
        let slots: Vec<(u32, Places)> = phrase.slots.iter().map(slot).collect::<Result<_, SearchError>>()?;
        let found = evaluate::documents(phrase, &evaluate::starts(&slots));
        Ok(if phrase.reading == Reading::Sound { self.with_filed(found) } else { found })
    }

    /// With what is about the occupations found: only titles say how they are read, and an occupation is the title of its
    /// own page, not of an institution that is filed for it.
    fn with_filed(&self, found: Vec<Found>) -> Vec<Found> {
        let is_occupation =
            |document| self.columns.values(KIND, document).any(|kind| kind.key == "occupation");
        let pages = found.iter().map(|found| found.document).filter(|document| is_occupation(*document));
        let mut occupations: Vec<u32> =
            pages.flat_map(|page| self.columns.occupations(page)).copied().collect();
        occupations.sort_unstable();
        let filed = self.columns.about(&occupations, self.hot.documents());
        evaluate::either(found, filed.map(self::filed).collect())
    }

    fn places(&self, slot: &Slot) -> Result<Places, SearchError> {
        let mut places = Places::new();
        for at in self.ranges(slot) {
            let name = || self.hot.ranges.get(at).map(|range| hot::name(&range.stamp)).unwrap_or_default();
            let damaged = |_| SearchError::Damaged(name());
            let Some(Terms(reader)) = self.terms.get(&at) else { return Err(SearchError::Unknown(name())) };
            match slot {
                Slot::Term(term) => {
                    places.extend(segment::places(reader, term).map_err(damaged)?.unwrap_or_default());
                }
                Slot::Below(prefix) => {
                    places.extend(segment::places_below(reader, prefix).map_err(damaged)?);
                }
            }
        }
        if matches!(slot, Slot::Below(_)) {
            places.sort_unstable();
            places.dedup();
        }
        Ok(places)
    }

    fn hits(&self, page: &[Found]) -> Result<Step<Vec<Hit>>, SearchError> {
        let batch = |found: &Found| self.firsts.partition_point(|first| *first <= found.document) - 1;
        let missing = page.iter().map(batch).filter(|at| !self.documents.contains_key(at));
        let need: BTreeSet<String> =
            missing.filter_map(|at| self.hot.batches.get(at)).map(|batch| hot::name(&batch.stamp)).collect();
        if !need.is_empty() {
            return Ok(Step::Need(need));
        }
        let hit = |found: &Found| {
            let at = batch(found);
            let within = (found.document - self.firsts[at]) as usize;
            let stored = self.documents.get(&at).and_then(|batch| batch.get(within));
            let stored = stored.ok_or_else(|| SearchError::Damaged("documents".to_owned()))?;
            Ok(self.hit(found, stored))
        };
        Ok(Step::Done(page.iter().map(hit).collect::<Result<_, SearchError>>()?))
    }

    fn hit(&self, found: &Found, stored: &Stored) -> Hit {
        let values =
            |facet: usize| -> Vec<Value> { self.columns.values(facet, found.document).cloned().collect() };
        let occupations = values(OCCUPATION);
        let last = last_line(occupations.iter().map(|value| value.label.as_str()));
        let lines: Vec<&str> = stored.lines.iter().map(String::as_str).chain(last.as_deref()).collect();
        let (marked_title, excerpt) = excerpt::pieces(&stored.title, &lines, &found.spans);
        let first = |facet| values(facet).into_iter().next();
        Hit {
            kind: first(KIND).unwrap_or_default(),
            url: stored.url.clone(),
            title: stored.title.clone(),
            marked_title,
            excerpt,
            district: first(DISTRICT),
            status: first(STATUS),
            levels: values(LEVEL),
            occupations,
        }
    }
}

/// A document that is about what was meant, without saying so in its text.
fn filed(document: u32) -> Found {
    Found { document, score: evaluate::FILED, ..Found::default() }
}

/// Among hits as good: what explains before what is one of many.
fn bonus(kind: &str, in_title: bool) -> u32 {
    match (kind, in_title) {
        ("occupation", true) => 9,
        ("question", _) => 7,
        ("policy", _) => 6,
        ("page", _) => 4,
        _ => 0,
    }
}
