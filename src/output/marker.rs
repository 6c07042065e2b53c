//! The marker `.skillreg-site`: says that a folder is skillreg's, and which of its files are.
//!
//! It is plain text that `sha256sum -c .skillreg-site` understands, so that anyone who mirrors the site can check
//! the copy. It depends on the site's bytes alone: no times, nothing about the machine.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{During, OutputError};
use crate::registry::identifier::Digest;
use crate::registry::value::Value;

/// Name of the marker in the output folder.
pub const MARKER: &str = ".skillreg-site";

const HEADER: &str = "# skillreg site 1\n";
const FOOTER: &str = "# end ";

/// SHA-256 of some bytes.
pub(super) type Hash = [u8; 32];

pub(super) fn hash(bytes: &[u8]) -> Hash {
    *Digest::of(bytes).bytes()
}

/// The files of a site that skillreg wrote, in path order, each with the hash of its bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Marker {
    files: Vec<(String, Hash)>,
    /// Hash of the listing: names this generation of the site.
    pub(super) identity: Hash,
    text: String,
}

impl Marker {
    /// The files must be in path order.
    pub(super) fn new(files: Vec<(String, Hash)>) -> Self {
        let mut text = listing(&files);
        let identity = hash(text.as_bytes());
        text.push_str(FOOTER);
        push_hex(&mut text, &identity);
        text.push('\n');
        Marker { files, identity, text }
    }

    pub(super) fn files(&self) -> &[(String, Hash)] {
        &self.files
    }

    /// Position of a path in [`Marker::files`].
    pub(super) fn position(&self, path: &[u8]) -> Option<usize> {
        self.files.binary_search_by(|(known, _)| known.as_bytes().cmp(path)).ok()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// `None` if the text is damaged, cut short, or of another version.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let end = text.rfind(FOOTER)?;
        let (listing, footer) = text.split_at(end);
        let identity = parse_hex(footer.strip_prefix(FOOTER)?.strip_suffix('\n')?)?;
        if hash(listing.as_bytes()) != identity {
            return None;
        }
        let files = listing.strip_prefix(HEADER)?.lines().map(parse_line).collect::<Option<Vec<_>>>()?;
        files.is_sorted_by(|(a, _), (b, _)| a < b).then_some(Marker {
            files,
            identity,
            text: text.to_owned(),
        })
    }
}

/// The marker at a place; `None` if there is nothing there.
pub(super) fn read(path: &Path) -> Result<Option<Marker>, OutputError> {
    let unreadable = || OutputError::MarkerUnreadable(path.to_owned());
    match fs::symlink_metadata(path) {
        // Never through a link: what lies there was not written by skillreg.
        Ok(metadata) if metadata.is_file() => {
            let bytes = fs::read(path).during("读取", path)?;
            let marker = std::str::from_utf8(&bytes).ok().and_then(Marker::from_text);
            marker.map(Some).ok_or_else(unreadable)
        }
        Ok(_) => Err(unreadable()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).during("查看", path),
    }
}

/// What a published site consists of, as its [marker](MARKER) lists it.
#[derive(Debug)]
pub struct Contents(Marker);

impl Contents {
    /// The site that was published into a folder.
    ///
    /// # Errors
    /// When there is none, or its marker cannot be read.
    pub fn read(folder: &Path) -> Result<Self, OutputError> {
        let path = folder.join(MARKER);
        let absent = || OutputError::Machine {
            action: "读取",
            path: path.clone(),
            source: io::ErrorKind::NotFound.into(),
        };
        read(&path)?.map(Self).ok_or_else(absent)
    }

    /// `None` if the text is damaged, cut short, or of another version.
    pub fn from_text(text: &str) -> Option<Self> {
        Marker::from_text(text).map(Self)
    }

    /// Its files in path order, each with the SHA-256 of its bytes; the marker itself is not among them.
    pub fn files(&self) -> &[(String, [u8; 32])] {
        self.0.files()
    }

    /// Whether a file is among them.
    pub fn has(&self, path: &[u8]) -> bool {
        self.0.position(path).is_some()
    }

    /// The hash of one of them.
    pub(super) fn hash(&self, path: &str) -> Option<&Hash> {
        self.0.files().get(self.0.position(path.as_bytes())?).map(|(_, hash)| hash)
    }

    /// The marker.
    pub fn text(&self) -> &str {
        self.0.text()
    }
}

fn listing(files: &[(String, Hash)]) -> String {
    let mut text = String::with_capacity(HEADER.len() + files.len() * 120);
    text.push_str(HEADER);
    for (path, digest) in files {
        push_hex(&mut text, digest);
        text.push_str("  ");
        text.push_str(path);
        text.push('\n');
    }
    text
}

fn parse_line(line: &str) -> Option<(String, Hash)> {
    let (digest, path) = line.split_once("  ")?;
    Some((path.to_owned(), parse_hex(digest)?))
}

fn push_hex(text: &mut String, digest: &Hash) {
    text.push_str(&Digest::from(*digest).as_text());
}

fn parse_hex(text: &str) -> Option<Hash> {
    Digest::parse(text).ok().map(|digest| *digest.bytes())
}
