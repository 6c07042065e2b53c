//! Double random, one public: draws that go on as plans arrive, seeds that are commits, what is altered afterwards.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use super::registry::{Registry, Run, run};

/// A moment before the registry's day.
pub(super) const BEFORE: &str = "2021-06-29T09:00:00+08:00";
pub(super) const DRAWS: &str = "content/supervision/2021/draws.yaml";

pub(super) fn on(registry: &Registry, command: &str, arguments: &[&str]) -> Run {
    let root = registry.path("");
    run(&[&[command, "--root", root.to_str().unwrap(), "--today", "2021-06-30"], arguments].concat())
}

pub(super) fn draw(registry: &Registry, arguments: &[&str]) -> Run {
    on(registry, "draw", &[&["2021"], arguments].concat())
}

pub(super) fn read(registry: &Registry, file: &str) -> String {
    std::fs::read_to_string(registry.path(file)).unwrap()
}

/// A plan with so many sittings on days that follow one another.
pub(super) fn plan(reported: &str, month: u8, sittings: u8) -> String {
    let mut plan = format!("institution: 2020-0001\nreported: {reported}\nsittings:\n");
    for at in 1..=sittings {
        plan.push_str(&format!(
            "  - {{id: s{at}, date: 2021-{month:02}-{:02}, venue: 示例路100号, division: \"120110\", edition: \"2015\", \
             occupation: 6-18-01-01, level: 4, method: examination, candidates: {{employee: 5}}, \
             assessors: [样例地], supervisors: [样例玄]}}\n",
            at + 5
        ));
    }
    plan
}

/// The minimal registry with sittings in August 2021 and four inspectors, one of whom may not go there.
pub(super) fn with_plan(sittings: u8) -> Registry {
    let registry = Registry::minimal();
    registry.write("content/plans/2021/2021-0001.yaml", plan("2021-06-01", 8, sittings));
    registry.write(
        "content/supervision/2021/inspectors.yaml",
        "inspectors:
  - {id: inspector-01, name: 示例珍, employer: 示例职业技能鉴定指导中心}
  - {id: inspector-02, name: 示范珍, employer: 示例技师学院, recused_from: [2020-0001]}
  - {id: inspector-03, name: 样例珍, employer: 样例技师学院}
  - {id: inspector-04, name: 虚构珍, employer: 示例技师学院}
",
    );
    registry
}

pub(super) fn still_to_draw(registry: &Registry) -> Option<Value> {
    let found = on(registry, "due", &["--within", "365", "--format", "json"]);
    let rows = found.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.into_iter().find(|row| row["kind"] == "draw")
}

/// Who is drawn together with the sitting, in all draws so far.
pub(super) fn assignments(registry: &Registry) -> Vec<(String, Vec<String>)> {
    let draws: Value = serde_yaml::from_str(&read(registry, DRAWS)).unwrap();
    let draws = draws["draws"].as_array().unwrap().clone();
    let all = draws.iter().flat_map(|draw| draw["assignments"].as_array().unwrap().clone());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.map(|task| {
        let inspectors = task["inspectors"].as_array().unwrap().iter().map(text).collect();
        (format!("{}/{}", text(&task["plan"]), text(&task["sitting"])), inspectors)
    })
    .collect()
}

