//! Application forms as real programs fill them in: openpyxl and LibreOffice.

mod faults;
mod replacing;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use age::secrecy::ExposeSecret;
use serde_json::Value;
use skillreg::registry::identifier::Digest;

use super::registry::{Registry, Run, project, run};
use super::roster::program;

const ID: &str = "2021-0001";
const RECORD: &str = "content/institutions/2021-0001/filing.yaml";
const PEOPLE: &str = "content/institutions/2021-0001/people.age";

fn registry(key: Option<&age::x25519::Identity>) -> Registry {
    let registry = Registry::minimal();
    if let Some(key) = key {
        registry.write("content/recipients.txt", format!("# 登记机构\n{}\n", key.to_public()));
    }
    registry
}

fn root(registry: &Registry) -> String {
    registry.path("").to_str().unwrap().to_owned()
}

fn blank(out: &Path, more: &[&str], registry: &Registry) -> Run {
    let root = root(registry);
    let arguments =
        ["form", "filing", "--out", out.to_str().unwrap(), "--root", &root, "--today", "2021-06-30"];
    run(&[&arguments, more].concat())
}

fn import(form: &Path, more: &[&str], registry: &Registry) -> Run {
    let (root, form) = (root(registry), form.to_str().unwrap());
    let arguments = ["import", "filing", form, "--root", &root, "--today", "2021-06-30", "--id", ID];
    run(&[&arguments, more].concat())
}

struct Made {
    folder: tempfile::TempDir,
    /// The drop-downs and formats of the blank form, a line each.
    told: String,
}

impl Made {
    fn form(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.xlsx"))
    }

    /// The folder with the files of the list of attachments.
    fn attachments(&self) -> String {
        self.folder.path().join("files").to_str().unwrap().to_owned()
    }
}

/// The forms that openpyxl filled in, by name; none on a machine without it.
fn made() -> Option<&'static Made> {
    static MADE: OnceLock<Option<Made>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let python = program("SKILLREG_TEST_PYTHON", "/usr/bin/python3", &["-c", "import openpyxl"])?;
        let folder = tempfile::tempdir().unwrap();
        let form = folder.path().join("blank.xlsx");
        assert_eq!(blank(&form, &[], &registry(None)).code, Some(0));
        let script = project().join("tests/forms/fill.py");
        let written = Command::new(python).arg(script).args([&form, folder.path()]).output().unwrap();
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        let files = folder.path().join("files");
        std::fs::create_dir(&files).unwrap();
        for name in ["申请表.pdf", "营业执照.pdf", "办法.pdf", "证明.pdf"] {
            std::fs::write(files.join(name), name).unwrap();
        }
        Some(Made { folder, told: String::from_utf8(written.stdout).unwrap() })
    });
    made.as_ref()
}

#[test]
fn the_blank_form_offers_the_catalogue_and_keeps_codes_as_text() {
    let Some(made) = made() else { return };
    let line = |sheet: &str, what: &str| {
        let start = format!("{sheet}\t{what}\t");
        let found = made.told.lines().find_map(|line| line.strip_prefix(&start));
        found.unwrap_or_else(|| panic!("{}", made.told)).to_owned()
    };
    let occupations = line("二、职业（工种）", "C3:C203");
    assert!(
        occupations.contains("6-31-01-03 电工") && occupations.contains("6-18-02-04 焊工"),
        "{occupations}"
    );
    assert!(!occupations.contains("消防设施操作员"), "restricted occupations are not offered: {occupations}");
    assert_eq!(line("一、基本信息", "B8"), "120104 南开区|120110 东丽区");
    assert_eq!(line("一、基本信息", "B2"), "企业|已备案集团的分支机构");
    assert!(line("附件清单", "B3:B203").contains("企业营业执照复印件"));
    for sheet in ["一、基本信息", "二、职业（工种）", "五（一）工作人员"] {
        assert_eq!(line(sheet, "formats"), "@", "{}", made.told);
    }
    let levels: Vec<&str> = made.told.lines().filter(|line| line.ends_with("\t√")).collect();
    assert_eq!(levels.len(), 5, "the levels of the policy: {levels:?}");
}

