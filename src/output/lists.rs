//! What has to be uploaded and removed elsewhere, for programs that take lists. A list that nobody has taken away has not
//! been worked off: the next one is added to it. What they name is what the site has otherwise than the one they were last
//! written for, so that nothing is forgotten of a mirroring that was cut short or went by without lists.
//!
//! The lists themselves are as plain as their readers want them, so it is noted beside them that they are ours: a list that
//! somebody else wrote, or changed, is never written over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Contents;
use super::error::{During, OutputError};
use super::marker::{Hash, MARKER, Marker, hash};
use super::mirror::{Mirrored, turn};
use super::part::put;
use super::place::{holder, resolved};
use crate::registry::identifier::Digest;
use crate::registry::value::Value;

const UPLOAD: &str = "upload.txt";
const REMOVE: &str = "remove.txt";

/// Which lists are ours: a line each with the hash of a list as it was written, as `sha256sum` does.
const NOTE: &str = ".skillreg-lists";

/// The site that the lists were last written for, as its marker tells it.
const TOLD: &str = ".skillreg-listed";

/// How many files the lists name now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Files to upload.
    pub upload: usize,
    /// Files to remove.
    pub remove: usize,
}

/// A folder with the two lists.
#[derive(Debug)]
pub struct Lists {
    folder: PathBuf,
}

/// The lists as they stand.
struct Standing {
    upload: String,
    remove: String,
}

impl Lists {
    /// Looks whether lists may be written to a folder. `root` is the folder of the registry, below which they may lie;
    /// `protected` are folders with sources or sites.
    ///
    /// # Errors
    /// When the folder is the root itself, lies in one of the others, in a site or in git's own folder, or has a list that
    /// is not ours.
    pub fn open(folder: &Path, root: &Path, protected: &[&Path]) -> Result<Self, OutputError> {
        let real = resolved(&std::path::absolute(folder).during("找到", folder)?);
        let inside =
            |holder: &Path| OutputError::ListsInside { lists: folder.to_owned(), holder: holder.to_owned() };
        if real == resolved(&std::path::absolute(root).during("找到", root)?) {
            return Err(inside(root));
        }
        if let Some(git) = real.ancestors().find(|above| above.file_name().is_some_and(|name| name == ".git"))
        {
            return Err(inside(git));
        }
        if let Some(holder) = holder(&real, protected)? {
            return Err(inside(&holder));
        }
        if real.symlink_metadata().is_ok_and(|found| !found.is_dir()) {
            return Err(OutputError::OutputIsNoFolder(folder.to_owned()));
        }
        let lists = Self { folder: real };
        lists.standing()?;
        Ok(lists)
    }

    /// Adds what mirroring did, and what the site has otherwise than when the lists were last written.
    ///
    /// # Errors
    /// When they cannot be read or written.
    pub fn add(&self, mirrored: &Mirrored, site: &Path) -> Result<Listed, OutputError> {
        fs::create_dir_all(&self.folder).during("新建文件夹", &self.folder)?;
        let site = Contents::read(site)?;
        let mirrored = &self.since(mirrored, &site)?;
        let Standing { upload, remove } = self.standing()?;
        let written: BTreeSet<&str> = mirrored.written.iter().map(String::as_str).collect();
        let removed: BTreeSet<&str> = mirrored.removed.iter().map(String::as_str).collect();
        let is_open = |path: &&str| !written.contains(path) && !removed.contains(path);
        let joined = |old: &str, new: &[String]| {
            let all = old.lines().filter(is_open).chain(new.iter().map(String::as_str));
            all.map(|path| format!("{path}\n")).collect::<String>()
        };
        let next =
            [(UPLOAD, joined(&upload, &mirrored.written)), (REMOVE, joined(&remove, &mirrored.removed))];
        // Killed halfway, each list is the old or the new one, and ours.
        let old = [(UPLOAD, upload), (REMOVE, remove)];
        self.note(old.iter().chain(&next))?;
        for (name, text) in &next {
            put(&self.folder, name, text.as_bytes())?;
        }
        put(&self.folder, TOLD, site.text().as_bytes())?;
        self.note(next.iter())?;
        let [upload, remove] = next.map(|(_, text)| text.lines().count());
        Ok(Listed { upload, remove })
    }

    /// What mirroring did, with all that has become of the site since the lists were last written; the first time, all of it.
    fn since(&self, mirrored: &Mirrored, site: &Contents) -> Result<Mirrored, OutputError> {
        let told = plain(&self.folder.join(TOLD))?.unwrap_or_default();
        let told = std::str::from_utf8(&told).ok().and_then(Marker::from_text).unwrap_or_default();
        let before: BTreeMap<&str, &Hash> =
            told.files().iter().map(|(path, hash)| (path.as_str(), hash)).collect();
        let brought: BTreeSet<&str> = mirrored.written.iter().map(String::as_str).collect();
        let is_other = |path: &str, hash: &Hash| before.get(path) != Some(&hash) || brought.contains(path);
        let changed = site.files().iter().filter(|(path, hash)| is_other(path, hash));
        let mut written: Vec<&str> = changed.map(|(path, _)| path.as_str()).collect();
        written.sort_by_key(|path| (turn(path, !before.contains_key(path)), *path));
        let mut gone: BTreeSet<&str> = mirrored.removed.iter().map(String::as_str).collect();
        gone.extend(before.keys().filter(|path| !site.has(path.as_bytes())));
        if !written.is_empty() || !gone.is_empty() {
            written.push(MARKER);
        }
        let owned = |paths: &mut dyn Iterator<Item = &str>| paths.map(str::to_owned).collect();
        Ok(Mirrored {
            written: owned(&mut written.into_iter()),
            removed: owned(&mut gone.into_iter()),
            ..mirrored.clone()
        })
    }

    fn standing(&self) -> Result<Standing, OutputError> {
        let ours = self.ours()?;
        let read = |name: &str| {
            let path = self.folder.join(name);
            let foreign = || OutputError::ListIsForeign(path.clone());
            let Some(bytes) = plain(&path)? else { return Ok(String::new()) };
            let known = ours.get(name).is_some_and(|known| known.contains(&hash(&bytes)));
            String::from_utf8(bytes).ok().filter(|_| known).ok_or_else(foreign)
        };
        Ok(Standing { upload: read(UPLOAD)?, remove: read(REMOVE)? })
    }

    /// The hashes of each list as we wrote it.
    fn ours(&self) -> Result<BTreeMap<String, Vec<Hash>>, OutputError> {
        let mut ours: BTreeMap<String, Vec<Hash>> = BTreeMap::new();
        let note = plain(&self.folder.join(NOTE))?.unwrap_or_default();
        for line in String::from_utf8_lossy(&note).lines() {
            let Some((digest, name)) = line.split_once("  ") else { continue };
            let Ok(digest) = Digest::parse(digest) else { continue };
            ours.entry(name.to_owned()).or_default().push(*digest.bytes());
        }
        Ok(ours)
    }

    fn note<'t>(&self, lists: impl Iterator<Item = &'t (&'t str, String)>) -> Result<(), OutputError> {
        let line =
            |(name, text): &(&str, String)| format!("{}  {name}\n", Digest::of(text.as_bytes()).as_text());
        put(&self.folder, NOTE, lists.map(line).collect::<String>().as_bytes())
    }
}

/// The bytes of a plain file; none if there is nothing.
fn plain(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => fs::read(path).map(Some).during("读取", path),
        Ok(_) => Err(OutputError::ListIsForeign(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).during("查看", path),
    }
}
