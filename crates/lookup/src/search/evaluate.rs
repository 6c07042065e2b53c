//! From places of terms to documents: which, how good, and where.

use super::layout::BODY;
use super::query::{Phrase, Reading};
use super::segment::Places;

/// Positions from the first on, so many.
pub(super) type Span = (u32, u32);

/// A document in which a word, or all words, occur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) document: u32,
    pub(super) score: u32,
    pub(super) in_title: bool,
    pub(super) spans: Vec<Span>,
}

/// The starts of a phrase whose slots stand at these places.
pub(super) fn starts(slots: &[(u32, Places)]) -> Places {
    let mut slots = slots.iter();
    let Some(first) = slots.next() else { return Places::new() };
    let begin = |(offset, places): &(u32, Places)| -> Places {
        places.iter().filter_map(|(document, at)| Some((*document, at.checked_sub(*offset)?))).collect()
    };
    slots.fold(begin(first), |known, slot| both(&known, &begin(slot)))
}

fn both(a: &[(u32, u32)], b: &[(u32, u32)]) -> Places {
    let mut b = b.iter().peekable();
    let in_b = |place: &&(u32, u32)| {
        while b.next_if(|other| other < place).is_some() {}
        b.peek().is_some_and(|other| other == place)
    };
    a.iter().filter(in_b).copied().collect()
}

/// The documents of a phrase that starts there.
pub(super) fn documents(phrase: &Phrase, starts: &[(u32, u32)]) -> Vec<Found> {
    let found = |places: &[(u32, u32)]| {
        let first = places[0].1;
        Found {
            document: places[0].0,
            score: score(phrase.reading, first),
            in_title: first < BODY,
            spans: places.iter().map(|(_, start)| (*start, phrase.length)).collect(),
        }
    };
    starts.chunk_by(|a, b| a.0 == b.0).map(found).collect()
}

/// Coarse on purpose: what is as good stands in the order of the registry, so the first page of a common word is read
/// from few files.
fn score(reading: Reading, first: u32) -> u32 {
    let place = match first {
        0 => 120,
        1..BODY => 100,
        _ => 10,
    };
    match reading {
        Reading::Text => place,
        Reading::Number => place + 1000,
        Reading::Beginning => place * 4 / 5,
        Reading::Sound => place * 3 / 4,
    }
}

/// The score of what is about an occupation found by how it is read.
pub(super) const FILED: u32 = 7;

/// Documents of either list, the better score and the spans of both.
pub(super) fn either(a: Vec<Found>, b: Vec<Found>) -> Vec<Found> {
    if a.is_empty() || b.is_empty() {
        return if a.is_empty() { b } else { a };
    }
    let mut all = Vec::with_capacity(a.len() + b.len());
    let mut b = b.into_iter().peekable();
    for mut found in a {
        while let Some(other) = b.next_if(|other| other.document < found.document) {
            all.push(other);
        }
        if let Some(other) = b.next_if(|other| other.document == found.document) {
            found.score = found.score.max(other.score);
            found.in_title |= other.in_title;
            found.spans.extend(other.spans);
        }
        all.push(found);
    }
    all.extend(b);
    all
}

/// Documents of both lists, the sum of scores and the spans of both.
pub(super) fn all(a: Vec<Found>, b: Vec<Found>) -> Vec<Found> {
    let mut b = b.into_iter().peekable();
    let both = |mut found: Found| {
        while b.next_if(|other| other.document < found.document).is_some() {}
        let other = b.next_if(|other| other.document == found.document)?;
        found.score += other.score;
        found.in_title |= other.in_title;
        found.spans.extend(other.spans);
        Some(found)
    };
    a.into_iter().filter_map(both).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_terms_at_their_distance() {
        let slots = [(0, vec![(1, 3), (1, 9), (2, 0), (4, 7)]), (2, vec![(1, 1), (1, 11), (2, 2), (4, 8)])];
        assert_eq!(starts(&slots), [(1, 9), (2, 0)]);
        assert_eq!(starts(&[]), []);
    }

    #[test]
    fn joins_lists() {
        let found = |document, score| Found { document, score, in_title: false, spans: Vec::new() };
        let (a, b) = (vec![found(1, 5), found(3, 5)], vec![found(2, 1), found(3, 9), found(4, 1)]);
        let numbers = |list: Vec<Found>| list.iter().map(|f| (f.document, f.score)).collect::<Vec<_>>();
        assert_eq!(numbers(either(a.clone(), b.clone())), [(1, 5), (2, 1), (3, 9), (4, 1)]);
        assert_eq!(numbers(all(a, b)), [(3, 14)]);
    }
}
