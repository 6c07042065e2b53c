//! One file that holds named parts: what a bucket of certificates and the blocks of the search are packed in.
//!
//! Everything about it is checked before a byte of it is used: a host that serves a sign-in page in place of a file, a
//! file cut short on its way, one of another time, all have a name.

use std::ops::Range;

use sha2::{Digest, Sha256};
use tantivy::directory::OwnedBytes;

const MAGIC: &[u8; 8] = b"skillreg";
/// Magic, kind, version, number of parts.
const HEAD: usize = 16;
const SUM: Range<usize> = HEAD..HEAD + 32;
/// No file of this format has more parts.
const MOST_PARTS: usize = 4096;

/// The version of the format that this program writes and reads.
pub const VERSION: u16 = 1;

/// What a bundle holds, as it stands in its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind(pub [u8; 4]);

impl Kind {
    /// A bucket of sealed certificates.
    pub const BUCKET: Self = Self(*b"seal");
    /// What every search reads.
    pub const HOT: Self = Self(*b"hot ");
    /// A block of the search index.
    pub const BLOCK: Self = Self(*b"blck");
}

/// Why bytes are not a bundle one can use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// Something else altogether: a web page of a proxy, an error page of the host.
    #[error("收到的不是数据文件，可能是网络登录页或出错页面")]
    NotABundle,
    /// Written by an older program than this one reads.
    #[error("数据文件的格式（版本 {found}）比本程序旧")]
    TooOld {
        /// The version it was written in.
        found: u16,
    },
    /// Written by a newer program.
    #[error("数据文件的格式（版本 {found}）比本程序新")]
    TooNew {
        /// The version it was written in.
        found: u16,
    },
    /// Cut short or altered.
    #[error("数据文件不完整或已损坏（{0}）")]
    Damaged(&'static str),
    /// Whole, but of another kind.
    #[error("数据文件的种类不对")]
    WrongKind,
}

/// A bundle that was found to be whole.
#[derive(Debug, Clone)]
pub struct Bundle {
    bytes: OwnedBytes,
    parts: Vec<(String, Range<usize>)>,
}

impl Bundle {
    /// Checks bytes and takes them as a bundle of a kind.
    ///
    /// # Errors
    /// See [`BundleError`]. Nothing is allocated that the length of the bytes does not account for.
    pub fn open(bytes: Vec<u8>, kind: Kind) -> Result<Self, BundleError> {
        if !bytes.starts_with(MAGIC) {
            // Of a file cut off within its first bytes too little is left to say more.
            let is_start = !bytes.is_empty() && MAGIC.starts_with(&bytes);
            return Err(if is_start { BundleError::Damaged("长度") } else { BundleError::NotABundle });
        }
        if bytes.len() < SUM.end {
            return Err(BundleError::Damaged("长度"));
        }
        match u16_at(&bytes, 12) {
            VERSION => {}
            found if found < VERSION => return Err(BundleError::TooOld { found }),
            found => return Err(BundleError::TooNew { found }),
        }
        if sum(&bytes) != bytes[SUM] {
            return Err(BundleError::Damaged("校验值"));
        }
        if bytes[8..12] != kind.0 {
            return Err(BundleError::WrongKind);
        }
        let parts = table(&bytes).ok_or(BundleError::Damaged("目录"))?;
        Ok(Self { bytes: OwnedBytes::new(bytes), parts })
    }

    /// A part by its name.
    pub fn part(&self, name: &str) -> Option<OwnedBytes> {
        let (_, range) = self.parts.iter().find(|(known, _)| known == name)?;
        Some(self.bytes.slice(range.clone()))
    }

    /// The names of the parts, as they stand in the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|(name, _)| name.as_str())
    }

    /// The parts with their names.
    pub fn parts(&self) -> impl Iterator<Item = (&str, OwnedBytes)> {
        self.parts.iter().map(|(name, range)| (name.as_str(), self.bytes.slice(range.clone())))
    }
}

