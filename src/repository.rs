//! The git repository that a registry lies in: found in one way by all rooms that read or write git.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Index, IndexEntry, IndexTime, ObjectType, Oid, Repository};

use crate::source::Look;

/// The repository around a root; none if there is none.
pub(crate) fn around(root: &Path) -> Result<Option<Repository>, git2::Error> {
    match Repository::discover(root) {
        Ok(repository) => Ok(Some(repository)),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The root's place within the repository; empty if they are the same.
pub(crate) fn prefix(repository: &Repository, root: &Path) -> Option<PathBuf> {
    let top = repository.workdir()?.canonicalize().ok()?;
    let root = root.canonicalize().ok()?;
    root.strip_prefix(top).ok().map(Path::to_path_buf)
}

/// The name of a commit as people write it.
pub(crate) fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}

/// When an index was written: seconds and nanoseconds.
pub(crate) fn written(index: &Index) -> (i64, i64) {
    let written = index.path().and_then(|path| path.metadata().ok());
    written.map_or((0, 0), |found| (found.mtime(), found.mtime_nsec()))
}

/// Whether a file holds what git noted, by how it looks and when the index was written: one that was touched after that may
/// look as it did and hold something else.
pub(crate) fn is_untouched(look: &Look, known: &IndexEntry, written: (i64, i64)) -> bool {
    let noted = |time: IndexTime| (time.seconds().cast_unsigned(), time.nanoseconds());
    look.modified() < written && look.is_as(noted(known.mtime), noted(known.ctime), known.file_size)
}

/// How git notes that something is a folder.
pub(crate) const FOLDER: u32 = 0o040_000;

/// A file by its path, how git notes what it is, and the name of its object.
pub(crate) type File<'p> = (&'p [u8], u32, Oid);

/// Makes folders of files, as git would keep them; nothing is written. The files must be in the order of their paths, and
/// none may stand where another has a folder. Gives the name of the outermost, and all by their names.
pub(crate) fn fold(files: &[File<'_>]) -> Result<(Oid, BTreeMap<Oid, Vec<u8>>), git2::Error> {
    let mut folders = BTreeMap::new();
    let outermost = fold_below(files, 0, &mut folders)?;
    Ok((outermost, folders))
}

/// Of each path, `depth` bytes lie above the folder.
fn fold_below(
    files: &[File<'_>],
    depth: usize,
    folders: &mut BTreeMap<Oid, Vec<u8>>,
) -> Result<Oid, git2::Error> {
    // Folders are sorted as if their names ended with a slash, so `a.b` stands before `a` if that is one.
    let mut children: Vec<(&[u8], File<'_>)> = Vec::new();
    let mut rest = files;
    while let Some((path, mode, id)) = rest.first() {
        let below = &path[depth..];
        let Some(end) = below.iter().position(|byte| *byte == b'/') else {
            children.push((below, (below, *mode, *id)));
            rest = &rest[1..];
            continue;
        };
        let front = &path[..=depth + end];
        let count = rest.iter().take_while(|(path, ..)| path.starts_with(front)).count();
        let id = fold_below(&rest[..count], front.len(), folders)?;
        children.push((&below[..=end], (&below[..end], FOLDER, id)));
        rest = &rest[count..];
    }
    children.sort_unstable_by_key(|(order, _)| *order);
    let mut bytes = Vec::new();
    for (_, (name, mode, id)) in children {
        bytes.extend(format!("{mode:o} ").as_bytes());
        bytes.extend(name);
        bytes.push(0);
        bytes.extend(id.as_bytes());
    }
    let id = Oid::hash_object(ObjectType::Tree, &bytes)?;
    folders.insert(id, bytes);
    Ok(id)
}
