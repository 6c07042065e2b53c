//! 统一社会信用代码 (GB 32100-2015), with the 组织机构代码 inside it (GB 11714).

use std::borrow::Cow;

use super::{length, only};
use crate::registry::value::{Value, ValueFault, value_traits};

/// A unified social credit code: 18 characters, positions 9 to 17 an organisation code with a check
/// character of its own, position 18 the check character of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode([u8; 18]);

/// The alphabet of GB 32100: no I, O, Z, S, V.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const INNER_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

impl CreditCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        // The parser admits ASCII only.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Completes the first 16 characters (up to the main part) with both check characters.
    ///
    /// # Errors
    /// When `stem` is not 16 characters of the alphabet of GB 32100.
    pub fn complete(stem: &str) -> Result<Self, ValueFault> {
        length(stem, 16, "统一社会信用代码的前段")?;
        only(stem, in_alphabet, "统一社会信用代码所用的字符")?;
        let mut code = [0; 18];
        code[..16].copy_from_slice(stem.as_bytes());
        code[16] = inner_check(&code);
        code[17] = outer_check(&code);
        Ok(Self(code))
    }
}

fn in_alphabet(character: char) -> bool {
    character.is_ascii() && ALPHABET.contains(&(character as u8))
}

fn outer_check(code: &[u8; 18]) -> u8 {
    let value = |byte: u8| ALPHABET.iter().position(|a| *a == byte).unwrap_or_default();
    let sum: usize = code.iter().zip(WEIGHTS).map(|(byte, weight)| value(*byte) * weight).sum();
    ALPHABET[(31 - sum % 31) % 31]
}

fn inner_check(code: &[u8; 18]) -> u8 {
    let value = |byte: u8| char::from(byte).to_digit(36).unwrap_or_default() as usize;
    let sum: usize = code[8..16].iter().zip(INNER_WEIGHTS).map(|(byte, weight)| value(*byte) * weight).sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + u8::try_from(digit).unwrap_or_default(),
    }
}

impl Value for CreditCode {
    const FORMAT: &'static str = "credit-code";
    const TITLE: &'static str = "统一社会信用代码";
    const EXAMPLE: &'static str = "91120000EXAMPL012B";
    const PATTERN: Option<&'static str> = Some("^[0-9A-HJ-NPQRTUWXY]{18}$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        length(text, 18, "统一社会信用代码")?;
        only(text, in_alphabet, "统一社会信用代码所用的字符（没有 I、O、S、V、Z）")?;
        let mut code = [0; 18];
        code.copy_from_slice(text.as_bytes());
        let (inner, outer) = (inner_check(&code), outer_check(&code));
        let fault = match (code[16] == inner, code[17] == outer) {
            (true, true) => return Ok(Self(code)),
            // What one slip of the pen breaks both of stands in what both are over.
            (false, false) => {
                let (inner, outer) = (char::from(inner), char::from(outer));
                ValueFault::new(format!("校验码不对：末位应为「{outer}」，第 17 位应为「{inner}」"))
                    .hint("两处都不对，多半是第 9 至 17 位有一位抄错了，请对照营业执照核对")
                    .at(8..17)
            }
            (true, false) => ValueFault::new(format!("校验码不对：末位应为「{}」", char::from(outer)))
                .hint("多半有一位抄错了，请对照营业执照核对")
                .at(17..18),
            (false, true) => {
                let message = format!("组织机构代码的校验码不对：第 17 位应为「{}」", char::from(inner));
                ValueFault::new(message).hint("第 9 至 17 位多半有一位抄错了，请对照营业执照核对").at(16..17)
            }
        };
        Err(fault)
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

value_traits!(CreditCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_codes_in_public_use() {
        for code in ["914403001922038216", "91120118MA0603879K", "9152000071430580XT", "911200007109339563"] {
            assert_eq!(CreditCode::parse(code).map(|c| c.to_string()).as_deref(), Ok(code));
        }
    }

    #[test]
    fn names_the_check_character_it_expected() {
        assert!(CreditCode::parse("91110108717809965C").unwrap_err().message.contains('J'));
        assert!(CreditCode::parse("91120000103061205F").unwrap_err().message.contains('1'));
    }

    #[test]
    fn says_where_the_slip_is() {
        let range = |code: &str| CreditCode::parse(code).unwrap_err().range;
        assert_eq!(range("91120118MA0603879Y"), Some(17..18));
        assert_eq!(range("91120118MA0608379K"), Some(8..17));
        assert_eq!(range("91110108717809965C"), Some(8..17));
        assert_eq!(range("91120119MA0603879K"), Some(17..18));
    }

    #[test]
    fn refuses_letters_outside_the_alphabet() {
        let fault = CreditCode::parse("9112O118MA0603879K").unwrap_err();
        assert_eq!(fault.range, Some(4..5));
        assert!(fault.hint.unwrap().contains("数字 0"));
    }

    #[test]
    fn completes_a_stem_with_both_check_characters() {
        assert_eq!(CreditCode::complete("91120118MA060387").unwrap().as_str(), "91120118MA0603879K");
    }
}