#[test]
fn as_plans_arrive_only_the_rest_is_drawn() {
    let registry = with_plan(3);
    let row = still_to_draw(&registry).unwrap();
    assert!(row["note"].as_str().unwrap().contains("已报 3 场，应抽 1 场，已抽 0 场，还要抽 1 场"), "{row}");
    // The last day on which one is still to come is the day before the last.
    assert_eq!((&row["due"], &row["desk"]), (&"2021-08-07".into(), &"supervision".into()));
    let first = draw(&registry, &["--seed", "第一个公开数字", "--seed-source", "示例公报第1期"]);
    assert_eq!(first.code, Some(0), "{first:?}");
    assert!(still_to_draw(&registry).is_none());
    registry.write("content/plans/2021/2021-0002.yaml", plan("2021-06-30", 9, 4));
    let row = still_to_draw(&registry).unwrap();
    assert!(row["note"].as_str().unwrap().contains("已报 7 场，应抽 3 场，已抽 1 场，还要抽 2 场"), "{row}");
    let second = draw(&registry, &["--seed", "第二个公开数字", "--seed-source", "示例公报第2期"]);
    assert_eq!(second.code, Some(0), "{second:?}");
    let tasks = assignments(&registry);
    let sittings: BTreeSet<&String> = tasks.iter().map(|(sitting, _)| sitting).collect();
    assert_eq!((tasks.len(), sittings.len()), (3, 3), "{tasks:?}");
    // Three tasks for two each: none of the three who may go is sent more than twice, nobody where recused.
    for id in ["inspector-01", "inspector-03", "inspector-04"] {
        let times = tasks.iter().filter(|(_, inspectors)| inspectors.iter().any(|i| i == id)).count();
        assert_eq!(times, 2, "{id}: {tasks:?}");
    }
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
}

#[test]
fn what_was_drawn_has_to_be_inspected() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    let root = registry.path("");
    let due = |today: &str| {
        let arguments = ["due", "--root", root.to_str().unwrap(), "--today", today, "--format", "json"];
        let rows = run(&arguments).stdout;
        let rows = rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.into_iter().find(|row| row["kind"] == "inspection").map(|row| row["state"].to_string())
    };
    assert_eq!(due("2021-08-01").as_deref(), Some("\"coming\""));
    assert_eq!(due("2021-09-01").as_deref(), Some("\"overdue\""));
    let checked = run(&["check", "--root", root.to_str().unwrap(), "--today", "2021-09-01"]);
    assert!(checked.stdout.contains("[inspection-missing]"), "{checked:?}");
}

#[test]
fn a_seed_changed_after_the_draw_is_seen() {
    let registry = with_plan(5);
    draw(&registry, &["--seed", "公开数字 1", "--seed-source", "示例公报"]);
    assert_eq!(registry.check(&[]).code, Some(0));
    // Some seed gives another draw; the first that does is enough.
    let text = read(&registry, DRAWS);
    let altered = (2..40).any(|number| {
        registry.write(DRAWS, text.replace("公开数字 1", &format!("公开数字 {number}")));
        registry.check(&[]).stdout.contains("[draw-altered]: 按这份名单和种子重新抽，结果不是这样")
    });
    assert!(altered);
}

#[test]
fn a_sitting_added_after_the_draw_is_seen() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    // Said to have been reported before the draw, but not on its list.
    registry.write("content/plans/2021/2021-0009.yaml", plan("2021-06-15", 9, 1));
    let checked = registry.check(&[]);
    assert!(
        checked.code == Some(1) && checked.stdout.contains("[draw-pool]: 场次 2021-0009/s1"),
        "{checked:?}"
    );
    // Reported afterwards, it waits for the next draw.
    registry.write("content/plans/2021/2021-0009.yaml", plan("2021-06-30", 9, 1));
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
    // One that was on the list is not taken away.
    registry.edit("content/plans/2021/2021-0001.yaml", |text| text.replace("id: s2", "id: s9"));
    let checked = registry.check(&[]);
    assert!(checked.stdout.contains("[draw-pool]: 实施方案里已经没有场次 2021-0001/s2"), "{checked:?}");
}

