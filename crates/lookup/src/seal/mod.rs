//! Sealed records: what a certificate says, open only to whoever knows the holder's name or the printed code.
//!
//! Everything published can be attacked offline. A seal shows neither the number nor the holder; each of its two boxes
//! is found and opened by a key that is stretched from the name, or made from 80 random bits.

pub mod code;
mod keys;
mod line;
mod name;
mod record;

pub use code::Code;
pub use keys::{Kdf, KdfError, Keys, SealError, salt};
pub use line::{Header, LINE, LineError, header, line, read_header, read_line};
pub use name::normalise;
pub use record::{Basic, Full, RecordError};

use crate::number::Number;

/// The length of a locator: the term by which a box is found.
pub const LOCATOR: usize = 16;
/// The length of a basic record before it is sealed.
pub const BASIC: usize = 64;
/// The length of a full record before it is sealed.
pub const FULL: usize = 192;
/// What sealing adds.
pub const TAG: usize = 16;
/// The length of a whole seal.
pub const LENGTH: usize = LOCATOR + BASIC + TAG + LOCATOR + FULL + TAG;

/// One certificate, sealed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// Finds the name box.
    pub name_locator: [u8; LOCATOR],
    /// The basic record under the name.
    pub name_box: [u8; BASIC + TAG],
    /// Finds the code box.
    pub code_locator: [u8; LOCATOR],
    /// The full record under the code.
    pub code_box: [u8; FULL + TAG],
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seal").field("name_locator", &self.name_locator).finish_non_exhaustive()
    }
}

/// Seals a record under the holder's name and a code. The same input makes the same bytes.
///
/// # Errors
/// When the record does not fit its fixed size, or the cost of the name key is out of bounds.
pub fn seal(site: &str, kdf: Kdf, number: Number, full: &Full, code: &Code) -> Result<Seal, SealError> {
    let basic = full.basic.to_bytes()?;
    let bytes = full.to_bytes()?;
    let by_name = Keys::of_name(site, number, &full.name, kdf)?;
    let by_code = Keys::of_code(site, number, code);
    Ok(Seal {
        name_locator: by_name.locator,
        name_box: by_name.close(number, &basic)?,
        code_locator: by_code.locator,
        code_box: by_code.close(number, &bytes)?,
    })
}

impl Seal {
    /// All bytes, in the order of the fields.
    pub fn to_bytes(&self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        let parts = [&self.name_locator[..], &self.name_box, &self.code_locator, &self.code_box];
        let mut rest = &mut bytes[..];
        for part in parts {
            let (here, after) = rest.split_at_mut(part.len());
            here.copy_from_slice(part);
            rest = after;
        }
        bytes
    }

    /// Takes the fields out of all bytes.
    pub fn from_bytes(bytes: &[u8; LENGTH]) -> Self {
        let mut seal = Self {
            name_locator: [0; LOCATOR],
            name_box: [0; BASIC + TAG],
            code_locator: [0; LOCATOR],
            code_box: [0; FULL + TAG],
        };
        let mut rest = &bytes[..];
        let parts =
            [&mut seal.name_locator[..], &mut seal.name_box, &mut seal.code_locator, &mut seal.code_box];
        for part in parts {
            let (here, after) = rest.split_at(part.len());
            part.copy_from_slice(here);
            rest = after;
        }
        seal
    }
}
