//! SHA-256 digests (FIPS 180-4) of files the office keeps.

use std::borrow::Cow;

use super::{length, only};
use crate::registry::value::{Value, ValueFault, value_traits};

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }

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
        let half = |at: usize| {
            let digits = text.get(at..at + 32).unwrap_or_default();
            u128::from_str_radix(digits, 16).unwrap_or_default().to_be_bytes()
        };
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&half(0));
        bytes[16..].copy_from_slice(&half(32));
        Ok(Self(bytes))
    }

    fn kept(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.0)
    }

    fn restore(kept: &[u8]) -> Result<Self, ValueFault> {
        kept.try_into().map(Self).map_err(|_| ValueFault::new("不是 32 个字节"))
    }

    fn as_text(&self) -> Cow<'_, str> {
        let half = |bytes: &[u8]| bytes.iter().fold(0_u128, |half, byte| half << 8 | u128::from(*byte));
        Cow::Owned(format!("{:032x}{:032x}", half(&self.0[..16]), half(&self.0[16..])))
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
