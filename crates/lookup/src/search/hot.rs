//! The hot file: what every search needs first, above all which file holds what.

use sha2::{Digest, Sha256};

use crate::bundle::{Bundle, Kind};

use super::SearchError;
use super::codec::Decoder;
use super::segment::{EMPTY_PARTS, Parts};

const TABLE: &str = "table";

/// The first bytes of the SHA-256 of a file: its name.
pub(super) type Stamp = [u8; 8];

/// Terms from the first on, up to the first of the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: Vec<u8>,
    pub(super) stamp: Stamp,
}

/// So many documents, after those of the batch before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) documents: u32,
    pub(super) stamp: Stamp,
}

/// What the hot file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hot {
    pub(super) ranges: Vec<Range>,
    pub(super) batches: Vec<Batch>,
    pub(super) columns: Vec<Stamp>,
    /// The components of every segment that hold nothing.
    pub(super) empty: Parts<Vec<u8>>,
}

/// The first bytes of a file's SHA-256.
pub(super) fn stamp(bytes: &[u8]) -> Stamp {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    let mut stamp = Stamp::default();
    stamp.copy_from_slice(&digest[..8]);
    stamp
}

/// The name of a file of that stamp.
pub(super) fn name(stamp: &Stamp) -> String {
    format!("{:016x}.block", u64::from_be_bytes(*stamp))
}

/// The name of the hot file of that stamp.
pub(super) fn name_of_hot(stamp: &Stamp) -> String {
    name(stamp).replace(".block", ".hot")
}

impl Hot {
    pub(super) fn documents(&self) -> u32 {
        self.batches.iter().map(|batch| batch.documents).sum()
    }

    #[cfg(feature = "write")]
    pub(super) fn encode(&self) -> Option<Vec<u8>> {
        let mut table = super::codec::Encoder::default();
        table.number(self.ranges.len() as u64);
        for range in &self.ranges {
            table.bytes(&range.first);
            table.0.extend(range.stamp);
        }
        table.number(self.batches.len() as u64);
        for batch in &self.batches {
            table.number(u64::from(batch.documents));
            table.0.extend(batch.stamp);
        }
        table.number(self.columns.len() as u64);
        self.columns.iter().for_each(|stamp| table.0.extend(stamp));
        let empty = EMPTY_PARTS.into_iter().zip(self.empty.iter().map(Vec::as_slice));
        let parts: Vec<(&str, &[u8])> = std::iter::once((TABLE, &table.0[..])).chain(empty).collect();
        crate::bundle::write(Kind::HOT, &parts)
    }

    pub(super) fn decode(file: Vec<u8>) -> Result<Self, SearchError> {
        let bundle = Bundle::open(file, Kind::HOT)?;
        Self::read(&bundle).ok_or_else(|| SearchError::Damaged(TABLE.to_owned()))
    }

    fn read(bundle: &Bundle) -> Option<Self> {
        let mut hot = Self::table(&bundle.part(TABLE)?)?;
        for (part, name) in hot.empty.iter_mut().zip(EMPTY_PARTS) {
            *part = bundle.part(name)?.to_vec();
        }
        Some(hot)
    }

    fn table(bytes: &[u8]) -> Option<Self> {
        let mut decoder = Decoder(bytes);
        let mut hot = Self::default();
        for _ in 0..decoder.count()? {
            hot.ranges.push(Range { first: decoder.bytes()?.to_vec(), stamp: decoder.array()? });
        }
        let mut documents = 0u32;
        for _ in 0..decoder.count()? {
            let batch = Batch { documents: decoder.small()?, stamp: decoder.array()? };
            documents = documents.checked_add(batch.documents)?;
            hot.batches.push(batch);
        }
        for _ in 0..decoder.count()? {
            hot.columns.push(decoder.array()?);
        }
        decoder.end()?;
        hot.ranges.is_sorted_by(|a, b| a.first < b.first).then_some(hot)
    }
}
