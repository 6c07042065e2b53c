//! Recognises what must never stand in the repository or on the site: citizen ID numbers and private mobile
//! numbers (个人信息保护法; 民法典 1034 条), and the private keys that open the encrypted holders.

mod near;
mod references;

use std::collections::VecDeque;
use std::ops::Range;

use self::references::Decoded;
use super::identifier::CitizenId;

/// What was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personal {
    /// A citizen ID number, of 18 or, before 1999, 15 digits.
    CitizenId,
    /// What must have been one before somebody mistyped it.
    NearCitizenId,
    /// A mobile telephone number.
    Mobile,
    /// A private key of the age format.
    PrivateKey,
}

/// How private keys begin; they are written in one case throughout.
const KEYS: [&str; 2] = ["AGE-SECRET-KEY-", "age-secret-key-"];

/// What is shorter behind that only speaks of keys.
const SHORTEST_KEY: usize = 30;

/// No number that is looked for is shorter.
const SHORTEST: usize = 11;

/// No number that is looked for has more digits.
const LONGEST: usize = 18;

/// No more signs than these stand between two groups of one number: `(138) - 1234`.
const WIDEST_GAP: usize = 4;

/// The byte ranges of personal numbers in a text. Full-width digits count as digits; spaces, hyphens, dots and
/// brackets between digits are looked through, and so are HTML character references. Letters around a number do not
/// hide it, unless they make it a digest, a certificate number or a credit code.
pub fn scan(text: &str) -> Vec<(Range<usize>, Personal)> {
    if !text.contains('&') {
        return scan_plain(text);
    }
    let decoded = Decoded::new(text);
    let hits = scan_plain(&decoded.text).into_iter();
    hits.map(|(range, kind)| (decoded.source(range.start).start..decoded.source(range.end - 1).end, kind))
        .collect()
}

/// What a text has if its lines are put together: numbers are broken over lines where a cell or a page ends.
pub fn over_lines(text: &str) -> Option<Personal> {
    let joined = text.contains('\n').then(|| text.split_whitespace().collect::<String>());
    scan(&joined?).first().map(|(_, kind)| *kind)
}

/// Where they stand, to be written over.
pub fn places(text: &str) -> Vec<Range<usize>> {
    scan(text).into_iter().map(|(range, _)| range).collect()
}

fn scan_plain(text: &str) -> Vec<(Range<usize>, Personal)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let (end, digits) = stretch(text, start);
        if digits >= SHORTEST {
            look(text, start..end, &mut found);
        }
        at = end;
    }
    for begins in KEYS {
        keys(text, begins, &mut found);
    }
    found
}

/// Private keys that begin in one way.
fn keys(text: &str, begins: &str, found: &mut Vec<(Range<usize>, Personal)>) {
    // This only asks whether there are any, which is quicker than where.
    if !text.contains(begins) {
        return;
    }
    for (start, _) in text.match_indices(begins) {
        let behind = start + begins.len();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        let length = text.as_bytes()[behind..].iter().take_while(|byte| is_part(byte)).count();
        if length >= SHORTEST_KEY {
            found.push((start..behind + length, Personal::PrivateKey));
        }
    }
}

/// Where the next digit stands, from a byte on. Every text is read through here, so it looks at bytes: full-width
/// digits begin with 0xEF.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        let ahead = &text.as_bytes()[from..];
        let at = from + ahead.iter().position(|byte| matches!(byte, b'0'..=b'9' | 0xef))?;
        let character = text[at..].chars().next()?;
        if narrow(character).is_some() {
            return Some(at);
        }
        from = at + character.len_utf8();
    }
}

/// Where the last of the digits that begin at a byte ends, and how many they are; gaps are looked through.
fn stretch(text: &str, start: usize) -> (usize, usize) {
    let (mut end, mut digits, mut gap) = (start, 0, 0);
    for (at, character) in text[start..].char_indices() {
        if narrow(character).is_some() {
            (end, digits, gap) = (start + at + character.len_utf8(), digits + 1, 0);
        } else if gap < WIDEST_GAP && is_gap(character) {
            gap += 1;
        } else {
            break;
        }
    }
    (end, digits)
}

