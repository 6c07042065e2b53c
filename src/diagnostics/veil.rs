//! Writes over what a report must not show: reports end up in the logs of a public forge.

use std::ops::Range;

/// The text with the letters and digits of some ranges written over. Every byte keeps its place, so that
/// positions found before still hold.
pub fn veil(text: &str, ranges: &[Range<usize>]) -> String {
    let mut veiled = String::with_capacity(text.len());
    let mut at = 0;
    let mut ranges = ranges.to_vec();
    ranges.sort_by_key(|range| range.start);
    for range in ranges {
        let start = range.start.max(at);
        let (Some(before), Some(hidden)) = (text.get(at..start), text.get(start..range.end.max(start)))
        else {
            continue;
        };
        veiled.push_str(before);
        veiled.extend(hidden.chars().map(cover));
        at = start + hidden.len();
    }
    veiled.push_str(&text[at..]);
    veiled
}

fn cover(character: char) -> char {
    if !character.is_alphanumeric() {
        return character;
    }
    match character.len_utf8() {
        1 => '*',
        2 => '×',
        3 => '＊',
        _ => '\u{1f7b6}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_byte_in_its_place() {
        let text = "电话 138-0000０ 𠮷é";
        let whole = 0..text.len();
        let veiled = veil(text, &[7..15, whole]);
        assert_eq!(veiled, "＊＊ ***-****＊ \u{1f7b6}×");
        assert_eq!(veiled.len(), text.len());
        let digits = 7..10;
        assert_eq!(veil(text, std::slice::from_ref(&digits)), "电话 ***-0000０ 𠮷é");
    }
}
