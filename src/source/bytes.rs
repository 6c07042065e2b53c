//! What the bytes of a file are: a text, something encrypted, or what stands for something else.

use sha2::{Digest, Sha256};

use super::SourceFaultKind;

/// The text of a file and the digest of its bytes.
#[derive(Debug)]
pub struct Content {
    /// The text, without a byte order mark.
    pub text: String,
    /// SHA-256 of the bytes.
    pub hash: [u8; 32],
}

/// The text that bytes are.
///
/// # Errors
/// Why they are none.
pub fn content(bytes: Vec<u8>) -> Result<Content, SourceFaultKind> {
    let hash = digest(&bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Content { text: without_mark(text), hash }),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(SourceFaultKind::NotUtf8 { line })
        }
    }
}

/// How the pointers of Git LFS begin.
pub const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/v1";

/// Whether bytes are what Git LFS keeps in the place of a file with that SHA-256.
pub fn stands_for(pointer: &[u8], hash: &[u8; 32]) -> bool {
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let named = format!("oid sha256:{hash}");
    pointer.starts_with(POINTER) && String::from_utf8_lossy(pointer).lines().any(|line| line == named)
}

/// The SHA-256 of bytes.
///
/// # Errors
/// When they only stand for others.
pub fn digest(bytes: &[u8]) -> Result<[u8; 32], SourceFaultKind> {
    if bytes.starts_with(POINTER) {
        return Err(SourceFaultKind::Pointer);
    }
    Ok(Sha256::digest(bytes).into())
}

/// How an encrypted file begins, in bytes or in letters (age-encryption.org/v1).
const ENCRYPTED: [&[u8]; 2] = [b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----"];

/// The SHA-256 of an encrypted file.
///
/// # Errors
/// When it is none.
pub fn sealed(bytes: &[u8]) -> Result<[u8; 32], SourceFaultKind> {
    let hash = digest(bytes)?;
    match ENCRYPTED.iter().any(|head| bytes.starts_with(head)) {
        true => Ok(hash),
        false if bytes.starts_with(b"age-encryption.org/v1\r\n") => Err(SourceFaultKind::Converted),
        false => Err(SourceFaultKind::Unencrypted),
    }
}

fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}
