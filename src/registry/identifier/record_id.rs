//! Names of records: folder and file names that are part of a public address.

use std::borrow::Cow;
use std::ops::Deref;

use super::only;
use crate::registry::value::{Value, ValueFault, value_traits};

/// The name of a record: lower-case letters, digits and single hyphens, 1 to 64 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(Box<str>);

impl Value for RecordId {
    const FORMAT: &'static str = "record-id";
    const TITLE: &'static str = "记录名";
    const EXAMPLE: &'static str = "2020-0001";
    const PATTERN: Option<&'static str> = Some("^[a-z0-9]+(-[a-z0-9]+)*$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        only(text, allowed, "小写字母、数字或连字符").map_err(|mut fault| {
            if text.bytes().any(|b| b.is_ascii_uppercase()) {
                fault.hint = Some("字母要小写".to_owned());
            }
            fault
        })?;
        if text.split('-').any(str::is_empty) {
            return Err(ValueFault::new("记录名不能是空的，连字符不能在首尾或连写"));
        }
        if text.len() > 64 {
            return Err(ValueFault::new("记录名超过 64 个字符"));
        }
        Ok(Self(text.into()))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl Deref for RecordId {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

value_traits!(RecordId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_safe_in_a_path_and_an_address() {
        assert!(RecordId::parse("2020-0001").is_ok());
        for wrong in ["", "..", "a/b", "A1", "a--b", "-a", "示例"] {
            assert!(RecordId::parse(wrong).is_err(), "{wrong}");
        }
    }
}
