//! 公民身份号码 (GB 11643-1999). Recognised so that it can be kept out: no record holds one.

use super::is_province;
use crate::registry::date::Date;

/// Recognises citizen ID numbers; never keeps one.
#[derive(Debug, Clone, Copy)]
pub struct CitizenId;

/// Why a text is not a citizen ID number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitizenIdFault {
    /// It has so many characters instead of 18.
    Length(usize),
    /// The character at this position, counted from 1, cannot stand there.
    Character(usize),
    /// No province has the first two digits.
    Province,
    /// The date of birth does not exist.
    Birth,
    /// The check digit does not fit the others: one of them was mistyped.
    CheckDigit,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

impl CitizenId {
    /// Whether 18 bytes are a citizen ID number: province, date of birth and check digit agree.
    pub fn is_one(text: &[u8]) -> bool {
        let Ok(id) = <&[u8; 18]>::try_from(text) else { return false };
        Self::has_check_digit(id) && Self::has_province(id) && is_birth_date(&id[6..14])
    }

    /// Whether a text begins with the code of a province.
    pub fn has_province(id: &[u8]) -> bool {
        id.get(..2).is_some_and(is_issued_in)
    }

    /// Whether 18 bytes are 17 digits and the check digit that fits them.
    pub fn has_check_digit(text: &[u8]) -> bool {
        let Ok(id) = <&[u8; 18]>::try_from(text) else { return false };
        id[..17].iter().all(u8::is_ascii_digit) && check(id) == id[17].to_ascii_uppercase()
    }

    /// Whether 8 digits are a day on which somebody may have been born.
    pub fn is_birth_date(digits: &[u8]) -> bool {
        digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) && is_birth_date(digits)
    }

    /// The date of birth in a number that is one; none if it was in a century long past.
    pub fn born(text: &str) -> Option<Date> {
        let part = |range: std::ops::Range<usize>| text.get(range);
        Date::new(part(6..10)?.parse().ok()?, part(10..12)?.parse().ok()?, part(12..14)?.parse().ok()?)
    }

    /// What is wrong with a text that should be a citizen ID number.
    ///
    /// # Errors
    /// The first thing that is; it does not repeat the number.
    pub fn check(text: &str) -> Result<(), CitizenIdFault> {
        let length = text.chars().count();
        if length != 18 {
            return Err(CitizenIdFault::Length(length));
        }
        let is_allowed = |at: usize, c: char| c.is_ascii_digit() || at == 17 && matches!(c, 'X' | 'x');
        if let Some(at) = text.chars().enumerate().position(|(at, c)| !is_allowed(at, c)) {
            return Err(CitizenIdFault::Character(at + 1));
        }
        let id = text.as_bytes();
        match Self::is_one(id) {
            true => Ok(()),
            false if !is_issued_in(&id[..2]) => Err(CitizenIdFault::Province),
            false if !is_birth_date(&id[6..14]) => Err(CitizenIdFault::Birth),
            false => Err(CitizenIdFault::CheckDigit),
        }
    }

    /// Whether a citizen ID number is a man's: the digit before the last is odd.
    pub fn is_male(text: &str) -> Option<bool> {
        let digit = text.as_bytes().get(16).filter(|digit| digit.is_ascii_digit())?;
        Some((digit - b'0') % 2 == 1)
    }

    /// Whether 15 digits have the form of the numbers issued before 1999 (no check digit).
    pub fn is_old_one(text: &[u8]) -> bool {
        let Ok(id) = <&[u8; 15]>::try_from(text) else { return false };
        let mut birth = *b"19000000";
        birth[2..].copy_from_slice(&id[6..12]);
        id.iter().all(u8::is_ascii_digit) && is_issued_in(&id[..2]) && is_birth_date(&birth)
    }
}

fn check(id: &[u8; 18]) -> u8 {
    let sum: u32 = id.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize]
}

/// Residents of Taiwan have numbers that begin with 83, not with Taiwan's own code.
fn is_issued_in(digits: &[u8]) -> bool {
    is_province(digits) || digits == b"83"
}

fn is_birth_date(digits: &[u8]) -> bool {
    let number = |range: std::ops::Range<usize>| {
        digits[range].iter().fold(0_i16, |sum, digit| sum * 10 + i16::from(digit - b'0'))
    };
    let (month, day) = (number(4..6) as i8, number(6..8) as i8);
    // The standard's second example is of 1880; a century on, leap years are the same from 1800 to 1899.
    let year = match number(0..4) {
        year @ 1800..1900 => year + 100,
        year => year,
    };
    year < 2100 && Date::new(year, month, day).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first are the examples of the standard itself, the others are invented.
    #[test]
    fn recognises_the_example_of_the_standard() {
        assert!(CitizenId::is_one(b"11010519491231002X") && CitizenId::is_one(b"11010519491231002x"));
        assert!(CitizenId::is_one(b"440524188001010014"));
        assert!(!CitizenId::is_one(b"110105194912310021"));
        assert!(!CitizenId::is_one(b"110105194913310028"));
    }

    #[test]
    fn says_what_is_wrong_with_a_number() {
        assert_eq!(CitizenId::check("11010519491231002x"), Ok(()));
        assert_eq!(CitizenId::check("110105"), Err(CitizenIdFault::Length(6)));
        assert_eq!(CitizenId::check("1101051949123X002X"), Err(CitizenIdFault::Character(14)));
        assert_eq!(CitizenId::check("99010519491231002X"), Err(CitizenIdFault::Province));
        assert_eq!(CitizenId::check("11010519491331002X"), Err(CitizenIdFault::Birth));
        assert_eq!(CitizenId::check("110105194912310021"), Err(CitizenIdFault::CheckDigit));
        assert_eq!(CitizenId::is_male("11010519491231002X"), Some(false));
    }

    #[test]
    fn is_not_confused_by_other_long_numbers() {
        assert!(!CitizenId::is_one(b"911200007109339563"));
        assert!(CitizenId::is_old_one(b"110105491231002") && !CitizenId::is_old_one(b"110105499931002"));
    }
}
