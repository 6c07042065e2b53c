//! What is shown of a document, with what was searched for marked.

use std::ops::Range;

use super::answer::Piece;
use super::evaluate::Span;
use super::layout::layout;

/// Characters shown.
const SHOWN: usize = 76;
/// Characters shown before the first mark.
const BEFORE: usize = 18;

/// The title and an excerpt in pieces.
pub(super) fn pieces(title: &str, lines: &[&str], spans: &[Span]) -> (Vec<Piece>, Vec<Piece>) {
    let marks = marks(title, lines, spans);
    let title = cut(title, 0..title.len(), marks.first().map_or(&[], Vec::as_slice));
    let most = marks.iter().map(Vec::len).skip(1).max().unwrap_or_default();
    let best = marks.iter().skip(1).position(|marks| marks.len() == most).unwrap_or_default();
    let excerpt = match lines.get(best) {
        Some(line) => excerpt(line, marks.get(best + 1).map_or(&[], Vec::as_slice)),
        None => Vec::new(),
    };
    (title, excerpt)
}

/// The bytes to mark in each part, in order and apart from one another.
fn marks(title: &str, lines: &[&str], spans: &[Span]) -> Vec<Vec<Range<usize>>> {
    let mut marks: Vec<Vec<Range<usize>>> = vec![Vec::new(); lines.len() + 1];
    let placed = layout(title, lines.iter().copied());
    for (start, length) in spans {
        let first = placed.partition_point(|placed| placed.token.position < *start);
        let covered = placed[first..].iter().take_while(|placed| placed.token.position < start + length);
        for placed in covered.clone().take(1) {
            let last = covered.clone().last().unwrap_or(placed);
            if let Some(marks) = marks.get_mut(placed.part).filter(|_| last.part == placed.part) {
                marks.push(placed.token.start..last.token.end);
            }
        }
    }
    marks.into_iter().map(joined).collect()
}

fn joined(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_unstable_by_key(|mark| (mark.start, mark.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match joined.last_mut().filter(|last| mark.start <= last.end) {
            Some(last) => last.end = last.end.max(mark.end),
            None => joined.push(mark),
        }
    }
    joined
}

fn excerpt(line: &str, marks: &[Range<usize>]) -> Vec<Piece> {
    let first = marks.first().map_or(0, |mark| mark.start);
    let start = line[..first].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let end = line[start..].char_indices().nth(SHOWN).map_or(line.len(), |(at, _)| start + at);
    let mut pieces = cut(line, start..end, marks);
    if start > 0 {
        pieces.insert(0, Piece("…".to_owned(), false));
    }
    if end < line.len() {
        pieces.push(Piece("…".to_owned(), false));
    }
    pieces
}

/// A stretch of a text in pieces.
fn cut(text: &str, stretch: Range<usize>, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = stretch.start;
    let mut push = |range: Range<usize>, marked| {
        if let Some(piece) = text.get(range).filter(|piece| !piece.is_empty()) {
            pieces.push(Piece(piece.to_owned(), marked));
        }
    };
    for mark in marks {
        let (start, end) = (mark.start.clamp(at, stretch.end), mark.end.clamp(at, stretch.end));
        push(at..start, false);
        push(start..end, true);
        at = end;
    }
    push(at..stretch.end, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(title: &str, lines: &[&str], spans: &[Span]) -> (String, String) {
        let join = |pieces: Vec<Piece>| -> String {
            pieces.iter().map(|p| if p.1 { format!("[{}]", p.0) } else { p.0.clone() }).collect()
        };
        let (title, excerpt) = pieces(title, lines, spans);
        (join(title), join(excerpt))
    }

    #[test]
    fn marks_what_was_found() {
        assert_eq!(
            shown("电焊工培训", &["甲", "学ＡＢ，电工"], &[(0, 2), (97, 2), (97, 3)]),
            ("[电焊]工培训".to_owned(), "学[ＡＢ，电]工".to_owned())
        );
        assert_eq!(shown("题", &[], &[(0, 9)]), ("[题]".to_owned(), String::new()));
    }

    #[test]
    fn shows_the_place() {
        let line = format!("{}焊工{}", "前".repeat(50), "后".repeat(100));
        let (_, excerpt) = shown("题", &[&line], &[(114, 2)]);
        assert_eq!(excerpt, format!("…{}[焊工]{}…", "前".repeat(18), "后".repeat(56)));
    }
}
