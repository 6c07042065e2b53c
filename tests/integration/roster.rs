//! Rosters as real programs write them: openpyxl and LibreOffice.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use super::registry::{Registry, Run, project, run};

const PLAN: &str = "2020-0001";

/// A registry whose plan has no results yet.
fn root() -> &'static str {
    static ROOT: OnceLock<Registry> = OnceLock::new();
    let made = || {
        let registry = Registry::minimal();
        let plan = format!("content/plans/2020/{PLAN}.yaml");
        registry.edit(&plan, |text| text.split("results:").next().unwrap().to_owned());
        registry
    };
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| ROOT.get_or_init(made).path("").to_str().unwrap().to_owned())
}

fn template(out: &Path) -> Run {
    run(&["roster", "template", PLAN, "--out", out.to_str().unwrap(), "--root", root()])
}

fn check(roster: &Path, more: &[&str]) -> Run {
    run(&[&["roster", "check", PLAN, "--roster", roster.to_str().unwrap(), "--root", root()], more].concat())
}

/// What `check` finds: cell or row, message and hint.
fn faults(roster: &Path) -> Vec<(String, String)> {
    let checked = check(roster, &["--format", "json"]);
    let lines: Vec<Value> = checked.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(checked.code, Some(i32::from(!lines.is_empty())), "{checked:?}");
    let cell = |fault: &Value| match (fault["cell"].as_str(), fault["row"].as_u64(), fault["column"].as_u64())
    {
        (Some(cell), ..) => cell.to_owned(),
        (None, Some(row), _) => format!("row {row}"),
        (None, None, Some(column)) => format!("column {column}"),
        _ => String::new(),
    };
    let said =
        |fault: &Value| format!("{} {}", fault["message"].as_str().unwrap(), fault["hint"].as_str().unwrap());
    lines.iter().map(|fault| (cell(fault), said(fault))).collect()
}

/// Checks that these faults are found and no others: where, and a part of what is said.
fn finds(roster: &Path, expected: &[(&str, &str)]) {
    let found = faults(roster);
    let is_it =
        |((cell, said), (at, part)): (&(String, String), &(&str, &str))| cell == at && said.contains(part);
    assert!(
        found.len() == expected.len() && found.iter().zip(expected).all(is_it),
        "{}: {found:#?}",
        roster.display()
    );
}

/// What a variable of `./test` promises to be there, or what usually is; none if it is not.
pub(super) fn program(variable: &str, usual: &str, probe: &[&str]) -> Option<PathBuf> {
    let promised = std::env::var_os(variable);
    let program = PathBuf::from(promised.as_deref().unwrap_or(OsStr::new(usual)));
    let works = Command::new(&program).args(probe).output().is_ok_and(|output| output.status.success());
    assert!(works || promised.is_none(), "{variable} does not work");
    if !works {
        eprintln!("{usual} is not there: ./test installs it; a test of workbooks is left out");
    }
    works.then_some(program)
}

/// The rosters that openpyxl wrote, by name; none on a machine without it.
fn made() -> Option<&'static Path> {
    static MADE: OnceLock<Option<tempfile::TempDir>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let python = program("SKILLREG_TEST_PYTHON", "/usr/bin/python3", &["-c", "import openpyxl"])?;
        let folder = tempfile::tempdir().unwrap();
        let blank = folder.path().join("template.xlsx");
        assert_eq!(template(&blank).code, Some(0));
        let script = project().join("tests/rosters/write.py");
        let written = Command::new(python).arg(script).args([&blank, folder.path()]).output().unwrap();
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        Some(folder)
    });
    made.as_ref().map(tempfile::TempDir::path)
}

/// What LibreOffice made of those rosters, by name; none on a machine without either program.
fn remade() -> Option<&'static Path> {
    static REMADE: OnceLock<Option<tempfile::TempDir>> = OnceLock::new();
    let remade = REMADE.get_or_init(|| {
        let office = program("SKILLREG_TEST_OFFICE", "soffice", &["--version"])?;
        let made = made()?;
        let folder = tempfile::tempdir().unwrap();
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
        let convert = |options: &[&str], extension: &str, names: &[&str], into: &str| {
            let mut command = Command::new(&office);
            command.args([profile.as_str(), "--headless"]).args(options).args(["--convert-to", extension]);
            command.arg("--outdir").arg(folder.path().join(into));
            let output = command.args(names.iter().map(|name| made.join(name))).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        convert(
            &[],
            "xlsx",
            &WORKBOOKS.map(|name| format!("{name}.xlsx")).each_ref().map(String::as_str),
            "",
        );
        let texts = (1..=14).map(|column| format!("{column}/2")).collect::<Vec<_>>().join("/");
        convert(&[&format!("--infilter=CSV:44,34,76,1,{texts}")], "xlsx", &["plain-utf8.csv"], "");
        convert(&["--infilter=CSV:44,34,76,1"], "xlsx", &["plain-utf8.csv"], "untyped");
        convert(&[], "xls", &["plain.xlsx"], "");
        convert(&[], "ods", &["plain.xlsx"], "");
        Some(folder)
    });
    remade.as_ref().map(tempfile::TempDir::path)
}

/// The workbooks that LibreOffice reads and writes again.
const WORKBOOKS: [&str; 7] =
    ["plain", "elsewhere", "merged", "hidden", "hidden-sheet", "numbers", "formulas"];

