//! What a folder holds at this moment. Symbolic links are seen as such and never followed.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::DirEntry;
use std::os::unix::fs::DirEntryExt;
use std::path::Path;

use rayon::prelude::*;

use super::error::{During, OutputError};
use crate::stamp::Stamp;

/// Anything that is not a folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) regular: bool,
    /// As the folder lists it: two names with one inode are one file.
    pub(super) inode: u64,
    /// Only for regular files, and only if the walk was asked for it.
    pub(super) stamp: Option<Stamp>,
}

/// Whether a walk looks at every file (for its [`Stamp`]) or reads folders only, which is far cheaper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    NamesOnly,
    Stamps,
}

/// All that lies under a folder, by relative path.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) files: BTreeMap<OsString, Entry>,
    pub(super) folders: BTreeSet<OsString>,
}

#[derive(Default)]
struct Findings {
    files: Vec<(OsString, Entry)>,
    folders: Vec<OsString>,
}

impl Tree {
    /// Walks a folder with all cores. A folder that does not exist holds nothing.
    pub(super) fn walk(root: &Path, look: Look) -> Result<Self, OutputError> {
        if std::fs::symlink_metadata(root).is_err() {
            return Ok(Tree::default());
        }
        let found = walk_folder(root, OsStr::new(""), look)?;
        Ok(Tree { files: found.files.into_iter().collect(), folders: found.folders.into_iter().collect() })
    }
}

fn walk_folder(root: &Path, relative: &OsStr, look: Look) -> Result<Findings, OutputError> {
    let path = root.join(relative);
    let listing: Vec<DirEntry> =
        std::fs::read_dir(&path).and_then(Iterator::collect).during("读取文件夹", &path)?;
    let mut found = Findings::default();
    let mut names = Vec::new();
    for entry in listing {
        let name = joined(relative, &entry.file_name());
        if entry.file_type().during("查看", &path)?.is_dir() {
            found.folders.push(name);
        } else {
            names.push((name, entry));
        }
    }
    found.files =
        names.into_par_iter().map(|(name, entry)| look_at(name, &entry, look)).collect::<Result<_, _>>()?;
    let below: Vec<Findings> =
        found.folders.par_iter().map(|folder| walk_folder(root, folder, look)).collect::<Result<_, _>>()?;
    for mut inner in below {
        found.files.append(&mut inner.files);
        found.folders.append(&mut inner.folders);
    }
    Ok(found)
}

fn look_at(name: OsString, entry: &DirEntry, look: Look) -> Result<(OsString, Entry), OutputError> {
    let regular = entry.file_type().during("查看", &entry.path())?.is_file();
    let stamp = if regular && look == Look::Stamps {
        // A file that vanished since the folder was read has no stamp, so it is made again.
        entry.metadata().ok().map(|metadata| Stamp::of(&metadata))
    } else {
        None
    };
    Ok((name, Entry { regular, inode: entry.ino(), stamp }))
}

fn joined(folder: &OsStr, name: &OsStr) -> OsString {
    if folder.is_empty() {
        return name.to_owned();
    }
    let mut path = OsString::with_capacity(folder.len() + 1 + name.len());
    path.push(folder);
    path.push("/");
    path.push(name);
    path
}
