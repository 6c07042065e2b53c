//! HTML character references: what browsers show in their place is what may not be shown.

use std::ops::Range;

/// A text with its HTML character references replaced by what they stand for.
pub(super) struct Decoded {
    pub(super) text: String,
    /// Each reference: where it stands in the decoded text and in the source.
    references: Vec<(Range<usize>, Range<usize>)>,
}

/// References by name that stand for a gap.
const NAMED: &[(&str, char)] = &[
    ("nbsp;", '\u{a0}'),
    ("ensp;", ' '),
    ("emsp;", ' '),
    ("thinsp;", ' '),
    ("middot;", '\u{b7}'),
    ("period;", '.'),
    ("ndash;", '-'),
    ("mdash;", '-'),
    ("hyphen;", '-'),
    ("shy;", '\u{ad}'),
    ("lpar;", '('),
    ("rpar;", ')'),
    ("sol;", '/'),
    ("zwj;", '\u{200d}'),
    ("zwnj;", '\u{200c}'),
];

impl Decoded {
    pub(super) fn new(source: &str) -> Self {
        let mut decoded = Self { text: String::with_capacity(source.len()), references: Vec::new() };
        let mut at = 0;
        while let Some(ahead) = source[at..].find('&') {
            let start = at + ahead;
            decoded.text.push_str(&source[at..start]);
            at = start + 1;
            let (character, length) = reference(&source[at..]).unwrap_or(('&', 0));
            at += length;
            let stands = decoded.text.len();
            decoded.text.push(character);
            decoded.references.push((stands..decoded.text.len(), start..at));
        }
        decoded.text.push_str(&source[at..]);
        decoded
    }

    /// What stands in the source for a byte of the decoded text.
    pub(super) fn source(&self, at: usize) -> Range<usize> {
        let behind = self.references.partition_point(|(stands, _)| stands.start <= at);
        let Some((stands, source)) = behind.checked_sub(1).map(|before| &self.references[before]) else {
            return at..at + 1;
        };
        if at < stands.end {
            return source.clone();
        }
        let at = source.end + (at - stands.end);
        at..at + 1
    }
}

/// What a reference stands for whose `&` has been read, and its length without that.
fn reference(text: &str) -> Option<(char, usize)> {
    let Some(number) = text.strip_prefix('#') else {
        let (name, character) = NAMED.iter().find(|(name, _)| text.starts_with(name))?;
        return Some((*character, name.len()));
    };
    let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    let count = digits.bytes().take(10).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let character = char::from_u32(u32::from_str_radix(&digits[..count], radix).ok()?)?;
    // Browsers do without the semicolon.
    let semicolon = usize::from(digits[count..].starts_with(';'));
    Some((character, text.len() - digits.len() + count + semicolon))
}
