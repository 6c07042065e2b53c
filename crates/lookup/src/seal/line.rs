//! Seals as text: one line a certificate, kept in git beside its batch.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::{Kdf, LENGTH, Seal};
use crate::number::{self, Number};

const MAGIC: &str = "skillreg-seals";
const VERSION: &str = "1";
const TEXT: usize = (LENGTH * 4).div_ceil(3);
const SUM: usize = 8;
/// The length of a line without its end.
pub const LINE: usize = number::LENGTH + 1 + TEXT + 1 + SUM;

/// The first line of a file: whose seals these are and what its name keys cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The site's id, which is in every salt.
    pub site: String,
    /// The cost of the name keys.
    pub kdf: Kdf,
}

/// What is the matter with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The first line is not that of a file of seals.
    #[error("第一行不是封存文件的开头")]
    Header,
    /// A file of seals of another version.
    #[error("封存文件的版本不是 1")]
    Version,
    /// Shorter or longer than a line is.
    #[error("这一行长度不对，可能被截断")]
    Length,
    /// It does not begin with a certificate number.
    #[error("这一行的开头不是证书编号")]
    Number,
    /// A character that does not belong there.
    #[error("这一行有不该出现的字符")]
    Character,
    /// The sum at its end does not fit what is before it.
    #[error("这一行与行末的校验值对不上，被改动过")]
    Sum,
}

/// The first line of a file, with its end.
pub fn header(header: &Header) -> String {
    let Kdf { memory_kib, iterations, parallelism } = header.kdf;
    format!("{MAGIC} {VERSION} {} argon2id {memory_kib} {iterations} {parallelism}\n", header.site)
}

/// Reads the first line of a file, without its end.
///
/// # Errors
/// When it is not one.
pub fn read_header(line: &str) -> Result<Header, LineError> {
    let words: Vec<&str> = line.splitn(8, ' ').collect();
    let [MAGIC, version, rest @ ..] = &words[..] else { return Err(LineError::Header) };
    if *version != VERSION {
        return Err(LineError::Version);
    }
    let [site, "argon2id", memory, iterations, parallelism] = rest else { return Err(LineError::Header) };
    let figure = |text: &str| text.parse::<u32>().map_err(|_| LineError::Header);
    let kdf = Kdf {
        memory_kib: figure(memory)?,
        iterations: figure(iterations)?,
        parallelism: figure(parallelism)?,
    };
    let read = Header { site: (*site).to_owned(), kdf };
    // There is one way to write it: no signs, no leading zeros, no empty site.
    let is_plain = !site.is_empty() && header(&read).trim_end_matches('\n') == line;
    if is_plain && kdf.check().is_ok() { Ok(read) } else { Err(LineError::Header) }
}

/// The line of a certificate, with its end.
pub fn line(number: Number, seal: &Seal) -> String {
    let mut line = String::with_capacity(LINE + 1);
    line.push_str(number.as_str());
    line.push(' ');
    // Base 64 with the alphabet for addresses, without padding (RFC 4648, section 5).
    URL_SAFE_NO_PAD.encode_string(seal.to_bytes(), &mut line);
    let sum = sum(line.as_bytes());
    line.push(' ');
    line.push_str(&sum);
    line.push('\n');
    line
}

/// Reads the line of a certificate, without its end.
///
/// # Errors
/// What is the matter with it.
pub fn read_line(line: &str) -> Result<(Number, Seal), LineError> {
    let bytes: &[u8; LINE] = line.as_bytes().try_into().map_err(|_| LineError::Length)?;
    let number = line.get(..number::LENGTH).and_then(Number::strict).ok_or(LineError::Number)?;
    let end = LINE - SUM - 1;
    if bytes[number::LENGTH] != b' ' || bytes[end] != b' ' {
        return Err(LineError::Character);
    }
    if sum(&bytes[..end]).as_bytes() != &bytes[end + 1..] {
        return Err(LineError::Sum);
    }
    let mut seal = [0; LENGTH];
    match URL_SAFE_NO_PAD.decode_slice(&bytes[number::LENGTH + 1..end], &mut seal) {
        Ok(LENGTH) => Ok((number, Seal::from_bytes(&seal))),
        _ => Err(LineError::Character),
    }
}

/// The first eight hexadecimal digits of the SHA-256 of what stands before them and their space.
fn sum(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    format!("{:08x}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
}
