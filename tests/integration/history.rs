//! What changed in the records, read from repositories that git itself made.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::registry::{Registry, Run, run};

const FILING: &str = "content/institutions/2020-0001/filing.yaml";
const BRANCH: &str = "content/institutions/2020-0002/filing.yaml";
const PLAN: &str = "content/plans/2020/2020-0001.yaml";
const ADDRESS: &str = "clerk@example.invalid";

/// A registry under git.
struct Recorded {
    registry: Registry,
}

impl Recorded {
    /// The minimal registry with one commit.
    fn new() -> Self {
        let recorded = Self { registry: Registry::minimal() };
        recorded.git(&["init", "-q", "-b", "main"]);
        recorded.registry.write(".gitignore", "public\n.skillreg\n.public.skillreg\n");
        recorded.commit("登记入库");
        recorded
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(&self.registry.path(""), arguments)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    fn replace(&self, file: &str, old: &str, new: &str) {
        self.registry.edit(file, |text| {
            assert!(text.contains(old), "{old} is not in {file}");
            text.replace(old, new)
        });
    }

    fn history(&self, arguments: &[&str]) -> Run {
        let root = self.registry.path("");
        run(&[&["history", "--root", root.to_str().unwrap()], arguments].concat())
    }

    /// What is told of a record: the first line of the message and the words, newest first.
    #[track_caller]
    fn told(&self, record: &str) -> Vec<(String, Vec<String>)> {
        told(&self.history(&[record, "--format", "json"]))
    }

    #[track_caller]
    fn built(&self) -> Run {
        let run = self.registry.build();
        assert_eq!(run.code, Some(0), "{run:?}");
        run
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.registry.path("public").join(file)).unwrap()
    }
}

/// Runs git as somebody with a name and an address, whatever the machine says.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=示例书记员", "-c", "user.email=clerk@example.invalid"];
    let done = Command::new("git")
        .args(identity)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_DATE", "2021-03-01T23:30:00Z")
        .env("GIT_COMMITTER_DATE", "2021-03-01T23:30:00Z")
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?} {done:?}");
    String::from_utf8(done.stdout).unwrap()
}

#[track_caller]
fn told(run: &Run) -> Vec<(String, Vec<String>)> {
    assert_eq!(run.code, Some(0), "{run:?}");
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let words = line["words"].as_array().unwrap().iter().map(|words| words.as_str().unwrap().to_owned());
        (line["summary"].as_str().unwrap().to_owned(), words.collect())
    };
    run.stdout.lines().map(line).collect()
}

fn row(summary: &str, words: &[&str]) -> (String, Vec<String>) {
    (summary.to_owned(), words.iter().map(|words| (*words).to_owned()).collect())
}

/// All files of a site.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

#[track_caller]
fn nowhere(site: &Path, text: &str) {
    for file in files(site) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !bytes.windows(text.len()).any(|part| part == text.as_bytes()),
            "{text} stands in {}",
            file.display()
        );
    }
}

