//! Codes that are nothing but a fixed number of digits: province, postal code, 政府网站标识码.

use std::borrow::Cow;

use super::{is_province, length, only};
use crate::registry::value::{Value, ValueFault, value_traits};

/// Exactly `N` digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits<const N: usize>([u8; N]);

impl<const N: usize> Digits<N> {
    /// The digits as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

macro_rules! digits {
    ($n:literal, $format:literal, $title:literal, $example:literal, $pattern:literal, $known:expr) => {
        impl Value for Digits<$n> {
            const FORMAT: &'static str = $format;
            const TITLE: &'static str = $title;
            const EXAMPLE: &'static str = $example;
            const PATTERN: Option<&'static str> = Some($pattern);

            fn parse(text: &str) -> Result<Self, ValueFault> {
                only(text, |c| c.is_ascii_digit(), "数字")?;
                length(text, $n, "这一项")?;
                $known(text)?;
                let mut digits = [0; $n];
                digits.copy_from_slice(text.as_bytes());
                Ok(Self(digits))
            }

            fn as_text(&self) -> Cow<'_, str> {
                Cow::Borrowed(self.as_str())
            }
        }

        value_traits!(Digits<$n>);
    };
}

digits!(
    2,
    "two-digits",
    "两位数字",
    "12",
    "^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|81|82)$",
    province
);
digits!(6, "six-digits", "六位数字", "300191", "^\\d{6}$", any);
digits!(10, "ten-digits", "十位数字", "1200000000", "^\\d{10}$", any);

fn any(_: &str) -> Result<(), ValueFault> {
    Ok(())
}

fn province(text: &str) -> Result<(), ValueFault> {
    match is_province(text.as_bytes()) {
        true => Ok(()),
        false => {
            Err(ValueFault::new(format!("{text} 不是省级代码")).hint("行政区划代码的前两位，例如天津是 12"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_exactly_as_many_digits() {
        assert_eq!(Digits::<2>::parse("12").unwrap().as_str(), "12");
        assert!(Digits::<2>::parse("1").is_err() && Digits::<2>::parse("１2").is_err());
    }

    #[test]
    fn two_digits_are_a_province() {
        let known = (0..100).filter(|code| Digits::<2>::parse(&format!("{code:02}")).is_ok()).count();
        assert_eq!(known, 34);
        assert!(Digits::<2>::parse("99").is_err() && Digits::<2>::parse("16").is_err());
    }
}
