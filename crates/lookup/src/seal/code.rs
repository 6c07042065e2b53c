//! The code printed on a certificate: 80 random bits in Crockford's base 32, sixteen characters in groups of four.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The number of characters.
pub const CHARACTERS: usize = 16;
const MOST_TYPED: usize = 256;

/// A code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code([u8; 10]);

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// Why a text is not a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// A character that no code has.
    #[error("校验码第 {position} 位「{character}」不会出现在校验码里")]
    Character {
        /// Where, from 1, spaces and hyphens not counted.
        position: usize,
        /// Which.
        character: char,
    },
    /// Too short or too long.
    #[error("校验码是 16 位，现在有 {0} 位")]
    Length(usize),
}

impl Code {
    /// Takes random bytes as a code.
    pub fn new(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }

    /// The ten bytes.
    pub fn bytes(&self) -> &[u8; 10] {
        &self.0
    }

    /// Reads a code as people type it: any case and width, spaces and hyphens anywhere, O for 0, I and L for 1.
    ///
    /// # Errors
    /// What is not right.
    pub fn typed(text: &str) -> Result<Self, CodeError> {
        let (mut bits, mut count) = (0_u128, 0);
        let plain = text.nfkc().take(MOST_TYPED);
        let is_gap = |c: &char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
        };
        for character in plain.filter(|c| !is_gap(c)) {
            count += 1;
            let meant = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = ALPHABET.iter().position(|known| char::from(*known) == meant);
            let value = value.ok_or(CodeError::Character { position: count, character })?;
            bits = bits << 5 | value as u128;
        }
        if count != CHARACTERS {
            return Err(CodeError::Length(count));
        }
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&bits.to_be_bytes()[6..]);
        Ok(Self(bytes))
    }

    /// The sixteen characters without hyphens, as they stand in a QR code.
    pub fn compact(&self) -> String {
        let mut wide = [0; 16];
        wide[6..].copy_from_slice(&self.0);
        let bits = u128::from_be_bytes(wide);
        let character = |at: usize| char::from(ALPHABET[(bits >> (75 - 5 * at) & 31) as usize]);
        (0..CHARACTERS).map(character).collect()
    }
}

/// As it is printed: `XXXX-XXXX-XXXX-XXXX`.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, character) in self.compact().chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_as_it_is_written_and_as_people_type_it() {
        let code = Code::new([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
        assert_eq!(code.to_string(), "0123-4567-89AB-CDEF");
        assert_eq!(Code::typed("o123 4567\u{3000}８９ａｂ—cdef"), Ok(code));
        assert_eq!(Code::typed("OI23456789ABCDEF"), Code::typed("0L23456789ABCDEF"));
        assert_eq!(Code::typed(&Code::new([255; 10]).compact()), Ok(Code::new([255; 10])));
        assert_eq!(Code::typed("0123"), Err(CodeError::Length(4)));
        let wrong = CodeError::Character { position: 5, character: 'U' };
        assert_eq!(Code::typed("0123-U"), Err(wrong));
        assert_eq!(format!("{code:?}"), "Code(…)");
    }
}
