//! Seals as text: one line a certificate, kept in git beside its batch.

use sha2::{Digest, Sha256};

use super::{Kdf, LENGTH, Seal};
use crate::number::{self, Number};

const MAGIC: &str = "skillreg-seals";
const VERSION: &str = "1";
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
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
    encode(&seal.to_bytes(), &mut line);
    let sum = sum(line.as_bytes());
    line.push(' ');
    line.extend(sum.map(char::from));
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
    if sum(&bytes[..end]) != bytes[end + 1..] {
        return Err(LineError::Sum);
    }
    let seal = decode(&bytes[number::LENGTH + 1..end]).ok_or(LineError::Character)?;
    Ok((number, Seal::from_bytes(&seal)))
}

/// The first eight hexadecimal digits of the SHA-256 of what stands before them and their space.
fn sum(text: &[u8]) -> [u8; SUM] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(text);
    std::array::from_fn(|at| DIGITS[usize::from(digest[at / 2] >> (4 * (1 - at % 2)) & 15)])
}

/// Base 64 with the alphabet for addresses, without padding (RFC 4648, section 5).
fn encode(bytes: &[u8], out: &mut String) {
    for chunk in bytes.chunks(3) {
        let group = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
        for at in 0..=chunk.len() {
            out.push(char::from(ALPHABET[(bits >> (18 - 6 * at) & 63) as usize]));
        }
    }
}

/// None if a character is not of the alphabet or bits that belong to no byte are set.
fn decode(text: &[u8]) -> Option<[u8; LENGTH]> {
    const VALUES: [u8; 256] = {
        let mut values = [0xff; 256];
        let mut at = 0;
        while at < ALPHABET.len() {
            values[ALPHABET[at] as usize] = at as u8;
            at += 1;
        }
        values
    };
    let mut bytes = [0; LENGTH];
    let mut strange = 0;
    for (chunk, out) in text.chunks(4).zip(bytes.chunks_mut(3)) {
        let mut bits = 0_u32;
        for at in 0..4 {
            let value = chunk.get(at).map_or(0, |byte| VALUES[usize::from(*byte)]);
            strange |= value & 0x80;
            bits = bits << 6 | u32::from(value & 63);
        }
        let group = bits.to_be_bytes();
        out.copy_from_slice(&group[1..=out.len()]);
        let unused = &group[1 + out.len()..];
        strange |= u8::from(unused.iter().any(|byte| *byte != 0));
    }
    (strange == 0).then_some(bytes)
}
