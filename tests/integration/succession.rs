//! One policy follows another: every record is judged by the one in force on its date (`tests/sites/succession`).

use serde_json::Value;

use super::registry::{Registry, Run, run};

const FILING: &str = "content/institutions/2020-0001/filing.yaml";
const BRANCH: &str = "content/institutions/2020-0002/filing.yaml";

fn on(registry: &Registry, command: &str, today: &str, arguments: &[&str]) -> Run {
    let root = registry.path("");
    run(&[&[command, "--root", root.to_str().unwrap(), "--today", today], arguments].concat())
}

fn check(registry: &Registry) -> Run {
    on(registry, "check", "2022-10-31", &[])
}

fn due(registry: &Registry, today: &str) -> Vec<Value> {
    let found = on(registry, "due", today, &["--format", "json", "--within", "400"]);
    assert_eq!(found.code, Some(0), "{found:?}");
    found.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn both_policies_judge_their_own_days_and_all_is_well() {
    let checked = check(&Registry::of("succession"));
    assert_eq!((checked.code, checked.stdout.as_str()), (Some(0), "没有发现问题\n"), "{checked:?}");
}

/// The very same scope, a month before the change and a month after.
#[test]
fn special_technicians_are_a_fault_before_the_change_and_right_after_it() {
    let registry = Registry::of("succession");
    registry
        .edit(FILING, |text| text.replace("2022-07-05", "2022-04-19").replace("2022-07-12", "2022-04-26"));
    let checked = check(&registry);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    for told in ["[level-not-allowed]: 津人社办发〔2020〕85号没有「特级技师」", "[occupation-edition]"]
    {
        assert!(checked.stdout.contains(told), "{told} is not in\n{}", checked.stdout);
    }
}

#[test]
fn an_application_is_judged_by_the_day_it_was_last_handed_in() {
    let registry = Registry::of("succession");
    registry.edit(BRANCH, |text| {
        text.replace("date: 2022-06-01", "date: 2022-05-24").replace("date: 2022-06-09", "date: 2022-06-06")
    });
    let checked = check(&registry);
    assert!(
        checked.stdout.contains("没有「学徒工」") && checked.stdout.contains("没有「特级技师」"),
        "{checked:?}"
    );
}

/// Five working days after 1 June 2022 is 9 June; under the policy of before it would be 16 June.
#[test]
fn a_review_has_the_days_of_its_own_policy() {
    let registry = Registry::of("succession");
    let answered = "  - {event: reviewed, date: 2022-06-09, outcome: passed}\n";
    registry.edit(BRANCH, |text| text.replace(answered, ""));
    let rows = due(&registry, "2022-10-31");
    let review = rows.iter().find(|row| row["kind"] == "review").unwrap();
    assert_eq!((&review["due"], &review["working_days"]), (&"2022-06-09".into(), &5.into()));
    assert_eq!(review["state"], "overdue");
    // Handed in a day before the change, it has ten.
    registry.edit(BRANCH, |text| text.replace("date: 2022-06-01", "date: 2022-05-24"));
    registry.edit(BRANCH, |text| text.replace("[apprentice, 4, 3, special]", "[4, 3]"));
    registry.edit(BRANCH, |text| text.replace("edition: \"2022\"", "edition: \"2015\""));
    let rows = due(&registry, "2022-10-31");
    let review = rows.iter().find(|row| row["kind"] == "review").unwrap();
    assert_eq!((&review["due"], &review["working_days"]), (&"2022-06-08".into(), &10.into()));
}

/// Plan and results of September 2022 are in time with seven and fifteen working days, late with ten and ten.
#[test]
fn plans_and_results_have_the_days_of_their_own_policy() {
    let registry = Registry::of("succession");
    registry.edit("content/policies/example-2022/policy.yaml", |text| {
        text.replace("plan_notice_working_days: 7", "plan_notice_working_days: 10")
            .replace("result_report_working_days: 15", "result_report_working_days: 10")
    });
    let checked = check(&registry);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    for told in ["[plan-notice]", "最迟应在 2022-08-18 报送", "[result-late]", "超过了期限 2022-09-16"]
    {
        assert!(checked.stdout.contains(told), "{told} is not in\n{}", checked.stdout);
    }
    // The plan of May, under the policy of before, is judged as it was.
    assert!(!checked.stdout.contains("2022-0001"), "{}", checked.stdout);
}

#[test]
fn methods_and_candidates_are_those_of_the_day_of_the_sitting() {
    let registry = Registry::of("succession");
    registry.edit("content/plans/2022/2022-0001.yaml", |text| {
        text.replace("method: examination", "method: direct_recognition")
    });
    registry.edit("content/plans/2022/2022-0003.yaml", |text| {
        text.replace("candidates: {employee: 6}", "candidates: {employee: 6, intern: 1}")
    });
    let checked = check(&registry);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    for told in ["津人社办发〔2020〕85号没有「直接认定」", "示例人社发〔2022〕1号不包括实习人员"]
    {
        assert!(checked.stdout.contains(told), "{told} is not in\n{}", checked.stdout);
    }
}

/// One sitting at 30 % and four at 50 %: 2.3, so three have to be drawn; at 30 % throughout it would be two.
#[test]
fn each_sitting_counts_with_the_share_of_its_own_policy() {
    let registry = Registry::of("succession");
    let draw = |rows: &[Value]| rows.iter().find(|row| row["kind"] == "draw").unwrap()["note"].to_string();
    let note = draw(&due(&registry, "2022-10-31"));
    assert!(note.contains("已报 5 场，应抽 3 场"), "{note}");
    registry.edit("content/policies/example-2022/policy.yaml", |text| text.replace("0.50", "0.30"));
    let note = draw(&due(&registry, "2022-10-31"));
    assert!(note.contains("应抽 2 场"), "{note}");
}

#[test]
fn status_tells_the_scope_of_the_day() {
    let registry = Registry::of("succession");
    let scope = |day: &str| on(&registry, "status", "2022-10-31", &["2020-0001", "--on", day]).stdout;
    assert!(!scope("2022-07-11").contains("特级技师") && scope("2022-07-11").contains("（2015）"));
    assert!(scope("2022-07-12").contains("特级技师") && scope("2022-07-12").contains("（2022）"));
}

#[test]
fn the_end_of_a_policy_is_told_to_the_policy_desk_with_what_follows_it() {
    let registry = Registry::of("succession");
    let ends = |kind: &str| {
        let rows = due(&registry, "2022-10-31");
        rows.into_iter().find(|row| row["kind"] == kind)
    };
    let end = ends("policy_end").unwrap();
    assert_eq!((&end["due"], &end["desk"]), (&"2022-05-24".into(), &"policy".into()));
    assert_eq!(end["state"], "ended");
    assert!(end["note"].as_str().unwrap().contains("由示例人社发〔2022〕1号接续"));
    assert!(ends("policy_succession").is_none());
}

/// Without one that follows, it is a duty that stays; what cannot be judged is said, and nobody may hand in an application.
#[test]
fn without_a_successor_the_gap_is_said_everywhere() {
    let registry = Registry::of("succession");
    for file in ["policy.yaml", "notice.md"] {
        registry.remove(&format!("content/policies/example-2022/{file}"));
    }
    registry.edit("content/policies/2020-85/policy.yaml", |text| {
        text.lines()
            .filter(|line| !line.starts_with("succeeded_by"))
            .map(|line| format!("{line}\n"))
            .collect()
    });
    let checked = check(&registry);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    for told in [
        "[policy-in-force]: 2022年6月1日没有有效的政策",
        "[policy-lapsed]: 2022年7月12日没有有效的政策",
        "[policy-lapsed]: 2022年8月22日没有有效的政策，报送期限没有核对",
    ] {
        assert!(checked.stdout.contains(told), "{told} is not in\n{}", checked.stdout);
    }
    let minimal = Registry::minimal();
    let rows = due(&minimal, "2021-06-30");
    let end = rows.iter().find(|row| row["kind"] == "policy_succession").unwrap();
    assert_eq!((&end["due"], &end["state"]), (&"2022-05-24".into(), &"coming".into()));
    assert!(end["note"].as_str().unwrap().contains("没有登记接续的文件"), "{end}");
    let ics = on(&minimal, "due", "2021-06-30", &["--format", "ics", "--within", "400"]).stdout;
    assert!(ics.contains("DTSTART;VALUE=DATE:20220524") && ics.contains("CATEGORIES:政策文件"), "{ics}");
}

#[test]
fn the_pages_say_which_policy_holds_and_which_held() {
    let registry = Registry::of("succession");
    let root = registry.path("");
    let built = run(&["build", "--root", root.to_str().unwrap(), "--today", "2022-10-31"]);
    assert_eq!(built.code, Some(0), "{built:?}");
    let page = |path: &str| std::fs::read_to_string(registry.path("public").join(path)).unwrap();
    let old = page("policies/2020-85.html");
    assert!(old.contains("2022年5月24日期满，现已失效，仅供查阅。由《示例技能人才评价办法》取代"), "{old}");
    let home = page("index.html");
    assert!(
        home.contains("示例技能人才评价办法") && home.contains("自2022年5月25日起施行，没有写明截止日期")
    );
    assert!(page("sittings.html").contains("特级技师"));
    let supervision = page("supervision/2022.html");
    assert!(supervision.contains("已举行 3 场评价，现场督导 1 场"), "{supervision}");
    assert!(supervision.contains("另外督导 1 场，不计入比例"), "{supervision}");
}

/// The rule for numbers has digits for five levels; how the others are numbered is not known, so none is made up.
#[test]
fn a_level_without_a_digit_gets_no_certificate() {
    let registry = Registry::of("succession");
    registry.write(
        "content/certificates/2022/2022-0001/batch.yaml",
        "institution: 2020-0001\nplan: 2022-0002\nsitting: s1\nedition: \"2022\"\noccupation: 6-18-01-01\n\
         level: special\nissued: 2022-09-27\ncertificates:\n\
         \x20 - {number: Y000012000001221000001, holder: \"示*一\"}\n\
         \x20 - {number: Y000012000001221000002, holder: \"样*\"}\n",
    );
    let checked = check(&registry);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    assert_eq!(checked.stdout.matches("「特级技师」的证书编号规则没有录入").count(), 1, "{}", checked.stdout);
}

/// Findings and deadlines cite the policy they come from, with its own clauses: articles, here.
#[test]
fn each_policy_is_cited_with_its_own_clauses() {
    let registry = Registry::of("succession");
    registry.edit("content/policies/example-2022/policy.yaml", |text| {
        text.replace("result_report_working_days: 15", "result_report_working_days: 10")
            .replace("review_working_days: 5", "review_working_days: 2")
    });
    registry.edit("content/policies/2020-85/policy.yaml", |text| {
        text.replace("result_report_working_days: 10", "result_report_working_days: 1")
    });
    let checked = on(&registry, "check", "2022-10-31", &["--format", "json"]);
    let rows: Vec<Value> = checked.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let cited = |code: &str, file: &str| {
        let mut rows = rows.iter().filter(|row| row["code"] == code);
        let row = rows.find(|row| row["file"].as_str().unwrap().contains(file)).unwrap();
        row["clause"].as_str().unwrap().to_owned()
    };
    assert_eq!(cited("result-late", "plans/2022/2022-0002"), "示例人社发〔2022〕1号第九条");
    assert_eq!(cited("result-late", "plans/2020/2020-0001"), "通知四（三）");
    assert_eq!(cited("review-late", "2020-0002"), "示例人社发〔2022〕1号第五条");
    let due = due(&registry, "2022-10-31");
    let draw = due.iter().find(|row| row["kind"] == "draw").unwrap();
    assert_eq!(draw["clause"], "示例人社发〔2022〕1号第十一条（一）");
    assert_eq!(on(&registry, "build", "2022-10-31", &[]).code, Some(0));
    let read = |file: &str| std::fs::read_to_string(registry.path(&format!("public/{file}"))).unwrap();
    assert!(read("policies/example-2022.html").contains("id=\"article-9\""));
    assert!(read("supervision/2022.html").contains("policies/example-2022.html#article-11-1"));
    assert!(read("supervision/2022.html").contains("这一年前后的政策比例不同，全年 1 场按 30%，4 场按 50%"));
}
