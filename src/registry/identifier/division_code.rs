//! 行政区划代码 (GB/T 2260).

use std::borrow::Cow;

use super::{length, only};
use crate::registry::value::{Value, ValueFault, value_traits};

/// The six digits of a division at county level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode([u8; 6]);

impl DivisionCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The province (positions 1 and 2).
    pub fn province(&self) -> &str {
        &self.as_str()[..2]
    }
}

impl Value for DivisionCode {
    const FORMAT: &'static str = "division-code";
    const TITLE: &'static str = "行政区划代码";
    const EXAMPLE: &'static str = "120104";
    const PATTERN: Option<&'static str> = Some("^\\d{6}$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        only(text, |c| c.is_ascii_digit(), "数字").map_err(|fault| match fault.hint {
            None => fault.hint("写六位代码，不写名称；代码见 content/catalogue/divisions.yaml"),
            Some(_) => fault,
        })?;
        length(text, 6, "行政区划代码")?;
        let mut code = [0; 6];
        code.copy_from_slice(text.as_bytes());
        Ok(Self(code))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

value_traits!(DivisionCode);
