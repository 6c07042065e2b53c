//! Names commits of the registry, for draws whose seed is one.

use std::path::{Path, PathBuf};

use git2::{DiffOptions, ErrorCode, Repository, TreeWalkMode, TreeWalkResult};

use super::commits::beijing_day;
use super::repository::Missing;
use crate::registry::Date;
use crate::repository::{around, prefix};

/// What a draw's list is made from.
const LIST: [&str; 4] = ["institutions", "plans", "policies", "supervision"];

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its full name.
    pub name: String,
    /// The day it was committed, by the clock of Beijing.
    pub day: Date,
}

/// Why a commit cannot be named, for the one who asked.
#[derive(Debug, thiserror::Error)]
pub enum NoCommit {
    /// No repository around the root.
    #[error("这个文件夹不在 git 仓库里")]
    NoRepository,
    /// The repository has no such commit.
    #[error("仓库里没有「{0}」这个提交")]
    Unknown(String),
    /// The repository belongs to somebody else.
    #[error("{}", Missing::Foreign.in_words())]
    Foreign,
    /// Anything else.
    #[error("读不了 git 仓库：{0}")]
    Git(String),
}

impl From<git2::Error> for NoCommit {
    fn from(error: git2::Error) -> Self {
        match error.code() {
            ErrorCode::Owner => Self::Foreign,
            _ => Self::Git(error.message().to_owned()),
        }
    }
}

/// The commit of a name, a tag, a branch, the beginning of a hash or `HEAD`.
///
/// # Errors
/// When there is none.
pub fn named(root: &Path, revision: &str) -> Result<Named, NoCommit> {
    let repository = open(root)?;
    let unknown = |error: git2::Error| match error.code() {
        ErrorCode::NotFound | ErrorCode::UnbornBranch | ErrorCode::InvalidSpec | ErrorCode::Ambiguous => {
            NoCommit::Unknown(revision.to_owned())
        }
        _ => error.into(),
    };
    let object = repository.revparse_single(revision).map_err(unknown)?;
    let commit = object.peel_to_commit().map_err(|_| NoCommit::Unknown(revision.to_owned()))?;
    Ok(Named { name: commit.id().to_string(), day: beijing_day(commit.time().seconds()) })
}

/// The records that a draw's list is made from, as they are in a commit: paths from the root, and bytes.
///
/// # Errors
/// When the commit or the repository cannot be read.
pub fn records(root: &Path, commit: &str) -> Result<Vec<(String, Vec<u8>)>, NoCommit> {
    let repository = open(root)?;
    let content = prefix(&repository, root).ok_or(NoCommit::NoRepository)?.join("content");
    let tree = repository.revparse_single(commit)?.peel_to_tree()?;
    let tree = repository.find_tree(tree.get_path(&content)?.id())?;
    let mut files = Vec::new();
    let is_read = |path: &str| path == "site.yaml" || LIST.iter().any(|folder| path.starts_with(folder));
    tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
        let Ok(name) = entry.name() else { return TreeWalkResult::Skip };
        let path = format!("{folder}{name}");
        if !is_read(&path) {
            return TreeWalkResult::Skip;
        }
        if let Ok(blob) = repository.find_blob(entry.id()) {
            files.push((format!("content/{path}"), blob.content().to_vec()));
        }
        TreeWalkResult::Ok
    })?;
    Ok(files)
}

/// A file that a draw's list is made from and that is not as it was in a commit, if there is one.
///
/// # Errors
/// When the repository cannot be read.
pub fn changed_since(root: &Path, commit: &str) -> Result<Option<PathBuf>, NoCommit> {
    let repository = open(root)?;
    let tree = repository.revparse_single(commit)?.peel_to_tree()?;
    let prefix = prefix(&repository, root).ok_or(NoCommit::NoRepository)?;
    let mut options = DiffOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true).disable_pathspec_match(true);
    for folder in LIST {
        options.pathspec(prefix.join("content").join(folder));
    }
    let diff = repository.diff_tree_to_workdir_with_index(Some(&tree), Some(&mut options))?;
    let mut deltas = diff.deltas();
    Ok(deltas
        .find_map(|delta| delta.new_file().path().or_else(|| delta.old_file().path()).map(Path::to_owned)))
}

/// Whether the repository has only the newest part of its history.
pub fn is_shallow(root: &Path) -> bool {
    open(root).is_ok_and(|repository| repository.is_shallow())
}

fn open(root: &Path) -> Result<Repository, NoCommit> {
    around(root)?.ok_or(NoCommit::NoRepository)
}
