//! Publishing on a branch again and again: whatever is remembered, and whoever changed the branch meanwhile, it holds the
//! site that was built.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::mirror::files;
use super::registry::Run;
use super::repository::{FILING, Office, git, publish, tip, tried};

/// What is on the branch of the remote, as a visitor's server checks it out.
fn served(remote: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let copies = tempfile::tempdir().unwrap();
    git(copies.path(), &["clone", "-q", "-b", "gh-pages", remote.to_str().unwrap(), "site"]);
    let mut served = files(&copies.path().join("site"));
    served.retain(|path, _| !path.starts_with(".git/"));
    served
}

/// Whether the branch holds what was built in a registry and nothing else, all of it sound.
#[track_caller]
fn holds_the_site(remote: &Path, root: &Path) {
    let (served, built) = (served(remote), files(&root.join("public")));
    let differing: Vec<&String> =
        served.keys().chain(built.keys()).filter(|path| served.get(*path) != built.get(*path)).collect();
    assert!(differing.is_empty(), "{differing:?}");
    let sound = tried(remote, &["fsck", "--strict", "--no-dangling"]);
    assert!(sound.status.success() && sound.stderr.is_empty(), "{sound:?}");
    assert_eq!(git(remote, &["ls-tree", "-r", "gh-pages"]).matches("100644 blob").count(), served.len());
}

#[track_caller]
fn done(run: &Run) {
    assert_eq!(run.code, Some(0), "{run:?}");
}

/// Gives a site so many pages that they are packed.
fn many_pages(office: &Office) {
    for page in 0..50 {
        let text =
            format!("---\ntitle: 说明{page}\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n");
        office.registry.write(&format!("content/pages/help-{page}.md"), &text);
    }
    office.commit("加网页");
}

/// How many objects lie in the repository, each in a file of its own.
fn loose(office: &Office) -> usize {
    let told = office.git(&["count-objects", "-v"]);
    told.lines().find_map(|line| line.strip_prefix("count: ")).unwrap().parse().unwrap()
}

#[test]
fn a_whole_site_comes_in_one_pack_and_a_change_in_a_few_objects() {
    let office = Office::new();
    many_pages(&office);
    let before = loose(&office);
    office.published();
    let first = loose(&office);
    let pages = files(&office.registry.path("public")).len();
    assert!(pages > 100 && first - before < 40, "{pages} files, {before} and {first} objects");
    assert!(office.git(&["count-objects", "-v"]).contains("packs: 1\n"));
    holds_the_site(&office.remote(), &office.root());
    office.telephone("022-55550177");
    office.commit("改电话");
    office.published();
    assert!(loose(&office) - first < 60 && office.git(&["count-objects", "-v"]).contains("packs: 1\n"));
    holds_the_site(&office.remote(), &office.root());
}

#[test]
fn what_was_remembered_may_be_lost_damaged_or_of_another_site() {
    let office = Office::new();
    office.published();
    let note = office.registry.path(".skillreg/published.cache");
    let first = std::fs::read(&note).unwrap();
    for (number, spoil) in ["022-55550171", "022-55550172", "022-55550173", "022-55550174"].iter().zip(0..) {
        office.telephone(number);
        office.commit("改电话");
        match spoil {
            0 => std::fs::remove_dir_all(office.registry.path(".skillreg")).unwrap(),
            1 => std::fs::write(&note, "坏了").unwrap(),
            2 => std::fs::write(&note, &first).unwrap(),
            _ => std::fs::write(&note, &first[..first.len() / 2]).unwrap(),
        }
        let run = office.publish(&["--format", "json"]);
        done(&run);
        let told: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(told["changed"].as_u64().unwrap() < 20, "{told}");
        holds_the_site(&office.remote(), &office.root());
    }
    // Of another branch, which has nothing yet.
    done(&office.publish(&["--branch", "other"]));
    assert_eq!(
        office.git(&["rev-parse", "other^{tree}"]),
        office.git(&["rev-parse", "gh-pages^{tree}"]),
        "the same site is the same tree"
    );
}

#[test]
fn objects_that_git_has_thrown_away_are_made_again() {
    let office = Office::new();
    many_pages(&office);
    office.published();
    office.git(&["gc", "-q", "--prune=now"]);
    office.telephone("022-55550177");
    office.commit("改电话");
    office.published();
    holds_the_site(&office.remote(), &office.root());
    // The branch is gone, here and there, with all that was on it; the notes about it are not.
    office.git(&["push", "-q", "origin", ":gh-pages"]);
    office.git(&["update-ref", "-d", "refs/heads/gh-pages"]);
    office.git(&["reflog", "expire", "--expire=now", "--all"]);
    office.git(&["gc", "-q", "--prune=now"]);
    git(&office.remote(), &["gc", "-q", "--prune=now"]);
    office.published();
    holds_the_site(&office.remote(), &office.root());
    assert_eq!(office.git(&["rev-list", "--count", "gh-pages"]).trim(), "1");
}

