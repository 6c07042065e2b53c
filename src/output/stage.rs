//! The staged tree: the last but one generation, brought up to the next one by its differences.
//!
//! Making a tree of 20,000 links and deleting the old one takes a quarter of a second to two seconds, so the tree that an
//! exchange leaves behind is kept. It is never trusted: a file in it counts as carried over only if it is the same
//! inode as the file in the output folder, which has been checked itself. So a tree left by a killed build is as
//! good a start as any, and an empty one is too.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;

use super::error::{During, OutputError};
use super::marker::{MARKER, Marker};
use super::part::is_of_mirroring;
use super::place::Place;
use super::state::State;
use super::tree::{Entry, Look, Tree};
use crate::stamp::Stamp;

pub(super) struct Stage<'a> {
    place: &'a Place,
    tree: Tree,
}

impl<'a> Stage<'a> {
    pub(super) fn open(place: &'a Place) -> Result<Self, OutputError> {
        fs::create_dir_all(&place.spare).during("新建文件夹", &place.spare)?;
        Ok(Stage { place, tree: Tree::walk(&place.spare, Look::NamesOnly)? })
    }

    /// Brings back into the output folder what a person put into this tree, thinking it still was the output folder:
    /// a shell that stood in it before the exchange stands in this one now.
    pub(super) fn rescue(&self, state: Option<&State>) -> Result<Vec<(OsString, Entry)>, OutputError> {
        let mut rescued = Vec::new();
        let Some(marker) = self.marker() else { return Ok(rescued) };
        for (path, entry) in &self.tree.files {
            let bytes = path.as_encoded_bytes();
            let known = path == MARKER
                || is_of_mirroring(path)
                || marker.position(bytes).is_some()
                || state.is_some_and(|state| state.knows_foreign(bytes));
            let home = self.place.output.join(path);
            if !known && fs::symlink_metadata(&home).is_err() {
                if let Some(folder) = home.parent() {
                    fs::create_dir_all(folder).during("新建文件夹", folder)?;
                }
                duplicate(&self.place.spare.join(path), &home)?;
                rescued.push((path.clone(), *entry));
            }
        }
        Ok(rescued)
    }

    /// A tree without a marker is the remains of a build that was killed; nothing of a person's is in it.
    fn marker(&self) -> Option<Marker> {
        self.tree.files.get(OsStr::new(MARKER)).filter(|entry| entry.regular)?;
        Marker::from_text(&fs::read_to_string(self.place.spare.join(MARKER)).ok()?)
    }

    /// Removes what the next generation does not have, and makes the folders that it needs.
    pub(super) fn prepare(
        &mut self,
        is_wanted: impl Fn(&OsStr) -> bool,
        folders: &BTreeSet<OsString>,
    ) -> Result<(), OutputError> {
        let root = &self.place.spare;
        let files = std::mem::take(&mut self.tree.files);
        let (kept, dropped): (BTreeMap<_, _>, BTreeMap<_, _>) =
            files.into_iter().partition(|(path, _)| is_wanted(path));
        self.tree.files = kept;
        // The marker goes first: without it the tree no longer claims to be a whole site.
        if dropped.contains_key(OsStr::new(MARKER)) {
            remove(&root.join(MARKER))?;
        }
        dropped.par_iter().try_for_each(|(path, _)| remove(&root.join(path)))?;
        for folder in self.tree.folders.iter().rev().filter(|folder| !folders.contains(*folder)) {
            let path = root.join(folder);
            fs::remove_dir(&path).during("清理", &path)?;
        }
        let mut missing: BTreeMap<usize, Vec<&OsString>> = BTreeMap::new();
        for folder in folders.difference(&self.tree.folders) {
            missing.entry(Path::new(folder).components().count()).or_default().push(folder);
        }
        for level in missing.into_values() {
            level.par_iter().try_for_each(|folder| {
                let path = root.join(folder);
                fs::create_dir(&path).during("新建文件夹", &path)
            })?;
        }
        Ok(())
    }

    /// Takes a file over from the output folder: the same file under a second name, not touched, not read.
    /// Where the system refuses a second name it is copied, and the copy's stamp is returned.
    pub(super) fn carry(&self, path: &OsStr, published: &Entry) -> Result<Option<Stamp>, OutputError> {
        if self.tree.files.get(path).is_some_and(|entry| entry.inode == published.inode) {
            return Ok(None);
        }
        self.make_room(path)?;
        let (from, to) = (self.place.output.join(path), self.place.spare.join(path));
        let linked = duplicate(&from, &to)?;
        if linked || !published.regular {
            return Ok(None);
        }
        fs::symlink_metadata(&to).map(|metadata| Some(Stamp::of(&metadata))).during("查看", &to)
    }

    /// Writes a new file. Never through an existing one, whose bytes the output folder may share.
    pub(super) fn write(&self, path: &OsStr, bytes: &[u8]) -> Result<Stamp, OutputError> {
        self.make_room(path)?;
        let to = self.place.spare.join(path);
        let mut file = File::create_new(&to).during("新建", &to)?;
        file.write_all(bytes).during("写入", &to)?;
        file.metadata().map(|metadata| Stamp::of(&metadata)).during("查看", &to)
    }

    fn make_room(&self, path: &OsStr) -> Result<(), OutputError> {
        if self.tree.files.contains_key(path) { remove(&self.place.spare.join(path)) } else { Ok(()) }
    }
}

fn remove(path: &Path) -> Result<(), OutputError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).during("清理", path),
        _ => Ok(()),
    }
}

/// Links a file or a symbolic link (itself, not what it points to); says whether it is a link and not a copy.
fn duplicate(from: &Path, to: &Path) -> Result<bool, OutputError> {
    // Refused across mounts, for files of other users, and by file systems that have no second names.
    if fs::hard_link(from, to).is_ok() {
        return Ok(true);
    }
    let metadata = fs::symlink_metadata(from).during("查看", from)?;
    if metadata.is_symlink() {
        let aim = fs::read_link(from).during("读取", from)?;
        std::os::unix::fs::symlink(aim, to).during("新建", to)?;
        return Ok(false);
    }
    if !metadata.is_file() {
        return Err(io::Error::from(io::ErrorKind::Unsupported)).during("复制", from);
    }
    fs::copy(from, to).during("复制", from)?;
    let modified = metadata.modified().during("查看", from)?;
    File::options().write(true).open(to).and_then(|file| file.set_modified(modified)).during("复制", to)?;
    Ok(false)
}
