//! Where the parts of a document stand: the title from 0, the rest from [`BODY`] on, so that a position tells a hit in
//! the title from one in the text. Each line begins at a multiple of [`STEP`], so that a longer line does not move the
//! terms of all that follow.

use crate::text::{Token, tokens};

/// The first position after the title, if the title is not longer.
pub(super) const BODY: u32 = 64;
const STEP: u32 = 32;

/// A token of a document and the part it stands in: 0 is the title, then the lines.
pub(super) struct Placed {
    pub(super) part: usize,
    pub(super) token: Token,
}

/// All tokens of a document with their positions in it.
pub(super) fn layout<'a>(title: &'a str, lines: impl Iterator<Item = &'a str>) -> Vec<Placed> {
    let mut placed = Vec::new();
    let mut next = 0;
    for (part, text) in std::iter::once(title).chain(lines).enumerate() {
        let first = if part == 0 { 0 } else { next.max(BODY).next_multiple_of(STEP) };
        for mut token in tokens(text) {
            token.position += first;
            // One position stays free, so that no phrase goes from one part to the next.
            next = token.position + 2;
            placed.push(Placed { part, token });
        }
    }
    placed
}

/// The line that a document does not hold: what its occupations are called, which its columns say.
pub(super) fn last_line<'a>(occupations: impl Iterator<Item = &'a str>) -> Option<String> {
    let line = occupations.collect::<Vec<_>>().join("、");
    (!line.is_empty()).then_some(line)
}