/// Whether people write it between the groups of a number, or Markdown swallows it.
fn is_gap(character: char) -> bool {
    match character {
        ' ' | '\t' | '-' | '.' | '/' | '(' | ')' | '[' | ']' | '_' | '*' | '\\' => true,
        character if character.is_ascii() => false,
        '\u{a0}' | '\u{ad}' | '\u{b7}' | '\u{2000}'..='\u{2015}' | '\u{2022}' | '\u{2027}' | '\u{202f}' => {
            true
        }
        '\u{2028}' | '\u{2029}' | '\u{205f}' | '\u{2060}' | '\u{2212}' | '\u{22c5}' | '\u{3000}'
        | '\u{30fb}' | '\u{feff}' => true,
        '（' | '）' | '【' | '】' | '．' | '／' | '－' | '［' | '］' | '＿' | '\u{ff65}' => true,
        _ => false,
    }
}

/// The ASCII digit a character stands for.
fn narrow(character: char) -> Option<u8> {
    match character {
        '0'..='9' => Some(character as u8),
        '０'..='９' => u8::try_from(u32::from(character) - u32::from('０')).ok().map(|digit| b'0' + digit),
        _ => None,
    }
}

/// Digits without a gap.
#[derive(Clone)]
struct Group {
    range: Range<usize>,
    digits: usize,
}

/// Looks at every group of a stretch, alone and joined with those before it. Only the groups a number can consist
/// of are remembered, so that neither memory nor time grows with the stretch.
fn look(text: &str, stretch: Range<usize>, found: &mut Vec<(Range<usize>, Personal)>) {
    let mut groups: VecDeque<Group> = VecDeque::with_capacity(LONGEST);
    let mut at = stretch.start;
    while let Some(start) = next_digit(&text[..stretch.end], at) {
        let characters = text[start..stretch.end].chars();
        let (length, digits) = characters
            .take_while(|character| narrow(*character).is_some())
            .fold((0, 0), |(length, digits), character| (length + character.len_utf8(), digits + 1));
        at = start + length;
        if groups.len() == LONGEST {
            groups.pop_front();
        }
        groups.push_back(Group { range: start..at, digits });
        let last = at == stretch.end;
        let hit = ending_here(text, &groups, last).or_else(|| announced(text, groups.back()?, last));
        if let Some(hit) = hit {
            found.push(hit);
            groups.clear();
        }
    }
}

/// The longest number that ends with the last of some groups.
fn ending_here(text: &str, groups: &VecDeque<Group>, last: bool) -> Option<(Range<usize>, Personal)> {
    let end = groups.back()?.range.end;
    let tail = if last { tail(text, end) } else { None };
    let (mut first, mut sum): (usize, usize) = (groups.len(), 0);
    while first > 0 && sum + groups[first - 1].digits <= LONGEST {
        first -= 1;
        sum += groups[first].digits;
    }
    (first..groups.len()).find_map(|first| {
        let count = sum;
        sum -= groups[first].digits;
        if !matches!(count, 11 | 13 | 15 | 17 | LONGEST) {
            return None;
        }
        let start = groups[first].range.start;
        let shape: Vec<usize> = groups.range(first..).map(|group| group.digits).collect();
        let mut digits: Vec<u8> = text[start..end].chars().filter_map(narrow).collect();
        let (end, kind) = match (tail, digits.len()) {
            (Some(tail), 17) => {
                digits.push(b'X');
                (tail, recognise(&digits, &shape)?)
            }
            _ => (end, recognise(&digits, &shape)?),
        };
        let another = is_another(text, &groups[first].range) || is_another(text, &groups.back()?.range);
        (!another).then_some((start..end, kind))
    })
}

