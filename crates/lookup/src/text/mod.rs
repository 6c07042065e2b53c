//! From text to tokens, the same for what is written and for what is asked.
//!
//! Every Han character and every word has a position, and so has every gap of punctuation or space. The token at the
//! position of a Han character is the character with the next one of its run; the last of a run stands alone. So one
//! token stands at each position, a run of Han is a phrase of pairs, and a single character is a prefix of the tokens
//! at all places where it occurs.

mod latin;
#[cfg(feature = "write")]
mod pinyin;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(crate) use latin::{initials, is_initial, is_plain, syllables, unfinished};
#[cfg(feature = "write")]
pub(crate) use pinyin::readings;

/// Words are cut here: nobody types more, and no index gets a term without end.
const LONGEST_WORD: usize = 64;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Two Han characters of a run.
    Pair,
    /// The last Han character of a run of several.
    Last,
    /// A Han character between others.
    Single,
    /// Letters and digits.
    Word,
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As it is indexed.
    pub text: String,
    /// Counted in Han characters, words and gaps.
    pub position: u32,
    /// Its first byte in the text.
    pub start: usize,
    /// The byte after the first Han character, or after the word.
    pub end: usize,
    /// What it is made of.
    pub kind: TokenKind,
}

/// A character as it is compared, with the bytes of the text it comes from.
#[derive(Clone, Copy)]
struct Unit {
    character: char,
    start: usize,
    end: usize,
}

/// The tokens of a text, in order of their positions, the first of which is 0.
pub fn tokens(text: &str) -> Vec<Token> {
    let units = units(text);
    let mut tokens = Vec::with_capacity(units.len());
    let (mut at, mut position) = (0, 0);
    while let Some(unit) = units.get(at) {
        if is_han(unit.character) {
            tokens.push(han(&units, at, position));
            at += 1;
        } else if is_word(unit.character) {
            let length =
                units[at..].iter().take_while(|u| is_word(u.character) && !is_han(u.character)).count();
            tokens.push(word(&units[at..at + length], position));
            at += length;
        } else {
            let other = |u: &&Unit| !is_word(u.character) && !is_han(u.character);
            at += units[at..].iter().take_while(other).count();
            if tokens.is_empty() {
                continue;
            }
        }
        position += 1;
    }
    tokens
}

/// Half-width and lower case.
pub(crate) fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len() / 2);
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        let mut push = |character| units.push(Unit { character, start, end });
        if matches!(character, '\u{4e00}'..='\u{9fff}') {
            push(character);
        } else if character.is_ascii() {
            push(character.to_ascii_lowercase());
        } else {
            std::iter::once(character).nfkc().flat_map(char::to_lowercase).for_each(push);
        }
    }
    units
}

fn han(units: &[Unit], at: usize, position: u32) -> Token {
    let unit = units[at];
    let is_han_at = |at: Option<usize>| at.and_then(|at| units.get(at)).is_some_and(|u| is_han(u.character));
    let mut text = String::from(unit.character);
    let kind = if is_han_at(Some(at + 1)) {
        text.push(units[at + 1].character);
        TokenKind::Pair
    } else if is_han_at(at.checked_sub(1)) {
        TokenKind::Last
    } else {
        TokenKind::Single
    };
    Token { text, position, start: unit.start, end: unit.end, kind }
}

fn word(units: &[Unit], position: u32) -> Token {
    let text = units.iter().take(LONGEST_WORD).map(|unit| unit.character).collect();
    let (start, end) = (units[0].start, units[units.len() - 1].end);
    Token { text, position, start, end, kind: TokenKind::Word }
}

fn is_han(character: char) -> bool {
    matches!(
        character,
        '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
            | '々'
            | '〇'
    )
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let shown: Vec<String> =
            tokens(text).iter().map(|token| format!("{}@{}", token.text, token.position)).collect();
        shown.join(" ")
    }

    #[test]
    fn cuts_han_into_pairs_and_keeps_words_whole() {
        assert_eq!(shown("电焊工"), "电焊@0 焊工@1 工@2");
        assert_eq!(shown("（电工）ISO9001认证"), "电工@0 工@1 iso9001@3 认证@4 证@5");
        assert_eq!(shown("甲、乙"), "甲@0 乙@2");
        assert_eq!(shown(""), "");
        assert_eq!(shown("……！"), "");
    }

    #[test]
    fn forgives_width_and_case() {
        assert_eq!(shown("Ｙ０００1２ Abc"), shown("y00012 aBC"));
        assert_eq!(shown("㈠"), shown("(一)"));
        assert_eq!(shown("二〇二〇年"), "二〇@0 〇二@1 二〇@2 〇年@3 年@4");
    }

    #[test]
    fn names_the_bytes_of_the_text() {
        let text = "甲ＡＢ乙";
        let found: Vec<&str> = tokens(text).iter().map(|token| &text[token.start..token.end]).collect();
        assert_eq!(found, ["甲", "ＡＢ", "乙"]);
    }
}
