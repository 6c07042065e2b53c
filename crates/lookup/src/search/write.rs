//! From documents to files.
//!
//! Files are cut where their content says so, not where the space says so: a change here moves no cut there, and all
//! other files keep their names.

use std::collections::HashMap;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::bundle::{self, Kind};
use crate::text::{TokenKind, readings};

use super::codec::Encoder;
use super::columns::{self, Column, Pairs};
use super::document::{Document, Files};
use super::hot::{self, Batch, Hot, Range, Stamp};
use super::keys;
use super::layout::{Placed, last_line, layout};
use super::segment::{self, INVERTED_PARTS, Parts, Places};
use super::{SearchError, stored};

/// Bytes of a file of terms before it is compressed: never cut below the least, always at the most, and in between wherever a term's digest
/// says so, after as many bytes as that on average. A query of Han reads several such files.
const TERMS: Cut = Cut { least: 10_000, usual: 5_000, most: 24_000 };
/// Of one of words and numbers, most of which stand in one document: a query reads one.
const WORDS: Cut = Cut { least: 14_000, usual: 6_000, most: 28_000 };
/// Of one of documents.
const DOCUMENTS: Cut = Cut { least: 9_500, usual: 4_000, most: 20_000 };

struct Cut {
    least: usize,
    usual: usize,
    most: usize,
}

impl Cut {
    /// Whether to cut between what has been gathered and the next piece.
    fn is_here(&self, gathered: usize, next: &[u8], size: usize) -> bool {
        // A piece as big as that is wanted often, and nobody who wants it wants what came before.
        if size > self.least && gathered > self.least / 3 {
            return true;
        }
        if gathered < self.least {
            return false;
        }
        let digest: [u8; 32] = Sha256::digest(next).into();
        let draw = u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]]);
        let chance = (size as f64 / self.usual as f64).min(1.0);
        gathered + size > self.most || f64::from(draw) < chance * f64::from(u32::MAX)
    }
}

/// Makes the files of a search. The same documents in the same order give the same bytes.
///
/// # Errors
/// The index could not be written.
pub fn write(documents: &[Document]) -> Result<Files, SearchError> {
    let count =
        u32::try_from(documents.len()).map_err(|_| SearchError::Write("too many documents".to_owned()))?;
    let mut writer = Writer::default();
    let empty = segment::empty(count).map_err(trouble)?;
    let mut hot = Hot { empty, ..Hot::default() };
    hot.ranges = writer.terms(documents, count)?;
    hot.batches = writer.documents(documents)?;
    hot.columns = writer.columns(documents)?;
    let bytes = hot.encode().ok_or_else(too_long)?;
    let name = hot::name_of_hot(&hot::stamp(&bytes));
    writer.files.push((name.clone(), bytes));
    writer.files.sort();
    writer.files.dedup();
    Ok(Files { hot: name, files: writer.files })
}

fn too_long() -> SearchError {
    SearchError::Write("too much for one file".to_owned())
}

fn trouble(error: tantivy::TantivyError) -> SearchError {
    SearchError::Write(error.to_string())
}

#[derive(Default)]
struct Writer {
    files: Vec<(String, Vec<u8>)>,
}

impl Writer {
    fn add(&mut self, parts: &[(&str, &[u8])]) -> Result<Stamp, SearchError> {
        let bytes = bundle::write(Kind::BLOCK, parts).ok_or_else(too_long)?;
        let stamp = hot::stamp(&bytes);
        self.files.push((hot::name(&stamp), bytes));
        Ok(stamp)
    }

    fn terms(&mut self, documents: &[Document], count: u32) -> Result<Vec<Range>, SearchError> {
        let terms = Terms::of(documents);
        let (mut cuts, mut start, mut gathered) = (Vec::new(), 0, 0);
        for (at, (term, places)) in terms.iter().enumerate() {
            let size = size(term, places);
            let cut = if term.first().is_some_and(u8::is_ascii_alphanumeric) { WORDS } else { TERMS };
            if cut.is_here(gathered, term, size) {
                cuts.push(&terms[start..at]);
                (start, gathered) = (at, 0);
            }
            gathered += size;
        }
        cuts.push(&terms[start..]);
        cuts.retain(|terms| !terms.is_empty());
        let made: Vec<_> = cuts.par_iter().map(|terms| inverted(terms, count)).collect::<Result<_, _>>()?;
        let mut ranges = Vec::with_capacity(cuts.len());
        for (terms, parts) in cuts.into_iter().zip(made) {
            let first = terms.first().map(|(term, _)| term.clone()).unwrap_or_default();
            let parts = parts.each_ref().map(Vec::as_slice);
            let parts: Vec<(&str, &[u8])> = INVERTED_PARTS.into_iter().zip(parts).collect();
            ranges.push(Range { first, stamp: self.add(&parts)? });
        }
        Ok(ranges)
    }

