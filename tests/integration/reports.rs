//! Reports as forges read them.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::registry::Registry;

const FILING: &str = "content/institutions/2020-0001/filing.yaml";

/// A registry with a fault whose text means something to every format: `|`, `<`, `%`, `,`.
fn faulty() -> Registry {
    let registry = Registry::minimal();
    registry.edit(FILING, |text| text.replacen("kind: enterprise", "kind: \"a|<b>%0A,::x\"", 1));
    registry
}

fn check(registry: &Registry, format: &str) -> String {
    let run = registry.check(&["--format", format, "--files", "https://forge.example/a/b/blob/main/"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    run.stdout
}

#[test]
fn annotations_say_file_line_and_column_and_nothing_breaks_out_of_them() {
    let said = check(&faulty(), "github");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(lines[0].contains("content/institutions/2020-0001/filing.yaml,line="), "{said}");
    assert!(
        lines[0].contains(",title=错误[unknown-choice]::「a|<b>%250A,::x」不在可选的词里%0A改法："),
        "{said}"
    );
}

#[test]
fn the_summary_of_a_step_is_added_to_the_file_the_forge_names() {
    let registry = faulty();
    let summary = registry.path("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_skillreg"))
        .args(["check", "--format", "github", "--today", "2021-06-30", "--root", "."])
        .current_dir(registry.path(""))
        .env("GITHUB_STEP_SUMMARY", &summary)
        .envs([
            ("GITHUB_SERVER_URL", "https://forge.example"),
            ("GITHUB_REPOSITORY", "office/registry"),
            ("GITHUB_SHA", "0123abc"),
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let text = fs::read_to_string(summary).unwrap();
    assert!(text.starts_with("before\n❌ 1 处错误"), "{text}");
    assert!(
        text.contains(&format!("(https://forge.example/office/registry/blob/0123abc/{FILING}#L")),
        "{text}"
    );
}

#[test]
fn code_quality_names_stay_when_lines_move() {
    let registry = faulty();
    let read = |registry: &Registry| serde_json::from_str::<Value>(&check(registry, "gitlab")).unwrap();
    let before = read(&registry);
    registry.edit(FILING, |text| format!("# 上面多了一行\n{text}"));
    let after = read(&registry);
    let line = |report: &Value| report[0]["location"]["lines"]["begin"].as_u64().unwrap();
    assert_eq!(line(&after), line(&before) + 1);
    assert_eq!(after[0]["fingerprint"], before[0]["fingerprint"]);
    assert!(before[0]["location"]["path"].as_str().unwrap().ends_with(FILING));
    assert_eq!(
        (&before[0]["check_name"], &before[0]["severity"]),
        (&"unknown-choice".into(), &"major".into())
    );
}

#[test]
fn sarif_lists_the_rules_that_were_broken_and_where() {
    let report: Value = serde_json::from_str(&check(&faulty(), "sarif")).unwrap();
    let run = &report["runs"][0];
    let result = &run["results"][0];
    let rule =
        &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!((&report["version"], &rule["id"]), (&"2.1.0".into(), &result["ruleId"]));
    let place = &result["locations"][0]["physicalLocation"];
    assert!(place["artifactLocation"]["uri"].as_str().unwrap().ends_with(FILING), "{place}");
    assert!(place["region"]["startLine"].as_u64() < Some(10), "{place}");
}

#[test]
fn a_comment_has_a_row_a_finding_and_shows_text_as_text() {
    let text = check(&faulty(), "markdown");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| 错误")).collect();
    assert_eq!(rows.len(), 1, "{text}");
    assert!(rows[0].contains("a\\|&lt;b&gt;%0A,::x") && rows[0].contains("blob/main/"), "{text}");
    let run = Registry::minimal().check(&["--format", "markdown"]);
    assert!(run.code == Some(0) && run.stdout == "✅ 没有发现问题\n", "{run:?}");
}
