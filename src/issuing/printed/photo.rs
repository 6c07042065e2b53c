//! Photos of holders: what they are shows in their bytes, not in their names.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// No photo is larger: one of an inch, ready to print, has some hundred kilobytes.
pub const MOST_BYTES: usize = 2 << 20;

/// A photo, JPEG or PNG.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    pub(super) mime: &'static str,
    bytes: Vec<u8>,
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Photo").field("mime", &self.mime).finish_non_exhaustive()
    }
}

/// Why a file is no photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// Too large.
    #[error("照片超过 2 MB，缩小后再用")]
    TooLarge,
    /// Neither JPEG nor PNG.
    #[error("照片不是 JPEG 或 PNG 图片，另存为这两种格式之一")]
    NoPicture,
}

impl Photo {
    /// The photo in a file.
    ///
    /// # Errors
    /// When it is too large or of another kind.
    pub fn read(bytes: Vec<u8>) -> Result<Self, PhotoFault> {
        if bytes.len() > MOST_BYTES {
            return Err(PhotoFault::TooLarge);
        }
        let mime = match bytes[..] {
            [0xff, 0xd8, 0xff, ..] => "image/jpeg",
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "image/png",
            _ => return Err(PhotoFault::NoPicture),
        };
        Ok(Self { mime, bytes })
    }

    /// The photo as a `data:` address.
    pub(super) fn address(&self) -> String {
        format!("data:{};base64,{}", self.mime, STANDARD.encode(&self.bytes))
    }
}
