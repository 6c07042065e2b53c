//! Certificate numbers as visitors type them: 22 characters, 《职业技能等级证书编码规则（试行）》 人社鉴发〔2019〕2号.

use std::fmt;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// The length of a number.
pub const LENGTH: usize = 22;
/// More than anybody types; the rest is not looked at.
const MOST_TYPED: usize = 256;

/// The first two digits of the codes of provinces, GB/T 2260, and 66, which the Xinjiang Production and Construction Corps
/// issues under.
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "66", "71", "81",
    "82",
];

/// A certificate number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number([u8; LENGTH]);

impl Number {
    /// Reads a number as records write it.
    pub fn strict(text: &str) -> Option<Self> {
        let bytes: [u8; LENGTH] = text.as_bytes().try_into().ok()?;
        let fits = |(at, byte): (usize, &u8)| wrong(at, char::from(*byte)).is_none();
        let is_begun = &bytes[7..13] != b"000000" && &bytes[16..] != b"000000";
        let is_placed = has_province(text);
        (bytes.iter().enumerate().all(fits) && is_begun && is_placed).then_some(Self(bytes))
    }

    /// Reads a number as people type it.
    ///
    /// # Errors
    /// What is not right yet.
    pub fn typed(text: &str) -> Result<Self, NumberHint> {
        let plain = plain(text);
        match hint_of(&plain) {
            NumberHint { complete: true, .. } => Self::strict(&plain).ok_or_else(|| hint_of("")),
            hint => Err(hint),
        }
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The number's bytes, all ASCII.
    pub fn bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What to tell somebody who is typing a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberHint {
    /// The number as it is understood: half-width, upper case, without spaces.
    pub number: String,
    /// Whether it is whole and right.
    pub complete: bool,
    /// The first wrong place, from 1.
    pub position: Option<usize>,
    /// One sentence; empty when there is nothing to say.
    pub sentence: String,
}

/// Looks at what was typed so far and names the first wrong place of the 22.
pub fn number_hint(typed: &str) -> NumberHint {
    hint_of(&plain(typed))
}

/// Without spaces and hyphens, half-width, upper case.
fn plain(typed: &str) -> String {
    let kept = typed.nfkc().take(MOST_TYPED);
    let kept = kept.filter(|c| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2212}' | '\u{feff}')
    });
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

fn hint_of(plain: &str) -> NumberHint {
    let say = |complete: bool, position: Option<usize>, sentence: String| NumberHint {
        number: plain.to_owned(),
        complete,
        position,
        sentence,
    };
    if plain.is_empty() {
        return say(false, None, "请输入证书上的 22 位编号".to_owned());
    }
    for (at, character) in plain.chars().take(LENGTH).enumerate() {
        if let Some(sentence) = wrong(at, character) {
            return say(false, Some(at + 1), sentence);
        }
    }
    if !has_province(plain) {
        return say(false, Some(6), format!("第 6 至 7 位「{}」不是省级行政区划代码", &plain[5..7]));
    }
    let length = plain.chars().count();
    let zeros = |range: std::ops::Range<usize>| plain.get(range).is_some_and(|part| part == "000000");
    if zeros(7..13) {
        return say(false, Some(8), "第 8 至 13 位是机构序列码，从 000001 起".to_owned());
    }
    if zeros(16..22) {
        return say(false, Some(17), "第 17 至 22 位是证书序列码，从 000001 起".to_owned());
    }
    match length {
        LENGTH => say(true, None, String::new()),
        0..LENGTH => say(false, None, format!("还差 {} 位（共 22 位）", LENGTH - length)),
        _ => say(false, Some(LENGTH + 1), format!("多了 {} 位：编号共 22 位", length - LENGTH)),
    }
}

/// Whether the places of the province hold the code of one, or are not there yet.
fn has_province(plain: &str) -> bool {
    plain.get(5..7).is_none_or(|code| PROVINCES.contains(&code))
}

/// What is wrong with a character at a place, from 0.
fn wrong(at: usize, character: char) -> Option<String> {
    let place = at + 1;
    let right = match at {
        0 => matches!(character, 'Y' | 'S'),
        15 => ('1'..='5').contains(&character),
        _ => character.is_ascii_digit(),
    };
    if right {
        return None;
    }
    Some(match (at, character) {
        (0, _) => format!("第 1 位「{character}」应为字母 Y（用人单位）或 S（社会培训评价组织）"),
        (15, _) => format!("第 16 位「{character}」应为等级 1 至 5"),
        (_, 'O') => format!("第 {place} 位是字母 O，应为数字，可能是 0"),
        (_, 'I' | 'L') => format!("第 {place} 位是字母 {character}，应为数字，可能是 1"),
        _ => format!("第 {place} 位「{character}」应为数字"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "Y000012000001203000001";

    #[test]
    fn forgives_spaces_width_and_case() {
        for typed in [
            NUMBER,
            "y0000 12 000001 20 3 000001",
            "Ｙ００００１２０００００１２０３０００００１\u{3000}",
            "Y0000-12-000001-203-000001",
        ] {
            assert_eq!(Number::typed(typed).unwrap().as_str(), NUMBER, "{typed}");
        }
    }

    #[test]
    fn names_the_wrong_place() {
        let place = |typed: &str| number_hint(typed).position;
        assert_eq!(place("X"), Some(1));
        assert_eq!(place("Y00001200O0"), Some(10));
        assert_eq!(place("Y00009"), None);
        assert_eq!(place("Y000099"), Some(6));
        assert_eq!(place("Y000012000001209"), Some(16));
        assert_eq!(place("Y000012000000203000001"), Some(8));
        assert_eq!(place("Y000012000001203000000"), Some(17));
        assert_eq!(place("Y0000120000012030000011"), Some(23));
        assert_eq!(number_hint("Y0000").sentence, "还差 17 位（共 22 位）");
        assert!(number_hint("").position.is_none() && !number_hint("").complete);
        assert!(number_hint(NUMBER).complete);
        assert_eq!(Number::strict("y000012000001203000001"), None);
        assert_eq!(Number::strict("Y000099000001203000001"), None);
    }
}
