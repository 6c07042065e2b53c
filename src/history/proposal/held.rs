//! What base has below `content/`, records or not: whether something that is no record was there before.

use std::path::Path;

use git2::{ObjectType, Oid, Repository, TreeWalkMode, TreeWalkResult};

use crate::source::{CONTENT, is_scratch};

/// How git notes a symbolic link.
const LINK: i32 = 0o120_000;

/// Something that base has.
#[derive(Debug)]
pub struct Held {
    /// From the root: `content/pages/about.md`.
    pub path: String,
    /// What it is.
    pub kind: HeldKind,
}

/// What something in base is.
#[derive(Debug, PartialEq, Eq)]
pub enum HeldKind {
    /// A file.
    File,
    /// A file that is never a record, with what is in it.
    Scratch(Vec<u8>),
    /// A symbolic link.
    Link,
    /// A folder.
    Folder,
    /// A folder that is another repository.
    Repository,
}

/// Lists all that lies in the folder of records.
pub(super) fn list(repository: &Repository, content: Oid) -> Result<Vec<Held>, git2::Error> {
    let mut held = Vec::new();
    repository.find_tree(content)?.walk(TreeWalkMode::PreOrder, |above, entry| {
        let name = String::from_utf8_lossy(entry.name_bytes());
        let path = Path::new(CONTENT).join(above).join(&*name).to_string_lossy().into_owned();
        let kind = match entry.kind() {
            Some(ObjectType::Tree) => HeldKind::Folder,
            Some(ObjectType::Commit) => HeldKind::Repository,
            _ if entry.filemode() == LINK => HeldKind::Link,
            _ if is_scratch(&name) => {
                let blob = repository.find_blob(entry.id());
                HeldKind::Scratch(blob.map_or_else(|_| Vec::new(), |blob| blob.content().to_vec()))
            }
            _ => HeldKind::File,
        };
        held.push(Held { path, kind });
        TreeWalkResult::Ok
    })?;
    Ok(held)
}
