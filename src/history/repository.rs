//! The repository that a registry lies in, or why it has no history.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Repository};

use crate::repository::{around, prefix};
use crate::source::CONTENT;

/// Why there is no history.
#[derive(Debug)]
pub(super) enum Missing {
    NoRepository,
    Bare,
    Shallow,
    Foreign,
    Empty,
    Broken,
}

impl Missing {
    pub(super) const fn in_words(&self) -> &'static str {
        match self {
            Self::NoRepository => "这个文件夹不在 git 仓库里",
            Self::Bare => "这个 git 仓库没有工作区（bare）",
            Self::Shallow => "仓库是浅克隆，没有完整的历史（先运行 git fetch --unshallow）",
            Self::Foreign => {
                "仓库属于另一个用户，git 不予读取（可用 git config --global --add safe.directory 登记它的路径）"
            }
            Self::Empty => "仓库里还没有提交",
            // Its own message may name folders of this machine, and this is published.
            Self::Broken => "读不出 git 历史（先运行 git fsck 看看仓库哪里坏了）",
        }
    }
}

impl From<git2::Error> for Missing {
    fn from(error: git2::Error) -> Self {
        match error.code() {
            ErrorCode::Owner => Self::Foreign,
            ErrorCode::UnbornBranch => Self::Empty,
            _ => Self::Broken,
        }
    }
}

/// A repository with a commit, and where in it the registry lies.
pub(super) struct Place {
    pub(super) repository: Repository,
    /// The folder of records within the repository: `content`, `site/content`.
    pub(super) content: String,
    /// The commit that is checked out.
    pub(super) tip: git2::Oid,
}

impl Place {
    pub(super) fn find(root: &Path) -> Result<Self, Missing> {
        let repository = open(root)?;
        if repository.is_bare() {
            return Err(Missing::Bare);
        }
        if repository.is_shallow() {
            return Err(Missing::Shallow);
        }
        let content = prefix(&repository, root).ok_or(Missing::NoRepository)?.join("content");
        let content = content.to_str().ok_or(Missing::NoRepository)?.to_owned();
        let tip = repository.head()?.peel_to_commit()?.id();
        Ok(Self { repository, content, tip })
    }
}

/// Where themes of a site's own lie below the root.
pub(super) const THEMES: &str = "themes";

/// How an index marks what is another repository.
const SUBMODULE: u32 = 0o160_000;

/// The folders of records that are other repositories as far as git knows, fetched or not, and those of themes that were not
/// fetched; relative to the root.
pub fn submodules(root: &Path) -> Vec<String> {
    let within = || {
        let repository = open(root).ok()?;
        let below = prefix(&repository, root)?;
        let index = repository.index().ok()?;
        let submodules = index.iter().filter(|entry| entry.mode == SUBMODULE);
        let paths = submodules.map(|entry| PathBuf::from(String::from_utf8_lossy(&entry.path).into_owned()));
        let own = paths.filter_map(|path| path.strip_prefix(&below).ok().map(Path::to_path_buf));
        let lacks = |path: &Path| path.starts_with(THEMES) && !root.join(path).join(".git").exists();
        let told = own.filter(|path| path.starts_with(CONTENT) || lacks(path));
        Some(told.filter_map(|path| Some(path.to_str()?.to_owned())).collect())
    };
    within().unwrap_or_default()
}

pub(super) fn open(root: &Path) -> Result<Repository, Missing> {
    around(root)?.ok_or(Missing::NoRepository)
}
