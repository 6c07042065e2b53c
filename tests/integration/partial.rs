//! A fault in one value keeps no other fault from being told, and makes nobody tell one that is none.

use std::collections::BTreeSet;
use std::fs;

use skillreg::check::check;
use skillreg::diagnostics::Finding;
use skillreg::registry::Date;
use skillreg::rules;
use skillreg::yaml::{Node, NodeKind, Tree};

use crate::invalid::{cases, prepare};
use crate::registry::Registry;

const FILING: &str = "content/institutions/2020-0001/filing.yaml";
const BATCH: &str = "content/certificates/2020/2020-0001/batch.yaml";
const PLAN: &str = "content/plans/2020/2020-0001.yaml";

fn replace(registry: &Registry, file: &str, changes: &[(&str, &str)]) {
    registry.edit(file, |mut text| {
        for (from, to) in changes {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text = text.replace(from, to);
        }
        text
    });
}

/// The codes of what is found, in the order of the report.
fn codes(registry: &Registry) -> Vec<String> {
    let lines = registry.check(&["--format", "json"]).stdout;
    let codes = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    codes.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_wrong_check_digit_hides_no_other_fault_of_its_file() {
    let registry = Registry::minimal();
    let faults = [
        ("EXAMPL0120", "EXAMPL0121"),
        ("name: 车工", "name: 钳工"),
        ("date: 2020-07-21", "date: 2020-07-11"),
    ];
    replace(&registry, FILING, &faults);
    assert_eq!(codes(&registry), ["credit-code", "occupation-name", "standard-title", "event-date-order"]);
}

#[test]
fn an_impossible_date_hides_no_other_fault_of_its_file() {
    let registry = Registry::minimal();
    let faults = [
        ("levels: [5, 4]", "levels: [5, 5]"),
        ("field: 车工, ", "employer_of: 车工, "),
        ("date: 2020-10-20\n    reason: 部分考位录像缺失。", "date: 2020-10-32"),
        ("due: 2020-12-31", "due: 2020-10-31"),
        ("date: 2020-12-20\n", "date: 2020-12-20\n    medium: 示例\n"),
    ];
    replace(&registry, FILING, &faults);
    let found = [
        "level-duplicate",
        "application-incomplete",
        "unknown-key",
        "event-content",
        "date",
        "rectification-due",
        "event-content",
    ];
    assert_eq!(codes(&registry), found);
}

#[test]
fn a_faulty_plan_and_a_faulty_batch_are_judged_as_far_as_that_goes() {
    let registry = Registry::minimal();
    replace(&registry, PLAN, &[("method: examination", "method: 考试"), ("passed: 3", "passed: 93")]);
    replace(&registry, BATCH, &[("level: 4", "level: 四级"), ("\"示*一\"", "示例一")]);
    assert_eq!(codes(&registry), ["unknown-choice", "holder-mask", "unknown-choice", "result-count"]);
}

#[test]
fn what_stands_in_a_file_that_cannot_be_read_is_not_unknown() {
    let registry = Registry::minimal();
    registry.write(FILING, "kind: [\n");
    assert_eq!(codes(&registry), ["yaml-syntax"]);
    // Escapes that spell a mobile number: nothing of the file is used.
    let number: String = ["13", "8", "0000", "0000"].concat();
    let escaped: String = number.chars().map(|digit| format!("\\x{:02x}", u32::from(digit))).collect();
    let registry = Registry::minimal();
    replace(
        &registry,
        FILING,
        &[("name: 示例天, position: 总经理", &format!("name: \"{escaped}\", position: 总经理"))],
    );
    assert_eq!(codes(&registry), ["mobile-number"]);
    // A file with the wrong ending.
    let registry = Registry::minimal();
    fs::rename(registry.path(PLAN), registry.path("content/plans/2020/2020-0001.yml")).unwrap();
    assert_eq!(codes(&registry), ["file-unknown"]);
    // A link in the place of a folder.
    for folder in
        ["institutions/2020-0001", "institutions", "plans", "policies", "catalogue", "supervision/2020"]
    {
        let registry = Registry::minimal();
        let folder = registry.path(&format!("content/{folder}"));
        fs::rename(&folder, registry.path("elsewhere")).unwrap();
        std::os::unix::fs::symlink(registry.path("elsewhere"), &folder).unwrap();
        assert_eq!(codes(&registry), ["file-not-plain"], "{}", folder.display());
    }
}

/// All that is found besides faults of form, in words.
fn judged(registry: &Registry) -> BTreeSet<String> {
    let today: Date = "2021-06-30".parse().unwrap();
    let report = check(&registry.path(""), Some(today), today).unwrap().report;
    let findings = report.findings.into_iter().map(|located| located.finding);
    // Personal numbers are found in the text, whatever its form; places in bytes move with it.
    let by_rule = |finding: &Finding| !rules::is_of_form(finding.rule) && !rules::is_private(finding.rule);
    let rest = findings.filter(by_rule);
    rest.map(|f| format!("{} {} {:?} {}", f.rule.code, f.place.file, f.place.at, f.message)).collect()
}

/// Every way to spoil one value or one key: the range of bytes and what to put there.
fn ways(node: &Node, found: &mut Vec<(std::ops::Range<usize>, &'static str)>) {
    match &node.kind {
        NodeKind::Scalar { .. } => found.push((node.range.clone(), "[]")),
        NodeKind::Sequence(items) => {
            found.push((node.range.clone(), "字"));
            items.iter().for_each(|item| ways(item, found));
        }
        NodeKind::Mapping(entries) => {
            found.push((node.range.clone(), "字"));
            for (key, value) in entries {
                // One letter too many: it is still seen which key was meant.
                found.push((key.range.end..key.range.end, "s"));
                ways(value, found);
            }
        }
    }
}

/// Spoils values of the records, one at a time: each `step`th, from the `first` on.
fn untrue(registry: &Registry, first: usize, step: usize) -> Vec<String> {
    let base = judged(registry);
    let files =
        walkdir::WalkDir::new(registry.path("content")).sort_by_file_name().into_iter().map(Result::unwrap);
    let yaml = files
        .filter(|entry| entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "yaml"));
    let mut differences = Vec::new();
    let mut count = first;
    for file in yaml {
        let Ok(text) = fs::read_to_string(file.path()) else { continue };
        let Ok(tree) = Tree::parse(&text) else { continue };
        let mut spoils = Vec::new();
        ways(&tree.root, &mut spoils);
        for (range, by) in spoils {
            count += 1;
            if !count.is_multiple_of(step) {
                continue;
            }
            let mut spoilt = text.clone();
            spoilt.replace_range(range.clone(), by);
            fs::write(file.path(), &spoilt).unwrap();
            let name = file.path().strip_prefix(registry.path("")).unwrap().display().to_string();
            let line = text[..range.start].lines().count();
            differences.extend(
                judged(registry).difference(&base).map(|untrue| format!("{name}:{line} {by}: {untrue}")),
            );
        }
        fs::write(file.path(), &text).unwrap();
    }
    differences
}

#[test]
fn no_fault_of_form_makes_a_rule_say_what_is_not_so() {
    let of_cases = || {
        let cases = cases().into_iter().enumerate();
        // A draw that was written by the program has keys that the minimal registry has not.
        let step = |code: &str| if code.starts_with("draw") { 7 } else { 97 };
        let of_case = |(at, (code, folder)): (usize, (String, std::path::PathBuf))| {
            untrue(&prepare(&code, &folder), at, step(&code))
        };
        cases.flat_map(of_case).collect::<Vec<_>>()
    };
    let differences = std::thread::scope(|scope| {
        let of_cases = scope.spawn(of_cases);
        [untrue(&Registry::minimal(), 0, 1), of_cases.join().unwrap()].concat()
    });
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_value_that_its_own_rule_refuses_is_no_measure_for_others() {
    for (from, to, code) in [
        ("number: Y000012000001", "number: Y000011000001", "filing-number-province"),
        ("valid_until: 2023-07-15", "valid_until: 2019-07-15", "filing-validity"),
    ] {
        let registry = Registry::minimal();
        replace(&registry, FILING, &[(from, to)]);
        assert_eq!(codes(&registry), [code]);
    }
}

#[test]
fn a_mobile_number_is_told_once_where_a_telephone_belongs() {
    let registry = Registry::minimal();
    let number = ["138", "0000", "0000"].concat();
    replace(&registry, FILING, &[("telephone: 022-55550101", &format!("telephone: {number}"))]);
    assert_eq!(codes(&registry), ["mobile-number"]);
}