#[test]
fn printed_it_can_be_read_and_signed_and_its_pages_are_numbered() {
    let Some(office) = program("SKILLREG_TEST_OFFICE", "soffice", &["--version"]) else { return };
    let Some(printer) = program("SKILLREG_TEST_PDFTOPPM", "pdftoppm", &["-v"]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("form.xlsx");
    assert_eq!(blank(&form, &["--from", "2020-0001"], &registry(None)).code, Some(0));
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let mut convert = Command::new(office);
    convert.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(folder.path()).arg(&form);
    assert!(convert.output().unwrap().status.success());
    let read = |program: &str, options: &[&str]| {
        // They come in one package.
        let mut command = Command::new(printer.with_file_name(program));
        let output = command.args(options).arg(folder.path().join("form.pdf")).arg("-").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let text = read("pdftotext", &["-layout"]);
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("第 {} 页 共 {} 页", at + 1, pages.len())), "{page}");
    }
    // A sheet each, of which none is too wide.
    assert_eq!(pages.len(), 13, "{text}");
    let pledge = pages.iter().find(|page| page.contains("诚信承诺")).unwrap();
    assert!(["签字", "公章", "日期"].iter().all(|what| pledge.contains(what)), "{pledge}");
    let drawn = read("pdftohtml", &["-xml", "-i", "-stdout"]);
    let number = |line: &str, name: &str| -> u32 {
        let value = line.split(&format!("{name}=\"")).nth(1).unwrap();
        value.split('"').next().unwrap().parse().unwrap()
    };
    for line in drawn.lines().filter(|line| line.contains("<page ")) {
        let (width, height) = (number(line, "width"), number(line, "height"));
        assert_eq!((width.min(height), width.max(height)), (892, 1262), "A4, at 108 dots to the inch");
    }
    let sizes = drawn.lines().filter(|line| line.contains("<fontspec ")).map(|line| number(line, "size"));
    assert!(sizes.min().is_some_and(|least| least >= 9 * 108 / 72), "at least 9 points: {drawn}");
}

#[test]
fn the_same_registry_makes_the_same_form_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(None);
    let (one, two) = (folder.path().join("一.xlsx"), folder.path().join("二.xlsx"));
    assert_eq!(blank(&one, &[], &registry).code, Some(0));
    assert_eq!(blank(&two, &[], &registry).code, Some(0));
    let bytes = std::fs::read(&one).unwrap();
    assert!(bytes == std::fs::read(&two).unwrap());
    let again = blank(&one, &["--from", "2020-0001"], &registry);
    assert!(again.code == Some(2) && again.stderr.contains("已经有了"), "{again:?}");
    assert!(bytes == std::fs::read(&one).unwrap());
    let output = registry.path("public");
    let arguments = ["build", "--root", &root(&registry), "--output", output.to_str().unwrap()];
    assert_eq!(run(&[&arguments[..], &["--today", "2021-06-30"]].concat()).code, Some(0));
    assert!(bytes == std::fs::read(registry.path("public/forms/filing.xlsx")).unwrap());
    let page = std::fs::read_to_string(registry.path("public/how-to-file.html")).unwrap();
    assert!(page.contains("forms/filing.xlsx"), "{page}");
}

