//! Publishing on a branch: what comes on it, what is left alone, and what is refused, with the real git.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::registry::{Registry, Run, run};
use super::repository::{FILING, Office, git, publish, tip};

/// Adds a file to a branch of a repository, as somebody else would.
fn add(repository: &Path, branch: &str, file: &str, text: &str) {
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), &["clone", "-q", "-b", branch, repository.to_str().unwrap(), "copy"]);
    let copy = clone.path().join("copy");
    let path = copy.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
    git(&copy, &["add", "-f", "-A"]);
    git(&copy, &["commit", "-qm", "别人加的"]);
    git(&copy, &["push", "-q", "origin", branch]);
}

#[track_caller]
pub(crate) fn refused(run: &Run, words: &str) {
    assert!(run.code == Some(2) && run.stderr.contains(words), "{words}: {run:?}");
}

pub(crate) fn hook(repository: &Path, name: &str, script: &str) {
    let path = repository.join("hooks").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_change_of_one_record_is_one_commit_with_what_changed() {
    let office = Office::new();
    let head = office.git(&["rev-parse", "HEAD"]);
    office.registry.write("notes.txt", "和网站无关");
    let before = office.git(&["status", "--porcelain"]);
    let index = std::fs::read(office.registry.path(".git/index")).unwrap();
    let first = office.published();
    assert!(first.stderr.contains("已发布到 gh-pages 分支"), "{first:?}");
    let tip = office.tip().unwrap();
    assert_eq!(office.git(&["rev-parse", "gh-pages"]).trim(), tip);
    let message = office.git(&["show", "-s", "--format=%B", "gh-pages"]);
    let source = head.trim();
    assert!(
        message.contains(&format!("Source-Commit: {source}\nSource-Path: .\nSource-Dirty: no")),
        "{message}"
    );
    let files = office.git(&["ls-tree", "-r", "--name-only", "gh-pages"]);
    for file in [".nojekyll", ".skillreg-site", "index.html", "institutions/2020-0001.html"] {
        assert!(files.lines().any(|line| line == file), "{file} is not in\n{files}");
    }
    assert!(!files.contains("content/") && !files.contains("notes.txt"), "{files}");
    // Everything else is as it was.
    assert_eq!(office.git(&["rev-parse", "HEAD"]), head);
    assert_eq!(office.git(&["status", "--porcelain"]), before);
    assert_eq!(std::fs::read(office.registry.path(".git/index")).unwrap(), index);

    let again = office.published();
    assert!(again.stderr.contains("网站没有变化"), "{again:?}");
    assert_eq!(office.tip().unwrap(), tip);

    office.telephone("022-55550177");
    office.commit("改电话");
    let changed = office.publish(&["--format", "json"]);
    assert_eq!(changed.code, Some(0), "{changed:?}");
    let told: serde_json::Value = serde_json::from_str(&changed.stdout).unwrap();
    let changed = office.git(&["diff", "--name-only", &tip, "gh-pages"]);
    let changed: Vec<&str> = changed.lines().filter(|file| *file != ".skillreg-site").collect();
    assert!(changed.contains(&"institutions/2020-0001.html"), "{changed:?}");
    assert_eq!(told["changed"], changed.len(), "{told}");
    assert_eq!(office.git(&["rev-parse", "gh-pages~1"]).trim(), tip);
    // What a visitor of the branch gets is what was built.
    let copy = tempfile::tempdir().unwrap();
    git(copy.path(), &["clone", "-q", "-b", "gh-pages", office.remote().to_str().unwrap(), "site"]);
    let summed = std::process::Command::new("sha256sum")
        .args(["--check", "--quiet", ".skillreg-site"])
        .current_dir(copy.path().join("site"))
        .output()
        .unwrap();
    assert!(summed.status.success(), "{summed:?}");
}

#[test]
fn what_others_put_on_the_branch_stays_and_what_they_spoilt_is_mended() {
    let office = Office::new();
    office.published();
    add(&office.remote(), "gh-pages", "CNAME", "registry.example\n");
    add(&office.remote(), "gh-pages", "about/index.html", "别人的");
    office.telephone("022-55550177");
    office.commit("改电话");
    let run = office.published();
    assert!(run.stderr.contains("保留了分支上原有的 CNAME、about/index.html"), "{run:?}");
    add(&office.remote(), "gh-pages", "index.html", "被改过的首页");
    let run = office.publish(&[]);
    refused(&run, "被人直接改过：index.html");
    let run = office.publish(&["--overrule"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(office.git(&["show", "gh-pages:CNAME"]), "registry.example\n");
    assert_eq!(office.git(&["show", "gh-pages:about/index.html"]), "别人的");
    assert!(office.git(&["show", "gh-pages:index.html"]).contains("示例登记平台"));
    // The remote's commits are kept.
    assert_eq!(office.git(&["rev-list", "--count", "gh-pages"]).trim(), "6");

    office.registry.write(
        "content/pages/help.md",
        "---\ntitle: 帮助\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n",
    );
    add(&office.remote(), "gh-pages", "help.html/part.txt", "挡路的");
    office.commit("加网页");
    refused(&office.publish(&["--overrule"]), "help.html/part.txt");
}

#[test]
fn files_that_the_site_no_longer_has_go() {
    let office = Office::new();
    office.registry.write(
        "content/pages/help.md",
        "---\ntitle: 帮助\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n",
    );
    office.commit("加网页");
    office.published();
    assert!(office.git(&["ls-tree", "gh-pages", "help.html"]).contains("blob"));
    office.registry.remove("content/pages/help.md");
    office.commit("删网页");
    let run = office.published();
    assert!(!run.stderr.contains("删去 0 个"), "{run:?}");
    assert_eq!(office.git(&["ls-tree", "gh-pages", "help.html"]), "");
}

#[test]
fn records_that_are_not_committed_are_published_only_when_asked_for() {
    let office = Office::new();
    office.telephone("022-55550177");
    let run = office.publish(&[]);
    refused(&run, "有没提交的修改");
    assert!(run.stderr.contains(FILING) && run.stderr.contains("--allow-dirty"), "{run:?}");
    assert_eq!(office.tip(), None);
    let run = office.publish(&["--allow-dirty"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(office.git(&["show", "-s", "--format=%B", "gh-pages"]).contains("Source-Dirty: yes"));
    // What git does not look at is read all the same.
    office.git(&["checkout", "-q", "--", "content"]);
    office.registry.write(
        "content/pages/help.md",
        "---\ntitle: 帮助\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n",
    );
    office.registry.write(".git/info/exclude", "help.md\n");
    refused(&office.publish(&[]), "content/pages/help.md");
}

#[test]
fn a_site_that_does_not_check_is_not_published() {
    let office = Office::new();
    office.published();
    let tip = office.tip();
    office.registry.edit(FILING, |text| text.replace("kind: enterprise", "kind: [enterprise"));
    office.commit("写坏");
    let run = office.publish(&[]);
    assert!(run.code == Some(1) && run.stderr.contains("没有发布"), "{run:?}");
    // A pointer of LFS in the place of a record is no record.
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12\n";
    office.registry.write(FILING, pointer);
    office.commit("大文件指针");
    assert_eq!(office.publish(&[]).code, Some(1));
    assert_eq!(office.tip(), tip);
}

#[test]
fn repositories_that_cannot_be_published_from_say_why() {
    let registry = Registry::minimal();
    let root = registry.path("");
    refused(&publish(&root, &[]), "不在 git 仓库里");
    git(&root, &["init", "-q", "-b", "main"]);
    refused(&publish(&root, &[]), "还没有提交");

    let office = Office::new();
    let copies = tempfile::tempdir().unwrap();
    let from = format!("file://{}", office.remote().display());
    git(copies.path(), &["clone", "-q", "--depth", "1", &from, "shallow"]);
    office.commit("又一次");
    office.git(&["push", "-q", "origin", "main"]);
    git(copies.path(), &["clone", "-q", "--depth", "1", &from, "cut"]);
    refused(&publish(&copies.path().join("cut"), &[]), "git fetch --unshallow");
    let www = copies.path().join("www");
    let run = publish(&copies.path().join("cut"), &["--to", www.to_str().unwrap()]);
    refused(&run, "git fetch --unshallow");
    assert!(!www.exists());
    git(copies.path(), &["clone", "-q", "--bare", &from, "bare"]);
    let bare = copies.path().join("bare");
    std::fs::create_dir(bare.join("content")).unwrap();
    refused(&publish(&bare, &[]), "bare");

    let run = office.publish(&["--branch", "main"]);
    refused(&run, "检出着");
    assert!(!run.stderr.contains("提醒"), "{run:?}");
    let worktree = copies.path().join("tree");
    office.git(&["worktree", "add", "-q", "-b", "pages", worktree.to_str().unwrap()]);
    let run = office.publish(&["--branch", "pages"]);
    refused(&run, "检出着");
    assert!(run.stderr.contains("tree"), "{run:?}");
    refused(&office.publish(&["--branch", "a..b"]), "不能用作分支的名字");
    refused(&office.publish(&["--branch=--delete"]), "不能用作分支的名字");
    refused(&office.publish(&["--branch", "HEAD"]), "不能用作分支的名字");
    refused(&office.publish(&["--branch", "refs/heads/pages"]), "不能用作分支的名字");
    refused(&office.publish(&["--remote", "nowhere"]), "没有叫「nowhere」的远端");
    refused(&office.publish(&["--remote=--upload-pack=x"]), "没有叫");
    refused(&office.publish(&["--remote", "./nowhere.git"]), "连不上远端");
    office.git(&["push", "-q", "origin", "main:other"]);
    refused(&office.publish(&["--branch", "other"]), "不是本程序发布的网站");
    office.git(&["config", "--unset", "user.email"]);
    refused(&office.publish(&[]), "git config --global user.email");
    assert_eq!((office.tip(), tip(&office.root(), "gh-pages")), (None, None));
}

#[test]
fn a_merge_that_is_not_done_is_not_published() {
    let office = Office::new();
    office.git(&["switch", "-q", "-c", "one"]);
    office.telephone("022-55550177");
    office.commit("改电话");
    office.git(&["switch", "-q", "main"]);
    office.telephone("022-55550178");
    office.commit("也改电话");
    let merge =
        std::process::Command::new("git").args(["merge", "-q", "one"]).current_dir(office.root()).output();
    assert!(!merge.unwrap().status.success());
    refused(&office.publish(&[]), "正在合并，还没有合并完");
    office.git(&["merge", "--abort"]);
    assert_eq!(office.publish(&[]).code, Some(0));
}

#[test]
fn a_detached_head_and_a_locked_index_are_no_obstacle() {
    let office = Office::new();
    office.git(&["checkout", "-q", "--detach"]);
    office.registry.write(".git/index.lock", "");
    office.published();
    assert!(office.tip().is_some());
}

#[test]
fn a_remote_that_refuses_is_quoted_and_nothing_moves() {
    let office = Office::new();
    let script = "#!/bin/sh\necho '分支受保护：请走审批' >&2\nprintf '\\033[31mred\\033[0m\\n' >&2\nexit 1\n";
    hook(&office.remote(), "pre-receive", script);
    let run = office.publish(&[]);
    refused(&run, "不接受这次推送");
    assert!(run.stderr.contains("分支受保护：请走审批") && !run.stderr.contains('\u{1b}'), "{run:?}");
    assert_eq!((office.tip(), tip(&office.root(), "gh-pages")), (None, None));
}

#[test]
fn a_remote_that_never_answers_is_given_up() {
    let office = Office::new();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    // Connections are taken by the system and stay open; nobody reads them.
    for address in
        [format!("git://127.0.0.1:{port}/site.git"), format!("http://x:secret@127.0.0.1:{port}/site.git")]
    {
        let run = office.publish(&["--remote", &address, "--patience", "1"]);
        refused(&run, "1 秒没有回应");
        assert!(!run.stderr.contains("secret"), "{run:?}");
    }
    drop(listener);
    let run = office.publish(&["--remote", &format!("git://127.0.0.1:{port}/site.git")]);
    refused(&run, "连不上远端");
    assert_eq!(tip(&office.root(), "gh-pages"), None);
}

#[test]
fn somebody_who_is_quicker_is_not_overwritten() {
    let office = Office::new();
    office.published();
    let first = office.tip().unwrap();
    office.telephone("022-55550177");
    office.commit("改电话");
    // Runs after the remote was looked at, before it is pushed to.
    let forge = office.remote().display().to_string();
    let script = format!(
        "#!/bin/sh\nunset $(git rev-parse --local-env-vars)\ncd '{forge}'\ntree=$(git rev-parse gh-pages^{{tree}})\ngit update-ref refs/heads/gh-pages $(git -c user.name=x -c user.email=x@example.invalid commit-tree -p gh-pages -m other $tree)\n"
    );
    hook(&office.registry.path(".git"), "pre-push", &script);
    let run = office.publish(&[]);
    refused(&run, "别人也更新了");
    assert_eq!(tip(&office.root(), "gh-pages").unwrap(), first, "the local branch waits for the remote");
    let theirs = office.tip().unwrap();
    assert_ne!(theirs, first);
    std::fs::remove_file(office.registry.path(".git/hooks/pre-push")).unwrap();
    let run = office.publish(&["--overrule"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(office.git(&["rev-parse", "gh-pages~1"]).trim(), theirs);
}

#[test]
fn newer_records_of_a_colleague_are_not_taken_away() {
    let office = Office::new();
    office.published();
    let colleague = tempfile::tempdir().unwrap();
    git(colleague.path(), &["clone", "-q", office.remote().to_str().unwrap(), "copy"]);
    let copy = colleague.path().join("copy");
    git(&copy, &["config", "user.name", "样例甲"]);
    git(&copy, &["config", "user.email", "other@example.invalid"]);
    let filing = copy.join(FILING);
    let text = std::fs::read_to_string(&filing).unwrap();
    std::fs::write(&filing, text.replace("示例路100号", "示例路200号")).unwrap();
    git(&copy, &["commit", "-qam", "改地址"]);
    git(&copy, &["push", "-q", "origin", "main"]);
    // Somebody without a local branch of the site goes on after the last publishing.
    let theirs = publish(&copy, &[]);
    assert_eq!(theirs.code, Some(0), "{theirs:?}");
    office.telephone("022-55550177");
    office.commit("改电话");
    let run = office.publish(&[]);
    refused(&run, "不是从这里的历史生成的");
    assert!(run.stderr.contains("git pull") && run.stderr.contains("--overrule"), "{run:?}");
    office.git(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    let run = office.published();
    assert!(run.stderr.contains("已发布"), "{run:?}");
    let page = office.git(&["show", "gh-pages:institutions/2020-0001.html"]);
    assert!(page.contains("示例路200号") && page.contains("022-55550177"));
}

#[test]
fn commits_on_the_local_branch_alone_are_not_lost_silently() {
    let office = Office::new();
    office.published();
    let tree = office.git(&["rev-parse", "gh-pages^{tree}"]);
    let own = office.git(&["commit-tree", "-p", "gh-pages", "-m", "本机的", tree.trim()]);
    office.git(&["update-ref", "refs/heads/gh-pages", own.trim()]);
    office.telephone("022-55550177");
    office.commit("改电话");
    refused(&office.publish(&[]), "和远端的不一样");
    assert_eq!(tip(&office.root(), "gh-pages").unwrap(), own.trim());
    assert_eq!(office.publish(&["--overrule"]).code, Some(0));
    assert_eq!(office.tip(), tip(&office.root(), "gh-pages"));
}

#[test]
fn a_registry_below_the_top_of_a_repository_with_a_submodule_is_published() {
    let office = Office::new();
    let other = tempfile::tempdir().unwrap();
    git(other.path(), &["init", "-q", "-b", "main"]);
    std::fs::write(other.path().join("readme"), "别的").unwrap();
    git(other.path(), &["add", "-A"]);
    git(other.path(), &["commit", "-qm", "别的"]);
    office.git(&["submodule", "--quiet", "add", other.path().to_str().unwrap(), "vendor"]);
    std::fs::create_dir(office.registry.path("office")).unwrap();
    office.git(&["mv", "content", "office/content"]);
    office.registry.write(".gitignore", "public\n.public.skillreg\n.skillreg\n");
    office.commit("挪地方");
    let run = publish(&office.registry.path("office"), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    office.registry.write(
        "office/content/pages/help.md",
        "---\ntitle: 帮助\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n",
    );
    refused(&publish(&office.registry.path("office"), &[]), "office/content/pages/help.md");
}

#[test]
fn the_help_tells_where_a_site_goes() {
    let help = run(&["publish", "--help"]);
    for word in ["gh-pages", "--to", "--allow-dirty", "--overrule", "--patience", "CNAME"] {
        assert!(help.stdout.contains(word), "{word}: {}", help.stdout);
    }
}
