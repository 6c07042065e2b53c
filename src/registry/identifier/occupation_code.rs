//! Codes of 《中华人民共和国职业分类大典》: `d-dd-dd-dd` (大类-中类-小类-职业).

use std::borrow::Cow;

use super::only;
use crate::registry::value::{Value, ValueFault, value_traits};

/// An occupation code. Means something only together with the edition of the classification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccupationCode([u8; 10]);

impl OccupationCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The major group (大类), 1 to 8.
    pub fn class(&self) -> u8 {
        self.0[0] - b'0'
    }

    /// Whether the major group holds skill occupations (技能类): 3, 4, 5 or 6.
    pub fn is_skill_class(&self) -> bool {
        (3..=6).contains(&self.class())
    }
}

impl Value for OccupationCode {
    const FORMAT: &'static str = "occupation-code";
    const TITLE: &'static str = "职业编码";
    const EXAMPLE: &'static str = "6-31-01-03";
    const PATTERN: Option<&'static str> = Some("^[1-8]-\\d{2}-\\d{2}-\\d{2}$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        only(text, |c| c.is_ascii_digit() || c == '-', "数字或连字符")?;
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| (*b == b'-') == matches!(i, 1 | 4 | 7));
        if !shaped {
            return Err(ValueFault::new(format!("「{text}」不是职业编码"))
                .hint("职业编码写成 大类-中类-小类-职业，例如 6-31-01-03"));
        }
        if !(b'1'..=b'8').contains(&bytes[0]) {
            return Err(ValueFault::new("大类应为 1 至 8").at(0..1));
        }
        let mut code = [0; 10];
        code.copy_from_slice(bytes);
        Ok(Self(code))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

value_traits!(OccupationCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_skill_classes() {
        assert!(OccupationCode::parse("6-31-01-03").unwrap().is_skill_class());
        assert!(!OccupationCode::parse("2-02-10-09").unwrap().is_skill_class());
    }

    #[test]
    fn refuses_other_shapes() {
        for wrong in ["6-31-01", "6-31-0103", "63-1-01-03", "9-31-01-03", "6－31-01-03", ""] {
            assert!(OccupationCode::parse(wrong).is_err(), "{wrong}");
        }
    }
}
