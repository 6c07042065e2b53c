//! The git repository that a registry lies in: found in one way by all rooms that read or write git.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Repository};

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
