//! Repositories that are not as a registry needs them: copies without all of it, bases without records, records in other
//! repositories, and what git leaves in files.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::proposal::{codes, commit, commit_all, passes, proposed, recorded};
use crate::registry::{Registry, run};
use crate::repository::git;

const FILING: &str = "content/institutions/2020-0001/filing.yaml";

#[track_caller]
fn refused(root: &Path, base: &str, why: &str) {
    let run = run(&["check", "--base", base, "--root", root.to_str().unwrap(), "--today", "2021-06-30"]);
    assert!(run.code == Some(2) && run.stderr.contains(why) && run.stdout.is_empty(), "{why}: {run:?}");
}

#[test]
fn where_there_is_no_base_it_is_said_what_to_do() {
    let registry = Registry::minimal();
    let root = registry.path("");
    refused(&root, "main", "不在 git 仓库里");
    git(&root, &["init", "-q", "-b", "main"]);
    refused(&root, "main", "git fetch origin");
    commit_all(&registry);
    refused(&root, "origin/main", "仓库里没有「origin/main」这个提交");
    for _ in 0..3 {
        commit(&registry, "又一次");
    }
    let copies = tempfile::tempdir().unwrap();
    let url = format!("file://{}", root.display());
    git(copies.path(), &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let first = git(&root, &["rev-list", "--max-parents=0", "HEAD"]);
    refused(&copies.path().join("shallow"), first.trim(), "fetch-depth");
    git(copies.path(), &["clone", "-q", "--bare", &url, "bare.git"]);
    fs::create_dir_all(copies.path().join("bare.git/content")).unwrap();
    refused(&copies.path().join("bare.git"), "main", "没有工作区");
}

#[test]
fn a_base_without_records_lets_nothing_through() {
    let registry = recorded();
    git(&registry.path(""), &["checkout", "-q", "--orphan", "gh-pages"]);
    git(&registry.path(""), &["rm", "-rfq", "."]);
    registry.write("index.html", "<p>示例</p>\n");
    commit(&registry, "网站");
    git(&registry.path(""), &["checkout", "-q", "main"]);
    registry.remove("content/certificates/2020/2020-0001/batch.yaml");
    refused(&registry.path(""), "gh-pages", "「gh-pages」里没有登记库的记录");
}

#[test]
fn a_copy_without_all_objects_says_how_to_get_them() {
    let registry = recorded();
    git(&registry.path(""), &["config", "uploadpack.allowFilter", "true"]);
    registry.edit(FILING, |text| text.replacen("示例", "样例", 1));
    commit(&registry, "改名");
    let copies = tempfile::tempdir().unwrap();
    let url = format!("file://{}", registry.path("").display());
    git(copies.path(), &["clone", "-q", "--filter=blob:none", &url, "copy"]);
    refused(&copies.path().join("copy"), "HEAD~1", "部分克隆");
}

/// A registry with a folder of records that is another repository, which nobody fetched.
fn with_a_submodule(folder: &str) -> Registry {
    let registry = recorded();
    let other = registry.path(".other");
    fs::create_dir_all(&other).unwrap();
    git(&other, &["init", "-q", "-b", "main"]);
    git(&other, &["commit", "-q", "--allow-empty", "-m", "空"]);
    let url = format!("file://{}", other.display());
    git(&registry.path(""), &["submodule", "--quiet", "add", &url, folder]);
    git(&registry.path(""), &["submodule", "--quiet", "deinit", "-f", folder]);
    registry
}

#[test]
fn records_in_another_repository_are_never_left_out_in_silence() {
    let registry = with_a_submodule("content/plans/2022");
    let run = proposed(&registry, &["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run) == ["file-submodule"], "{run:?}");
    let run = registry.check(&["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run) == ["file-submodule"], "{run:?}");
    // What base had already does not fail a change.
    git(&registry.path(""), &["commit", "-qm", "子模块"]);
    let run = proposed(&registry, &[]);
    assert!(run.code == Some(0) && run.stdout.contains("[file-submodule]"), "{run:?}");
}

/// What lies in it is not told file by file.
#[test]
fn a_whole_registry_among_the_records_is_one_fault() {
    let registry = recorded();
    let other = recorded();
    other.write("content/certificates/2020/2020-0001/holders.age", [0xFF, 0xFE]);
    git(&other.path(""), &["add", "-A"]);
    git(&other.path(""), &["commit", "-qm", "另一座"]);
    let url = format!("file://{}", other.path("").display());
    git(&registry.path(""), &["submodule", "--quiet", "add", &url, "content/institutions/other"]);
    let run = proposed(&registry, &["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run) == ["file-submodule"], "{run:?}");
}

#[test]
fn records_that_are_all_in_another_repository_are_told() {
    let registry = Registry::minimal();
    let root = registry.path("");
    git(&registry.path("content"), &["init", "-q", "-b", "main"]);
    git(&registry.path("content"), &["add", "-A"]);
    git(&registry.path("content"), &["commit", "-qm", "记录"]);
    commit_all(&registry);
    let run = registry.check(&["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run) == ["file-submodule"], "{run:?}");
    refused(&root, "main", "「main」里没有登记库的记录");
}

#[test]
fn a_change_that_leaves_size_and_time_as_they_were_is_seen() {
    let registry = recorded();
    let file = registry.path(FILING);
    let touched = |reference: &Path, file: &Path| {
        let done = Command::new("touch").arg("-r").arg(reference).arg(file).status().unwrap();
        assert!(done.success());
    };
    // So long ago that git takes the file's times for settled.
    let done = Command::new("touch").args(["-d", "2021-01-01T00:00:00Z"]).arg(&file).status().unwrap();
    assert!(done.success());
    git(&registry.path(""), &["update-index", "-q", "--refresh"]);
    let before = registry.path("before");
    fs::write(&before, "").unwrap();
    touched(&file, &before);
    passes(&registry);
    registry.edit(FILING, |text| text.replacen("date: 2020-", "date: 2019-", 1));
    touched(&before, &file);
    fs::remove_file(before).unwrap();
    let run = proposed(&registry, &["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run).contains(&"procedure-rewritten".to_owned()), "{run:?}");
}

#[test]
fn what_git_leaves_in_a_theme_is_not_published() {
    let registry = Registry::minimal();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n";
    registry.write("themes/default/assets/engine/engine.wasm", pointer);
    registry.write("themes/default/assets/own.js", "<<<<<<< HEAD\n1;\n=======\n2;\n>>>>>>> other\n");
    registry.write("themes/default/assets/Site.css", "p { color: red }\n");
    let run = registry.check(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    for told in ["Git LFS 的指针", "合并冲突没有解决", "名字只与它差在大小写"] {
        assert!(run.stdout.contains(told), "{told}: {run:?}");
    }
    assert_eq!(run.stdout.matches("[theme-file]").count(), 3, "{run:?}");
}

#[test]
fn faults_are_told_by_the_exit_code_although_nobody_reads_the_report() {
    let registry = Registry::minimal();
    registry.write("content/site.yaml", "name: 1\n");
    let script = "\"$0\" check --root \"$1\" | true; echo ${PIPESTATUS[0]}";
    let program = env!("CARGO_BIN_EXE_skillreg");
    let shell = Command::new("bash").args(["-c", script, program]).arg(registry.path("")).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&shell.stdout).trim(), "1");
}
