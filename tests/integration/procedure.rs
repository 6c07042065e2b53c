//! What the procedure asks by when (`skillreg due`), and what an institution was on a day (`skillreg status`).

use serde_json::Value;

use super::registry::{Registry, Run, project, run};

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
        assert_eq!((&review["working_days"], &review["clause"]), (&10.into(), &"通知三（一）".into()));
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
    assert!(found.stdout.contains("节假日表里没有 2022 年"), "{}", found.stdout);
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
