//! Brings a folder that visitors, rsync or an uploader look at to what was built, file by file.
//!
//! Other than a build, which exchanges two folders, this leaves the folder where it is: it may be mounted, shared, or
//! watched. So the order counts: what pages need comes first, then pages that are new, then those that changed, and
//! what the site no longer has goes last; no page ever points to a file that is not there yet. Each file comes in place by a
//! rename.
//!
//! Only files that an earlier mirroring put there are changed or removed. While it works, the list of the new site lies
//! beside that of the old one, so that after a power failure all that is ours is still known.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::fs::{FlockOperation, flock};

use super::error::{During, OutputError};
use super::found::Found;
use super::marker::{self, Hash, MARKER, Marker, hash};
use super::origin;
use super::part::{NEXT, is_part, put};
use super::place::{Destination, refuse_sources, refuse_what_is_no_folder, resolved, retried};
use super::plan::{Plan, add_folders_of};
use super::state::{Known, State};
use super::tree::{Look, Tree};
use super::{Contents, Target};
use crate::stamp::Stamp;

/// What mirroring did.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Mirrored {
    /// Files with new bytes, in the order they came in place; the marker last.
    pub written: Vec<String>,
    /// Files that went, after all others had come.
    pub removed: Vec<String>,
    /// Files that somebody had changed, and that are as they were built again, or gone.
    pub edited: Vec<String>,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files of others, left alone.
    pub foreign: usize,
}

/// What the site was made from.
pub struct Origin<'a, E> {
    /// What the folder is to say of it; nothing if nothing is known.
    pub note: Option<String>,
    /// Whether it may come after what the folder says, if it says anything.
    pub permit: &'a dyn Fn(&str) -> Result<(), E>,
}

impl<E> std::fmt::Debug for Origin<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Origin").field("note", &self.note).finish_non_exhaustive()
    }
}

/// Makes a folder hold a site that was built, besides files of others. `memory` is a file in which it is noted what the
/// folder's files look like, so that they need not be read the next time.
///
/// # Errors
/// When the folder is refused, the site may not come after the one that is there, or the machine is in the way. What was
/// not done yet is done the next time.
pub fn mirror<E: From<OutputError>>(
    site: &Path,
    destination: &Destination<'_>,
    memory: &Path,
    origin: &Origin<'_, E>,
) -> Result<Mirrored, E> {
    let folder = open(destination)?;
    let _lock = lock(&folder)?;
    if let Some(note) = origin::read(&folder)? {
        (origin.permit)(&note)?;
    }
    Ok(bring_up_to_date(site, &folder, memory, origin.note.as_deref())?)
}

fn bring_up_to_date(
    site: &Path,
    folder: &Path,
    memory: &Path,
    note: Option<&str>,
) -> Result<Mirrored, OutputError> {
    let new = Contents::read(site)?;
    let tree = Tree::walk(folder, Look::Stamps)?;
    let found = Found::look(folder, tree, memory)?;
    let targets: Vec<Target> =
        new.files().iter().map(|(path, content)| Target { path: path.clone(), input: *content }).collect();
    let plan = Plan::new(&targets)?;
    found.foreign().try_for_each(|path| plan.refuse_collision(path))?;
    let work = Work { site, folder, found: &found };
    work.run(&new, &plan, note, memory)
}

/// The folder, if it may be written to; made if it does not exist.
fn open(destination: &Destination<'_>) -> Result<PathBuf, OutputError> {
    let asked = destination.folder;
    let absolute = std::path::absolute(asked).during("找到", asked)?;
    if absolute.parent().is_none() || absolute.file_name().is_none() {
        return Err(OutputError::OutputHasNoName(asked.to_owned()));
    }
    refuse_what_is_no_folder(&absolute)?;
    refuse_sources(&resolved(&absolute), destination)?;
    fs::create_dir_all(&absolute).during("新建文件夹", &absolute)?;
    let folder = absolute.canonicalize().during("找到", &absolute)?;
    refuse_sources(&folder, destination)?;
    Ok(folder)
}

/// Held while mirroring.
fn lock(folder: &Path) -> Result<File, OutputError> {
    let file = File::open(folder).during("打开", folder)?;
    match retried(|| flock(&file, FlockOperation::NonBlockingLockExclusive)) {
        Ok(()) => Ok(file),
        Err(_) => Err(OutputError::Busy(folder.to_owned())),
    }
}

/// When a file's turn comes.
pub(super) fn turn(path: &str, is_new: bool) -> u8 {
    let is_list = matches!(path, "feed.xml" | "robots.txt") || path.starts_with("sitemap");
    match path {
        "index.html" => 4,
        _ if is_list => 5,
        _ if path.ends_with(".html") && is_new => 2,
        _ if path.ends_with(".html") => 3,
        _ if is_new => 0,
        _ => 1,
    }
}

/// What is under way.
struct Work<'a> {
    site: &'a Path,
    folder: &'a Path,
    found: &'a Found,
}

