//! The working tree as git would keep it: folders with the names of their objects, made in memory. Files that have not
//! moved since git looked at them have the name that its index gives them; the others are read.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use git2::{IndexEntry, IndexEntryExtendedFlag, ObjectType, Oid, Repository};
use rayon::prelude::*;

use crate::repository::{fold, is_untouched, written};
use crate::source::{CONTENT, Entry};

/// A folder with all below it.
pub(super) struct Folder {
    pub(super) id: Oid,
    /// The folders by name, as git keeps them.
    pub(super) folders: BTreeMap<Oid, Vec<u8>>,
}

const PLAIN: u32 = 0o100_644;

/// A file by its path below the folder.
type File<'e> = (&'e str, u32, Oid);

/// The folder of records.
pub(super) fn folder(
    repository: &Repository,
    prefix: &Path,
    entries: &[Entry],
) -> Result<Folder, git2::Error> {
    let index = repository.index()?;
    let written = written(&index);
    let top = prefix.join(CONTENT).to_string_lossy().into_owned() + "/";
    let inside = |entry: &IndexEntry| entry.path.starts_with(top.as_bytes()) && entry.flags & 0x3000 == 0;
    let known: HashMap<String, IndexEntry> = index
        .iter()
        .filter(inside)
        .map(|entry| (String::from_utf8_lossy(&entry.path[top.len()..]).into_owned(), entry))
        .collect();
    let start = CONTENT.len() + 1;
    let read: Vec<Option<File<'_>>> = entries
        .par_iter()
        .map(|entry| {
            let path = entry.path.get(start..)?;
            let known = known.get(path);
            Some((path, known.map_or(PLAIN, |known| known.mode), name(entry, known, written)?))
        })
        .collect();
    let mut files: Vec<File<'_>> = read.into_iter().flatten().collect();
    let seen: std::collections::HashSet<&str> = files.iter().map(|(path, ..)| *path).collect();
    // Of a checkout of only some folders, the rest is as git has it.
    let aside = known.iter().filter(|(path, entry)| is_aside(entry) && !seen.contains(path.as_str()));
    let aside: Vec<File<'_>> = aside.map(|(path, entry)| (path.as_str(), entry.mode, entry.id)).collect();
    files.extend(aside);
    files.sort_unstable();
    let files: Vec<_> = files.iter().map(|(path, mode, id)| (path.as_bytes(), *mode, *id)).collect();
    let (id, folders) = fold(&files)?;
    Ok(Folder { id, folders })
}

fn is_aside(entry: &IndexEntry) -> bool {
    IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended).is_skip_worktree()
}

/// The name of the object that a file would be; none if it cannot be read.
fn name(entry: &Entry, known: Option<&IndexEntry>, written: (i64, i64)) -> Option<Oid> {
    let is_known = |known: &&IndexEntry| entry.look.is_some_and(|look| is_untouched(&look, known, written));
    if let Some(known) = known.filter(is_known) {
        return Some(known.id);
    }
    let bytes = entry.raw()?;
    let id = Oid::hash_object(ObjectType::Blob, &bytes).ok()?;
    if known.is_some_and(|known| known.id == id) || !bytes.windows(2).any(|pair| pair == b"\r\n") {
        return Some(id);
    }
    // Git for Windows writes files with other ends of lines than it keeps.
    Oid::hash_object(ObjectType::Blob, &with_plain_ends(&bytes)).ok()
}

fn with_plain_ends(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            plain.push(*byte);
        }
    }
    plain
}