#[test]
fn a_change_is_told_on_the_page_in_the_data_and_by_command() {
    let recorded = Recorded::new();
    recorded.replace(FILING, "022-55550102", "022-55550199");
    recorded.replace(PLAN, "sat: 15", "sat: 14");
    recorded.commit("更正电话和人数");
    recorded.built();
    let words = ["联系电话：022-55550102 改为 022-55550199", "评价结果 s1·实考人数：15 改为 14"];

    let page = recorded.read("institutions/2020-0001.html");
    let section = page.split("id=\"changes\"").nth(1).expect("the page tells of changes");
    for told in ["2021-03-02", "更正电话和人数", "示例书记员", "实施方案 2020-0001", words[0], words[1]]
    {
        assert!(section.contains(told), "{told} is not in\n{section}");
    }
    let twin: Value = serde_json::from_str(&recorded.read("institutions/2020-0001.json")).unwrap();
    let newest = &twin["history"][0];
    assert_eq!((&newest["date"], &newest["summary"]), (&"2021-03-02".into(), &"更正电话和人数".into()));
    assert_eq!(newest["commit"].as_str().unwrap(), recorded.git(&["rev-parse", "HEAD"]).trim());
    assert_eq!(newest["records"][0]["words"], serde_json::json!([words[0]]));
    assert_eq!(
        newest["records"][0]["values"],
        serde_json::json!([{"label": "联系电话", "change": "replaced", "old": "022-55550102", "new": "022-55550199"}])
    );
    let whole: Value = serde_json::from_str(&recorded.read("data/history.json")).unwrap();
    assert_eq!(whole["missing"], Value::Null);
    assert_eq!(whole["commits"].as_array().unwrap().len(), 2);
    assert_eq!(whole["commits"][0], *newest);

    assert_eq!(recorded.told(FILING), [row("更正电话和人数", &[words[0]]), row("登记入库", &["新建"])]);
    let text = recorded.history(&["2020-0001"]).stdout;
    for told in ["备案申请 2020-0001", "实施方案 2020-0001", "证书批次 2020-0001", words[0], words[1]]
    {
        assert!(text.contains(told), "{told} is not in\n{text}");
    }
    let wrong = recorded.history(&["content/institutions/2020-0001/filling.yaml"]);
    assert!(wrong.code == Some(2) && wrong.stderr.contains(&format!("名字最像的是 {FILING}")), "{wrong:?}");
    nowhere(&recorded.registry.path("public"), ADDRESS);
    assert!(!text.contains(ADDRESS));
}

#[test]
fn what_changed_in_a_policy_and_in_supervision_stands_on_their_pages() {
    let recorded = Recorded::new();
    recorded.replace(
        "content/policies/2020-85/policy.yaml",
        "review_working_days: 10",
        "review_working_days: 15",
    );
    recorded.registry.edit("content/supervision/2020/inspectors.yaml", |text| {
        text + "  - {id: i99, name: 虚构乙, employer: 示例区人力资源和社会保障局}\n"
    });
    recorded.commit("改期限");
    recorded.built();
    assert!(recorded.read("policies/2020-85.html").contains("初审反馈期限（工作日）：10 改为 15"));
    let year = recorded.read("supervision/2020.html");
    assert!(year.contains("督导人员 新增 1 人") && !year.contains("虚构乙"), "{year}");
}

#[test]
fn history_follows_a_record_that_is_renamed() {
    let recorded = Recorded::new();
    recorded.replace(BRANCH, "kind: branch", "# 说明\nkind: branch");
    recorded.commit("加说明");
    recorded.git(&["mv", "content/institutions/2020-0002", "content/institutions/2020-0009"]);
    let renamed = "content/institutions/2020-0009/filing.yaml";
    recorded.replace(renamed, "示例石化集团天津分公司", "示例石化集团滨海分公司");
    recorded.commit("改记录名");
    recorded.replace(renamed, "# 说明\n", "");
    recorded.commit("去说明");
    let told = recorded.told("2020-0009");
    let summaries: Vec<&str> = told.iter().map(|(summary, _)| summary.as_str()).collect();
    assert_eq!(summaries, ["去说明", "改记录名", "加说明", "登记入库"]);
    assert_eq!(told[1].1[0], format!("改名，原来是 {BRANCH}"));
    assert_eq!(told[1].1[1], "单位名称：示例石化集团天津分公司 改为 示例石化集团滨海分公司");
    assert_eq!(recorded.history(&["2020-0002"]).code, Some(2));
    // A record that takes the old name is another one.
    recorded.registry.write(BRANCH, "kind: enterprise\n");
    recorded.commit("另一家");
    assert_eq!(recorded.told("2020-0002"), [row("另一家", &["新建"])]);
    assert_eq!(recorded.told("2020-0009"), told);
}