#[test]
fn the_template_reads_as_a_roster_without_people_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("花名册.xlsx");
    assert_eq!(template(&path).code, Some(0));
    finds(&path, &[("row 1", "没有人员")]);
    let before = std::fs::read(&path).unwrap();
    let again = template(&path);
    assert!(again.code == Some(2) && again.stderr.contains("已经有了"), "{again:?}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(template(&path).code, Some(0));
    assert!(std::fs::read(&path).unwrap() == before, "the same plan makes the same bytes");
    let other = template(&folder.path().join("roster.csv"));
    assert!(other.code == Some(2) && other.stderr.contains(".xlsx"), "{other:?}");
}

#[test]
fn what_is_no_plan_or_no_file_is_trouble_with_usage() {
    let folder = tempfile::tempdir().unwrap();
    let missing = check(&folder.path().join("missing.xlsx"), &[]);
    assert!(missing.code == Some(2) && missing.stderr.contains("没有这个文件"), "{missing:?}");
    let out = folder.path().join("t.xlsx");
    let unknown = run(&["roster", "template", "2020-9999", "--out", out.to_str().unwrap(), "--root", root()]);
    assert!(unknown.code == Some(2) && unknown.stderr.contains("2020-0001") && !out.exists(), "{unknown:?}");
}

#[test]
fn a_filled_in_template_reads_alike_from_every_program() {
    let Some(folder) = made() else { return };
    for name in ["plain.xlsx", "elsewhere.xlsx", "plain-utf8.csv", "plain-gb18030.csv"] {
        let checked = check(&folder.join(name), &[]);
        assert!(
            checked.code == Some(0) && checked.stdout.contains("没有发现问题，3 人"),
            "{name}: {checked:?}"
        );
    }
    let Some(folder) = remade() else { return };
    for name in ["plain.xlsx", "elsewhere.xlsx", "plain-utf8.xlsx"] {
        let checked = check(&folder.join(name), &[]);
        assert!(
            checked.code == Some(0) && checked.stdout.contains("没有发现问题，3 人"),
            "{name}: {checked:?}"
        );
    }
}

#[test]
fn layouts_that_hide_or_mix_people_are_refused_from_either_program() {
    let Some(folder) = made() else { return };
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("merged", &[("H3", "到 H5 是合并单元格")]),
        ("hidden", &[("column 8", "这一列被隐藏了"), ("row 4", "这一行被隐藏了")]),
        ("hidden-sheet", &[("", "取消隐藏")]),
        ("numbers", &[("D4", "只保留前 15 位"), ("J5", "日期格式")]),
    ];
    for (name, expected) in cases {
        let roster = folder.join(name).with_extension("xlsx");
        finds(&roster, expected);
        let Some(folder) = remade() else { return };
        finds(&folder.join(name).with_extension("xlsx"), expected);
    }
    finds(&folder.join("two.xlsx"), &[("", "都像花名册")]);
    finds(&folder.join("empty.xlsx"), &[("", "没有一张工作表有花名册的表头")]);
    finds(&folder.join("far.xlsx"), &[("row 1048576", "不是一个人的成绩")]);
}

#[test]
fn numbers_of_documents_are_typed_and_scores_may_be_computed() {
    let Some(folder) = made() else { return };
    // openpyxl does not compute: its formulas have no values.
    finds(&folder.join("formulas.xlsx"), &[("D3", "这一格是公式"), ("J3", "公式算错了")]);
    let Some(folder) = remade() else { return };
    finds(&folder.join("formulas.xlsx"), &[("D3", "这一格是公式")]);
    // Left to itself, a spreadsheet takes numbers of documents for numbers, unless they end in X.
    let found = faults(&folder.join("untyped/plain-utf8.xlsx"));
    assert!(!found.is_empty() && found.iter().all(|(_, said)| said.contains("前 15 位")), "{found:?}");
}

#[test]
fn files_that_only_look_like_workbooks_are_called_by_name() {
    let Some(folder) = made() else { return };
    finds(&folder.join("long.xlsx"), &[("", "超过 20,000 行")]);
    finds(&folder.join("bomb.xlsx"), &[("", "大得不合情理")]);
    finds(&folder.join("liar.xlsx"), &[("", "损坏")]);
    finds(&folder.join("cut.xlsx"), &[("", "损坏")]);
    let Some(folder) = remade() else { return };
    for (name, told) in [("plain.xls", "旧的 .xls"), ("plain.ods", "OpenDocument")] {
        let renamed = folder.join(name).with_extension(format!("{}.xlsx", &name[6..]));
        std::fs::copy(folder.join(name), &renamed).unwrap();
        finds(&renamed, &[("", told)]);
    }
}

#[test]
fn a_report_repeats_no_name_and_no_number() {
    let Some(folder) = made() else { return };
    for name in ["merged", "numbers", "hidden", "two"] {
        let checked = check(&folder.join(name).with_extension("xlsx"), &[]);
        assert_eq!(checked.code, Some(1), "{checked:?}");
        assert!(!checked.stdout.contains("129999") && !checked.stdout.contains("示例一"), "{checked:?}");
        assert!(checked.stdout.starts_with("花名册"), "{checked:?}");
    }
}
