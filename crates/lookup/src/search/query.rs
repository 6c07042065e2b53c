//! From what was typed to what has to stand in a document.

use crate::text::{Token, TokenKind, folded, initials, is_initial, is_plain, syllables, tokens, unfinished};

use super::keys;

/// The search box takes no more characters; words in them need no bound of their own.
const LONGEST: usize = 200;
/// Letters from which on what can be read as syllables is not read as initials.
const MOST_DOUBTED: usize = 5;

/// Terms that have to stand at that distance from one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) slots: Vec<(u32, Slot)>,
    /// How many positions it covers.
    pub(super) length: u32,
    pub(super) reading: Reading,
}

/// How what was typed was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As it stands.
    Text,
    /// As the number of an institution.
    Number,
    /// As the beginning of a word.
    Beginning,
    /// As pinyin or its initials.
    Sound,
}

/// One term, or all that begin so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Term(Vec<u8>),
    Below(Vec<u8>),
}

/// A word typed: one of the phrases has to occur, or, if it is the name of a level, a document has to be about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) phrases: Vec<Phrase>,
}

/// The words of a query; all of them have to occur.
pub(super) fn words(query: &str) -> Vec<Word> {
    cut(query).split_whitespace().filter_map(|word| self::word(word, lone)).collect()
}

/// What else may have been meant where nothing was found: a number in groups, Han mixed with pinyin, and pinyin that goes
/// on where it could end. Asked for only then, because each of these costs files.
pub(super) fn guesses(query: &str) -> Vec<Word> {
    let query = cut(query);
    let parts: Vec<&str> = query.split_whitespace().collect();
    let joined = parts.concat();
    let is_number =
        |text: &str| text.chars().all(char::is_alphanumeric) && text.chars().any(char::is_numeric);
    if parts.len() > 1 && joined.is_ascii() && is_number(&joined) {
        return word(&joined, lone).into_iter().collect();
    }
    let pieces = parts.into_iter().flat_map(|part| split_at_scripts(part, is_number(part)));
    pieces.filter_map(|piece| word(piece, unsure)).collect()
}

fn cut(query: &str) -> String {
    query.chars().take(LONGEST).collect()
}

/// Letters, and what is not; a number stays whole.
fn split_at_scripts(word: &str, whole: bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<bool> = None;
    for (at, character) in word.char_indices() {
        let is_letter = character.is_ascii_alphabetic();
        if !whole && before.is_some_and(|before| before != is_letter) {
            pieces.push(&word[start..at]);
            start = at;
        }
        before = Some(is_letter);
    }
    pieces.push(&word[start..]);
    pieces
}

fn word(word: &str, letters: impl Fn(&str) -> Vec<Phrase>) -> Option<Word> {
    let tokens = tokens(word);
    let phrases = match &tokens[..] {
        [] => return None,
        [token] if token.kind == TokenKind::Word => letters(&token.text),
        _ => vec![Phrase { slots: slots(&tokens), length: length(&tokens), reading: Reading::Text }],
    };
    Some(Word { text: folded(word), phrases })
}

fn length(tokens: &[Token]) -> u32 {
    tokens.last().map_or(0, |token| token.position + 1)
}

/// Pairs overlap: every second one says where all characters stand, and the last one where the run ends.
fn slots(tokens: &[Token]) -> Vec<(u32, Slot)> {
    let mut slots = Vec::new();
    let mut covered = 0;
    for (at, token) in tokens.iter().enumerate() {
        let is_end = tokens.get(at + 1).is_none_or(|next| next.kind == TokenKind::Last);
        let term = || token.text.clone().into_bytes();
        match token.kind {
            TokenKind::Pair if token.position >= covered || is_end => {
                covered = token.position + 2;
                slots.push((token.position, Slot::Term(term())));
            }
            TokenKind::Pair | TokenKind::Last => {}
            TokenKind::Single => slots.push((token.position, Slot::Below(term()))),
            TokenKind::Word => slots.push((token.position, Slot::Term(term()))),
        }
    }
    slots
}

/// Letters and digits by themselves may stand for more than they are.
fn lone(text: &str) -> Vec<Phrase> {
    let phrase = |slot, reading| Phrase { slots: vec![(0, slot)], length: 1, reading };
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    let exact = if has_digit && text.len() >= 10 { Reading::Number } else { Reading::Text };
    let mut phrases = vec![phrase(Slot::Term(text.as_bytes().to_vec()), exact)];
    if text.len() >= if has_digit { 6 } else { 3 } {
        phrases.push(phrase(Slot::Below(text.as_bytes().to_vec()), Reading::Beginning));
    }
    let ways = syllables(text);
    // Nobody types so many initials that happen to be syllables: reading them too would cost as many files again.
    if ways.is_empty() || text.len() < MOST_DOUBTED {
        phrases.extend(initials(text).map(sound_of_initials));
    }
    phrases.extend(ways.iter().map(|way| sound_of_syllables(way)));
    if !ways.iter().any(|way| is_plain(way)) {
        phrases.extend(unfinished(text).map(|(way, rest)| sound_of_beginning(&way, &rest)));
    }
    phrases
}