#[test]
fn a_filled_in_form_becomes_a_record_and_its_numbers_are_encrypted() {
    let Some(made) = made() else { return };
    let key = age::x25519::Identity::generate();
    let registry = registry(Some(&key));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments];
    let imported = import(&made.form("plain"), &more, &registry);
    assert_eq!(imported.code, Some(0), "{imported:?}");
    assert_eq!(imported.stdout, format!("{RECORD}\n{PEOPLE}\n"));
    let text = std::fs::read_to_string(registry.path(RECORD)).unwrap();
    for line in [
        "  credit_code: 91120000EXAMPL012B\n",
        "    name: 车工\n",
        "    telephone: 022-55550112\n",
        "strengths: |-\n  设有培训中心。\n\n  有稳定的师资。\n",
        "    quantity: 10\n",
        "  signed_on: 2021-02-20\n",
        "  - event: submitted\n",
    ] {
        assert!(text.contains(line), "{line:?} in\n{text}");
    }
    let filing: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(filing["scope"][0]["levels"], serde_yaml::from_str::<serde_yaml::Value>("[4, 3]").unwrap());
    assert_eq!(filing["equipment"][0]["proofs"][0]["title"], "发票");
    assert_eq!(filing["people"]["experts"][0]["identity_verified"], "2021-06-30");
    let root = root(&registry);
    let checked = run(&["check", "--root", &root, "--today", "2021-06-30"]);
    assert!(checked.code == Some(0) && !checked.stdout.contains("[holders-"), "{checked:?}");

    let closed = std::fs::read(registry.path(PEOPLE)).unwrap();
    // The record says which file its numbers are in.
    assert_eq!(filing["private_numbers"], Digest::of(&closed).to_string());
    let secret = key.to_string();
    let identity: age::x25519::Identity = secret.expose_secret().parse().unwrap();
    let opened = String::from_utf8(age::decrypt(&identity, &closed).unwrap()).unwrap();
    assert_eq!(opened.lines().count(), 5, "four people and a mobile number");
    for line in opened.lines() {
        let person: Value = serde_json::from_str(line).unwrap();
        let number = person["身份证号"].as_str().or(person["手机"].as_str()).unwrap();
        for open in [&text, &imported.stdout, &imported.stderr] {
            assert!(!open.contains(number));
        }
    }

    let again = import(&made.form("plain"), &more, &registry);
    assert!(again.code == Some(2) && again.stderr.contains("--replace"), "{again:?}");
    // Numbers of before that nobody can see are not lost unless somebody says so.
    let replaced = import(&made.form("plain"), &[&more[..], &["--replace"]].concat(), &registry);
    assert!(replaced.code == Some(2) && replaced.stderr.contains("--drop-private"), "{replaced:?}");
    assert_eq!(std::fs::read(registry.path(PEOPLE)).unwrap(), closed);
    let dropped =
        import(&made.form("plain"), &[&more[..], &["--replace", "--drop-private"]].concat(), &registry);
    assert_eq!(dropped.code, Some(0), "{dropped:?}");
    assert_ne!(std::fs::read(registry.path(PEOPLE)).unwrap(), closed);
}

#[test]
fn programs_are_told_what_was_written_and_people_what_stands_in_the_way() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments, "--format", "json"];
    registry.write("content/institutions/2021-0001/README.md", "说明");
    let taken = import(&made.form("plain"), &more, &registry);
    let told = ["“content/institutions/2021-0001”已经在那里了", "用 --id 换一个名字"];
    assert!(taken.code == Some(2) && told.iter().all(|told| taken.stderr.contains(told)), "{taken:?}");
    std::fs::remove_dir_all(registry.path("content/institutions/2021-0001")).unwrap();
    let folder = import(made.folder.path(), &more, &registry);
    assert!(folder.code == Some(2) && folder.stderr.contains("这是文件夹，不是文件"), "{folder:?}");
    let imported = import(&made.form("lacking"), &more, &registry);
    let told: Value = serde_json::from_str(&imported.stdout).unwrap();
    assert_eq!((&told["result"], &told["id"]), (&"imported".into(), &ID.into()), "{imported:?}");
    assert_eq!(told["files"], serde_json::json!([RECORD, PEOPLE]));
    let notes = told["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note["cell"] == "B4" && note["sheet"] == "六、承诺"), "{imported:?}");
    assert!(!imported.stderr.contains("提醒") && !imported.stderr.contains("下一步"), "{imported:?}");
}

