//! The documents themselves, to be shown: some of them together in a file, compressed.

use super::codec::Decoder;

/// What the part of the file is called.
pub(super) const PART: &str = "documents";

/// More than any batch of documents holds.
const MOST: usize = 64 << 20;

/// A document as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) url: String,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
}

/// What was compressed; none if it is not deflated (RFC 1951), or more than any file holds.
pub(super) fn decompress(bytes: &[u8]) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, MOST).ok()
}

pub(super) fn decode(file: &[u8], documents: u32) -> Option<Vec<Stored>> {
    let bytes = decompress(file)?;
    let mut decoder = Decoder(&bytes);
    let mut stored = Vec::new();
    for _ in 0..documents {
        let (url, title) = (decoder.text()?.to_owned(), decoder.text()?.to_owned());
        let count = decoder.count()?;
        let lines = (0..count).map(|_| decoder.text().map(str::to_owned)).collect::<Option<_>>()?;
        stored.push(Stored { url, title, lines });
    }
    decoder.end()?;
    Some(stored)
}

#[cfg(feature = "write")]
pub(super) fn encode_one(document: &super::Document) -> Vec<u8> {
    let mut encoder = super::codec::Encoder::default();
    encoder.bytes(document.url.as_bytes());
    encoder.bytes(document.title.as_bytes());
    encoder.number(document.lines.len() as u64);
    document.lines.iter().for_each(|line| encoder.bytes(line.as_bytes()));
    encoder.0
}

/// Between speed and size; more takes time and saves next to nothing.
#[cfg(feature = "write")]
const LEVEL: u8 = 7;

#[cfg(feature = "write")]
pub(super) fn compress(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, LEVEL)
}