/// A group that is called an ID number by what stands before it.
fn announced(text: &str, group: &Group, last: bool) -> Option<(Range<usize>, Personal)> {
    if !near::AROUND.contains(&group.digits) {
        return None;
    }
    let digits: Vec<u8> = text[group.range.clone()].chars().filter_map(narrow).collect();
    let is_one = near::is_announced(text, group.range.start, &digits) && !is_another(text, &group.range);
    let end = if last { tail(text, group.range.end) } else { None };
    is_one.then(|| (group.range.start..end.unwrap_or(group.range.end), Personal::NearCitizenId))
}

/// Where the check digit `X` ends that stands behind some digits.
fn tail(text: &str, end: usize) -> Option<usize> {
    let mut behind = text[end..].char_indices();
    let (at, character) = behind.by_ref().take(WIDEST_GAP + 1).find(|(_, character)| !is_gap(*character))?;
    matches!(character, 'X' | 'x' | 'Ｘ' | 'ｘ').then_some(end + at + character.len_utf8())
}

/// Whether digits belong to a digest, a certificate or filing number, or a credit code.
fn is_another(text: &str, digits: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    // Longer words are looked at no further: 128 on either side tell what they are.
    let before = bytes[..digits.start].iter().rev().take(128).take_while(|byte| byte.is_ascii_alphanumeric());
    let start = digits.start - before.count();
    let after = bytes[digits.end..].iter().take(128).take_while(|byte| byte.is_ascii_alphanumeric());
    let word = &bytes[start..digits.end + after.count()];
    if word.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let digest = word.len() >= 20 && word.iter().all(u8::is_ascii_hexdigit);
    let number = matches!(word.len(), 13 | 22)
        && matches!(word[0], b'Y' | b'S')
        && word[1..].iter().all(u8::is_ascii_digit);
    let credit = word.len() == 18
        && word[2..8].iter().all(u8::is_ascii_digit)
        && !word.iter().any(u8::is_ascii_lowercase)
        && !word[..17].iter().all(u8::is_ascii_digit);
    digest || number || credit
}

fn recognise(digits: &[u8], shape: &[usize]) -> Option<Personal> {
    match digits.len() {
        18 if CitizenId::is_one(digits) => Some(Personal::CitizenId),
        18 if near::is_nearly_one(digits, shape) => Some(Personal::NearCitizenId),
        15 if digits.starts_with(b"0086") && is_mobile(&digits[4..]) => Some(Personal::Mobile),
        // It has no check digit, so its groups must be those it is written in.
        15 if matches!(shape[0], 3 | 6 | 12 | 15) && CitizenId::is_old_one(digits) => {
            Some(Personal::CitizenId)
        }
        // 1999-12-31 and another number are none.
        11 if is_mobile(digits) && !matches!(shape, [4, 1 | 2, ..]) => Some(Personal::Mobile),
        13 if digits.starts_with(b"86") && is_mobile(&digits[2..]) => Some(Personal::Mobile),
        _ => None,
    }
}

