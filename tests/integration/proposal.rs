//! Changes held against their base, in repositories that git itself made.
//!
//! One folder a rule under `tests/changes/`: `before.diff` and `before/` make the registry that is committed, `change.diff`,
//! `content/` and `remove.txt` the change, as in `tests/invalid/`.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::invalid::{alter, cases_of};
use crate::registry::{Registry, Run, project, run, same_as_file};
use crate::repository::git;

const FILING: &str = "content/institutions/2020-0001/filing.yaml";
const BRANCH: &str = "content/institutions/2020-0002/filing.yaml";
const BATCH: &str = "content/certificates/2020/2020-0001/batch.yaml";
const PLAN: &str = "content/plans/2020/2020-0001.yaml";
const INSPECTIONS: &str = "content/supervision/2020/inspections.yaml";

/// Makes a repository of a registry, with one commit on `main`.
pub(crate) fn commit_all(registry: &Registry) {
    registry.write(".gitignore", "/public\n/.skillreg\n");
    git(&registry.path(""), &["init", "-q", "-b", "main"]);
    commit(registry, "登记入库");
}

pub(crate) fn commit(registry: &Registry, message: &str) {
    git(&registry.path(""), &["add", "-A"]);
    git(&registry.path(""), &["commit", "-q", "--allow-empty", "-m", message]);
}

pub(crate) fn recorded() -> Registry {
    let registry = Registry::minimal();
    commit_all(&registry);
    registry
}

pub(crate) fn proposed(registry: &Registry, arguments: &[&str]) -> Run {
    registry.check(&[&["--base", "main"], arguments].concat())
}

#[track_caller]
pub(crate) fn replace(registry: &Registry, file: &str, old: &str, new: &str) {
    registry.edit(file, |text| {
        assert!(text.contains(old), "{old} is not in {file}");
        text.replacen(old, new, 1)
    });
}

/// What is found: the codes, in their order.
pub(crate) fn codes(run: &Run) -> Vec<String> {
    let line = |line: &str| serde_json::from_str::<Value>(line).unwrap()["code"].as_str().unwrap().to_owned();
    run.stdout.lines().map(line).collect()
}

#[track_caller]
pub(crate) fn passes(registry: &Registry) {
    let run = proposed(registry, &[]);
    assert!(
        run.code == Some(0) && run.stdout.ends_with("没有新的问题\n") && run.stderr.is_empty(),
        "{run:?}"
    );
}

