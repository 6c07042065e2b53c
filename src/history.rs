//! Who changed which record when: read from git. The only room that knows git2.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use git2::{Commit, Delta, DiffOptions, ErrorCode, Repository, Sort, Tree};

use crate::diagnostics::veil;
use crate::registry::{Date, personal};

/// The changes of all records. Having none is no fault: a registry need not be under git.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// By file, relative to the root; newest first.
    pub changes: BTreeMap<String, Vec<Change>>,
    /// Why there is no history, for the one who builds (Chinese).
    pub missing: Option<String>,
}

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The short name of the commit.
    pub commit: String,
    /// The day it was committed, by the clock of Beijing.
    pub date: Date,
    /// The author's name; never the address.
    pub author: String,
    /// The first line of the message.
    pub summary: String,
}

impl History {
    /// Reads the history of the records below a root.
    pub fn read(root: &Path) -> Self {
        match walk(root) {
            Ok(changes) => Self { changes, missing: None },
            Err(reason) => Self { changes: BTreeMap::new(), missing: Some(reason.in_words()) },
        }
    }
}

/// The commit that is checked out: its full name. None where there is no repository with a commit.
pub fn head(root: &Path) -> Option<String> {
    let repository = Repository::discover(root).ok()?;
    let commit = repository.head().ok()?.peel_to_commit().ok()?;
    Some(commit.id().to_string())
}

/// Why there is no history.
enum Missing {
    NoRepository,
    Shallow,
    Foreign,
    Empty,
    Git(git2::Error),
}

impl Missing {
    fn in_words(&self) -> String {
        match self {
            Self::NoRepository => "这个文件夹不在 git 仓库里，页面上不显示记录的修改".to_owned(),
            Self::Shallow => "仓库是浅克隆，没有完整的历史，页面上不显示记录的修改".to_owned(),
            Self::Foreign => "仓库属于另一个用户，git 不予读取，页面上不显示记录的修改".to_owned(),
            Self::Empty => "仓库里还没有提交，页面上不显示记录的修改".to_owned(),
            Self::Git(error) => format!("读不出 git 历史，页面上不显示记录的修改：{}", error.message()),
        }
    }
}

impl From<git2::Error> for Missing {
    fn from(error: git2::Error) -> Self {
        match error.code() {
            ErrorCode::Owner => Self::Foreign,
            ErrorCode::UnbornBranch => Self::Empty,
            _ => Self::Git(error),
        }
    }
}

fn walk(root: &Path) -> Result<BTreeMap<String, Vec<Change>>, Missing> {
    let repository = open(root)?;
    if repository.is_shallow() {
        return Err(Missing::Shallow);
    }
    let prefix = prefix(&repository, root).ok_or(Missing::NoRepository)?;
    // Asked first, since the walk itself does not tell a repository without commits from a broken one.
    repository.head()?;
    let mut walk = repository.revwalk()?;
    walk.push_head()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
    let mut changes: HashMap<String, Vec<Change>> = HashMap::new();
    for id in walk {
        let commit = repository.find_commit(id?)?;
        let files = changed_files(&repository, &commit, &prefix)?;
        if files.is_empty() {
            continue;
        }
        let Some(change) = change(&commit) else { continue };
        for file in files {
            changes.entry(file).or_default().push(change.clone());
        }
    }
    Ok(changes.into_iter().collect())
}

fn open(root: &Path) -> Result<Repository, Missing> {
    Repository::discover(root).map_err(|error| match error.code() {
        ErrorCode::NotFound => Missing::NoRepository,
        _ => error.into(),
    })
}

/// The root's place within the repository; empty if they are the same.
fn prefix(repository: &Repository, root: &Path) -> Option<PathBuf> {
    let top = repository.workdir()?.canonicalize().ok()?;
    let root = root.canonicalize().ok()?;
    root.strip_prefix(top).ok().map(Path::to_path_buf)
}

/// The files below `content/` that a commit changed, relative to the root. Of a merge, those that are like
/// none of its parents': what it only brought together was told by the commits it brought.
fn changed_files(
    repository: &Repository,
    commit: &Commit<'_>,
    prefix: &Path,
) -> Result<Vec<String>, git2::Error> {
    let content = prefix.join("content");
    let new = subtree(repository, &commit.tree()?, &content)?;
    let mut parents = commit.parents();
    let first = match parents.next() {
        Some(parent) => subtree(repository, &parent.tree()?, &content)?,
        None => None,
    };
    let mut changed = difference(repository, first.as_ref(), new.as_ref())?;
    for parent in parents {
        if changed.is_empty() {
            break;
        }
        let other = subtree(repository, &parent.tree()?, &content)?;
        let also: BTreeSet<String> =
            difference(repository, other.as_ref(), new.as_ref())?.into_iter().collect();
        changed.retain(|file| also.contains(file));
    }
    Ok(changed)
}

