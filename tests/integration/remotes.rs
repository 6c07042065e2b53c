//! Remotes that answer late, in part or never, and branches that cannot be what they are called: nobody is told that all
//! is as it was when it may not be.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::publish::{hook, refused};
use super::repository::{Office, git, publish, tip};
use super::sample::copy;

/// Waits until something is so; what never comes ends the test.
#[track_caller]
fn wait(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} never came");
        std::thread::yield_now();
    }
}

/// A hook of the remote that notes its process and stays.
fn staying(office: &Office, name: &str) -> std::path::PathBuf {
    let note = office.remote().join("staying");
    hook(
        &office.remote(),
        name,
        &format!("#!/bin/sh\necho $$ > {0}.next\nmv {0}.next {0}\nexec sleep 600\n", note.display()),
    );
    note
}

#[test]
fn a_remote_that_took_the_site_and_says_nothing_more_has_it() {
    let office = Office::new();
    staying(&office, "post-receive");
    let run = office.publish(&["--patience", "2"]);
    assert!(run.code == Some(0) && run.stderr.contains("已发布到 gh-pages 分支"), "{run:?}");
    assert_eq!(office.tip(), tip(&office.root(), "gh-pages"));
}

#[test]
fn a_remote_that_has_not_taken_the_site_yet_is_not_said_to_be_as_it_was() {
    let office = Office::new();
    staying(&office, "pre-receive");
    let run = office.publish(&["--patience", "2"]);
    refused(&run, "不能确定它收下了没有");
    assert!(!run.stderr.contains("远端的分支都没有动"), "{run:?}");
}

#[test]
fn whoever_stops_it_while_it_sends_stops_git_too() {
    let office = Office::new();
    let note = staying(&office, "pre-receive");
    let program = Command::new(env!("CARGO_BIN_EXE_skillreg"))
        .args(["publish", "--root", office.root().to_str().unwrap()])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait("the hook", || note.exists());
    let hook = std::fs::read_to_string(&note).unwrap();
    let stop = Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap();
    assert!(stop.success());
    let done = program.wait_with_output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.code() == Some(2) && said.contains("推送的时候被停止了"), "{said}");
    wait("the end of the hook", || !Path::new("/proc").join(hook.trim()).join("exe").exists());
    std::fs::remove_file(office.remote().join("hooks/pre-receive")).unwrap();
    office.published();
    assert!(office.tip().is_some());
}

#[test]
fn a_remote_with_two_addresses_is_not_half_published() {
    let office = Office::new();
    let second = tempfile::tempdir().unwrap();
    git(second.path(), &["init", "-q", "--bare", "second.git"]);
    let second = second.path().join("second.git");
    for address in [&office.remote(), &second] {
        office.git(&["remote", "set-url", "--add", "--push", "origin", address.to_str().unwrap()]);
    }
    refused(&office.publish(&[]), "写了几个推送地址");
    assert_eq!((office.tip(), tip(&second, "gh-pages")), (None, None));
    let run = office.publish(&["--remote", second.to_str().unwrap()]);
    assert!(run.code == Some(0) && tip(&second, "gh-pages").is_some(), "{run:?}");
}

#[test]
fn branches_that_git_cannot_keep_beside_others_are_told_by_name() {
    let office = Office::new();
    git(&office.remote(), &["branch", "gh-pages/old", "main"]);
    refused(&office.publish(&[]), "「gh-pages」和已有的分支「gh-pages/old」不能并存");
    refused(&office.publish(&["--branch", "main/site"]), "「main/site」和已有的分支「main」不能并存");
    git(&office.remote(), &["branch", "-D", "gh-pages/old"]);
    office.git(&["branch", "gh-pages/draft"]);
    refused(&office.publish(&[]), "「gh-pages」和已有的分支「gh-pages/draft」不能并存");
    assert_eq!(office.tip(), None);
    // A branch may lie beside others in a folder.
    office.git(&["branch", "-D", "gh-pages/draft"]);
    let run = office.publish(&["--branch", "pages/site"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = office.publish(&["--branch", "pages/other"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn records_that_nobody_else_has_are_published_with_a_warning() {
    let office = Office::new();
    let run = office.published();
    assert!(!run.stderr.contains("提醒"), "{run:?}");
    office.git(&["switch", "-q", "-c", "2020-0001-telephone"]);
    office.telephone("022-55550177");
    office.commit("改电话");
    let run = office.published();
    assert!(run.stderr.contains("提醒：这次发布的是“2020-0001-telephone”"), "{run:?}");
    office.git(&["push", "-q", "origin", "HEAD"]);
    office.telephone("022-55550178");
    office.commit("再改电话");
    office.git(&["push", "-q", "origin", "HEAD"]);
    let run = office.published();
    assert!(!run.stderr.contains("提醒"), "{run:?}");
}

#[test]
fn two_registries_of_one_repository_do_not_share_a_branch() {
    let office = Office::new();
    office.git(&["mv", "content", "first"]);
    office.registry.write(".gitignore", "public\n.public.skillreg\n.skillreg\n");
    for name in ["one", "two"] {
        copy(&office.registry.path("first"), &office.registry.path(name).join("content"));
    }
    office.git(&["rm", "-rqf", "first"]);
    office.commit("两座登记库");
    assert_eq!(publish(&office.registry.path("one"), &[]).code, Some(0));
    let kept = office.tip();
    refused(&publish(&office.registry.path("two"), &[]), "另一座登记库（one）");
    assert_eq!(office.tip(), kept);
    let run = publish(&office.registry.path("two"), &["--branch", "two"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}
