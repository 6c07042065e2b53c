//! What is wrong with a form, by its cells and in its words.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::replacing::replace;
use super::{blank, import, made, registry};
use crate::invalid::{cases, prepare};
use crate::registry::{Run, project};
use crate::roster::program;

/// What an import finds: place and message.
fn faults(run: &Run) -> Vec<(String, String)> {
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let place = |fault: &Value| {
        let at = match (fault["cell"].as_str(), fault["row"].as_u64(), fault["column"].as_u64()) {
            (Some(cell), ..) => format!("!{cell}"),
            (None, Some(row), _) => format!("!{row}"),
            (None, None, Some(column)) => format!("!column {column}"),
            _ => String::new(),
        };
        format!("{}{at}", fault["sheet"].as_str().unwrap())
    };
    lines.iter().map(|fault| (place(fault), fault["message"].as_str().unwrap().to_owned())).collect()
}

fn finds(run: &Run, expected: &[(&str, &str)]) {
    let found = faults(run);
    let fits =
        |((place, said), (at, part)): (&(String, String), &(&str, &str))| place == at && said.contains(part);
    assert!(
        found.len() == expected.len() && found.iter().zip(expected).all(fits),
        "{found:#?} {}",
        run.stderr
    );
    assert_eq!(run.code, Some(1));
}

#[test]
fn every_fault_is_named_by_its_cell_and_nothing_is_written() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments, "--format", "json"];
    let refused = import(&made.form("faults"), &more, &registry);
    finds(
        &refused,
        &[
            ("一、基本信息!B4", "这一格不用填"),
            ("一、基本信息!B6", "公式"),
            ("一、基本信息!B8", "没有这个区"),
            ("一、基本信息!B10", "校验码不对"),
            ("一、基本信息!B17", "个人手机号"),
            ("二、职业（工种）!E4", "一个等级也没有选"),
            ("二、职业（工种）!J4", "不在可选的范围内"),
            ("四（二）设备!E3", "整数"),
            ("五（一）工作人员!C3", "前 15 位"),
            ("五（二）专家!C3", "身份证号"),
            ("五（三）考评员!8", "只填了 1 格"),
            ("六、承诺!B3", "哪一天"),
            ("附件清单!E4", "没有这个文件"),
            ("附件清单!H5", "不是附件文件夹里这个文件的"),
            ("附件清单!C7", "没有这个序号"),
        ],
    );
    assert!(!registry.path("content/institutions/2021-0001").exists());
    let layout = import(&made.form("layout"), &more, &registry);
    finds(
        &layout,
        &[
            ("", "六、承诺"),
            ("三、优势", "隐藏"),
            ("四（二）设备!B3", "合并"),
            ("四（二）设备!C3", "没有填"),
            ("五（一）工作人员!3", "隐藏"),
            ("五（二）专家!column 5", "隐藏"),
        ],
    );
    let against = import(&made.form("rules"), &more, &registry);
    finds(&against, &[("二、职业（工种）!C3", "准入类")]);
    let told = import(&made.form("rules"), &more[..4], &registry);
    assert!(told.stdout.contains("申请表 二、职业（工种）!C3："), "{told:?}");
    assert!(!registry.path("content/institutions/2021-0001").exists());
}