/// The files that are new or different, relative to the root.
fn difference(
    repository: &Repository,
    old: Option<&Tree<'_>>,
    new: Option<&Tree<'_>>,
) -> Result<Vec<String>, git2::Error> {
    // Equal trees have equal names: most commits of a large history end here.
    if new.map(Tree::id) == old.map(Tree::id) {
        return Ok(Vec::new());
    }
    let mut options = DiffOptions::new();
    options.skip_binary_check(true).ignore_submodules(true);
    let diff = repository.diff_tree_to_tree(old, new, Some(&mut options))?;
    let live = diff.deltas().filter(|delta| delta.status() != Delta::Deleted);
    let paths = live.filter_map(|delta| delta.new_file().path().and_then(Path::to_str).map(str::to_owned));
    Ok(paths.map(|path| format!("content/{path}")).collect())
}

fn subtree<'r>(
    repository: &'r Repository,
    tree: &Tree<'r>,
    path: &Path,
) -> Result<Option<Tree<'r>>, git2::Error> {
    match tree.get_path(path) {
        Ok(entry) => Ok(entry.to_object(repository)?.into_tree().ok()),
        Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn change(commit: &Commit<'_>) -> Option<Change> {
    let mut name = commit.id().to_string();
    name.truncate(8);
    let author = commit.author();
    let author = public(&String::from_utf8_lossy(author.name_bytes()));
    let summary = public(&commit.summary_bytes().map(String::from_utf8_lossy).unwrap_or_default());
    Some(Change { commit: name, date: beijing_day(commit.time().seconds())?, author, summary })
}

/// What may be published of what people wrote into git, where nobody checks it: personal numbers are written over.
fn public(text: &str) -> String {
    let text = text.trim();
    veil(text, &personal::places(text))
}

/// The day in China (UTC+8, no summer time) of a moment in seconds since 1970.
fn beijing_day(seconds: i64) -> Option<Date> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    let offset = jiff::tz::Offset::from_hours(8).ok()?;
    Some(offset.to_datetime(moment).date().into())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "makes a repository to look at")]
mod tests {
    use super::*;

    use git2::{Signature, Time};

    fn commit(repository: &Repository, message: &str, seconds: i64, files: &[(&str, &str)]) {
        let top = repository.workdir().unwrap().to_path_buf();
        let mut index = repository.index().unwrap();
        for (path, text) in files {
            std::fs::create_dir_all(top.join(path).parent().unwrap()).unwrap();
            std::fs::write(top.join(path), text).unwrap();
            index.add_path(Path::new(path)).unwrap();
        }
        index.write().unwrap();
        let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
        let who = Signature::new("示例书记员", "clerk@example.com", &Time::new(seconds, 0)).unwrap();
        let parent = repository.head().ok().and_then(|head| head.peel_to_commit().ok());
        let parents: Vec<&Commit<'_>> = parent.iter().collect();
        repository.commit(Some("HEAD"), &who, &who, message, &tree, &parents).unwrap();
    }

    #[test]
    fn tells_who_changed_what_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init(folder.path()).unwrap();
        // 2021-03-01 23:30 UTC is the second of March in Tianjin.
        commit(&repository, "收到申请\n\n正文", 1_614_641_400, &[("site/content/a.yaml", "1"), ("b", "1")]);
        commit(&repository, "别处", 1_614_700_000, &[("b", "2")]);
        commit(&repository, "更正电话", 1_614_800_000, &[("site/content/a.yaml", "2")]);
        let history = History::read(&folder.path().join("site"));
        assert_eq!(history.missing, None);
        let changes = &history.changes["content/a.yaml"];
        let told: Vec<(&str, &str)> =
            changes.iter().map(|c| (c.summary.as_str(), c.author.as_str())).collect();
        assert_eq!(told, [("更正电话", "示例书记员"), ("收到申请", "示例书记员")]);
        assert_eq!(changes[1].date.to_string(), "2021-03-02");
        assert_eq!(history.changes.len(), 1);
    }

    #[test]
    fn passes_over_merges() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init(folder.path()).unwrap();
        commit(&repository, "甲", 1_614_641_400, &[("content/a.yaml", "1")]);
        let base = repository.head().unwrap().peel_to_commit().unwrap();
        commit(&repository, "乙", 1_614_641_500, &[("content/b.yaml", "1")]);
        let tip = repository.head().unwrap().peel_to_commit().unwrap();
        let (who, tree) = (tip.author(), tip.tree().unwrap());
        repository.commit(Some("HEAD"), &who, &who, "合并", &tree, &[&tip, &base]).unwrap();
        let changes = History::read(folder.path()).changes;
        let told: Vec<&str> = changes.values().flatten().map(|change| change.summary.as_str()).collect();
        assert_eq!(told, ["甲", "乙"]);
    }

    #[test]
    fn does_without_a_repository() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::read(folder.path());
        assert!(history.changes.is_empty() && history.missing.is_some());
        Repository::init(folder.path()).unwrap();
        assert!(History::read(folder.path()).missing.unwrap().contains("还没有提交"));
    }
}