#[test]
fn what_a_change_may_never_do_is_reported_as_expected() {
    let mut differences = Vec::new();
    for (code, folder) in cases_of("tests/changes") {
        let registry = Registry::minimal();
        if folder.join("before/content").is_dir() {
            registry.overlay(&folder.join("before/content"));
        }
        alter(&registry, &folder.join("before"), "../before.diff");
        commit_all(&registry);
        let before = registry.check(&[]);
        alter(&registry, &folder, "change.diff");
        let run = proposed(&registry, &[]);
        let shown = run
            .stdout
            .split_inclusive('\n')
            .filter(|line| !line.starts_with("与 main（"))
            .collect::<String>();
        let is_warning = run.stdout.contains("没有错误");
        if run.code != Some(i32::from(!is_warning))
            || !run.stdout.contains(&format!("[{code}]"))
            || before.code != Some(i32::from(code == "change-unjudged"))
        {
            differences.push(format!("{code}: {before:?}\n{run:?}"));
        }
        differences.extend(same_as_file(&folder.join("expected.txt"), &shown).err());
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn what_staff_do_every_day_passes() {
    let registry = recorded();
    passes(&registry);
    // Not committed, staged, committed on a branch: all of it is the change.
    replace(&registry, FILING, "022-55550102", "022-55550199");
    passes(&registry);
    registry.edit(FILING, |text| text + "  - event: renewed\n    date: 2021-06-01\n    receipt: 示例备〔2021〕9号\n    valid_until: 2026-07-15\n");
    git(&registry.path(""), &["checkout", "-q", "-b", "office"]);
    commit(&registry, "延续");
    passes(&registry);
    replace(&registry, INSPECTIONS, "    published: 2020-09-24\n", "");
    commit(&registry, "还没有公布");
    git(&registry.path(""), &["branch", "-q", "-f", "main"]);
    replace(&registry, INSPECTIONS, "outcome: faulty", "published: 2020-09-24\n    outcome: faulty");
    let root = registry.path("");
    let root = root.to_str().unwrap();
    let number = "Y000012000001204000001";
    let revoked =
        run(&["revoke", number, "--reason", "成绩复核有误", "--root", root, "--today", "2021-06-30"]);
    assert_eq!(revoked.code, Some(0), "{revoked:?}");
    passes(&registry);
}

#[test]
fn a_record_with_a_new_name_is_the_same_record() {
    let registry = recorded();
    let folder = registry.path("content/institutions/2020-0001");
    fs::rename(folder, registry.path("content/institutions/heavy-works")).unwrap();
    for file in [BATCH, PLAN, "content/supervision/2020/measures.yaml"] {
        registry.edit(file, |text| text.replace("institution: 2020-0001", "institution: heavy-works"));
    }
    fs::rename(
        registry.path("content/certificates/2020/2020-0001"),
        registry.path("content/certificates/2020/welders"),
    )
    .unwrap();
    passes(&registry);
    let comment = proposed(&registry, &["--format", "markdown"]);
    let plain = comment.stdout.replace(['\\', '\u{2060}'], "");
    let moved = "网址由 institutions/2020-0001.html 变为 institutions/heavy-works.html";
    assert!(
        plain.contains("（heavy-works） 改名\n  - 原来是 content/institutions/2020-0001/filing.yaml\n"),
        "{plain}"
    );
    assert!(plain.contains(moved) && !plain.contains("只改了注释"), "{plain}");
    let renamed = "content/institutions/heavy-works/filing.yaml";
    replace(&registry, renamed, "valid_until: 2023-07-15", "valid_until: 2026-07-15");
    let run = proposed(&registry, &["--format", "json"]);
    assert!(
        codes(&run).contains(&"procedure-rewritten".to_owned()) && run.stdout.contains(renamed),
        "{run:?}"
    );
}

/// Forges show the first ten, and a comment what there is room for: what has to be mended comes first, where it was changed.
#[test]
fn errors_in_what_was_changed_are_told_first() {
    let registry = recorded();
    replace(&registry, "content/site.yaml", "as_of: 2021-06-30", "as_of: 2021-12-30");
    commit(&registry, "改日期");
    let folder = registry.path("content/institutions/2020-0001");
    fs::rename(folder, registry.path("content/institutions/heavy-works")).unwrap();
    let renamed = "content/institutions/heavy-works/filing.yaml";
    replace(&registry, renamed, "valid_until: 2023-07-15", "valid_until: 2026-07-15");
    let annotations = proposed(&registry, &["--format", "github"]).stdout;
    let places: Vec<(&str, &str)> = annotations
        .lines()
        .filter_map(|line| line.strip_prefix("::")?.split_once(" file="))
        .map(|(kind, rest)| (kind, rest.split(',').next().unwrap_or_default()))
        .collect();
    let (first, others) = places.split_first().unwrap();
    assert_eq!(*first, ("error", renamed), "{annotations}");
    assert!(others.iter().any(|(kind, file)| *kind == "error" && *file == BATCH), "{annotations}");
    assert!(places.is_sorted_by_key(|(kind, file)| (*kind != "error", *file != renamed)), "{annotations}");
}

#[test]
fn a_record_that_is_removed_is_told_by_its_name() {
    let registry = recorded();
    fs::remove_dir_all(registry.path("content/certificates/2020/2020-0001")).unwrap();
    fs::remove_dir_all(registry.path("content/institutions/2020-0002")).unwrap();
    let run = proposed(&registry, &[]);
    for told in [
        "批次 2020-0001 的 3 张证书不见了",
        "的备案申请不见了",
        "git checkout 基准 -- content/certificates/2020/2020-0001/batch.yaml",
    ] {
        assert!(run.code == Some(1) && run.stdout.contains(told), "{told}: {run:?}");
    }
}

#[test]
fn faults_of_before_are_told_apart_and_do_not_fail() {
    let registry = Registry::minimal();
    replace(&registry, FILING, "kind: enterprise", "kind: 企业");
    registry.write(
        "content/pages/about.md",
        "---\ntitle: 关于\ndescription: 说明\npublished: 2021-01-04\n---\n\n[坏](nowhere.md)\n",
    );
    commit_all(&registry);
    assert_eq!(registry.check(&[]).code, Some(1));
    // Lines above it come and go.
    registry.edit(FILING, |text| format!("# 上面多了一行\n\n{text}"));
    let human = proposed(&registry, &[]);
    assert!(
        human.code == Some(0) && human.stdout.contains("此前已有") && human.stdout.contains("没有新的问题"),
        "{human:?}"
    );
    let earlier = |run: &Run| {
        let line = |line: &str| serde_json::from_str::<Value>(line).unwrap()["earlier"].as_bool().unwrap();
        run.stdout.lines().map(line).collect::<Vec<_>>()
    };
    let json = proposed(&registry, &["--format", "json"]);
    assert!(!json.stdout.is_empty() && earlier(&json).iter().all(|old| *old), "{json:?}");
    let github = proposed(&registry, &["--format", "github"]);
    assert!(
        github.code == Some(0) && github.stdout.starts_with("::notice") && github.stdout.lines().count() == 1,
        "{github:?}"
    );
    assert_eq!(proposed(&registry, &["--format", "gitlab"]).stdout, "[]\n");
    let sarif: Value = serde_json::from_str(&proposed(&registry, &["--format", "sarif"]).stdout).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["baselineState"], "unchanged");
    let comment = proposed(&registry, &["--format", "markdown"]);
    assert!(comment.code == Some(0) && comment.stdout.contains("<details><summary>此前已有"), "{comment:?}");
    // The same fault once more is the change's own.
    replace(&registry, BRANCH, "kind: branch", "kind: 分支");
    let run = proposed(&registry, &["--format", "json"]);
    assert!(run.code == Some(1) && earlier(&run).contains(&false), "{run:?}");
}

#[test]
fn a_hidden_workbook_of_base_is_told_apart() {
    let registry = Registry::minimal();
    registry.write("content/.申请表.xlsx", "PK");
    commit_all(&registry);
    let before = proposed(&registry, &[]);
    assert!(before.code == Some(0) && before.stdout.contains("此前已有 1 处"), "{before:?}");
    registry.write("content/.花名册.xlsx", "PK");
    let run = proposed(&registry, &[]);
    assert!(run.code == Some(1) && run.stdout.contains("--> content/.花名册.xlsx"), "{run:?}");
}

#[test]
fn seals_and_holders_change_with_what_is_recorded() {
    let registry = Registry::minimal();
    fs::remove_dir_all(registry.path("content")).unwrap();
    registry.overlay(&project().join("content"));
    commit_all(&registry);
    let root = registry.path("");
    let root = root.to_str().unwrap();
    let key = project().join("docs/sample.key");
    let sealed = "content/certificates/2020/2020-0001-s2";
    let number = "Y000012000001203000001";
    let arguments =
        ["reissue", number, "--identity", key.to_str().unwrap(), "--reason", "成绩录错", "--skill", "88"];
    let papers = tempfile::tempdir().unwrap();
    let out = papers.path().join("papers");
    let done = run(&[&arguments[..], &["--root", root, "--out", out.to_str().unwrap()]].concat());
    assert_eq!(done.code, Some(0), "{done:?}");
    let check = || run(&["check", "--base", "main", "--root", root, "--format", "json"]);
    let run = check();
    assert!(run.code == Some(0), "{run:?}");
    // The same, without what says why.
    git(&registry.path(""), &["checkout", "-q", "main", "--", &format!("{sealed}/batch.yaml")]);
    let run = check();
    assert!(run.code == Some(1) && codes(&run).contains(&"seal-rewritten".to_owned()), "{run:?}");
}

#[test]
fn base_is_the_last_commit_in_common() {
    let registry = recorded();
    git(&registry.path(""), &["checkout", "-q", "-b", "office"]);
    replace(&registry, FILING, "022-55550102", "022-55550199");
    commit(&registry, "更正电话");
    git(&registry.path(""), &["checkout", "-q", "main"]);
    replace(&registry, BATCH, "reason: 复核发现报名材料不实。", "reason: 复核发现报名材料不实，另行通知。");
    commit(&registry, "别人在主线上的改动");
    git(&registry.path(""), &["checkout", "-q", "--detach", "office"]);
    passes(&registry);
    // Without any commit in common, it is held against the revision itself.
    git(&registry.path(""), &["checkout", "-q", "--orphan", "fresh"]);
    commit(&registry, "另起炉灶");
    let run = proposed(&registry, &[]);
    assert!(
        run.code == Some(1)
            && run.stdout.contains("没有共同的祖先")
            && run.stdout.contains("[certificate-event-rewritten]"),
        "{run:?}"
    );
}

#[test]
fn ends_of_lines_that_git_for_windows_writes_are_no_change() {
    let registry = recorded();
    git(&registry.path(""), &["config", "core.autocrlf", "true"]);
    for file in [FILING, BATCH, PLAN] {
        registry.edit(file, |text| text.replace('\n', "\r\n"));
    }
    passes(&registry);
    let comment = proposed(&registry, &["--format", "markdown"]);
    assert!(comment.stdout.contains("记录没有变化"), "{comment:?}");
}

#[test]
fn a_registry_may_be_a_part_of_a_repository_with_a_chinese_name() {
    let whole = tempfile::tempdir().unwrap();
    let registry = Registry::minimal();
    let root = whole.path().join("登记 库");
    fs::create_dir(&root).unwrap();
    let copied = Command::new("cp").arg("-r").arg(registry.path("content")).arg(&root).status().unwrap();
    assert!(copied.success());
    git(whole.path(), &["init", "-q", "-b", "main"]);
    git(whole.path(), &["add", "-A"]);
    git(whole.path(), &["commit", "-q", "-m", "登记入库"]);
    let file = root.join("content/pages/办事指南.md");
    fs::write(&file, "---\ntitle: 办事指南\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n")
        .unwrap();
    fs::remove_file(root.join(BATCH)).unwrap();
    let run = run(&[
        "check",
        "--base",
        "HEAD",
        "--root",
        root.to_str().unwrap(),
        "--today",
        "2021-06-30",
        "--format",
        "json",
    ]);
    assert!(
        codes(&run).contains(&"record-removed".to_owned()) && run.stdout.contains("办事指南.md"),
        "{run:?}"
    );
}

#[test]
fn a_comment_tells_what_changes_in_words() {
    let registry = recorded();
    let events = "  - event: assessed\n    date: 2021-05-20\n    mode: remote\n    means: [questioning]\n    experts: 3\n    outcome: passed\n    opinion: 同意。\n  - event: scope_changed\n    date: 2021-06-01\n    scope:\n      - {edition: \"2015\", code: 6-18-01-01, name: 车工, levels: [5, 4, 3], standard: {kind: national, title: 国家职业技能标准 车工, edition: 2018年版}}\n      - {edition: \"2015\", code: 6-18-02-04, name: 焊工, specialty: 电焊工, levels: [4], standard: {kind: enterprise, title: 天津示例重工有限公司企业评价规范 电焊工, justification: 尚无适用的国家标准。}}\n";
    registry.edit(FILING, |text| text + events);
    registry.write(
        "content/pages/about.md",
        "---\ntitle: 关于\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n",
    );
    let run =
        proposed(&registry, &["--format", "markdown", "--files", "https://forge.example/a/b/blob/main"]);
    for told in [
        "[天津示例重工有限公司（2020-0001）](https://forge.example/a/b/blob/main/",
        "新增 车工 三级",
        "减少 焊工·电焊工 三级",
        "网页 about](",
        "- 机构页：天津示例重工有限公司、",
        "- 网页：关于（新增）、",
        "- 首页、名录、统计等跟着变的网页：首页、评价机构目录、统计、",
        "个文件的地址</summary>",
        "新增 1 个文件：`about.html`",
        "institutions/2020-0001.html",
    ] {
        let plain = run.stdout.replace(['\\', '\u{2060}'], "");
        assert!(plain.contains(told), "{told} is not in\n{}", run.stdout);
    }
}

#[test]
fn a_comment_names_pages_that_go_and_new_titles_and_says_when_it_will() {
    let registry = Registry::minimal();
    let page = |title: &str| {
        format!("---\ntitle: {title}\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n")
    };
    registry.write("content/pages/about.md", page("关于"));
    registry.write("content/pages/leave.md", page("旧闻"));
    commit_all(&registry);
    registry.write("content/pages/about.md", page("关于本站"));
    registry.remove("content/pages/leave.md");
    let run = proposed(&registry, &["--format", "markdown"]);
    let plain = run.stdout.replace(['\\', '\u{2060}'], "");
    for told in ["标题：关于 改为 关于本站", "- 网页：", "关于本站", "旧闻（消失）"] {
        assert!(plain.contains(told), "{told} is not in\n{plain}");
    }
    replace(&registry, FILING, "kind: enterprise", "kind: 企业");
    let run = proposed(&registry, &["--format", "markdown"]);
    let said = "改好上面的错误以后，这里会列出哪些网页会变、新增或消失";
    assert!(run.code == Some(1) && run.stdout.contains(said), "{run:?}");
}

#[test]
fn a_setting_that_no_page_shows_changes_no_page() {
    let registry = Registry::minimal();
    let cost = "key_derivation: {memory_kib: 19456, iterations: 2, parallelism: 1}";
    let lookup = format!("\nlookup: {{{cost}, certificates_per_bucket: 72}}\n");
    registry.edit("content/site.yaml", |text| format!("{text}{lookup}"));
    commit_all(&registry);
    replace(&registry, "content/site.yaml", "bucket: 72", "bucket: 100");
    let run = proposed(&registry, &["--format", "markdown"]);
    assert!(run.stdout.contains("每个数据块的证书数") && run.stdout.contains("网页和数据都不变"), "{run:?}");
}

#[test]
fn nothing_of_a_record_is_live_in_a_comment_and_no_comment_is_too_long() {
    let registry = recorded();
    let live = "@octocat #12 ![x](https://evil.example/a.png) <img src=x> [a](https://evil.example) www.evil.example <!-- x";
    registry.edit(FILING, |text| text.replacen("name: 天津示例重工有限公司", &format!("name: '{live}'"), 1));
    let run = proposed(&registry, &["--format", "markdown"]);
    for wrong in ["@octocat", "#12", "![x", "<img", "](https://evil", "://evil", "www.evil", "<!-- x"] {
        assert!(!run.stdout.contains(wrong), "{wrong} is in\n{}", run.stdout);
    }
    for number in 0..3000 {
        let text = format!(
            "---\ntitle: 第{number}页\ndescription: 说明\npublished: 2021-01-04\nwrong_key_{number}: 1\n---\n\n正文。\n"
        );
        registry.write(&format!("content/pages/page{number}.md"), text);
    }
    let run = proposed(&registry, &["--format", "markdown"]);
    assert!(run.code == Some(1) && run.stdout.chars().count() < 65_536, "{}", run.stdout.len());
    assert!(run.stdout.contains("处没有列出") && run.stdout.contains("个记录没有列出"), "{}", run.stdout);
}

/// What base could not read is mended alone.
#[test]
fn a_fault_of_base_is_mended_by_itself() {
    let registry = Registry::minimal();
    registry.edit(FILING, |text| text.replace("022-55550102", "0225555"));
    let top = registry.path("");
    git(&top, &["init", "-q", "-b", "main"]);
    git(&top, &["add", "-A"]);
    git(&top, &["commit", "-q", "-m", "有错"]);
    registry.edit(FILING, |text| text.replace("0225555", "022-55550102"));
    let mended = proposed(&registry, &[]);
    assert_eq!(mended.code, Some(0), "{mended:?}");
    registry.edit(FILING, |text| text.replace("valid_until: 2023-07-15", "valid_until: 2026-07-15"));
    let more = proposed(&registry, &[]);
    assert!(more.code == Some(1) && more.stdout.contains("[change-unjudged]"), "{more:?}");
}

/// A number belongs to the enterprise it was given to.
#[test]
fn a_filing_is_not_handed_to_another_enterprise() {
    let registry = recorded();
    registry.edit(FILING, |text| text.replace("name: 天津示例重工有限公司", "name: 天津虚构重工有限公司"));
    let renamed = proposed(&registry, &[]);
    assert!(renamed.stdout.contains("提醒[number-reused]"), "{renamed:?}");
    let code = |text: &str| {
        let at = text.find("credit_code: ").unwrap() + "credit_code: ".len();
        text[at..at + 18].to_owned()
    };
    let other = std::fs::read_to_string(registry.path("content/institutions/2020-0002/filing.yaml")).unwrap();
    registry.edit(FILING, |text| text.replace(&code(&text), &code(&other)));
    let handed = proposed(&registry, &[]);
    assert!(handed.code == Some(1) && handed.stdout.contains("错误[number-reused]"), "{handed:?}");
}

#[test]
fn a_number_that_others_gave_away_meanwhile_is_not_given_again() {
    let registry = recorded();
    let root = registry.path("");
    let filing = fs::read_to_string(registry.path(FILING)).unwrap();
    let batch = fs::read_to_string(registry.path(BATCH)).unwrap();
    let other = |id: &str| {
        let of_another = filing.replace("Y000012000001", "Y000012000077");
        registry.write(&format!("content/institutions/{id}/filing.yaml"), of_another);
        registry
            .write(&format!("content/certificates/2020/{id}/batch.yaml"), batch.replace("204000", "204777"));
    };
    git(&root, &["checkout", "-q", "-b", "change"]);
    other("2020-0098");
    commit(&registry, "另一家");
    let told = || {
        let run = proposed(&registry, &["--format", "json"]);
        let told = run.stdout.lines().filter(|line| line.contains("number-reused"));
        told.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(told(), [""; 0]);
    git(&root, &["checkout", "-q", "main"]);
    other("2020-0099");
    commit(&registry, "同时");
    git(&root, &["checkout", "-q", "change"]);
    let told = told();
    for (file, number) in [
        ("content/institutions/2020-0098/filing.yaml", "备案号 Y000012000077 在目标分支上已经给了"),
        ("content/certificates/2020/2020-0098/batch.yaml", "在目标分支上的批次 2020-0099 里已经发出"),
    ] {
        assert!(told.iter().any(|line| line.contains(file) && line.contains(number)), "{told:?}");
    }
}

#[test]
fn the_private_numbers_of_a_filing_are_not_taken_away_with_the_lines_that_name_them() {
    const PEOPLE: &str = "content/institutions/2020-0001/people.age";
    let registry = Registry::minimal();
    let key = age::x25519::Identity::generate().to_public();
    registry.write(PEOPLE, age::encrypt(&key, b"{}\n".as_slice()).unwrap());
    commit_all(&registry);
    registry.remove(PEOPLE);
    let run = proposed(&registry, &[]);
    assert!(run.code == Some(1) && run.stdout.contains("[holders-rewritten]"), "{run:?}");
    assert!(run.stdout.contains(PEOPLE) && run.stdout.contains("别处没有"), "{run:?}");
}
