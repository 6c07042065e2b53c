//! What became of certificates after issue: two bits each, apart from the seals, so that revoking one needs nothing
//! personal. In the manner of W3C Bitstring Status List 1.0, one list a bucket.

use serde::{Deserialize, Serialize};

/// What became of a certificate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In force.
    #[default]
    Valid = 0,
    /// Revoked.
    Revoked = 1,
    /// Corrected and in force.
    Corrected = 2,
    /// Of a kind this program does not know.
    Unknown = 3,
}

/// Writes a list. The first certificate is in the highest bits of the first byte; what is left of the last is zero.
pub fn write(statuses: impl IntoIterator<Item = Status>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, status) in statuses.into_iter().enumerate() {
        if at % 4 == 0 {
            bytes.push(0);
        }
        if let Some(last) = bytes.last_mut() {
            *last |= (status as u8) << (6 - 2 * (at % 4));
        }
    }
    bytes
}

/// The status at a position; none beyond the end.
pub fn read(bytes: &[u8], position: usize) -> Option<Status> {
    Some(match bytes.get(position / 4)? >> (6 - 2 * (position % 4)) & 3 {
        0 => Status::Valid,
        1 => Status::Revoked,
        2 => Status::Corrected,
        _ => Status::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote() {
        let all = [Status::Valid, Status::Revoked, Status::Corrected, Status::Valid, Status::Revoked];
        let bytes = write(all);
        assert_eq!(bytes, [0b0001_1000, 0b0100_0000]);
        for (at, status) in all.into_iter().enumerate() {
            assert_eq!(read(&bytes, at), Some(status));
        }
        assert_eq!(read(&bytes, 8), None);
    }
}
