//! What the procedure asks by when (`skillreg due`), and what an institution was on a day (`skillreg status`).

use serde_json::Value;

use super::registry::{Registry, Run, project, run};
use super::supervision::{BEFORE, git};

fn due(registry: &Registry, arguments: &[&str]) -> Run {
    let root = registry.path("");
    run(&[&["due", "--root", root.to_str().unwrap()], arguments].concat())
}

fn status(arguments: &[&str]) -> Run {
    run(&[&["status", "--root", project().to_str().unwrap()], arguments].concat())
}

fn rows(run: &Run) -> Vec<Value> {
    assert_eq!(run.code, Some(0), "{run:?}");
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Ten working days after 17 June 2021 is 1 July; the review of the minimal registry's branch is not answered yet.
#[test]
fn a_review_is_coming_then_due_then_overdue() {
    let registry = Registry::minimal();
    for (today, state, days) in
        [("2021-06-30", "coming", 1), ("2021-07-01", "today", 0), ("2021-07-05", "overdue", -4)]
    {
        let found = rows(&due(&registry, &["--today", today, "--desk", "filing", "--format", "json"]));
        let review = found.iter().find(|row| row["kind"] == "review").unwrap();
        assert_eq!((&review["due"], &review["state"]), (&"2021-07-01".into(), &state.into()));
        assert_eq!((&review["days"], &review["institution"]), (&days.into(), &"2020-0002".into()));
        assert_eq!(
            (&review["working_days"], &review["clause"]),
            (&10.into(), &"津人社办发〔2020〕85号三（一）".into())
        );
    }
}

#[test]
fn what_was_done_is_not_due_any_more() {
    let registry = Registry::minimal();
    registry.edit("content/institutions/2020-0002/filing.yaml", |text| {
        text + "  - {event: reviewed, date: 2021-06-28, outcome: passed}\n"
    });
    let found = rows(&due(&registry, &["--today", "2021-06-30", "--format", "json"]));
    assert!(found.iter().all(|row| row["kind"] != "review"), "{found:?}");
}

#[test]
fn lists_by_state_and_desk_and_looks_as_far_as_it_is_told() {
    let registry = Registry::minimal();
    let near = due(&registry, &["--today", "2021-06-30"]);
    assert!(near.stdout.contains("将要到期") && near.stdout.contains("【备案受理】"), "{}", near.stdout);
    assert!(
        near.stdout.contains("2021-07-01　还有 1 天　示例石化集团天津分公司　反馈初审结果"),
        "{}",
        near.stdout
    );
    assert!(!near.stdout.contains("备案到期"), "{}", near.stdout);
    let far = due(&registry, &["--today", "2021-06-30", "--within", "1000", "--institution", "2020-0001"]);
    assert!(far.stdout.contains("2023-07-15") && far.stdout.contains("备案到期"), "{}", far.stdout);
    assert!(!far.stdout.contains("示例石化"), "{}", far.stdout);
    let none = due(&registry, &["--today", "2021-06-30", "--institution", "2020-9999"]);
    assert_eq!(none.code, Some(2), "{none:?}");
}

#[test]
fn a_calendar_program_can_subscribe_to_it() {
    let calendar = due(&Registry::minimal(), &["--today", "2021-06-30", "--format", "ics"]).stdout;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
    let unfolded = calendar.replace("\r\n ", "");
    for line in
        ["DTSTART;VALUE=DATE:20210701", "SUMMARY:反馈初审结果：示例石化集团天津分公司", "CATEGORIES:备案受理"]
    {
        assert!(unfolded.contains(&format!("{line}\r\n")), "{line} is not in\n{unfolded}");
    }
}

#[test]
fn a_year_without_holidays_is_named_and_nothing_is_guessed() {
    let registry = Registry::minimal();
    registry
        .edit("content/institutions/2020-0002/filing.yaml", |text| text.replace("2021-06-17", "2021-12-27"));
    let found = due(&registry, &["--today", "2021-12-30"]);
    assert_eq!(found.code, Some(1), "{found:?}");
    // Data are written to standard output, and nothing else.
    assert!(found.stdout.is_empty() && found.stderr.contains("节假日表里没有 2022 年"), "{found:?}");
}

#[test]
fn says_what_an_institution_might_assess_on_a_day() {
    let by_name = status(&["天津示例重工有限公司", "--on", "2021-03-01"]);
    assert_eq!(by_name.code, Some(0), "{by_name:?}");
    assert!(
        by_name.stdout.contains("备案有效") && by_name.stdout.contains("可以评价："),
        "{}",
        by_name.stdout
    );
    let by_number = status(&["y000012000001", "--on", "2021-03-01"]);
    assert_eq!(by_number.stdout, by_name.stdout);
    let before = status(&["Y000012000001", "--on", "2020-05-26"]);
    assert!(before.stdout.contains("不能开展评价"), "{}", before.stdout);
    assert_eq!(status(&["没有的机构"]).code, Some(2));
    let later = status(&["Y000012000001", "--on", "2031-01-01"]);
    assert!(later.code == Some(2) && later.stderr.contains("还没有到"), "{later:?}");
}

/// The command, the page and its twin tell the same.
#[test]
fn the_page_answers_the_same_question() {
    let site = super::sample::site();
    let twin = std::fs::read_to_string(site.join("institutions/2020-0001.json")).unwrap();
    let twin: Value = serde_json::from_str(&twin).unwrap();
    let page = std::fs::read_to_string(site.join("institutions/2020-0001.html")).unwrap();
    assert!(page.contains("某一天能评什么"));
    for period in twin["periods"].as_array().unwrap() {
        let from = period["from"].as_str().unwrap();
        let answer = status(&["2020-0001", "--on", from, "--format", "json"]).stdout;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!((&answer["status"], &answer["may_assess"]), (&period["status"], &period["may_assess"]));
        let count = |value: &Value| value["scope"].as_array().unwrap().len();
        assert_eq!(count(&answer), count(period), "{from}");
    }
}

fn draw(registry: &Registry, arguments: &[&str]) -> Run {
    let root = registry.path("");
    run(&[&["draw", "--root", root.to_str().unwrap()], arguments].concat())
}

/// The minimal registry with three sittings to come, on the day before the first.
fn with_sittings_to_come() -> Registry {
    let registry = Registry::minimal();
    registry.edit("content/plans/2020/2020-0001.yaml", |text| {
        let plan = text.split("results:").next().unwrap();
        let plan = plan.replace("reported: 2020-08-17", "reported: 2021-05-17");
        plan.replace("date: 2020-09-08", "date: 2021-07-08").replace("date: 2020-09-09", "date: 2021-07-09")
    });
    let plan = std::fs::read_to_string(registry.path("content/plans/2020/2020-0001.yaml")).unwrap();
    registry.remove("content/plans/2020/2020-0001.yaml");
    registry.remove("content/certificates/2020/2020-0001/batch.yaml");
    for name in ["draws", "inspections", "inspectors"] {
        registry.remove(&format!("content/supervision/2020/{name}.yaml"));
    }
    registry.edit("content/supervision/2020/measures.yaml", |text| {
        text.replace(", inspection: inspection-2020-01", "")
    });
    registry.write("content/plans/2021/2021-0001.yaml", plan);
    registry.write(
        "content/supervision/2021/inspectors.yaml",
        "inspectors:
  - {id: inspector-01, name: 示例珍, employer: 示例职业技能鉴定指导中心}
  - {id: inspector-02, name: 示范珍, employer: 示例技师学院, recused_from: [2020-0001]}
  - {id: inspector-03, name: 样例珍, employer: 样例技师学院}
  - {id: inspector-04, name: 虚构珍, employer: 天津示例重工有限公司}
",
    );
    registry
}

#[test]
fn anybody_can_do_a_draw_again() {
    let registry = with_sittings_to_come();
    let announced = draw(&registry, &["2021", "--announce"]);
    assert_eq!(announced.code, Some(0), "{announced:?}");
    assert!(
        announced.stdout.contains("应抽 1 场")
            && !registry.path("content/supervision/2021/draws.yaml").exists()
    );
    let drawn = draw(&registry, &["2021", "--seed", "示例\"公开\\数字", "--seed-source", "示例公报"]);
    assert_eq!(drawn.code, Some(0), "{drawn:?}");
    // One is recused, one works there: two are left for either sitting.
    assert!(drawn.stdout.contains("inspector-01") && drawn.stdout.contains("inspector-03"), "{drawn:?}");
    let file = registry.path("content/supervision/2021/draws.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    let announced = announced.stdout.lines().nth(1).unwrap();
    assert!(text.contains(announced), "{text}");
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
    let again = run(&["draw", "--verify", file.to_str().unwrap()]);
    assert!(again.code == Some(0) && again.stdout.contains("相符：从 2 场里抽出 1 场"), "{again:?}");
    // Half of the sittings are drawn: enough for 30 %.
    let enough = draw(&registry, &["2021", "--seed", "另一个"]);
    assert!(enough.code == Some(2) && enough.stderr.contains("暂时不用再抽"), "{enough:?}");
    let more = draw(&registry, &["2021", "--seed", "另一个", "--count", "1"]);
    assert_eq!(more.code, Some(0), "{more:?}");
    assert!(
        std::fs::read_to_string(&file).unwrap().starts_with(&text),
        "what was drawn before stays as it is"
    );
}

#[test]
fn what_was_altered_after_a_draw_is_seen() {
    let registry = with_sittings_to_come();
    let drawn = draw(&registry, &["2021", "--seed", "示例公开数字"]);
    assert_eq!(drawn.code, Some(0), "{drawn:?}");
    let file = "content/supervision/2021/draws.yaml";
    let right = std::fs::read_to_string(registry.path(file)).unwrap();
    let drawn_is_s1 = right.lines().rev().any(|line| line.contains("sitting: s1, inspectors"));
    let [was, other] = if drawn_is_s1 { ["s1", "s2"] } else { ["s2", "s1"] };
    for (from, to, told) in [
        (format!("sitting: {was}, inspectors"), format!("sitting: {other}, inspectors"), "结果不是这样"),
        ("assigned: 0}".to_owned(), "assigned: 1}".to_owned(), "校验值对不上"),
    ] {
        registry.write(file, right.replace(&from, &to));
        let checked = registry.check(&[]);
        assert!(checked.code == Some(1) && checked.stdout.contains("draw-altered"), "{checked:?}");
        let again = run(&["draw", "--verify", registry.path(file).to_str().unwrap()]);
        assert!(again.code == Some(1) && again.stdout.contains(told), "{again:?}");
    }
}

#[test]
fn without_a_seed_the_commit_that_is_checked_out_is_one() {
    let registry = with_sittings_to_come();
    let none = draw(&registry, &["2021"]);
    assert!(none.code == Some(2) && none.stderr.contains("--seed"), "{none:?}");
    git(&registry, &["init", "-q"]);
    git(&registry, &["add", "-A"]);
    git(&registry, &["commit", "-qm", "示例"]);
    git(&registry, &["commit", "-q", "--amend", "--no-edit", "--date", BEFORE]);
    let drawn = draw(&registry, &["2021"]);
    assert_eq!(drawn.code, Some(0), "{drawn:?}");
    let text = std::fs::read_to_string(registry.path("content/supervision/2021/draws.yaml")).unwrap();
    assert!(text.contains(&git(&registry, &["rev-parse", "HEAD"])), "{text}");
}

/// Without site.yaml nobody knows whether it names the day, so no deadline is judged by the clock's.
#[test]
fn where_the_day_is_not_known_no_deadline_is_judged() {
    let registry = Registry::minimal();
    let root = registry.path("").to_str().unwrap().to_owned();
    let by_clock = run(&["check", "--root", &root, "--today", "2026-11-23"]);
    assert!(by_clock.stdout.contains("review-late"), "{by_clock:?}");
    registry.remove("content/site.yaml");
    let checked = run(&["check", "--root", &root]);
    assert!(checked.code == Some(1) && checked.stdout.contains("[site-required]"), "{checked:?}");
    assert!(!checked.stdout.contains("提醒["), "{}", checked.stdout);
}

/// That there is no catalogue is said once, not at every line that names an occupation.
#[test]
fn a_missing_catalogue_is_told_once() {
    let registry = Registry::minimal();
    for entry in std::fs::read_dir(registry.path("content/catalogue")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.starts_with("occupations") {
            registry.remove(&format!("content/catalogue/{name}"));
        }
    }
    let checked = registry.check(&[]);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    assert!(!checked.stdout.contains("[occupation-unknown]"), "{}", checked.stdout);
}

/// Out of order, twice, in the future, undated: each is told at its own place.
#[test]
fn events_that_cannot_be_are_each_told() {
    let file = "content/institutions/2020-0002/filing.yaml";
    let told = |events: &str, told: &[&str]| {
        let registry = Registry::minimal();
        registry.edit(file, |text| text + events);
        let checked = registry.check(&[]);
        assert_eq!(checked.code, Some(1), "{checked:?}");
        for told in told {
            assert!(checked.stdout.contains(told), "{told} is not in\n{}", checked.stdout);
        }
    };
    told(
        "  - {event: recommended, date: 2021-06-20, reported_to: 示例中心}\n  - {event: reviewed, date: 2021-06-19, outcome: passed}\n",
        &[
            "[procedure-order]: 这里还不能是「列入建议名单」",
            "[event-date-order]: 日期早于前一件事「列入建议名单」",
        ],
    );
    told(
        "  - {event: reviewed, date: 2021-06-19, outcome: passed}\n  - {event: reviewed, date: 2021-06-19, outcome: passed}\n",
        &[
            "[procedure-order]: 这里还不能是「初审」",
            "[event-duplicate]: 2021-06-19 的「初审」前面已经登记过",
        ],
    );
    told(
        "  - {event: withdrawn, date: 2121-06-21, reason: 不再申请}\n",
        &["[event-in-future]: 日期 2121-06-21"],
    );
    told("  - {event: withdrawn, reason: 不再申请}\n", &["[missing-key]: 缺少「date」（日期）"]);
}

/// A day that is over is seen with what was known then, not with what was recorded later.
#[test]
fn a_day_before_is_asked_with_what_was_known_then() {
    let registry = Registry::minimal();
    let found = rows(&due(&registry, &["--today", "2020-09-10", "--format", "json"]));
    let results: Vec<_> = found.iter().filter(|row| row["kind"] == "result").collect();
    assert_eq!(results.len(), 2, "{found:?}");
    assert!(results.iter().all(|row| row["state"] == "coming" && row["clause"] == "津人社办发〔2020〕85号"));
    let later = rows(&due(&registry, &["--today", "2020-11-10", "--within", "60", "--format", "json"]));
    let mended = later.iter().find(|row| row["kind"] == "rectification").unwrap();
    assert_eq!((&mended["due"], &mended["state"]), (&"2020-12-31".into(), &"coming".into()));
    let root = registry.path("");
    let told = run(&["status", "2020-0001", "--root", root.to_str().unwrap(), "--today", "2020-11-10"]);
    assert!(told.stdout.starts_with("天津示例重工有限公司：2020-11-10 限期整改中"), "{told:?}");
}

/// Another order before the day is over puts its own day in the place of the first.
#[test]
fn a_rectification_may_be_extended_in_time() {
    let registry = Registry::minimal();
    let order = |date: &str, due: &str, number: u8| {
        format!(
            "  - {{event: rectification_ordered, date: {date}, reason: 录像缺失, due: {due}, document: 示例改〔2021〕{number}号}}\n"
        )
    };
    let file = "content/institutions/2020-0001/filing.yaml";
    registry.edit(file, |text| {
        format!(
            "{}\n{}{}",
            text.trim_end(),
            order("2021-02-01", "2021-03-31", 1),
            order("2021-03-30", "2021-07-31", 2)
        )
    });
    let measures = "content/supervision/2021/measures.yaml";
    let measure =
        |date: &str| format!("  - {{institution: 2020-0001, date: {date}, measure: rectification}}\n");
    registry.write(measures, format!("measures:\n{}{}", measure("2021-02-01"), measure("2021-03-30")));
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
    let found = rows(&due(&registry, &["--within", "60", "--desk", "supervision", "--format", "json"]));
    let due: Vec<&Value> =
        found.iter().filter(|row| row["kind"] == "rectification").map(|row| &row["due"]).collect();
    assert_eq!(due, ["2021-07-31"]);
    assert_eq!(registry.build().code, Some(0));
    let page = std::fs::read_to_string(registry.path("public/supervision/2021.html")).unwrap();
    assert!(page.contains("期限 2021年3月31日，2021年3月30日 另定了期限。"), "{page}");
    // Too late, it is another order.
    registry.edit(file, |text| text.replace("date: 2021-03-30", "date: 2021-04-02"));
    registry.write(measures, format!("measures:\n{}{}", measure("2021-02-01"), measure("2021-04-02")));
    assert!(registry.check(&[]).stdout.contains("[rectification-late]: 整改期限 2021-03-31 已过"));
}