#[test]
fn no_workbook_is_kept_where_the_public_may_see_it() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    for place in ["content/申请表.xlsx", "themes/申请表.xlsx", "public/../public/申请表.xlsx"] {
        let out = registry.path(place);
        std::fs::create_dir_all(out.parent().unwrap()).unwrap();
        let refused = blank(&out, &[], &registry);
        assert!(refused.code == Some(2) && refused.stderr.contains("申请表不能放在"), "{refused:?}");
        assert!(!out.exists());
    }
    let within = registry.path("content/institutions/申请表.xlsx");
    std::fs::copy(made.form("plain"), &within).unwrap();
    let refused = import(&within, &["--verified", "2021-06-30"], &registry);
    assert!(refused.code == Some(2) && refused.stderr.contains("申请表不能放在 content/ 里"), "{refused:?}");
}

#[test]
fn columns_may_be_moved() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments];
    let imported = import(&made.form("moved"), &more, &registry);
    // The number before the item moved to another row with it.
    assert_eq!(imported.code, Some(0), "{imported:?}");
    // What stands where nobody reads is not lost in silence.
    let told =
        |spot: &str| imported.stderr.contains(&format!("提醒 一、基本信息!{spot}：这一格的内容没有读入"));
    let spots = ["D5", "D15", "B40", "A41"];
    assert!(spots.iter().all(|spot| told(spot)), "{imported:?}");
    assert!(imported.stderr.contains("提醒 五（一）续：这张工作表没有读入"), "{imported:?}");
    assert_eq!(imported.stderr.matches("没有读入").count(), spots.len() + 1, "{imported:?}");
}

#[test]
fn a_check_refuses_numbers_with_a_slip_in_them() {
    let right = "1201041990010112";
    for number in [format!("{right}30"), format!("{right}3X"), format!("999999{}30", &right[6..])] {
        let registry = registry(None);
        let file = "content/institutions/2020-0001/filing.yaml";
        registry.edit(file, |text| text.replace("\nstrengths:", &format!("\n# 备注 {number}\nstrengths:")));
        let checked = registry.check(&[]);
        assert_eq!(checked.code, Some(1), "{checked:?}");
        assert!(checked.stdout.contains("citizen-id") && !checked.stdout.contains(&number), "{checked:?}");
    }
}

#[test]
fn records_name_their_schemas_and_have_them() {
    let Some(made) = made() else { return };
    let registry = registry(Some(&age::x25519::Identity::generate()));
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments];
    let imported = import(&made.form("plain"), &more, &registry);
    assert!(imported.code == Some(0) && imported.stderr.contains("schemas/"), "{imported:?}");
    let text = std::fs::read_to_string(registry.path(RECORD)).unwrap();
    let modeline = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
    let schema = registry.path(RECORD).parent().unwrap().join(modeline);
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    assert_eq!(schema["title"], "备案申请");
    let root = root(&registry);
    std::fs::write(registry.path("schemas/plan.json"), "mine").unwrap();
    let begun = run(&["new", "plan", "2021-0009", "--institution", "2020-0001", "--root", &root]);
    assert!(begun.code == Some(0) && !begun.stderr.contains("schemas/"), "{begun:?}");
    assert_eq!(std::fs::read_to_string(registry.path("schemas/plan.json")).unwrap(), "mine");
}

#[test]
fn without_a_recipient_nothing_private_is_taken_in() {
    let Some(made) = made() else { return };
    let registry = registry(None);
    let attachments = made.attachments();
    let more = ["--verified", "2021-06-30", "--attachments", &attachments];
    let refused = import(&made.form("plain"), &more, &registry);
    assert!(refused.code == Some(2) && refused.stderr.contains("recipients.txt"), "{refused:?}");
    assert!(!registry.path("content/institutions/2021-0001").exists());
}
