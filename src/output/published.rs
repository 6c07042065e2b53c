//! The site as it stands in the output folder, checked against what skillreg remembers of it.

use std::ffi::{OsStr, OsString};
use std::fs;

use rayon::prelude::*;

use super::Target;
use super::error::OutputError;
use super::marker::{Hash, MARKER, Marker, hash};
use super::part::is_of_mirroring;
use super::place::Place;
use super::state::State;
use super::tree::{Entry, Look, Tree};
use crate::stamp::Stamp;

/// A file of the published site whose bytes are still those that skillreg wrote.
#[derive(Clone, Copy)]
pub(super) struct Intact {
    pub(super) content: Hash,
    pub(super) stamp: Stamp,
    pub(super) entry: Entry,
    /// Unknown if the state was lost.
    input: Option<Hash>,
}

impl Intact {
    pub(super) fn is_made_from(&self, target: &Target) -> bool {
        self.input == Some(target.input)
    }
}

pub(super) struct Published {
    pub(super) marker: Option<Marker>,
    pub(super) state: Option<State>,
    tree: Tree,
    /// In the marker's order; `None` for a file that is missing, damaged or edited by hand.
    intact: Vec<Option<Intact>>,
}

impl Published {
    pub(super) fn look(place: &Place) -> Result<Self, OutputError> {
        let (known, tree) = rayon::join(|| read_known(place), || Tree::walk(&place.output, Look::Stamps));
        let ((marker, state), tree) = (known?, tree?);
        let files = marker.as_ref().map_or(&[][..], Marker::files);
        let intact = files
            .par_iter()
            .enumerate()
            .map(|(position, (path, content))| {
                let known = state.as_ref().map(|state| state.files[position]);
                let entry = *tree.files.get(OsStr::new(path))?;
                let stamp = entry.stamp?;
                // A changed stamp alone is no damage: a copied or touched file still has its bytes.
                let same = known.is_some_and(|known| known.stamp == stamp)
                    || fs::read(place.output.join(path)).is_ok_and(|bytes| hash(&bytes) == *content);
                same.then_some(Intact {
                    content: *content,
                    stamp,
                    entry,
                    input: known.map(|known| known.input),
                })
            })
            .collect();
        Ok(Published { marker, state, tree, intact })
    }

    pub(super) fn intact(&self, path: &str) -> Option<&Intact> {
        self.intact.get(self.marker.as_ref()?.position(path.as_bytes())?)?.as_ref()
    }

    /// Files that are there, but not with the bytes that skillreg wrote.
    pub(super) fn edited(&self) -> Vec<String> {
        let files = self.marker.as_ref().map_or(&[][..], Marker::files);
        let changed = files
            .iter()
            .zip(&self.intact)
            .filter(|((path, _), intact)| intact.is_none() && self.tree.files.contains_key(OsStr::new(path)));
        changed.map(|((path, _), _)| path.clone()).collect()
    }

    /// What people put into the folder.
    pub(super) fn foreign(&self) -> impl Iterator<Item = (&OsString, &Entry)> {
        self.tree.files.iter().filter(|(path, _)| {
            *path != MARKER
                && !is_of_mirroring(path)
                && self
                    .marker
                    .as_ref()
                    .is_none_or(|marker| marker.position(path.as_encoded_bytes()).is_none())
        })
    }
}

fn read_known(place: &Place) -> Result<(Option<Marker>, Option<State>), OutputError> {
    let Some(marker) = place.read_marker()? else { return Ok((None, None)) };
    // The next state counts as soon as its generation is in place: a build may be killed just after the exchange.
    let state = State::load(&[&place.next_state, &place.state], &marker.identity);
    let state = state.filter(|state| state.files.len() == marker.files().len());
    Ok((Some(marker), state))
}
