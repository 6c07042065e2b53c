//! `new` and `init` as people use them.

use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn skillreg(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_skillreg"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn codes(output: &Output) -> Vec<String> {
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    let finding = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    lines.map(finding).map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

fn office(folder: &Path) -> std::path::PathBuf {
    let output = skillreg(folder, &["init", "office", "--name", "示例市公示平台", "--province", "33"]);
    assert!(output.status.success(), "{}", said(&output));
    folder.join("office")
}

#[test]
fn a_new_registry_checks_without_findings() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let output = skillreg(&office, &["check", "--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(codes(&output), [""; 0]);
}

#[test]
fn a_new_registry_takes_only_an_empty_folder_and_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    assert!(skillreg(folder.path(), &["init", "empty"]).status.success());
    let again = skillreg(folder.path(), &["init", "empty"]);
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
    assert!(said(&again).contains("不是空的"), "{}", said(&again));
    let here = skillreg(&folder.path().join("empty"), &["init", "."]);
    assert_eq!(here.status.code(), Some(2), "{}", said(&here));
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["empty"]);
}

#[test]
fn a_new_filing_lacks_only_what_is_to_be_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let output = skillreg(&office, &["new", "filing", "2026-0001"]);
    assert!(output.status.success(), "{}", said(&output));
    let path = "content/institutions/2026-0001/filing.yaml";
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{path}\n"));
    let text = std::fs::read_to_string(office.join(path)).unwrap();
    assert!(text.starts_with("# yaml-language-server: $schema=../../../schemas/filing.json\n"), "{text}");
    for item in ["application-form", "business-licence", "implementation-measures"] {
        assert!(text.contains(&format!("- item: {item}\n")), "{text}");
    }
    assert!(!text.contains("group-receipt"), "a branch's material: {text}");
    let found = codes(&skillreg(&office, &["check", "--format", "json"]));
    // That an application came somehow is asked by its event.
    let to_fill = |code: &String| code == "null-value" || code == "event-content";
    assert!(!found.is_empty() && found.iter().all(to_fill), "{found:?}");
}

#[test]
fn what_is_there_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let page = office.join("content/pages/about.md");
    let before = std::fs::read(&page).unwrap();
    let output = skillreg(&office, &["new", "page", "about"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("已经有了"), "{}", said(&output));
    assert_eq!(std::fs::read(&page).unwrap(), before);
}

#[test]
fn a_plan_and_a_batch_begin_with_what_the_registry_knows() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    super::sample::copy(&sample.join("content"), &folder.path().join("content"));
    let plan = std::fs::read_dir(sample.join("content/plans/2021")).unwrap().next().unwrap().unwrap();
    let plan = plan.path().file_stem().unwrap().to_string_lossy().into_owned();
    let output = skillreg(folder.path(), &["new", "batch", "2021-0999", "--plan", &plan]);
    assert!(output.status.success(), "{}", said(&output));
    let text = std::fs::read_to_string(folder.path().join("content/certificates/2021/2021-0999/batch.yaml"));
    let text = text.unwrap();
    assert!(text.contains(&format!("\nplan: {plan}\n")) && text.contains("\nlevel: "), "{text}");
    let nobody = skillreg(folder.path(), &["new", "plan", "2021-0999", "--institution", "2020-0"]);
    assert_eq!(nobody.status.code(), Some(2), "{}", said(&nobody));
    assert!(said(&nobody).contains("名字最像的是 2020-"), "{}", said(&nobody));
}

#[test]
fn what_would_be_refused_is_not_begun() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    for arguments in [
        &["new", "supervision", "99"][..],
        &["new", "page", "statistics"],
        &["build", "--base-url", "https://example.com/?a=b"],
        &["build", "--base-url", "https://example.com/#a"],
    ] {
        let output = skillreg(&office, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
    }
    let output = skillreg(&office, &["check"]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn a_new_filing_has_a_line_for_all_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    assert!(skillreg(&office, &["new", "filing", "2026-0001"]).status.success());
    let text = std::fs::read_to_string(office.join("content/institutions/2026-0001/filing.yaml")).unwrap();
    let begun = |key: &str| text.lines().filter(|line| line.trim_start().starts_with(key)).count();
    assert_eq!((begun("field:"), begun("proof:"), begun("proofs:")), (2, 4, 3), "{text}");
}
