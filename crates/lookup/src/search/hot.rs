//! The hot file: what every search needs first, above all which file holds what.

use sha2::{Digest, Sha256};

use super::SearchError;
use super::codec::Decoder;
use super::segment::Parts;

/// The version of all files of the search together. Whoever changes one of them counts on.
pub(super) const FORMAT: u32 = 1;
const MAGIC: &[u8; 8] = b"skillreg";
const KIND: u8 = b's';

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

impl Hot {
    pub(super) fn documents(&self) -> u32 {
        self.batches.iter().map(|batch| batch.documents).sum()
    }

    #[cfg(feature = "write")]
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut body = super::codec::Encoder::default();
        body.number(self.ranges.len() as u64);
        for range in &self.ranges {
            body.bytes(&range.first);
            body.0.extend(range.stamp);
        }
        body.number(self.batches.len() as u64);
        for batch in &self.batches {
            body.number(u64::from(batch.documents));
            body.0.extend(batch.stamp);
        }
        body.number(self.columns.len() as u64);
        self.columns.iter().for_each(|stamp| body.0.extend(stamp));
        self.empty.iter().for_each(|part| body.bytes(part));
        let mut file = MAGIC.to_vec();
        file.push(KIND);
        file.extend(FORMAT.to_le_bytes());
        file.extend::<[u8; 32]>(Sha256::digest(&body.0).into());
        file.extend(body.0);
        file
    }

    pub(super) fn decode(file: &[u8]) -> Result<Self, SearchError> {
        let damaged = || SearchError::Damaged("hot".to_owned());
        let rest = file.strip_prefix(MAGIC).ok_or(SearchError::NotOurs)?;
        let rest = rest.strip_prefix(&[KIND]).ok_or(SearchError::NotOurs)?;
        let (format, rest) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
        let found = u32::from_le_bytes(*format);
        if found != FORMAT {
            return Err(SearchError::Format { found, known: FORMAT });
        }
        let (digest, body) = rest.split_first_chunk::<32>().ok_or_else(damaged)?;
        if Sha256::digest(body)[..] != *digest {
            return Err(damaged());
        }
        Self::body(body).ok_or_else(damaged)
    }

    fn body(bytes: &[u8]) -> Option<Self> {
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
        for part in &mut hot.empty {
            *part = decoder.bytes()?.to_vec();
        }
        decoder.end()?;
        hot.ranges.is_sorted_by(|a, b| a.first < b.first).then_some(hot)
    }
}