#[test]
fn merges_and_octopuses_tell_only_what_they_changed_themselves() {
    let recorded = Recorded::new();
    let edit = |branch: &str, file: &str, old: &str, new: &str| {
        recorded.git(&["checkout", "-q", "-b", branch, "main"]);
        recorded.replace(file, old, new);
        recorded.commit(branch);
    };
    edit("one", FILING, "示例路100号", "示例路101号");
    edit("two", PLAN, "passed: 3", "passed: 2");
    edit("three", BRANCH, "kind: branch", "# 说明\nkind: branch");
    recorded.git(&["checkout", "-q", "main"]);
    recorded.git(&["merge", "-q", "--no-ff", "-m", "合并三支", "one", "two", "three"]);
    assert_eq!(
        recorded.git(&["show", "-s", "--format=%P"]).split_whitespace().count(),
        4,
        "it is an octopus"
    );
    edit("four", FILING, "示例路101号", "示例路102号");
    recorded.git(&["checkout", "-q", "-b", "five", "main"]);
    recorded.replace(FILING, "示例路101号", "示例路103号");
    recorded.commit("five");
    let merge =
        Command::new("git").args(["merge", "-q", "four"]).current_dir(recorded.registry.path("")).output();
    assert!(!merge.unwrap().status.success(), "both changed the same line");
    recorded.git(&["checkout", "-q", "--theirs", "--", FILING]);
    recorded.replace(FILING, "示例路102号", "示例路104号");
    recorded.commit("解决冲突");
    let told = recorded.told(FILING);
    let summaries: Vec<&str> = told.iter().map(|(summary, _)| summary.as_str()).collect();
    assert!(!summaries.contains(&"合并三支"), "{summaries:?}");
    assert_eq!(told[0], row("解决冲突", &["地址：天津市东丽区示例路103号 改为 天津市东丽区示例路104号"]));
    assert_eq!(told.len(), 5, "{told:?}");
    assert_eq!(recorded.told(PLAN).len(), 2);
}

#[test]
fn a_merge_without_a_conflict_tells_nothing_again() {
    let recorded = Recorded::new();
    recorded.git(&["checkout", "-q", "-b", "other"]);
    recorded.replace(FILING, "022-55550102", "022-55550188");
    recorded.commit("改电话");
    recorded.git(&["checkout", "-q", "main"]);
    recorded.replace(
        FILING,
        "opinion: 录像设备已更换，复核合格。",
        "opinion: 录像设备已更换，复核合格，同意。",
    );
    recorded.commit("改意见");
    recorded.git(&["merge", "-q", "--no-ff", "-m", "合并", "other"]);
    let told = recorded.told(FILING);
    let mut summaries: Vec<&str> = told.iter().map(|(summary, _)| summary.as_str()).collect();
    summaries.sort_unstable();
    assert_eq!(summaries, ["改意见", "改电话", "登记入库"]);
}

#[test]
fn history_that_was_rewritten_is_forgotten() {
    let recorded = Recorded::new();
    recorded.replace(FILING, "022-55550102", "022-55550199");
    recorded.commit("写错");
    recorded.built();
    assert!(recorded.read("institutions/2020-0001.html").contains("022-55550199"));
    recorded.git(&["reset", "-q", "--hard", "HEAD~1"]);
    recorded.replace(FILING, "022-55550102", "022-55550188");
    recorded.commit("改正");
    recorded.built();
    assert_eq!(
        recorded.told(FILING),
        [row("改正", &["联系电话：022-55550102 改为 022-55550188"]), row("登记入库", &["新建"])]
    );
    nowhere(&recorded.registry.path("public"), "022-55550199");
    recorded.git(&["reset", "-q", "--hard", "HEAD~1"]);
    assert_eq!(recorded.told(FILING), [row("登记入库", &["新建"])]);
}

#[test]
fn a_shallow_clone_still_builds_and_says_what_is_missing() {
    let recorded = Recorded::new();
    recorded.commit("空");
    let copy = tempfile::tempdir().unwrap();
    let from = format!("file://{}", recorded.registry.path("").display());
    git(copy.path(), &["clone", "-q", "--depth", "1", &from, "copy"]);
    let root = copy.path().join("copy");
    let arguments = ["build", "--root", root.to_str().unwrap(), "--today", "2021-06-30"];
    let built = run(&arguments);
    assert!(built.code == Some(0) && built.stderr.contains("浅克隆"), "{built:?}");
    let page = std::fs::read_to_string(root.join("public/institutions/2020-0001.html")).unwrap();
    assert!(page.contains("这次发布没有带上登记库的修改历史"), "{page}");
    let whole = std::fs::read_to_string(root.join("public/data/history.json")).unwrap();
    assert!(whole.contains("浅克隆") && whole.contains("\"commits\":[]"), "{whole}");
    let told = run(&["history", "2020-0001", "--root", root.to_str().unwrap()]);
    assert!(told.code == Some(2) && told.stderr.contains("--unshallow"), "{told:?}");
    git(&root, &["fetch", "-q", "--unshallow"]);
    let whole = run(&arguments);
    assert!(whole.code == Some(0) && !whole.stderr.contains("浅克隆"), "{whole:?}");
    assert!(
        std::fs::read_to_string(root.join("public/institutions/2020-0001.html"))
            .unwrap()
            .contains("据登记库的 git 提交记录")
    );
}