pub(super) fn git(registry: &Registry, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=示例", "-c", "user.email=sample@example.invalid"];
    let mut command = Command::new("git");
    // An amended commit is one of before.
    if arguments.contains(&BEFORE) {
        command.env("GIT_COMMITTER_DATE", BEFORE);
    }
    let done = command.args(identity).args(arguments).current_dir(registry.path("")).output().unwrap();
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_named_commit_is_a_seed_as_long_as_the_list_is_its_own() {
    let registry = with_plan(3);
    git(&registry, &["init", "-q"]);
    git(&registry, &["add", "content"]);
    git(&registry, &["commit", "-qm", "名单"]);
    // Commits are made on the clock's day, which is after that of this registry.
    let late = draw(&registry, &["--commit", "HEAD"]);
    assert!(late.code == Some(2) && late.stderr.contains("晚于抽取的日期 2021-06-30"), "{late:?}");
    git(&registry, &["commit", "-q", "--amend", "--no-edit", "--date", BEFORE]);
    git(&registry, &["tag", "list-1"]);
    let unknown = draw(&registry, &["--commit", "list-2"]);
    assert!(unknown.code == Some(2) && unknown.stderr.contains("没有「list-2」这个提交"), "{unknown:?}");
    registry.write("content/plans/2021/2021-0002.yaml", plan("2021-06-29", 9, 4));
    let changed = draw(&registry, &["--commit", "list-1"]);
    assert!(changed.code == Some(2) && changed.stderr.contains("2021-0002.yaml"), "{changed:?}");
    assert!(!registry.path(DRAWS).exists());
    registry.remove("content/plans/2021/2021-0002.yaml");
    let drawn = draw(&registry, &["--commit", "list-1"]);
    assert_eq!(drawn.code, Some(0), "{drawn:?}");
    let name = git(&registry, &["rev-parse", "list-1"]);
    let text = read(&registry, DRAWS);
    assert!(
        text.contains(&name) && text.contains("seed_kind: commit") && text.contains("git show"),
        "{text}"
    );
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
    let (root, file) = (registry.path(""), registry.path(DRAWS));
    let verify = |root: &std::path::Path| {
        run(&["draw", "--root", root.to_str().unwrap(), "--verify", file.to_str().unwrap()])
    };
    let here = verify(&root);
    assert!(here.code == Some(0) && here.stdout.contains("名单就是那次提交的"), "{here:?}");
    let elsewhere = tempfile::tempdir().unwrap();
    let there = verify(elsewhere.path());
    assert!(
        there.code == Some(0) && there.stdout.contains("没有核对：这个文件夹不在 git 仓库里"),
        "{there:?}"
    );
}

#[test]
fn a_beacon_says_where_it_can_be_looked_up() {
    let registry = with_plan(3);
    let drawn = draw(&registry, &["--beacon", "05 12 14", "--beacon-source", "示例公报第57期"]);
    assert_eq!(drawn.code, Some(0), "{drawn:?}");
    let text = read(&registry, DRAWS);
    assert!(text.contains("seed_kind: beacon") && text.contains("示例公报第57期"), "{text}");
    let silent = draw(&registry, &["--seed", "随手写的", "--count", "1"]);
    assert!(silent.code == Some(0) && silent.stderr.contains("--seed-source"), "{silent:?}");
    assert!(registry.check(&[]).stdout.contains("提醒[draw-seed]"));
}

/// Who came instead of one who was drawn says why; then it is no fault.
#[test]
fn a_replacement_with_its_reason_is_no_fault() {
    let registry = Registry::minimal();
    let file = "content/supervision/2020/inspections.yaml";
    let came = "inspectors: [inspector-01, inspector-02]";
    registry.edit(file, |text| text.replace(came, "inspectors: [inspector-01, inspector-03]"));
    assert_eq!(registry.check(&[]).code, Some(1));
    registry.edit(file, |text| {
        let why = "    replacements: [{drawn: inspector-02, instead: inspector-03, reason: 因病请假}]";
        text.replace("    outcome: faulty", &format!("{why}\n    outcome: faulty"))
    });
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
    assert_eq!(registry.build().code, Some(0));
    let page = read(&registry, "public/supervision/2020.html");
    assert!(page.contains("换 1 人（因病请假）") && !page.contains("样例珍"), "{page}");
}

/// What is published of sittings names the institution and the place, nobody who works there.
#[test]
fn sittings_are_published_without_names() {
    let registry = with_plan(3);
    assert_eq!(registry.build().code, Some(0));
    let json: Value = serde_json::from_str(&read(&registry, "public/data/plans.json")).unwrap();
    let coming: Vec<&Value> =
        json.as_array().unwrap().iter().filter(|sitting| sitting["state"] == "planned").collect();
    assert_eq!(coming.len(), 3);
    assert_eq!((&coming[0]["date"], &coming[0]["employees"]), (&"2021-08-06".into(), &5.into()));
    for file in ["sittings.html", "sittings.ics", "data/plans.csv", "data/plans.json"] {
        let text = read(&registry, &format!("public/{file}"));
        assert!(text.contains("2021-08-06") || text.contains("20210806"), "{file}");
        for name in ["样例地", "样例玄"] {
            assert!(!text.contains(name), "{file}: {name}");
        }
    }
}

/// The measures stand on the page of the year with deadline and outcome, and in the feed.
#[test]
fn measures_are_public_and_in_the_feed() {
    let registry = Registry::minimal();
    assert_eq!(registry.build().code, Some(0));
    let page = read(&registry, "public/supervision/2020.html");
    assert!(page.contains("期限 2020年12月31日，2020年12月20日 验收通过。"), "{page}");
    assert!(page.contains("示例改〔2020〕1号"), "{page}");
    let feed = read(&registry, "public/feed.xml");
    for told in ["约谈", "责令限期整改", "整改完成"] {
        assert!(feed.contains(&format!("天津示例重工有限公司：{told}")), "{told}");
    }
}

/// Without `as_of` and --today, the day is Beijing's, whatever zone the machine is in.
#[test]
fn today_is_the_day_of_beijing() {
    let registry = Registry::minimal();
    registry.edit("content/site.yaml", |text| text.replace("as_of: 2021-06-30\n", ""));
    let day = || {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let moment = jiff::Timestamp::from_second(i64::try_from(now).unwrap() + 8 * 3600).unwrap();
        moment.to_string()[..10].to_owned()
    };
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"] {
        let before = day();
        let mut command = Command::new(env!("CARGO_BIN_EXE_skillreg"));
        let output = command.args(["due", "--root"]).arg(registry.path("")).env("TZ", zone).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let told = [before, day()].iter().any(|day| text.starts_with(&format!("截至 {day}")));
        assert!(told, "{zone}: {text}");
    }
}