#[test]
fn what_a_check_finds_is_told_at_the_cell_to_fill_in_and_names_columns() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments, "--format", "json"];
    let refused = import(&made.form("words"), &more, &registry);
    finds(
        &refused,
        &[
            ("二、职业（工种）!M3", "没有说明为什么"),
            ("二、职业（工种）!N3", "没有「特级技师」这个等级"),
            ("二、职业（工种）!C4", "与第 1 项重复"),
            ("二、职业（工种）!N4", "没有「特级技师」这个等级"),
        ],
    );
    assert!(
        ["「无相应标准的说明」这一列", "「工种名称」这一列"].iter().all(|told| refused.stdout.contains(told)),
        "{refused:?}"
    );
    let group = import(&made.form("branch"), &more, &registry);
    let place = |row: u8| format!("一、基本信息!B{row}");
    let places = [place(3), place(4), place(5)];
    finds(&group, &places.each_ref().map(|place| (place.as_str(), "没有填")));
    assert!(group.stdout.contains("照集团的备案回执填写"), "{group:?}");
    finds(&import(&made.form("renamed"), &more, &registry), &[("五（一）工作人员!C2", "原来叫「身份证号」")]);
    let late = ["--verified", "2031-06-30", "--attachments", &attachments, "--format", "json"];
    finds(&import(&made.form("plain"), &late, &registry), &[("", "--verified 给的核验日期不对")]);
}

/// Whoever fills in a form has never seen a record: no finding names a key of one.
#[test]
fn no_finding_speaks_of_keys() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments];
    let keys = keys();
    let forms =
        ["faults", "layout", "rules", "private", "seam", "people", "words", "branch", "renamed", "passport"];
    for case in forms {
        let refused = import(&made.form(case), &more, &registry);
        assert_eq!(refused.code, Some(1), "{case}: {refused:?}");
        speaks_of_none(&refused.stdout, &keys);
    }
    let imported = import(&made.form("lacking"), &more, &registry);
    assert_eq!(imported.code, Some(0), "{imported:?}");
    let notes: String =
        imported.stderr.split_inclusive('\n').filter(|line| line.starts_with("提醒")).collect();
    for told in [
        "五（二）专家!G3：没有填专家的专业方向",
        "六、承诺!B4：",
        "附件清单：缺少",
        "附件清单：申请表没有填规章制度文件",
    ] {
        assert!(notes.contains(told), "{told}: {notes}");
    }
    speaks_of_none(&imported.stderr.replace("filing", ""), &keys);
}

/// The same of every fault that the registry knows of a filing, as far as a form can be made from it.
#[test]
fn no_finding_of_a_known_fault_speaks_of_keys() {
    let keys = keys();
    let mut told = 0;
    // The filing that a case spoils, if it spoils one.
    let spoilt = |folder: &Path| {
        let change = std::fs::read_to_string(folder.join("change.diff")).unwrap_or_default();
        ["2020-0001", "2020-0002"]
            .into_iter()
            .find(|id| change.contains(&format!("institutions/{id}/filing")))
    };
    for (code, folder) in cases() {
        let Some(id) = spoilt(&folder) else { continue };
        let registry = prepare(&code, &folder);
        let made = tempfile::tempdir().unwrap();
        let form = made.path().join("form.xlsx");
        if blank(&form, &["--from", id], &registry).code != Some(0) {
            continue;
        }
        let run = replace(&form, id, &registry);
        // What else would be wrong lies in other files, which have keys.
        let mut of_form = false;
        for line in run.stdout.lines().chain(run.stderr.lines()) {
            of_form = match line.starts_with("  改法：") {
                true => of_form,
                false => line.starts_with("申请表 ") || line.starts_with("提醒 "),
            };
            if of_form {
                speaks_of_none(line, &keys);
                told += 1;
            }
        }
    }
    assert!(told > 20, "{told}");
}

#[track_caller]
fn speaks_of_none(told: &str, keys: &[String]) {
    let told = told.replace("--verified", "").replace("--attachments", "");
    let mut words = told.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    assert_eq!(words.find(|word| keys.iter().any(|key| key == word)), None, "{told}");
}

/// All keys of a filing.
fn keys() -> Vec<String> {
    let schema = std::fs::read_to_string(project().join("docs/schemas/filing.json")).unwrap();
    let mut keys = Vec::new();
    collect(&serde_json::from_str(&schema).unwrap(), &mut keys);
    keys
}

fn collect(schema: &Value, keys: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            keys.extend(
                members
                    .get("properties")
                    .into_iter()
                    .flat_map(|all| all.as_object().unwrap().keys().cloned()),
            );
            members.values().for_each(|inner| collect(inner, keys));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, keys)),
        _ => {}
    }
}

