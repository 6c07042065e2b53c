//! Pages and schemas written from the code: the checked-in copies must not drift.

use std::collections::BTreeSet;
use std::fs;

use crate::registry::{project, run, same_as_file};

fn compare(path: &str, arguments: &[&str]) {
    let written = run(arguments);
    assert_eq!(written.code, Some(0), "{}", written.stderr);
    same_as_file(&project().join(path), &written.stdout).unwrap();
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    compare("docs/rules.md", &["explain", "--all", "--format", "markdown"]);
}

#[test]
fn the_page_of_records_is_up_to_date() {
    compare("docs/records.md", &["schema", "--format", "markdown"]);
}

#[test]
fn the_schemas_are_up_to_date() {
    let listed = run(&["schema"]).stdout;
    let kinds: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for kind in &kinds {
        compare(&format!("docs/schemas/{kind}.json"), &["schema", kind]);
    }
    let files = fs::read_dir(project().join("docs/schemas")).unwrap();
    let files: BTreeSet<String> = files
        .map(|file| file.unwrap().file_name().to_str().unwrap().trim_end_matches(".json").to_owned())
        .collect();
    assert!(files.iter().map(String::as_str).eq(kinds), "{files:?}");
}

#[test]
fn schemas_are_written_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("schemas");
    let written = run(&["schema", "--out", path.to_str().unwrap()]);
    assert_eq!((written.code, written.stdout.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(path.join("plan.json")).unwrap(), run(&["schema", "plan"]).stdout);
}

#[test]
fn what_does_not_exist_is_trouble_with_usage() {
    for arguments in [["explain", "no-such-rule"], ["schema", "no-such-kind"]] {
        let refused = run(&arguments);
        assert!(refused.code == Some(2) && refused.stderr.contains("没有"), "{refused:?}");
    }
}