/// What was drawn and nobody went to does not count: another one is drawn, and that it is missing is not forgotten.
#[test]
fn what_was_missed_is_drawn_again_or_overdue() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    registry.write("content/plans/2021/2021-0002.yaml", plan("2021-06-30", 9, 1));
    registry.edit("content/site.yaml", |text| text.replace("as_of: 2021-06-30", "as_of: 2021-08-20"));
    let root = registry.path("");
    let root = root.to_str().unwrap();
    let rows = |today: &str| -> Vec<Value> {
        let run = run(&["due", "--root", root, "--today", today, "--format", "json"]);
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let draw_of = |rows: &[Value]| rows.iter().find(|row| row["kind"] == "draw").cloned();
    let row = draw_of(&rows("2021-08-20")).unwrap();
    assert_eq!((&row["due"], &row["state"]), (&"2021-08-07".into(), &"overdue".into()), "{row}");
    assert!(
        row["note"].as_str().unwrap().contains("应抽 2 场，已抽 0 场，还要抽 2 场，还没举行的只有 1 场"),
        "{row}"
    );
    let again = run(&["draw", "2021", "--root", root, "--seed", "又一个", "--seed-source", "示例公报"]);
    assert!(again.code == Some(0) && again.stdout.contains("2021-0002/s1"), "{again:?}");
}