#[test]
fn staff_may_carry_other_cards_and_whoever_has_none_is_not_shut_out() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments];
    let passport = import(&made.form("passport"), &more, &registry);
    assert!(
        passport.code == Some(1) && passport.stdout.contains("五（一）工作人员!C3：这不是身份证号"),
        "{passport:?}"
    );
    assert!(passport.stdout.contains("登记机构核对原件以后在「证件核验日期」填上日期"), "{passport:?}");
    for case in ["abroad", "unnumbered"] {
        let imported = import(
            &made.form(case),
            &[&more[..], &["--replace", "--drop-private"][..2 * usize::from(case == "unnumbered")]].concat(),
            &registry,
        );
        assert_eq!(imported.code, Some(0), "{case}: {imported:?}");
    }
}

#[test]
fn what_is_private_is_refused_wherever_the_public_would_read_it() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments, "--format", "json"];
    let refused = import(&made.form("private"), &more, &registry);
    let said = "这里的内容是要公开的";
    finds(
        &refused,
        &[
            ("一、基本信息!B7", said),
            ("一、基本信息!B12", said),
            ("一、基本信息!B15", "换了行"),
            ("一、基本信息!B16", said),
            ("三、优势!B2", said),
            ("四（二）设备!D3", said),
            ("五（一）工作人员!F3", said),
            ("附件清单!D6", said),
        ],
    );
    // What only the check of the record finds is told at its cell too.
    finds(&import(&made.form("seam"), &more, &registry), &[("一、基本信息!B9", "个人手机号码")]);
    assert!(!registry.path("content/institutions/2021-0001").exists());
}

#[test]
fn staff_are_of_an_age_and_a_number_is_one_persons() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments];
    let refused = import(&made.form("people"), &[&more[..], &["--format", "json"]].concat(), &registry);
    finds(
        &refused,
        &[
            ("五（一）工作人员!C4", "到2021年6月30日还没有出生"),
            ("五（一）工作人员!C5", "到2021年6月30日不满 16 周岁"),
            ("五（一）工作人员!C6", "超过 100 岁"),
            ("五（二）专家!C3", "和「五（三）考评员」第 3 行的相同，姓名却不同"),
            ("五（三）考评员!C3", "和「五（二）专家」第 3 行的相同，姓名却不同"),
        ],
    );
    assert!(!registry.path("content/institutions/2021-0001").exists());
    let imported = import(&made.form("twice"), &more, &registry);
    assert_eq!(imported.code, Some(0), "who serves twice and who has a common name is right: {imported:?}");
    let told: Vec<&str> = imported.stderr.lines().filter(|line| line.starts_with("提醒")).collect();
    let note = "提醒 五（三）考评员!C3：姓名和「五（一）工作人员」第 3 行的相同，身份证号不同";
    assert_eq!(told, [note], "{imported:?}");
}

#[test]
fn libreoffice_writes_it_again_and_other_files_are_refused_with_advice() {
    let Some(made) = made() else { return };
    let Some(office) = program("SKILLREG_TEST_OFFICE", "soffice", &["--version"]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let convert = |extension: &str| {
        let output = Command::new(&office)
            .args([profile.as_str(), "--headless", "--convert-to", extension, "--outdir"])
            .arg(folder.path())
            .arg(made.form("plain"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        folder.path().join(format!("plain.{extension}"))
    };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments];
    for (extension, told) in [("xls", "旧的 .xls"), ("ods", "OpenDocument"), ("csv", "不是 .xlsx")] {
        let refused = import(&convert(extension), &more, &registry);
        assert!(refused.code == Some(1) && refused.stdout.contains(told), "{refused:?}");
    }
    let imported = import(&convert("xlsx"), &more, &registry);
    assert_eq!(imported.code, Some(0), "{imported:?}");
}