#[test]
fn a_registry_without_a_repository_or_commit_still_builds() {
    let registry = Registry::minimal();
    let built = registry.build();
    assert!(built.code == Some(0) && built.stderr.contains("不在 git 仓库里"), "{built:?}");
    git(&registry.path(""), &["init", "-q"]);
    let built = registry.build();
    assert!(built.code == Some(0) && built.stderr.contains("还没有提交"), "{built:?}");
    // A repository of which half is gone.
    git(&registry.path(""), &["add", "content"]);
    git(&registry.path(""), &["commit", "-qm", "示例"]);
    std::fs::remove_dir_all(registry.path(".git/objects")).unwrap();
    std::fs::create_dir(registry.path(".git/objects")).unwrap();
    let built = registry.build();
    assert!(built.code == Some(0) && built.stderr.contains("git fsck"), "{built:?}");
}

/// Only root can give a repository away; whoever else runs the test sees that their own is read.
#[test]
fn a_repository_of_another_user_is_not_read() {
    let recorded = Recorded::new();
    let given = Command::new("chown")
        .args(["-R", "12345"])
        .arg(recorded.registry.path(""))
        .output()
        .unwrap()
        .status
        .success();
    let built = recorded.built();
    assert_eq!(built.stderr.contains("仓库属于另一个用户"), given, "{built:?}");
    let told = recorded.history(&[FILING]);
    assert_eq!(told.code, Some(if given { 2 } else { 0 }), "{told:?}");
}

/// Numbers are made here, so that none stands in the repository.
#[test]
fn personal_numbers_and_addresses_that_were_once_committed_are_written_over() {
    let recorded = Recorded::new();
    let mobile = format!("139{}", "0000".repeat(2));
    recorded.replace(FILING, "022-55550102", &mobile);
    recorded.replace(FILING, "示例路100号", &format!("示例路100号，{mobile}"));
    recorded.commit(&format!("{mobile} 或 someone@example.invalid 来电"));
    recorded.git(&["checkout", "-q", "HEAD~1", "--", "content"]);
    recorded.commit("删去手机号");
    recorded.built();
    for secret in [&mobile[..], "someone@example", ADDRESS] {
        nowhere(&recorded.registry.path("public"), secret);
        for format in ["human", "json"] {
            let told = recorded.history(&[FILING, "--format", format]);
            assert!(told.code == Some(0) && !told.stdout.contains(secret), "{told:?}");
        }
    }
    let told = recorded.told(FILING);
    assert_eq!(told[0].1[1], "联系电话：*********** 改为 022-55550102");
    assert_eq!(told[1].0, "*********** 或 （邮箱略） 来电");
}

#[test]
fn a_version_that_is_no_record_is_told_plainly() {
    let recorded = Recorded::new();
    recorded.registry.edit(FILING, |text| text.replace("kind: enterprise", "kind: [enterprise"));
    recorded.commit("写坏");
    recorded.git(&["checkout", "-q", "HEAD~1", "--", "content"]);
    recorded.commit("修好");
    recorded.built();
    let plainly = "当时的文件有语法错误，只记修改，不比较内容";
    assert_eq!(recorded.told(FILING)[..2], [row("修好", &[plainly]), row("写坏", &[plainly])]);
    assert!(recorded.read("institutions/2020-0001.html").contains(plainly));
}