    fn documents(&mut self, documents: &[Document]) -> Result<Vec<Batch>, SearchError> {
        let (mut batches, mut open, mut count) = (Vec::new(), Vec::new(), 0);
        for document in documents {
            let bytes = stored::encode_one(document);
            if DOCUMENTS.is_here(open.len(), document.url.as_bytes(), bytes.len()) {
                let stamp = self.add(&[(stored::PART, &stored::compress(&std::mem::take(&mut open)))])?;
                batches.push(Batch { documents: std::mem::take(&mut count), stamp });
            }
            open.extend(bytes);
            count += 1;
        }
        if count > 0 {
            let stamp = self.add(&[(stored::PART, &stored::compress(&open))])?;
            batches.push(Batch { documents: count, stamp });
        }
        Ok(batches)
    }

    /// One file for the facets that all have few values of, one for occupations with their levels.
    fn columns<'a>(&mut self, documents: &'a [Document]) -> Result<Vec<Stamp>, SearchError> {
        let all = documents.iter();
        let mut few = Encoder::default();
        Column::new(all.clone().map(|d| std::iter::once(&d.kind))).encode(&mut few);
        Column::new(all.clone().map(|d| d.district.iter())).encode(&mut few);
        let levels = |d: &'a Document| d.scope.values().flatten();
        Column::new(all.clone().map(levels)).encode(&mut few);
        Column::new(all.map(|d| d.status.iter())).encode(&mut few);
        let mut occupations = Encoder::default();
        Pairs::encode(documents, &mut occupations);
        [few, occupations]
            .into_iter()
            .map(|encoder| self.add(&[(columns::PART, &stored::compress(&encoder.0))]))
            .collect()
    }
}

fn inverted(terms: &[(Vec<u8>, Places)], count: u32) -> Result<Parts<Vec<u8>>, SearchError> {
    let pairs = terms.iter().map(|(term, places)| (term.as_slice(), places));
    Ok(segment::inverted(count, pairs).map_err(trouble)?.map(|part| stored::compress(&part)))
}

/// About how many bytes a term takes.
fn size(term: &[u8], places: &Places) -> usize {
    let documents = places.chunk_by(|a, b| a.0 == b.0).count();
    term.len() + 6 + documents + documents / 2 + places.len()
}

/// Documents that are cut into tokens before their terms are gathered.
const AT_ONCE: usize = 1024;

fn placed(document: &Document) -> Vec<Placed> {
    let last = last_line(document.scope.keys().map(|occupation| occupation.label.as_str()));
    layout(&document.title, document.lines.iter().map(String::as_str).chain(last.as_deref()))
}

/// The terms with their places, as they are gathered.
#[derive(Default)]
struct Terms {
    numbers: HashMap<Vec<u8>, usize>,
    places: Vec<Places>,
}

impl Terms {
    /// All terms in order.
    fn of(documents: &[Document]) -> Vec<(Vec<u8>, Places)> {
        let mut terms = Self::default();
        for (at, documents) in documents.chunks(AT_ONCE).enumerate() {
            let placed: Vec<Vec<Placed>> = documents.par_iter().map(placed).collect();
            for (placed, number) in placed.iter().zip((at * AT_ONCE) as u32..) {
                for Placed { token, .. } in placed {
                    terms.add(token.text.as_bytes(), number, token.position);
                }
                terms.add_readings(placed, number);
            }
        }
        let mut places = terms.places;
        let mut sorted: Vec<(Vec<u8>, usize)> = terms.numbers.into_iter().collect();
        sorted.sort_unstable();
        sorted.into_iter().map(|(term, at)| (term, std::mem::take(&mut places[at]))).collect()
    }

    fn add(&mut self, term: &[u8], document: u32, position: u32) {
        let at = match self.numbers.get(term) {
            Some(at) => *at,
            None => {
                self.numbers.insert(term.to_vec(), self.places.len());
                self.places.push(Places::new());
                self.places.len() - 1
            }
        };
        if self.places[at].last() != Some(&(document, position)) {
            self.places[at].push((document, position));
        }
    }

    /// How the title is read: the syllable of each character, and the initials of each with the next.
    fn add_readings(&mut self, placed: &[Placed], document: u32) {
        let title = placed.iter().take_while(|placed| placed.part == 0);
        let mut before: Vec<String> = Vec::new();
        let mut term = Vec::new();
        for Placed { token, .. } in title {
            if token.kind == TokenKind::Word {
                continue;
            }
            let now = token.text.chars().next().map(readings).unwrap_or_default();
            for reading in &now {
                keys::syllable(reading, &mut term);
                self.add(&term, document, token.position);
            }
            if matches!(token.kind, TokenKind::Last) || (token.kind == TokenKind::Pair && !before.is_empty())
            {
                self.add_initials(&before, &now, document, token.position);
            }
            before = if token.kind == TokenKind::Pair { now } else { Vec::new() };
        }
    }

    fn add_initials(&mut self, before: &[String], now: &[String], document: u32, position: u32) {
        let initial = |reading: &String| reading.bytes().next().unwrap_or_default();
        let mut pairs: Vec<[u8; 2]> =
            before.iter().flat_map(|a| now.iter().map(move |b| [initial(a), initial(b)])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut term = Vec::new();
        for pair in pairs {
            keys::initials(&pair, &mut term);
            self.add(&term, document, position.saturating_sub(1));
        }
    }
}
