//! SHA-256 digests (FIPS 180-4) of files the office keeps.

use std::borrow::Cow;

use super::{length, only};
use crate::registry::value::{Value, ValueFault, value_traits};

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

const DIGITS: &[u8; 16] = b"0123456789abcdef";

impl Digest {
    /// The 32 bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl Value for Digest {
    const FORMAT: &'static str = "digest";
    const TITLE: &'static str = "SHA-256 校验值";
    const EXAMPLE: &'static str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const PATTERN: Option<&'static str> = Some("^[0-9a-f]{64}$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        let digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        length(text, 64, "SHA-256 校验值")?;
        only(text, digit, "十六进制数字（0-9、a-f）")
            .map_err(|fault| fault.hint("用 sha256sum 命令算出，原样粘贴"))?;
        Self::restore(text)
    }

    fn restore(text: &str) -> Result<Self, ValueFault> {
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let value = |b: u8| char::from(b).to_digit(16).unwrap_or_default();
            *byte = u8::try_from(value(pair[0]) * 16 + value(pair[1])).unwrap_or_default();
        }
        Ok(Self(bytes))
    }

    fn as_text(&self) -> Cow<'_, str> {
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        Cow::Owned(text)
    }
}

value_traits!(Digest);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_same_text() {
        assert_eq!(Digest::parse(Digest::EXAMPLE).unwrap().to_string(), Digest::EXAMPLE);
        assert!(Digest::parse(&Digest::EXAMPLE.to_uppercase()).is_err());
    }
}