#[test]
fn a_cache_that_is_broken_foreign_or_stale_changes_nothing() {
    let recorded = Recorded::new();
    recorded.replace(FILING, "022-55550102", "022-55550199");
    recorded.commit("更正");
    let told = recorded.told(FILING);
    let cache = recorded.registry.path(".skillreg/history.cache");
    let whole = std::fs::read(&cache).unwrap();
    for at in [0, 20, 60, 90, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(&cache, bytes).unwrap();
        assert_eq!(recorded.told(FILING), told, "byte {at}");
    }
    std::fs::write(&cache, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(recorded.told(FILING), told);
    let other = Recorded::new();
    other.commit("别处");
    other.told(FILING);
    std::fs::copy(other.registry.path(".skillreg/history.cache"), &cache).unwrap();
    assert_eq!(recorded.told(FILING), told);
    std::fs::remove_dir_all(recorded.registry.path(".skillreg")).unwrap();
    std::fs::write(recorded.registry.path(".skillreg"), "no folder").unwrap();
    assert_eq!(recorded.told(FILING), told);
}

#[test]
fn what_was_taken_out_is_said_to_be_gone_and_not_repeated() {
    let recorded = Recorded::new();
    recorded.registry.write("content/pages/about.md", "---\ntitle: 关于\nsummary: 说明\n---\n\n正文。\n");
    recorded.commit("加网页");
    recorded.registry.remove("content/pages/about.md");
    recorded.commit("删网页");
    recorded.built();
    let whole: Value = serde_json::from_str(&recorded.read("data/history.json")).unwrap();
    let newest = &whole["commits"][0];
    assert_eq!(newest["records"][0]["change"], "deleted");
    assert_eq!(recorded.told("content/pages/about.md").len(), 2);
}

/// A merge that keeps one side and drops what the other had done: the change did not stay, and the history says so.
#[test]
fn what_a_merge_took_back_is_told() {
    let recorded = Recorded::new();
    recorded.git(&["checkout", "-q", "-b", "clerk"]);
    recorded.replace(BRANCH, "kind: branch", "# 说明\nkind: branch");
    recorded.commit("说明");
    recorded.git(&["checkout", "-q", "main"]);
    recorded.registry.edit(FILING, |text| {
        let event =
            "  - {event: revoked, date: 2021-06-02, reason: 录像再次缺失, document: 示例〔2021〕2号}\n";
        format!("{}\n{event}", text.trim_end())
    });
    recorded.commit("取消资格");
    recorded.git(&["checkout", "-q", "clerk"]);
    recorded.git(&["merge", "-q", "-s", "ours", "-m", "合并，只留一边", "main"]);
    let told = recorded.told(FILING);
    assert_eq!(told[0].0, "合并，只留一边", "{told:?}");
    assert!(told[0].1[0].contains("删除") && told[0].1[0].contains("取消资格"), "{told:?}");
    assert_eq!(told[1].0, "取消资格");
    // The other side kept what it had.
    assert!(!recorded.told(BRANCH).iter().any(|(summary, _)| summary.contains("合并")));
}

#[test]
fn a_record_renamed_by_a_merge_or_beside_an_edit_keeps_its_history() {
    let recorded = Recorded::new();
    let new = "content/plans/2020/2020-0099.yaml";
    recorded.git(&["checkout", "-q", "-b", "renaming"]);
    recorded.git(&["mv", PLAN, new]);
    recorded.commit("改名");
    recorded.git(&["checkout", "-q", "main"]);
    recorded.replace(PLAN, "employee: 14", "employee: 12");
    recorded.commit("改人数");
    recorded.git(&["merge", "-q", "--no-ff", "-m", "合并", "renaming"]);
    let told = recorded.told(new);
    let times = told.iter().flat_map(|(_, words)| words).filter(|words| words.contains("12")).count();
    assert_eq!(times, 1, "{told:?}");
    assert_eq!(told.last().unwrap().0, "登记入库", "{told:?}");
    // Renamed by the merge itself.
    recorded.git(&["checkout", "-q", "-b", "aside", "main~1"]);
    recorded.replace(BRANCH, "kind: branch", "# 说明\nkind: branch");
    recorded.commit("说明");
    recorded.git(&["merge", "-q", "--no-commit", "--no-ff", "main"]);
    recorded.git(&["mv", new, "content/plans/2020/2020-0098.yaml"]);
    recorded.commit("合并时改名");
    let told = recorded.told("content/plans/2020/2020-0098.yaml");
    assert_eq!(told.last().unwrap().0, "登记入库", "{told:?}");
}
