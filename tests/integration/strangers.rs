//! What lies among the records and is none, held against a base that did not have it, or had it already; and what git was
//! told not to look at.

use std::os::unix::fs::symlink;

use sha2::{Digest, Sha256};

use crate::proposal::{codes, commit, proposed, recorded, replace};
use crate::publish::refused;
use crate::registry::{Registry, run};
use crate::repository::{FILING, Office, git};

const BATCH: &str = "content/certificates/2020/2020-0001/batch.yaml";

/// A change that brings something fails, and fails nobody after it was merged.
#[track_caller]
fn is_of_the_change(registry: &Registry, code: &str) {
    let run = proposed(registry, &["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run).contains(&code.to_owned()), "{code}: {run:?}");
    commit(registry, "合并了");
    let run = proposed(registry, &[]);
    let told = format!("[{code}]");
    assert!(run.code == Some(0) && run.stdout.contains(&told), "{code}: {run:?}");
}

#[test]
fn what_is_no_plain_file_is_a_fault_of_the_change_that_brings_it() {
    let registry = recorded();
    symlink("/etc/hostname", registry.path("content/pages/link.md")).unwrap();
    is_of_the_change(&registry, "file-not-plain");
    registry.write("content/pages/a\tb.md", "x");
    is_of_the_change(&registry, "file-not-plain");
    registry.write("content/institutions/2020-0099/filing.yaml/x.yaml", "x");
    let run = proposed(&registry, &["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run).contains(&"file-not-plain".to_owned()), "{run:?}");
}

#[test]
fn a_record_that_becomes_a_link_is_a_fault_of_the_change() {
    let registry = recorded();
    registry.remove("content/site.yaml");
    symlink("../site.yaml", registry.path("content/site.yaml")).unwrap();
    let run = proposed(&registry, &["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run).contains(&"file-not-plain".to_owned()), "{run:?}");
}

#[test]
fn names_that_differ_only_in_case_are_a_fault_of_whoever_brings_the_second() {
    let registry = recorded();
    let page = "---\ntitle: 帮助\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n";
    registry.write("content/pages/Help.md", page);
    commit(&registry, "大写");
    registry.write("content/pages/help.md", page);
    is_of_the_change(&registry, "file-case");
}

#[test]
fn a_number_of_somebody_in_a_name_or_a_hidden_file_is_a_fault_of_the_change() {
    let registry = recorded();
    let number = format!("{}{}{}", "999999", "19900101", "1230");
    registry.write("content/.note", &number);
    is_of_the_change(&registry, "citizen-id");
    registry.write(&format!("content/pages/{number}.md"), "x");
    let run = proposed(&registry, &["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run) == ["citizen-id"; 2], "{run:?}");
    assert!(run.stdout.lines().next().unwrap().contains("\"earlier\":false"), "{run:?}");
    assert!(!run.stdout.contains(&number), "{run:?}");
}

#[test]
fn what_is_kept_elsewhere_by_lfs_cannot_be_changed_unseen() {
    let registry = recorded();
    let text = std::fs::read_to_string(registry.path(BATCH)).unwrap();
    let digest: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    let pointer =
        format!("version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {}\n", text.len());
    registry.write(BATCH, &pointer);
    commit(&registry, "放进 LFS");
    // As git lfs leaves it in the working tree.
    registry.write(BATCH, &text);
    let run = proposed(&registry, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    replace(&registry, BATCH, "level: ", "# 改\nlevel: ");
    let run = proposed(&registry, &["--format", "json"]);
    assert!(run.code == Some(1) && codes(&run) == ["change-unjudged"], "{run:?}");
    assert!(run.stdout.contains("LFS"), "{run:?}");
}

#[test]
fn what_could_not_be_judged_is_told_at_its_line() {
    let registry = recorded();
    replace(&registry, FILING, "telephone: 022-", "telephone: 02-");
    commit(&registry, "电话写错");
    registry.edit(FILING, |text| format!("# 一\n# 二\n{text}"));
    replace(&registry, FILING, "date: 2020-", "date: 2019-");
    let run = proposed(&registry, &["--format", "json"]);
    let told =
        run.stdout.lines().find(|line| line.contains("change-unjudged")).unwrap_or_else(|| panic!("{run:?}"));
    let told: serde_json::Value = serde_json::from_str(told).unwrap();
    let text = std::fs::read_to_string(registry.path(FILING)).unwrap();
    let line = text.lines().position(|line| line.contains("date: 2019-")).unwrap() + 1;
    assert_eq!(told["line"], line, "{told}");
    assert!(told["message"].as_str().unwrap().contains(&format!("基准里的第 {} 行", line - 2)), "{told}");
}

#[test]
fn a_site_says_whose_records_it_is_made_of_although_git_was_told_not_to_look() {
    let office = Office::new();
    office.git(&["update-index", "--assume-unchanged", FILING]);
    office.telephone("022-55550177");
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("www");
    for place in [&["--to", to.to_str().unwrap()][..], &[]] {
        let run = office.publish(place);
        refused(&run, "有没提交的修改");
        assert!(run.stderr.contains(FILING), "{run:?}");
    }
    assert!(!to.exists());
    office.git(&["update-index", "--no-assume-unchanged", FILING]);
    office.git(&["checkout", "-q", "--", "."]);
    office.git(&["update-index", "--skip-worktree", FILING]);
    assert_eq!(office.publish(&[]).code, Some(0));
    office.telephone("022-55550177");
    refused(&office.publish(&[]), FILING);
}

#[test]
fn a_theme_that_was_not_fetched_is_told() {
    let registry = recorded();
    let other = tempfile::tempdir().unwrap();
    git(other.path(), &["init", "-q", "-b", "main"]);
    std::fs::create_dir(other.path().join("assets")).unwrap();
    std::fs::write(other.path().join("assets/own.css"), "p { color: red }\n").unwrap();
    git(other.path(), &["add", "-A"]);
    git(other.path(), &["commit", "-qm", "主题"]);
    let url = format!("file://{}", other.path().display());
    git(&registry.path(""), &["submodule", "--quiet", "add", &url, "themes/default"]);
    commit(&registry, "主题");
    assert_eq!(registry.check(&[]).code, Some(0));
    git(&registry.path(""), &["submodule", "--quiet", "deinit", "-f", "themes/default"]);
    let checked = registry.check(&[]);
    assert!(checked.code == Some(1) && checked.stdout.contains("git submodule update --init"), "{checked:?}");
    let root = registry.path("");
    let built = run(&["build", "--root", root.to_str().unwrap()]);
    assert!(built.code == Some(1) && !registry.path("public/index.html").exists(), "{built:?}");
}
