//! From a name or a code to the place where a box is and the key that opens it.

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Key, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Code, LOCATOR, RecordError, normalise};
use crate::number::Number;

/// The version of the seals: the first byte of what is bound to each box.
pub(super) const VERSION: u8 = 1;

/// The cost of the name key: Argon2id (RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kdf {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

/// A cost that is out of bounds: more than a visitor's telephone should be asked for, or less than Argon2id takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("姓名密钥的计算成本超出范围")]
pub struct KdfError;

impl Kdf {
    /// The most memory a name check may take, in KiB.
    pub const MOST_MEMORY: u32 = 1_048_576;

    /// Whether the cost is within bounds.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(self) -> Result<Self, KdfError> {
        let lanes = (1..=16).contains(&self.parallelism);
        let memory = lanes && (8 * self.parallelism..=Self::MOST_MEMORY).contains(&self.memory_kib);
        if memory && (1..=100).contains(&self.iterations) { Ok(self) } else { Err(KdfError) }
    }
}

/// Why a record could not be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The record does not fit.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The cost of the key is out of bounds.
    #[error(transparent)]
    Kdf(#[from] KdfError),
    /// Without a name there is no name key.
    #[error("没有姓名")]
    NoName,
    /// The cipher refused; lengths are fixed, so this does not happen.
    #[error("加密失败")]
    Cipher,
}

/// SHA-256("skillreg/1" | site id | number). The number has a fixed length, so no two inputs run together.
pub fn salt(site: &str, number: Number) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"skillreg/1");
    hash.update(site);
    hash.update(number.bytes());
    hash.finalize().into()
}

/// What finds and opens one box.
pub struct Keys {
    /// The term it is found by.
    pub locator: [u8; LOCATOR],
    key: [u8; 32],
    nonce: [u8; 12],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// The keys of a holder's name, in whichever way it is written.
    ///
    /// # Errors
    /// When there is no name or the cost is out of bounds.
    pub fn of_name(site: &str, number: Number, name: &str, kdf: Kdf) -> Result<Self, SealError> {
        let name = normalise(name);
        if name.is_empty() {
            return Err(SealError::NoName);
        }
        let kdf = kdf.check()?;
        let params =
            Params::new(kdf.memory_kib, kdf.iterations, kdf.parallelism, Some(32)).map_err(|_| KdfError)?;
        let mut key = [0; 32];
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(name.as_bytes(), &salt(site, number), &mut key).map_err(|_| KdfError)?;
        // 32 bytes are what SHA-256 makes, so this cannot be refused for its length.
        Hkdf::<Sha256>::from_prk(&key).map_err(|_| SealError::Cipher).map(|expand| Self::expand(&expand))
    }

    /// The keys of a printed code.
    pub fn of_code(site: &str, number: Number, code: &Code) -> Self {
        Self::expand(&Hkdf::<Sha256>::new(Some(&salt(site, number)), code.bytes()))
    }

    fn expand(key: &Hkdf<Sha256>) -> Self {
        let mut keys = Self { locator: [0; LOCATOR], key: [0; 32], nonce: [0; 12] };
        // Refused only for more than 255 times 32 bytes.
        let _ = key.expand(b"locator", &mut keys.locator);
        let _ = key.expand(b"key", &mut keys.key);
        let _ = key.expand(b"nonce", &mut keys.nonce);
        keys
    }

    /// Closes a record of a fixed size.
    ///
    /// # Errors
    /// When `BOX` is not the record's size and the tag's.
    pub fn close<const BOX: usize>(&self, number: Number, record: &[u8]) -> Result<[u8; BOX], SealError> {
        let payload = Payload { msg: record, aad: &bound(number) };
        let closed =
            self.cipher().encrypt(&Nonce::from(self.nonce), payload).map_err(|_| SealError::Cipher)?;
        closed.try_into().map_err(|_| SealError::Cipher)
    }

    /// Opens a box; none if it was closed by other keys, for another number, or was altered.
    pub fn open(&self, number: Number, closed: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload { msg: closed, aad: &bound(number) };
        self.cipher().decrypt(&Nonce::from(self.nonce), payload).ok()
    }

    fn cipher(&self) -> Aes256GcmSiv {
        Aes256GcmSiv::new(&Key::<Aes256GcmSiv>::from(self.key))
    }
}

/// What a box is bound to besides its keys.
fn bound(number: Number) -> Vec<u8> {
    [&[VERSION][..], number.bytes()].concat()
}
