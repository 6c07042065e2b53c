//! What is read from repositories. The rest is looked at from outside, with git itself.

use std::path::Path;

use git2::{Commit as GitCommit, Repository, Signature, Time};

use super::History;

const FILE: &str = "content/institutions/2020-0001/filing.yaml";

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
    let parents: Vec<&GitCommit<'_>> = parent.iter().collect();
    repository.commit(Some("HEAD"), &who, &who, message, &tree, &parents).unwrap();
}

/// What is told of a file, newest first: message, day and words.
fn told(history: &History, file: &str) -> Vec<(String, String, String)> {
    let told = history.told([file]).into_iter().map(|told| {
        let words: Vec<String> = told.changes.iter().flat_map(|change| change.words()).collect();
        (told.commit.summary.clone(), told.commit.date.to_string(), words.join("；"))
    });
    told.collect()
}

fn row(message: &str, day: &str, words: &str) -> (String, String, String) {
    (message.to_owned(), day.to_owned(), words.to_owned())
}

#[test]
fn tells_who_changed_what_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(folder.path()).unwrap();
    let below = format!("site/{FILE}");
    // 2021-03-01 23:30 UTC is the second of March in Tianjin.
    commit(&repository, "收到申请\n\n正文", 1_614_641_400, &[(&below, "kind: enterprise\n"), ("b", "1")]);
    commit(&repository, "别处", 1_614_700_000, &[("b", "2")]);
    commit(&repository, "更正", 1_614_800_000, &[(&below, "kind: branch\n")]);
    let history = History::read(&folder.path().join("site"));
    assert_eq!(history.missing, None);
    assert_eq!(
        told(&history, FILE),
        [
            row("更正", "2021-03-04", "申请类型：企业 改为 已备案集团的分支机构"),
            row("收到申请", "2021-03-02", "新建")
        ]
    );
    assert!(history.changes.len() == 1 && history.commits.len() == 2);
    assert_eq!(history.commits[0].author, "示例书记员");
    // From what was remembered, the same.
    assert_eq!(History::read(&folder.path().join("site")), history);
}

#[test]
fn passes_over_merges() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(folder.path()).unwrap();
    commit(&repository, "甲", 1_614_641_400, &[(FILE, "kind: enterprise\n")]);
    let base = repository.head().unwrap().peel_to_commit().unwrap();
    commit(&repository, "乙", 1_614_641_500, &[("content/plans/2020/b.yaml", "1")]);
    let tip = repository.head().unwrap().peel_to_commit().unwrap();
    let (who, tree) = (tip.author(), tip.tree().unwrap());
    repository.commit(Some("HEAD"), &who, &who, "合并", &tree, &[&tip, &base]).unwrap();
    let history = History::read(folder.path());
    let told: Vec<&str> = history.commits.iter().map(|commit| commit.summary.as_str()).collect();
    assert_eq!(told, ["乙", "甲"]);
}

#[test]
fn does_without_a_repository() {
    let folder = tempfile::tempdir().unwrap();
    let history = History::read(folder.path());
    assert!(history.changes.is_empty() && history.missing.unwrap().contains("不在 git 仓库里"));
    Repository::init(folder.path()).unwrap();
    assert!(History::read(folder.path()).missing.unwrap().contains("还没有提交"));
    let bare = tempfile::tempdir().unwrap();
    Repository::init_bare(bare.path()).unwrap();
    assert!(History::read(bare.path()).missing.unwrap().contains("没有工作区"));
}

#[test]
fn a_repository_of_another_user_is_named() {
    let error = git2::Error::new(git2::ErrorCode::Owner, git2::ErrorClass::Config, "not yours");
    assert!(super::repository::Missing::from(error).in_words().contains("另一个用户"));
}

#[test]
fn what_is_damaged_is_missing_not_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(folder.path()).unwrap();
    commit(&repository, "甲", 1_614_641_400, &[(FILE, "kind: enterprise\n")]);
    let tree = repository.head().unwrap().peel_to_tree().unwrap().id().to_string();
    let object = folder.path().join(format!(".git/objects/{}/{}", &tree[..2], &tree[2..]));
    std::fs::remove_file(object).unwrap();
    assert!(History::read(folder.path()).missing.unwrap().contains("git fsck"));
}