/// Packs parts into a bundle. None if a name is longer than 255 bytes, a part 4 GiB or longer, or there are too many.
pub fn write(kind: Kind, parts: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let size: usize = parts.iter().map(|(name, bytes)| 5 + name.len() + bytes.len()).sum();
    let mut out = Vec::with_capacity(SUM.end + size);
    let count = u16::try_from(parts.len()).ok().filter(|_| parts.len() <= MOST_PARTS)?;
    out.extend(MAGIC);
    out.extend(kind.0);
    out.extend(VERSION.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend([0; 32]);
    for (name, bytes) in parts {
        out.push(u8::try_from(name.len()).ok()?);
        out.extend(name.as_bytes());
        out.extend(u32::try_from(bytes.len()).ok()?.to_le_bytes());
    }
    parts.iter().for_each(|(_, bytes)| out.extend(*bytes));
    let sum = sum(&out);
    out[SUM].copy_from_slice(&sum);
    Some(out)
}

/// The SHA-256 of all but the place where it stands.
fn sum(bytes: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(&bytes[..SUM.start]);
    hash.update(&bytes[SUM.end..]);
    hash.finalize().into()
}

/// Where the parts stand; none unless they fill the file exactly and no two share a name.
fn table(bytes: &[u8]) -> Option<Vec<(String, Range<usize>)>> {
    let count = usize::from(u16_at(bytes, 14));
    if count > MOST_PARTS {
        return None;
    }
    let (mut at, mut names) = (SUM.end, Vec::new());
    for _ in 0..count {
        let length = usize::from(*bytes.get(at)?);
        let name = std::str::from_utf8(bytes.get(at + 1..at + 1 + length)?).ok()?;
        at += 1 + length;
        let size = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        at += 4;
        names.push((name.to_owned(), usize::try_from(size).ok()?));
    }
    let mut parts: Vec<(String, Range<usize>)> = Vec::with_capacity(names.len());
    for (name, size) in names {
        let end = at.checked_add(size).filter(|end| *end <= bytes.len())?;
        if parts.iter().any(|(known, _)| *known == name) {
            return None;
        }
        parts.push((name, at..end));
        at = end;
    }
    (at == bytes.len()).then_some(parts)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        write(Kind::BLOCK, &[("a", b"first"), ("b", b""), ("c", b"third")]).unwrap()
    }

    #[test]
    fn gives_back_the_parts() {
        let bundle = Bundle::open(small(), Kind::BLOCK).unwrap();
        assert_eq!(bundle.names().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(bundle.part("c").unwrap().as_slice(), b"third");
        assert!(bundle.part("b").unwrap().is_empty() && bundle.part("d").is_none());
    }

    #[test]
    fn says_what_is_the_matter() {
        let open = |bytes: Vec<u8>| Bundle::open(bytes, Kind::BLOCK).unwrap_err();
        assert_eq!(open(b"<!doctype html><title>login</title>".to_vec()), BundleError::NotABundle);
        assert_eq!(open(Vec::new()), BundleError::NotABundle);
        assert_eq!(open(b"skill".to_vec()), BundleError::Damaged("长度"));
        for length in 8..small().len() {
            let cut = small()[..length].to_vec();
            assert!(matches!(open(cut), BundleError::Damaged(_)), "{length}");
        }
        assert_eq!(Bundle::open(small(), Kind::HOT).unwrap_err(), BundleError::WrongKind);
        let of_version = |version: u16| {
            let mut bytes = small();
            bytes[12..14].copy_from_slice(&version.to_le_bytes());
            bytes
        };
        assert_eq!(open(of_version(0)), BundleError::TooOld { found: 0 });
        assert_eq!(open(of_version(2)), BundleError::TooNew { found: 2 });
    }

    #[test]
    fn any_single_altered_byte_is_noticed() {
        for at in 0..small().len() {
            let mut bytes = small();
            bytes[at] ^= 0x20;
            assert!(Bundle::open(bytes, Kind::BLOCK).is_err(), "{at}");
        }
    }

    #[test]
    fn a_table_that_lies_is_refused() {
        // With a sum that holds: whoever made it meant it.
        let forge = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = small();
            change(&mut bytes);
            let right = sum(&bytes);
            bytes[SUM].copy_from_slice(&right);
            Bundle::open(bytes, Kind::BLOCK).unwrap_err()
        };
        let damaged = BundleError::Damaged("目录");
        assert_eq!(forge(&|bytes| bytes[14] = 200), damaged);
        assert_eq!(forge(&|bytes| bytes[SUM.end] = 255), damaged);
        assert_eq!(forge(&|bytes| bytes[SUM.end + 5] = 0x7f), damaged);
        assert_eq!(forge(&|bytes| bytes[SUM.end + 1] = b'b'), damaged);
        assert_eq!(forge(&|bytes| bytes.push(0)), damaged);
    }
}
