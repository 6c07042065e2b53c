//! Where a change stands: which commit it is held against, or why there is none.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, Oid, Repository};

use crate::history::repository::{self, Missing};

/// How base was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// The last commit that both have in common.
    Common,
    /// There is none: it is the revision itself.
    Unrelated,
}

/// Why there is nothing to compare with.
#[derive(Debug, thiserror::Error)]
pub enum NoBase {
    /// There is no repository that can be used.
    #[error("不能与「{revision}」比较：{reason}")]
    Repository {
        /// What was to be compared with.
        revision: String,
        /// Why not.
        reason: &'static str,
    },
    /// The repository has no such commit.
    #[error(
        "仓库里没有「{0}」这个提交：先运行 git fetch origin，再写 origin/main 这样的名字（也可以写标签或提交的编号）"
    )]
    Unknown(String),
    /// The copy of the repository ends before base.
    #[error(
        "这份仓库是浅克隆，里面找不到「{0}」或与它共同的祖先：先运行 git fetch --unshallow（或 git fetch --depth=1000 origin）；在流水线里把 fetch-depth（GitLab 是 GIT_DEPTH）设为 0"
    )]
    Shallow(String),
    /// Base has no records.
    #[error(
        "「{0}」里没有登记库的记录（content 文件夹），没有可比的：--base 写要合并到的分支，例如 origin/main；第一次放进登记库的那次提交，用不带 --base 的 skillreg check"
    )]
    NoRecords(String),
    /// The copy of the repository lacks objects of base.
    #[error(
        "这份仓库是部分克隆（--filter），缺少比较要用的内容：重新完整克隆，或运行 git fetch --refetch --no-filter"
    )]
    Partial,
    /// The repository cannot be read.
    #[error("读不了 git 仓库：{0}")]
    Git(String),
}

/// A repository with the commit to compare with.
pub(super) struct Standing {
    pub(super) repository: Repository,
    pub(super) base: Oid,
    /// Where the revision is now.
    pub(super) tip: Oid,
    pub(super) kinship: Kinship,
    /// Where in the repository the registry lies.
    pub(super) prefix: PathBuf,
}

impl Standing {
    pub(super) fn find(root: &Path, revision: &str) -> Result<Self, NoBase> {
        let missing = |missing: Missing| NoBase::Repository {
            revision: revision.to_owned(),
            reason: missing.in_words(),
        };
        let repository = repository::open(root).map_err(missing)?;
        if repository.is_bare() {
            return Err(missing(Missing::Bare));
        }
        let prefix =
            crate::repository::prefix(&repository, root).ok_or_else(|| missing(Missing::NoRepository))?;
        let is_shallow = repository.is_shallow();
        let unknown = || match is_shallow {
            true => NoBase::Shallow(revision.to_owned()),
            false => NoBase::Unknown(revision.to_owned()),
        };
        let tip = named(&repository, revision).ok_or_else(unknown)?;
        let head = repository.head().and_then(|head| head.peel_to_commit());
        let head = head.map_err(|error| missing(error.into()))?.id();
        let (base, kinship) = match repository.merge_base(tip, head) {
            Ok(base) => (base, Kinship::Common),
            Err(_) if is_shallow => return Err(NoBase::Shallow(revision.to_owned())),
            Err(error) if error.code() == ErrorCode::NotFound => (tip, Kinship::Unrelated),
            Err(error) => return Err(NoBase::Git(error.message().to_owned())),
        };
        Ok(Self { repository, base, tip, kinship, prefix })
    }

    /// What trouble with an object means: of a copy without the whole history, that it is not in it.
    pub(super) fn trouble(&self, error: &git2::Error) -> NoBase {
        if error.code() == ErrorCode::NotFound && self.repository.is_shallow() {
            return NoBase::Shallow(self.base.to_string());
        }
        if error.code() == ErrorCode::NotFound && is_partial(&self.repository) {
            return NoBase::Partial;
        }
        NoBase::Git(error.message().to_owned())
    }
}

/// Whether a copy of a repository was made without some objects, which git fetches when it needs them, and libgit2 does not.
fn is_partial(repository: &Repository) -> bool {
    let entries = |config: &git2::Config| {
        let mut entries = config.entries(Some("^remote\\..*\\.promisor$")).ok()?;
        Some(entries.next().is_some())
    };
    repository.config().ok().as_ref().and_then(entries).unwrap_or_default()
}

fn named(repository: &Repository, revision: &str) -> Option<Oid> {
    Some(repository.revparse_single(revision).ok()?.peel_to_commit().ok()?.id())
}