impl Work<'_> {
    fn run(
        &self,
        new: &Contents,
        plan: &Plan<'_>,
        note: Option<&str>,
        memory: &Path,
    ) -> Result<Mirrored, OutputError> {
        let is_same = |path: &str, content: &Hash| {
            self.found.intact.get(path).is_some_and(|(found, _)| found == content)
        };
        let mut wanted: Vec<&(String, Hash)> =
            new.files().iter().filter(|(path, content)| !is_same(path, content)).collect();
        wanted.sort_by_key(|(path, _)| (self.turn(path), path.as_str()));
        let gone: Vec<&String> =
            self.found.ours.keys().filter(|path| !plan.has_file(OsStr::new(path))).collect();
        let mut mirrored = Mirrored {
            edited: self.found.edited(new),
            unchanged: new.files().len() - wanted.len(),
            foreign: self.found.foreign().count(),
            ..Mirrored::default()
        };
        let is_listed = marker::read(&self.folder.join(MARKER))?.is_some_and(|old| old.text() == new.text());
        self.sweep();
        if !wanted.is_empty() || !gone.is_empty() || !is_listed {
            put(self.folder, NEXT, new.text().as_bytes())?;
            origin::write(self.folder, note)?;
            self.clear_the_way(&gone, plan)?;
            self.make_folders(&wanted)?;
            for turn in wanted.chunk_by(|(a, _), (b, _)| self.turn(a) == self.turn(b)) {
                turn.par_iter().try_for_each(|(path, content)| self.bring(path, content))?;
            }
            mirrored.removed = self.remove(&gone)?;
            self.rename(NEXT, MARKER)?;
            mirrored.written = wanted.iter().map(|(path, _)| path.clone()).collect();
            mirrored.written.push(MARKER.to_owned());
        } else {
            origin::write(self.folder, note)?;
            // The list of a site that was never begun.
            let _ = fs::remove_file(self.folder.join(NEXT));
        }
        self.remember(new, memory);
        Ok(mirrored)
    }

    fn turn(&self, path: &str) -> u8 {
        turn(path, !self.found.tree.files.contains_key(OsStr::new(path)))
    }

    /// Where a file becomes a folder or a folder a file, what was there has to go first.
    fn clear_the_way(&self, gone: &[&String], plan: &Plan<'_>) -> Result<(), OutputError> {
        let is_in_the_way = |path: &str| {
            let within = Path::new(path).ancestors().skip(1).any(|above| plan.has_file(above.as_os_str()));
            within || plan.folders.contains(OsStr::new(path))
        };
        let early: Vec<&String> = gone.iter().copied().filter(|path| is_in_the_way(path)).collect();
        self.remove(&early)?;
        // Empty folders of nobody.
        for folder in self.found.tree.folders.iter().rev().filter(|folder| plan.has_file(folder)) {
            let path = self.folder.join(folder);
            match fs::remove_dir(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error).during("清理", &path);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes away what a mirroring that was cut short, or a full disk, left half written.
    fn sweep(&self) {
        for path in self.found.tree.files.keys().filter(|path| is_part(path)) {
            let _ = fs::remove_file(self.folder.join(path));
        }
    }

    fn make_folders(&self, wanted: &[&(String, Hash)]) -> Result<(), OutputError> {
        let mut folders = BTreeSet::new();
        wanted.iter().for_each(|(path, _)| add_folders_of(OsStr::new(path), &mut folders));
        folders.iter().try_for_each(|folder| {
            let path = self.folder.join(folder);
            fs::create_dir_all(&path).during("新建文件夹", &path)
        })
    }

    fn bring(&self, path: &str, content: &Hash) -> Result<(), OutputError> {
        let from = self.site.join(path);
        let bytes = fs::read(&from).during("读取", &from)?;
        if hash(&bytes) != *content {
            return Err(OutputError::Altered(from));
        }
        put(self.folder, path, &bytes)
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), OutputError> {
        let to = self.folder.join(to);
        fs::rename(self.folder.join(from), &to).during("写入", &to)
    }

    /// Removes files of ours, and folders that are empty then.
    fn remove(&self, gone: &[&String]) -> Result<Vec<String>, OutputError> {
        let mut removed = Vec::new();
        for path in gone {
            let file = self.folder.join(path);
            match fs::remove_file(&file) {
                Ok(()) => removed.push((*path).clone()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) if error.kind() == io::ErrorKind::IsADirectory => {}
                Err(error) => return Err(error).during("删除", &file),
            }
            let above = Path::new(path).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
            for folder in above {
                if fs::remove_dir(self.folder.join(folder)).is_err() {
                    break;
                }
            }
        }
        Ok(removed)
    }

    /// Without this the next mirroring reads all files; nothing else is lost.
    fn remember(&self, new: &Contents, memory: &Path) {
        let Some(marker) = Marker::from_text(new.text()) else { return };
        let look = |(path, content): &(String, Hash)| {
            let metadata = fs::symlink_metadata(self.folder.join(path)).ok()?;
            Some(Known { input: *content, stamp: Stamp::of(&metadata) })
        };
        let files: Option<Vec<Known>> = new.files().par_iter().map(look).collect();
        let Some(files) = files else { return };
        let write = || {
            let next = memory.with_extension("next");
            fs::create_dir_all(memory.parent().unwrap_or(memory)).during("新建文件夹", memory)?;
            State::new(marker.identity, files, std::iter::empty()).save(&next)?;
            fs::rename(&next, memory).during("写入", memory)
        };
        let _: Result<(), OutputError> = write();
    }
}
