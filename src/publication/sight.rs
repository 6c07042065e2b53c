//! The files that a site is made from as they lie in the working tree, looked at and not read: whether git has them all, and
//! whether they are still the same. What git itself would do for it takes several times as long, for it reads the folders
//! of the commit one by one.

#![expect(clippy::disallowed_methods, reason = "looks at the records that a site is made from")]

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use git2::{Index, IndexEntry, IndexEntryExtendedFlag, ObjectType, Oid, Repository, Tree};
use rayon::prelude::*;

use crate::repository::{File, fold, is_untouched, written};
use crate::source::Look;

/// Plain files, as git notes them.
const PLAIN: [u32; 2] = [0o100_644, 0o100_755];

/// Bits of an index entry that say that it is not what lies in the working tree: a side of a conflict, taken as it is.
const SPECIAL: u16 = 0x3000 | 0x8000;

/// A file that is not hidden; no look at what is neither file nor folder.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    path: Vec<u8>,
    look: Option<Look>,
}

/// All files below some folders.
#[derive(Debug)]
pub(super) struct Sight {
    /// In the order of their paths within the repository.
    files: Vec<Seen>,
    /// The folders they lie in, with all others.
    folders: Vec<(PathBuf, Look)>,
}

impl Sight {
    /// None if something cannot be looked at.
    pub(super) fn take(top: &Path, folders: &[&Path]) -> Option<Self> {
        let mut sight = Self { files: Vec::new(), folders: Vec::new() };
        for folder in folders {
            let path = top.join(folder);
            match path.symlink_metadata() {
                Ok(found) if found.is_dir() => {
                    sight.add(below(path, Look::of(&found), folder.as_os_str().as_bytes().to_vec()).ok()?);
                }
                Ok(_) => return None,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(_) => return None,
            }
        }
        sight.files.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Some(sight)
    }

    fn add(&mut self, more: Self) {
        self.files.extend(more.files);
        self.folders.extend(more.folders);
    }

    /// Whether nothing of it moved since: no file, and no folder, which does when a file comes or goes.
    pub(super) fn still_holds(&self, top: &Path) -> bool {
        let looks_so =
            |path: &Path, known: &Look| path.symlink_metadata().is_ok_and(|found| Look::of(&found) == *known);
        let is_there = |seen: &Seen| {
            let path = top.join(OsStr::from_bytes(&seen.path));
            seen.look.as_ref().is_some_and(|known| looks_so(&path, known))
        };
        self.files.par_iter().all(is_there)
            && self.folders.par_iter().all(|(path, known)| looks_so(path, known))
    }

    /// Whether the files are the same as those of another look.
    pub(super) fn has_files_of(&self, other: &Self) -> bool {
        self.files == other.files
    }

    /// Whether they are, as far as can be told without git's own rules for reading files, what the commit has and nothing
    /// more. If this says no, git has to be asked.
    pub(super) fn is_committed(
        &self,
        repository: &Repository,
        head: Oid,
        folders: &[&Path],
    ) -> Result<bool, git2::Error> {
        let index = repository.index()?;
        let tree = repository.find_commit(head)?.tree()?;
        for folder in folders {
            if !is_as_committed(&index, &tree, folder)? {
                return Ok(false);
            }
        }
        let Some(top) = repository.workdir() else { return Ok(false) };
        let written = written(&index);
        let within = |entry: &IndexEntry| {
            folders.iter().any(|folder| is_below(&entry.path, folder)) && !is_hidden(&entry.path, folders)
        };
        let known: Vec<IndexEntry> = index.iter().filter(within).collect();
        if known.len() != self.files.len() {
            return Ok(false);
        }
        Ok(known.par_iter().zip(&self.files).all(|(known, seen)| seen.is(top, known, written)))
    }
}

impl Seen {
    /// Whether it is what git noted.
    fn is(&self, top: &Path, known: &IndexEntry, written: (i64, i64)) -> bool {
        let Some(look) = self.look.filter(|_| self.path == known.path) else { return false };
        let holds_so = || {
            let bytes = std::fs::read(top.join(OsStr::from_bytes(&self.path))).ok()?;
            Oid::hash_object(ObjectType::Blob, &bytes).ok()
        };
        is_untouched(&look, known, written) || holds_so() == Some(known.id)
    }
}

/// Whether a folder is in the index as the commit has it.
fn is_as_committed(index: &Index, tree: &Tree<'_>, folder: &Path) -> Result<bool, git2::Error> {
    let committed = tree.get_path(folder).ok();
    let committed = committed.filter(|entry| entry.kind() == Some(ObjectType::Tree)).map(|entry| entry.id());
    let entries: Vec<IndexEntry> = index.iter().filter(|entry| is_below(&entry.path, folder)).collect();
    let is_plain = |entry: &IndexEntry| {
        let apart = IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended);
        PLAIN.contains(&entry.mode)
            && entry.flags & SPECIAL == 0
            && !apart
                .intersects(IndexEntryExtendedFlag::SKIP_WORKTREE | IndexEntryExtendedFlag::INTENT_TO_ADD)
    };
    if !entries.iter().all(is_plain) {
        return Ok(false);
    }
    if entries.is_empty() {
        return Ok(committed.is_none());
    }
    let start = folder.as_os_str().len() + 1;
    let files: Vec<File<'_>> =
        entries.iter().map(|entry| (&entry.path[start..], entry.mode, entry.id)).collect();
    Ok(committed == Some(fold(&files)?.0))
}

fn is_below(path: &[u8], folder: &Path) -> bool {
    path.strip_prefix(folder.as_os_str().as_bytes()).is_some_and(|rest| rest.starts_with(b"/"))
}

/// Whether the site is made without a file: a part of its path below the folder begins with a dot.
fn is_hidden(path: &[u8], folders: &[&Path]) -> bool {
    let below = folders.iter().filter(|folder| is_below(path, folder));
    let start = below.map(|folder| folder.as_os_str().len()).next().unwrap_or_default();
    path[start..].split(|byte| *byte == b'/').any(|part| part.starts_with(b"."))
}

/// What lies below a folder, in no order.
fn below(folder: PathBuf, of_folder: Look, name: Vec<u8>) -> io::Result<Sight> {
    let mut sight = Sight { files: Vec::new(), folders: Vec::new() };
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let entry = entry?;
        let file = entry.file_name().into_vec();
        if file.starts_with(b".") {
            continue;
        }
        let path = [&name[..], &file].join(&b'/');
        let found = entry.metadata()?;
        match found.is_dir() {
            true => folders.push((entry.path(), Look::of(&found), path)),
            false => sight.files.push(Seen { path, look: found.is_file().then(|| Look::of(&found)) }),
        }
    }
    sight.folders.push((folder, of_folder));
    let deeper: Vec<Sight> = folders
        .into_par_iter()
        .map(|(folder, look, name)| below(folder, look, name))
        .collect::<io::Result<_>>()?;
    deeper.into_iter().for_each(|deeper| sight.add(deeper));
    Ok(sight)
}
