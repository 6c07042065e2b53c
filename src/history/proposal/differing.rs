//! The files in which a folder of base and the working tree differ.

use git2::{ObjectType, Odb, Oid, Repository};

use super::working::Folder;
use crate::history::trees::{self, Entry, Kind};
use crate::source::{CONTENT, is_scratch};

/// A file by what it is in both; not there where it has no content.
pub(super) struct File {
    pub(super) path: String,
    pub(super) old: Option<Oid>,
    pub(super) new: Option<Oid>,
}

/// Folders nest no deeper in a registry.
const DEPTH: usize = 8;

pub(super) fn files(
    repository: &Repository,
    before: Option<Oid>,
    now: &Folder,
) -> Result<Vec<File>, git2::Error> {
    let objects = repository.odb()?;
    let mut desk = Desk { objects: &objects, now, found: Vec::new() };
    desk.compare(CONTENT, before, Some(now.id), 0)?;
    desk.found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(desk.found)
}

struct Desk<'d> {
    objects: &'d Odb<'d>,
    now: &'d Folder,
    found: Vec<File>,
}

impl Desk<'_> {
    fn compare(
        &mut self,
        path: &str,
        old: Option<Oid>,
        new: Option<Oid>,
        depth: usize,
    ) -> Result<(), git2::Error> {
        if old == new || depth > DEPTH {
            return Ok(());
        }
        let damaged = || git2::Error::from_str("a tree is damaged");
        let old = old.map(|id| self.objects.read(id)).transpose()?;
        if old.as_ref().is_some_and(|folder| folder.kind() != ObjectType::Tree) {
            return Err(damaged());
        }
        let old = old.as_ref().map_or(&[][..], |folder| folder.data());
        let now = self.now;
        let new = new.and_then(|id| now.folders.get(&id)).map_or(&[][..], Vec::as_slice);
        for (old, new) in trees::differences(old, new).ok_or_else(damaged)? {
            let name = old.or(new).and_then(|entry| std::str::from_utf8(entry.name).ok());
            let Some(name) = name.filter(|name| !is_scratch(name)) else { continue };
            let path = format!("{path}/{name}");
            let of = |kind: Kind, entry: Option<Entry<'_>>| {
                entry.filter(|entry| entry.kind == kind).map(|entry| entry.id)
            };
            self.compare(&path, of(Kind::Folder, old), of(Kind::Folder, new), depth + 1)?;
            let (old, new) = (of(Kind::File, old), of(Kind::File, new));
            if old != new {
                self.found.push(File { path, old, new });
            }
        }
        Ok(())
    }
}