/// The same, and with every ending that may go on.
fn unsure(text: &str) -> Vec<Phrase> {
    let mut phrases = lone(text);
    let goes_on = |way: Vec<String>| {
        let (last, before) = way.split_last()?;
        Some(sound_of_beginning(before, last))
    };
    phrases.extend(syllables(text).into_iter().filter_map(goes_on));
    phrases.extend(unfinished(text).map(|(way, rest)| sound_of_beginning(&way, &rest)));
    phrases.dedup();
    phrases
}

fn sound_of_initials(letters: &str) -> Phrase {
    let last = letters.len() - 2;
    let starts = (0..last).step_by(2).chain([last]);
    let slot = |start: usize| {
        let mut key = Vec::new();
        keys::initials(&letters.as_bytes()[start..start + 2], &mut key);
        (start as u32, Slot::Term(key))
    };
    Phrase { slots: starts.map(slot).collect(), length: letters.len() as u32, reading: Reading::Sound }
}

fn sound_of_syllables(syllables: &[String]) -> Phrase {
    let slot = |syllable: &String| {
        let mut key = Vec::new();
        keys::syllable(syllable, &mut key);
        Slot::Term(key)
    };
    let slots = (0..).zip(syllables.iter().map(slot)).collect();
    Phrase { slots, length: syllables.len() as u32, reading: Reading::Sound }
}

/// Whole syllables, and the beginning of one more: of a lone initial, with the syllable before, there is a term.
fn sound_of_beginning(syllables: &[String], rest: &str) -> Phrase {
    let mut phrase = sound_of_syllables(syllables);
    let mut key = Vec::new();
    let before = syllables.last().and_then(|before| before.bytes().next()).filter(|_| is_initial(rest));
    match (before, rest.bytes().next()) {
        (Some(before), Some(initial)) => {
            keys::initials(&[before, initial], &mut key);
            phrase.slots.push((phrase.length - 1, Slot::Term(key)));
        }
        _ => {
            keys::syllable(rest, &mut key);
            phrase.slots.push((phrase.length, Slot::Below(key)));
        }
    }
    phrase.length += 1;
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(query: &str) -> String {
        let slot = |(at, slot): &(u32, Slot)| match slot {
            Slot::Term(term) => format!("{}@{at}", String::from_utf8_lossy(term)),
            Slot::Below(term) => format!("{}*@{at}", String::from_utf8_lossy(term)),
        };
        let phrase = |phrase: &Phrase| phrase.slots.iter().map(slot).collect::<Vec<_>>().join("+");
        let word = |word: &Word| word.phrases.iter().map(phrase).collect::<Vec<_>>().join(" | ");
        words(query).iter().map(word).collect::<Vec<_>>().join(" & ")
    }

    #[test]
    fn asks_for_as_few_terms_as_say_all() {
        assert_eq!(shown("电工"), "电工@0");
        assert_eq!(shown("电焊工"), "电焊@0+焊工@1");
        assert_eq!(shown("职业技能等级"), "职业@0+技能@2+等级@4");
        assert_eq!(shown("职业技能 焊"), "职业@0+技能@2 & 焊*@0");
        assert_eq!(shown("津人社办发〔2020〕85号"), "津人@0+社办@2+办发@3+2020@6+85@8+号*@9");
        assert_eq!(shown("？！ 　"), "");
    }

    #[test]
    fn takes_letters_as_all_they_may_be() {
        assert_eq!(shown("ＴJgt"), "tjgt@0 | tjgt*@0 | \u{2}tj@0+\u{2}gt@2");
        assert_eq!(shown("y000012000109"), "y000012000109@0 | y000012000109*@0");
        assert_eq!(shown("85"), "85@0");
        assert_eq!(
            shown("diangon"),
            "diangon@0 | diangon*@0 | \u{2}di@0+\u{2}an@2+\u{2}go@4+\u{2}on@5 | \u{1}dian@0+\u{1}gon*@1"
        );
        assert!(shown("diang").ends_with(" | \u{1}dian@0+\u{2}dg@0"), "{}", shown("diang"));
    }
}
