//! Recognises what must never stand in the repository or on the site: citizen ID numbers and private mobile
//! numbers (个人信息保护法; 民法典 1034 条).

use std::ops::Range;

use super::identifier::CitizenId;

/// What was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personal {
    /// A citizen ID number, of 18 or, before 1999, 15 digits.
    CitizenId,
    /// A mobile telephone number.
    Mobile,
}

/// No number that is looked for is shorter.
const SHORTEST: usize = 11;

/// The byte ranges of personal numbers in a text. Full-width digits count as digits; single spaces and
/// hyphens between digits are looked through. Letters or digits around a number make it another one.
pub fn scan(text: &str) -> Vec<(Range<usize>, Personal)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let (end, digits) = stretch(text, start);
        if digits >= SHORTEST {
            Run::read(text, start..end).finish(&mut found);
        }
        at = end;
    }
    found
}

/// Where the next digit stands, from a byte on. Every text is read through here, so it looks at bytes: full-width
/// digits and letters begin with 0xEF.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let ahead = &text.as_bytes()[from..];
        let at = from + ahead.iter().position(|byte| matches!(byte, b'0'..=b'9' | b'X' | b'x' | 0xef))?;
        let character = text[at..].chars().next()?;
        if narrow(character).is_some() {
            return Some(at);
        }
        from = at + character.len_utf8();
    }
}

/// Where the digits that begin at a byte end, and how many they are; single spaces and hyphens are looked through.
fn stretch(text: &str, start: usize) -> (usize, usize) {
    let (mut digits, mut gap) = (0, false);
    for (at, character) in text[start..].char_indices() {
        match (narrow(character), character) {
            (Some(_), _) => (digits, gap) = (digits + 1, false),
            (None, ' ' | '-' | '\u{2014}') if !gap => gap = true,
            _ => return (start + at, digits),
        }
    }
    (text.len(), digits)
}

/// The ASCII digit or `X` a character stands for.
fn narrow(character: char) -> Option<u8> {
    match character {
        '0'..='9' | 'X' | 'x' => Some(character as u8),
        '０'..='９' => u8::try_from(u32::from(character) - u32::from('０')).ok().map(|digit| b'0' + digit),
        'Ｘ' | 'ｘ' => Some(b'X'),
        _ => None,
    }
}

/// Digits in a row, with the places they stand at.
#[derive(Default)]
struct Run {
    digits: Vec<u8>,
    spots: Vec<Range<usize>>,
    /// The digits after which a space or hyphen stands.
    gaps: Vec<usize>,
    gap: bool,
    after_word: bool,
    before_word: bool,
}

/// No number that is looked for is longer; a longer run is cut so that memory stays bounded.
const LONGEST: usize = 64;

impl Run {
    /// The digits of a stretch of a text.
    fn read(text: &str, stretch: Range<usize>) -> Self {
        let word =
            |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
        let mut run = Self { after_word: word(text[..stretch.start].chars().next_back()), ..Self::default() };
        for (at, character) in text[stretch.clone()].char_indices() {
            match narrow(character) {
                Some(digit) => run.push(digit, stretch.start + at, character.len_utf8()),
                None => run.gap = true,
            }
        }
        run.before_word = !run.gap && word(text[stretch.end..].chars().next());
        run
    }

    fn push(&mut self, digit: u8, at: usize, length: usize) {
        if std::mem::take(&mut self.gap) {
            self.gaps.push(self.digits.len());
        }
        if self.digits.len() < LONGEST {
            self.digits.push(digit);
            self.spots.push(at..at + length);
        }
    }

    /// Looks at every stretch between gaps, alone and joined with those that follow.
    fn finish(self, found: &mut Vec<(Range<usize>, Personal)>) {
        let last = (!self.before_word).then_some(self.digits.len());
        let edges: Vec<usize> = [0].into_iter().chain(self.gaps).chain(last).collect();
        let mut covered = 0;
        for (i, start) in edges.iter().enumerate() {
            if *start < covered || (i == 0 && self.after_word) {
                continue;
            }
            let hit =
                edges[i + 1..].iter().find_map(|end| Some((*end, recognise(&self.digits[*start..*end])?)));
            if let Some((end, kind)) = hit {
                found.push((self.spots[*start].start..self.spots[end - 1].end, kind));
                covered = end;
            }
        }
    }
}

fn recognise(digits: &[u8]) -> Option<Personal> {
    match digits.len() {
        18 if CitizenId::is_one(digits) => Some(Personal::CitizenId),
        15 if CitizenId::is_old_one(digits) => Some(Personal::CitizenId),
        11 if is_mobile(digits) => Some(Personal::Mobile),
        13 if digits.starts_with(b"86") && is_mobile(&digits[2..]) => Some(Personal::Mobile),
        _ => None,
    }
}

fn is_mobile(digits: &[u8]) -> bool {
    digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1]) && digits.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, Personal)> {
        scan(text).into_iter().map(|(range, kind)| (&text[range], kind)).collect()
    }

    // The ID number is the example of GB 11643; the telephone numbers are nobody's.
    #[test]
    fn finds_numbers_however_they_are_written() {
        assert_eq!(kinds("身份证 11010519491231002X。"), [("11010519491231002X", Personal::CitizenId)]);
        assert_eq!(kinds("１１０１０５１９４９１２３１００２Ｘ").len(), 1);
        assert_eq!(kinds("110105 19491231 002x").len(), 1);
        assert_eq!(kinds("电话:13800000000"), [("13800000000", Personal::Mobile)]);
        assert_eq!(kinds("138-0000-0000、+86 138 0000 0000").len(), 2);
        assert_eq!(kinds("13800000000 office").len(), 1);
    }

    #[test]
    fn leaves_other_numbers_alone() {
        for text in [
            "022-83635027",
            "Y000012000001203000001",
            "911200007109339563",
            "2021-11-30 2021-12-01",
            "sha256: a13800000000",
            "sha256: 13800000000a",
            "300191 13",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