fn is_mobile(digits: &[u8]) -> bool {
    digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, Personal)> {
        scan(text).into_iter().map(|(range, kind)| (&text[range], kind)).collect()
    }

    // The ID numbers are the example of GB 11643 and an invented one; the telephone numbers are nobody's.
    #[test]
    fn finds_numbers_however_they_are_written() {
        assert_eq!(kinds("身份证 11010519491231002X。"), [("11010519491231002X", Personal::CitizenId)]);
        assert_eq!(kinds("１１０１０５１９４９１２３１００２Ｘ").len(), 1);
        assert_eq!(kinds("110105 19491231 002x").len(), 1);
        assert_eq!(kinds("110105.19491231.002 X"), [("110105.19491231.002 X", Personal::CitizenId)]);
        assert_eq!(kinds("110105491231002"), [("110105491231002", Personal::CitizenId)]);
        assert_eq!(kinds("电话:13800000000"), [("13800000000", Personal::Mobile)]);
        assert_eq!(kinds("138-0000-0000、+86 138 0000 0000").len(), 2);
        assert_eq!(kinds("+86 138 0000 0000"), [("86 138 0000 0000", Personal::Mobile)]);
        assert_eq!(kinds("13800000000 office").len(), 1);
    }

    #[test]
    fn finds_private_keys_but_not_what_is_said_of_them() {
        let key = format!("AGE-SECRET-KEY-1{}", "Q".repeat(58));
        assert_eq!(kinds(&format!("# 私钥：{key}。\n")), [(key.as_str(), Personal::PrivateKey)]);
        assert_eq!(kinds(&format!("a&amp;b {key}")), [(key.as_str(), Personal::PrivateKey)]);
        let lower = key.to_lowercase();
        assert_eq!(kinds(&lower), [(lower.as_str(), Personal::PrivateKey)]);
        assert_eq!(kinds("私钥文件（AGE-SECRET-KEY-1 开头）"), []);
    }

    #[test]
    fn letters_do_not_hide_a_number() {
        let id = format!("12010419900101{}", "1238");
        assert_eq!(kinds(&format!("ID{id}")), [(id.as_str(), Personal::CitizenId)]);
        assert_eq!(kinds("no11010519491231002Xa"), [("11010519491231002X", Personal::CitizenId)]);
        for text in [
            "Tel13812345678",
            "wx13812345678",
            "x13812345678x",
            "contact13812345678",
            "wx_13812345678",
            "a13812345678",
            "13812345678a",
            "Y13812345678",
        ] {
            assert_eq!(kinds(text), [("13812345678", Personal::Mobile)], "{text}");
        }
        assert_eq!(kinds("Tel138 1234 5678abc"), [("138 1234 5678", Personal::Mobile)]);
    }

    #[test]
    fn gaps_do_not_hide_a_number() {
        for text in [
            "138\u{a0}1234\u{a0}5678",
            "138\u{3000}1234\u{3000}5678",
            "138.1234.5678",
            "138·1234·5678",
            "138・1234・5678",
            "138/1234/5678",
            "138)12345678",
            "138）1234-5678",
            "138] 1234 5678",
            "138) - 1234 5678",
            "138\u{200b}12345678",
            "138\u{2028}1234\u{2029}5678",
            "138**1234**5678",
            "１３８．１２３４．５６７８",
        ] {
            assert_eq!(kinds(text), [(text, Personal::Mobile)], "{text}");
        }
        assert_eq!(kinds("(138)12345678"), [("138)12345678", Personal::Mobile)]);
        let row = "1 ".repeat(100) + "138 1234 5678";
        assert_eq!(kinds(&row), [("138 1234 5678", Personal::Mobile)]);
    }

    #[test]
    fn character_references_do_not_hide_a_number() {
        for text in [
            "138&#49;2345678",
            "&#x31;3812345678",
            "1381234567&#56;",
            "138&nbsp;1234&#46;5678",
            "&#0049;3812345678",
        ] {
            assert_eq!(kinds(text), [(text, Personal::Mobile)], "{text}");
        }
        assert_eq!(kinds("甲&乙 138&#49;2345678。&#x4e00;"), [("138&#49;2345678", Personal::Mobile)]);
        assert_eq!(kinds("A&B 13812345678 &"), [("13812345678", Personal::Mobile)]);
        assert_eq!(kinds("&#99999999999; &#; &#x; &"), []);
    }

    #[test]
    fn leaves_other_numbers_alone() {
        for text in [
            "022-83635027",
            "(022)83635027 83635028",
            "Y000012000001203000001",
            "Y013812345678",
            "S013812345678 S000012000001203000001",
            "911200007109339563",
            "91120110EXAMPL0120",
            "91138123456789AB1C",
            "9113812345678138123",
            "12010419900101123800",
            "2021-11-30 2021-12-01",
            "1999-12-31 138",
            "1999.12.31/138",
            "sha256: a13812345678c0123456789abcdef0123456789abcdef0123456789abcdef012",
            "13812345678e0123456789abcdef0123456789ab",
            "300191 13",
            "138****5678",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
