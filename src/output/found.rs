//! A folder that a site is mirrored into, as it stands: what in it is ours, and with which bytes.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::Contents;
use super::error::OutputError;
use super::marker::{self, Hash, MARKER, hash};
use super::part::{NEXT, is_of_mirroring};
use super::state::State;
use super::tree::Tree;
use crate::stamp::Stamp;

/// Put there by version control to keep the folder.
const KEPT: &str = ".gitkeep";

/// The folder as it stands.
pub(super) struct Found {
    pub(super) tree: Tree,
    /// What the old and the interrupted mirroring say of files: any of these bytes are ours.
    pub(super) ours: BTreeMap<String, Vec<Hash>>,
    /// The files whose bytes are known, each with their hash.
    pub(super) intact: BTreeMap<String, (Hash, Stamp)>,
}

impl Found {
    pub(super) fn look(folder: &Path, tree: Tree, memory: &Path) -> Result<Self, OutputError> {
        let mut ours: BTreeMap<String, Vec<Hash>> = BTreeMap::new();
        let mut known = None;
        let mut is_ours = false;
        for name in [MARKER, NEXT] {
            let Some(marker) = marker::read(&folder.join(name))? else { continue };
            is_ours = true;
            for (path, content) in marker.files() {
                ours.entry(path.clone()).or_default().push(*content);
            }
            if name == MARKER {
                let state = State::load(&[memory], &marker.identity);
                let state = state.filter(|state| state.files.len() == marker.files().len());
                known = state.map(|state| (marker, state));
            }
        }
        if !is_ours {
            refuse_foreign(folder, &tree)?;
        }
        let stamps: BTreeMap<&str, (Hash, Stamp)> = known
            .iter()
            .flat_map(|(marker, state)| marker.files().iter().zip(&state.files))
            .map(|((path, content), known)| (path.as_str(), (*content, known.stamp)))
            .collect();
        let intact = ours.par_iter().filter_map(|(path, _)| {
            let stamp = tree.files.get(OsStr::new(path))?.stamp?;
            let remembered = stamps.get(path.as_str()).filter(|(_, known)| *known == stamp);
            let content = match remembered {
                Some((content, _)) => *content,
                None => hash(&fs::read(folder.join(path)).ok()?),
            };
            Some((path.clone(), (content, stamp)))
        });
        let intact = intact.collect();
        Ok(Self { tree, ours, intact })
    }

    fn is_ours(&self, path: &OsStr) -> bool {
        let own = path == MARKER || is_of_mirroring(path);
        own || path.to_str().is_some_and(|path| self.ours.contains_key(path))
    }

    pub(super) fn foreign(&self) -> impl Iterator<Item = &OsString> {
        self.tree.files.keys().filter(|path| !self.is_ours(path))
    }

    /// Files of ours with bytes that are neither those of an earlier site nor of this one.
    pub(super) fn edited(&self, new: &Contents) -> Vec<String> {
        let is_edited = |(path, ours): &(&String, &Vec<Hash>)| {
            let Some((found, _)) = self.intact.get(*path) else { return false };
            !ours.contains(found) && new.hash(path) != Some(found)
        };
        self.ours.iter().filter(is_edited).map(|(path, _)| path.clone()).collect()
    }
}

fn refuse_foreign(folder: &Path, tree: &Tree) -> Result<(), OutputError> {
    let is_empty = tree.files.keys().all(|path| path == KEPT) && tree.folders.is_empty();
    if is_empty { Ok(()) } else { Err(OutputError::OutputIsForeign(folder.to_owned())) }
}
