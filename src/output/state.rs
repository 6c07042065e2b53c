//! What skillreg remembers of the published generation and does not publish: from which inputs each file was made,
//! and its [`Stamp`].
//!
//! It lives beside the output folder and may be deleted at any time: then every file is rendered again, and those
//! with the same bytes are still left alone. A state that is damaged or belongs to another generation is not used.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{During, OutputError};
use super::marker::{Hash, hash};
use crate::stamp::Stamp;

const VERSION: u32 = 1;

/// One file of the site, in the order of the marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) input: Hash,
    pub(super) stamp: Stamp,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    version: u32,
    /// Identity of the marker that this state belongs to.
    pub(super) identity: Hash,
    pub(super) files: Vec<Known>,
    /// Files of people that both trees held after the last exchange.
    foreign: Vec<Vec<u8>>,
}

impl State {
    pub(super) fn new<'a>(
        identity: Hash,
        files: Vec<Known>,
        foreign: impl Iterator<Item = &'a std::ffi::OsStr>,
    ) -> Self {
        let foreign = foreign.map(|path| path.as_bytes().to_vec()).collect();
        State { version: VERSION, identity, files, foreign }
    }

    /// The state of the generation with this identity, from the first of the files that has it.
    pub(super) fn load(candidates: &[&Path], identity: &Hash) -> Option<Self> {
        candidates.iter().find_map(|path| {
            let state = Self::from_bytes(&fs::read(path).ok()?)?;
            (state.identity == *identity).then_some(state)
        })
    }

    pub(super) fn save(&self, path: &Path) -> Result<(), OutputError> {
        let bytes = self.to_bytes().map_err(std::io::Error::other).during("写入", path)?;
        fs::write(path, bytes).during("写入", path)
    }

    /// The same generation with new inputs or stamps. The list of people's files stays that of the last exchange.
    pub(super) fn with_files(&self, files: Vec<Known>) -> Self {
        State { version: VERSION, identity: self.identity, files, foreign: self.foreign.clone() }
    }

    pub(super) fn knows_foreign(&self, path: &[u8]) -> bool {
        self.foreign.binary_search_by(|known| known.as_slice().cmp(path)).is_ok()
    }

    fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        let mut bytes = postcard::to_stdvec(self)?;
        bytes.extend(hash(&bytes));
        Ok(bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (body, checksum) = bytes.split_last_chunk::<32>()?;
        if hash(body) != *checksum {
            return None;
        }
        let state: State = postcard::from_bytes(body).ok()?;
        (state.version == VERSION).then_some(state)
    }
}