#[test]
fn a_branch_that_was_rewritten_by_hand_is_made_the_site_again() {
    let office = Office::new();
    office.published();
    let elsewhere = tempfile::tempdir().unwrap();
    git(elsewhere.path(), &["clone", "-q", "-b", "gh-pages", office.remote().to_str().unwrap(), "copy"]);
    let copy = elsewhere.path().join("copy");
    // In the commit of the site itself, so that nobody seems to have been there.
    std::fs::remove_file(copy.join("contact.html")).unwrap();
    std::fs::write(copy.join("index.html"), "别人的首页").unwrap();
    std::fs::set_permissions(copy.join("404.html"), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::remove_file(copy.join("site-map.html")).unwrap();
    std::os::unix::fs::symlink("index.html", copy.join("site-map.html")).unwrap();
    git(&copy, &["add", "-A"]);
    git(&copy, &["commit", "-q", "--amend", "--no-edit"]);
    git(&copy, &["push", "-q", "-f", "origin", "gh-pages"]);
    let run = office.publish(&[]);
    assert!(run.code == Some(2) && run.stderr.contains("和远端的不一样"), "{run:?}");
    done(&office.publish(&["--overrule"]));
    holds_the_site(&office.remote(), &office.root());
    // A page that has become a folder of somebody's is in the way, and said to be.
    git(&copy, &["fetch", "-q", "origin", "gh-pages"]);
    git(&copy, &["reset", "-q", "--hard", "FETCH_HEAD"]);
    std::fs::remove_file(copy.join("contact.html")).unwrap();
    std::fs::create_dir(copy.join("contact.html")).unwrap();
    std::fs::write(copy.join("contact.html/页.txt"), "别人的").unwrap();
    git(&copy, &["add", "-A"]);
    git(&copy, &["commit", "-q", "-m", "挡路"]);
    git(&copy, &["push", "-q", "origin", "gh-pages"]);
    let run = office.publish(&["--overrule"]);
    assert!(run.code == Some(2) && run.stderr.contains("contact.html/页.txt"), "{run:?}");
    git(&copy, &["rm", "-q", "-r", "contact.html"]);
    git(&copy, &["commit", "-q", "-m", "移走"]);
    git(&copy, &["push", "-q", "origin", "gh-pages"]);
    done(&office.publish(&["--overrule"]));
    holds_the_site(&office.remote(), &office.root());
}

#[test]
fn names_that_are_no_text_and_things_that_are_no_files_stay_as_others_put_them() {
    use std::os::unix::ffi::OsStrExt;
    let office = Office::new();
    office.published();
    let elsewhere = tempfile::tempdir().unwrap();
    git(elsewhere.path(), &["clone", "-q", "-b", "gh-pages", office.remote().to_str().unwrap(), "copy"]);
    let copy = elsewhere.path().join("copy");
    std::fs::create_dir(copy.join("theirs")).unwrap();
    let odd = copy.join("theirs").join(std::ffi::OsStr::from_bytes(b"\xb2\xe2.txt"));
    std::fs::write(odd, "别人的").unwrap();
    std::os::unix::fs::symlink("../index.html", copy.join("theirs/link")).unwrap();
    std::fs::write(copy.join("theirs/run.sh"), "#!/bin/sh\n").unwrap();
    std::fs::set_permissions(copy.join("theirs/run.sh"), std::fs::Permissions::from_mode(0o755)).unwrap();
    git(&copy, &["add", "-A"]);
    git(&copy, &["commit", "-q", "-m", "别人的"]);
    git(&copy, &["push", "-q", "origin", "gh-pages"]);
    let before = git(&office.remote(), &["rev-parse", "gh-pages:theirs"]);
    office.telephone("022-55550177");
    office.commit("改电话");
    office.published();
    assert_eq!(git(&office.remote(), &["rev-parse", "gh-pages:theirs"]), before);
}

#[test]
fn two_offices_publish_in_turns() {
    let office = Office::new();
    office.published();
    let elsewhere = tempfile::tempdir().unwrap();
    git(elsewhere.path(), &["clone", "-q", office.remote().to_str().unwrap(), "copy"]);
    let copy = elsewhere.path().join("copy");
    git(&copy, &["config", "user.name", "样例甲"]);
    git(&copy, &["config", "user.email", "other@example.invalid"]);
    for turn in 0..3 {
        let filing = copy.join(FILING);
        let text = std::fs::read_to_string(&filing).unwrap();
        let (old, new) = (format!("示例路{}00号", turn + 1), format!("示例路{}00号", turn + 2));
        assert!(text.contains(&old), "{text}");
        std::fs::write(&filing, text.replace(&old, &new)).unwrap();
        git(&copy, &["commit", "-qam", "改地址"]);
        git(&copy, &["push", "-q", "origin", "main"]);
        done(&publish(&copy, &[]));
        holds_the_site(&office.remote(), &copy);
        office.git(&["pull", "-q", "--ff-only", "origin", "main"]);
        office.telephone(&format!("022-5555017{turn}"));
        office.commit("改电话");
        office.git(&["push", "-q", "origin", "main"]);
        office.published();
        holds_the_site(&office.remote(), &office.root());
        git(&copy, &["pull", "-q", "--ff-only", "origin", "main"]);
    }
    assert_eq!(office.git(&["rev-list", "--count", "gh-pages"]).trim(), "7");
}

#[test]
fn a_repository_that_takes_no_pack_leaves_all_as_it_was() {
    let office = Office::new();
    many_pages(&office);
    let packs = office.registry.path(".git/objects/pack");
    std::fs::remove_dir_all(&packs).unwrap();
    std::fs::write(&packs, "").unwrap();
    let run = office.publish(&[]);
    assert!(run.code == Some(2) && run.stderr.contains("git 没有办成：把网页存进仓库"), "{run:?}");
    assert_eq!((office.tip(), tip(&office.root(), "gh-pages")), (None, None));
    std::fs::remove_file(&packs).unwrap();
    std::fs::create_dir(&packs).unwrap();
    office.published();
    holds_the_site(&office.remote(), &office.root());
}

#[test]
fn records_count_as_committed_by_what_they_hold() {
    let office = Office::new();
    let filing = office.registry.path(FILING);
    let text = std::fs::read_to_string(&filing).unwrap();
    // Written again with the same bytes.
    std::fs::write(&filing, &text).unwrap();
    office.published();
    // Another digit, and the time put back: size and time are as git knows them.
    let time = std::fs::metadata(&filing).unwrap().modified().unwrap();
    office.telephone("022-55550177");
    std::fs::File::options().write(true).open(&filing).unwrap().set_modified(time).unwrap();
    let run = office.publish(&[]);
    assert!(run.code == Some(2) && run.stderr.contains(FILING), "{run:?}");
    std::fs::write(&filing, &text).unwrap();
    // Gone, staged but not committed, and a file of git's own among the records.
    let place = office.registry.path("content/pages/contact.md");
    let hidden = office.registry.path("content/.keep");
    std::fs::write(&hidden, "").unwrap();
    office.published();
    office.git(&["add", "-f", "content/.keep"]);
    let run = office.publish(&["--allow-dirty"]);
    done(&run);
    office.commit("留住文件夹");
    office.published();
    if place.is_file() {
        std::fs::remove_file(&place).unwrap();
        let run = office.publish(&[]);
        assert!(run.code == Some(2) && run.stderr.contains("contact.md"), "{run:?}");
        office.git(&["checkout", "-q", "--", "content"]);
    }
    office.registry.edit(FILING, |text| text.replace("示例路100号", "示例路300号"));
    office.git(&["add", "-A"]);
    let run = office.publish(&[]);
    assert!(run.code == Some(2) && run.stderr.contains(FILING), "{run:?}");
    office.git(&["commit", "-q", "-m", "改地址"]);
    office.published();
    holds_the_site(&office.remote(), &office.root());
}

#[test]
fn ends_of_lines_that_git_itself_wrote_are_no_change() {
    let office = Office::new();
    office.registry.write(".gitattributes", "*.yaml text eol=crlf\n");
    office.commit("Windows 的换行");
    let filing = office.registry.path(FILING);
    std::fs::remove_file(&filing).unwrap();
    office.git(&["checkout", "-q", "--", "content"]);
    let text = std::fs::read_to_string(&filing).unwrap();
    assert!(text.contains("\r\n"));
    // Git has to look at it again, as after the folder was copied.
    std::fs::write(&filing, text).unwrap();
    office.published();
    holds_the_site(&office.remote(), &office.root());
}
