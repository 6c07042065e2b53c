//! Printed certificates as printers and phones meet them: through Chromium to paper, and from paper to the page that the
//! QR code leads to.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::registry::{Registry, Run, run};

const LOOKUP: &str = "lookup:
  key_derivation: {memory_kib: 8, iterations: 1, parallelism: 1}
  certificates_per_bucket: 96
";
/// The recipient that the age specification uses in its examples; nobody's.
const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n";
const LAYOUT: &str = "title: 样例\nnote: 样例\ncolumns: [{header: 证书编号, field: number}]\n";

/// A registry whose plan has results and no batch yet, a roster of three people with a photo of the first, and where the
/// papers go.
pub(crate) struct Case {
    pub(crate) registry: Registry,
    pub(crate) outside: tempfile::TempDir,
}

impl Case {
    pub(crate) fn new() -> Self {
        let registry = Registry::minimal();
        fs::remove_dir_all(registry.path("content/certificates")).unwrap();
        registry.edit("content/site.yaml", |text| text + LOOKUP);
        registry.edit("content/plans/2020/2020-0001.yaml", |text| text.replace("sat: 15", "sat: 3"));
        registry.write("content/recipients.txt", RECIPIENT);
        registry.write("content/uploads/sample.yaml", LAYOUT);
        let outside = tempfile::tempdir().unwrap();
        let case = Self { registry, outside };
        let rows: Vec<String> = (0..3).map(row).collect();
        fs::write(case.roster(), format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
        fs::write(case.outside.path().join(format!("{}.png", document(0))), pixel()).unwrap();
        case
    }

    pub(crate) fn roster(&self) -> PathBuf {
        self.outside.path().join("roster.csv")
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.outside.path().join("印 #1")
    }

    fn issue(&self, more: &[&str]) -> Run {
        let (root, roster) = (self.registry.path(""), self.roster());
        let place = ["--root", root.to_str().unwrap(), "--roster", roster.to_str().unwrap()];
        run(&[&["issue", "2020-0001", "--issued", "2020-09-25"], &place[..], more].concat())
    }

    pub(crate) fn issue_to(&self, out: &Path, more: &[&str]) -> Run {
        self.issue(&[&["--out", out.to_str().unwrap()], more].concat())
    }

    pub(crate) fn batch(&self) -> PathBuf {
        self.registry.path("content/certificates/2020/2020-0001-s1/batch.yaml")
    }

    /// What is left of the papers, by name.
    pub(crate) fn papers(&self) -> Vec<String> {
        names(&self.out())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const HEADER: &str = "姓名,性别,证件类型,证件号码,职业（编码 名称）,工种/职业方向,等级,工作单位,人员类别,理论成绩,技能成绩,综合评审成绩,是否合格";
pub(crate) const PAPERS: [&str; 5] =
    ["batches.json", "certificates.html", "contact-sheet.html", "summary.md", "upload-sample.xlsx"];

pub(crate) fn name(person: usize) -> String {
    format!("示例{}", ["一", "二", "三"][person])
}

/// A number of a district that does not exist, of nobody else's.
pub(crate) fn somebody(day: usize) -> String {
    checked(&format!("1299991991{:02}{:02}004", day / 28 % 12 + 1, day % 28 + 1))
}

/// A number of a district that does not exist.
pub(crate) fn document(person: usize) -> String {
    checked(&format!("1299991990010{}00{}", person + 1, 2 * person))
}

/// A number with its check digit.
fn checked(front: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        front.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{front}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
}

fn row(person: usize) -> String {
    let (name, number) = (name(person), document(person));
    format!(
        "{name},女,居民身份证,{number},6-18-02-04 焊工,电焊工,四级/中级工,天津示例重工有限公司,在职职工,86,90.5,,是"
    )
}

/// A picture of one white dot.
fn pixel() -> &'static [u8] {
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\xdac\xf8\x0f\0\x01\x01\x01\0\x1c\xb0\x8c\x99\0\0\0\0IEND\xaeB`\x82"
}

/// A program of `./test`; none if it is not there.
fn program(variable: &str, usual: &str) -> Option<PathBuf> {
    let promised = std::env::var_os(variable);
    let program = PathBuf::from(promised.as_deref().unwrap_or(OsStr::new(usual)));
    let works = Command::new(&program).arg("--help").output().is_ok();
    assert!(works || promised.is_none(), "{variable} does not work");
    if !works {
        eprintln!("{usual} is not there: ./test installs it; a test of printing is left out");
    }
    works.then_some(program)
}

/// The addresses in the pages of a certificate, one page after the other.
fn links(page: &str) -> Vec<String> {
    let between = |text: &str, from: &str| {
        text.split(from).skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let numbers = between(page, "<dt>证书编号</dt><dd class=\"number\">");
    let codes = between(page, "<p class=\"code\">");
    let link = |(number, code): (&String, &String)| {
        format!("https://example.com/registry/certificates/#{number}.{}", code.replace('-', ""))
    };
    numbers.iter().zip(&codes).map(link).collect()
}

#[test]
fn a_printed_certificate_is_read_back_by_a_scanner() {
    let found = [
        program("SKILLREG_TEST_BROWSER", "chromium"),
        program("SKILLREG_TEST_PDFTOPPM", "pdftoppm"),
        program("SKILLREG_TEST_ZBARIMG", "zbarimg"),
    ];
    let [Some(_), Some(pdftoppm), Some(zbarimg)] = found else { return };
    let case = Case::new();
    let issued = case.issue_to(&case.out(), &["--pdf"]);
    assert!(issued.code == Some(0) && issued.stderr.contains("certificates.pdf"), "{issued:?}");
    let links = links(&fs::read_to_string(case.out().join("certificates.html")).unwrap());
    assert_eq!(links.len(), 3);
    let pages = tempfile::tempdir().unwrap();
    let shown = Command::new(pdftoppm)
        .args(["-png", "-r", "150"])
        .args([case.out().join("certificates.pdf"), pages.path().join("page")])
        .output()
        .unwrap();
    assert!(shown.status.success(), "{}", String::from_utf8_lossy(&shown.stderr));
    let pictures = names(pages.path());
    assert_eq!(pictures.len(), 3, "one page a certificate: {pictures:?}");
    for (picture, link) in pictures.iter().zip(&links) {
        let path = pages.path().join(picture);
        let read = Command::new(&zbarimg).args(["--quiet", "--raw"]).arg(&path).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&read.stdout).trim_end(), link, "{picture}");
        // A4 at 150 dots an inch.
        let bytes = fs::read(&path).unwrap();
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert!((1239..=1241).contains(&side(16)) && (1753..=1755).contains(&side(20)));
    }
    let built = case.registry.build();
    assert_eq!(built.code, Some(0), "{built:?}");
    let site = case.registry.path("public");
    let (number, code) = links[0].split_once('#').unwrap().1.split_once('.').unwrap();
    let found = run(&["lookup", "--site", site.to_str().unwrap(), "--number", number, "--code", code]);
    assert!(found.code == Some(0) && found.stdout.contains("姓名：示例一\n"), "{found:?}");
}

#[test]
fn papers_are_for_their_owner_alone() {
    let case = Case::new();
    let issued = case.issue_to(&case.out(), &[]);
    assert_eq!(issued.code, Some(0), "{issued:?}");
    assert!(issued.stderr.contains("2 张证书没有找到照片"), "{issued:?}");
    assert_eq!(case.papers(), PAPERS);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&case.out()), 0o700);
    for paper in PAPERS {
        assert_eq!(mode(&case.out().join(paper)), 0o600, "{paper}");
    }
    let page = fs::read_to_string(case.out().join("certificates.html")).unwrap();
    assert_eq!(page.matches("<img src=\"data:image/png;base64,").count(), 1);
    let summary = fs::read_to_string(case.out().join("summary.md")).unwrap();
    assert!(summary.contains("Y000012000001204000001 至 Y000012000001204000003"), "{summary}");
    assert!((0..3).all(|person| !summary.contains(&name(person))), "{summary}");
}

#[test]
fn nothing_is_issued_on_a_day_to_come() {
    let case = Case::new();
    let (root, roster, out) = (case.registry.path(""), case.roster(), case.out());
    let issue = |date: &str| {
        let place = ["--root", root.to_str().unwrap(), "--roster", roster.to_str().unwrap()];
        let out = ["--out", out.to_str().unwrap()];
        run(&[&["issue", "2020-0001", "--issued", date], &place[..], &out].concat())
    };
    let refused = issue("2021-07-01");
    assert!(refused.code == Some(1) && refused.stdout.contains("2021-07-01 还没有到"), "{refused:?}");
    assert!(!case.batch().exists() && case.papers().is_empty());
    let today = issue("2021-06-30");
    assert_eq!(today.code, Some(0), "{today:?}");
}

#[test]
fn papers_never_enter_the_registry_or_git_and_write_over_nothing() {
    let case = Case::new();
    let tree = case.outside.path().join("tree");
    fs::create_dir_all(tree.join(".git")).unwrap();
    let full = case.outside.path().join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("mine.txt"), "mine").unwrap();
    let link = case.outside.path().join("link");
    std::os::unix::fs::symlink(case.registry.path("content"), &link).unwrap();
    for (out, told) in [
        (case.registry.path("issued"), "在登记库里"),
        (link.join("issued"), "在登记库里"),
        (tree.join("a/b"), "git 仓库"),
        (full, "已经有文件"),
    ] {
        let refused = case.issue_to(&out, &[]);
        assert!(refused.code == Some(2) && refused.stderr.contains(told), "{told}: {refused:?}");
        assert!(!case.batch().exists(), "{told}");
    }
    assert_eq!(fs::read_to_string(case.outside.path().join("full/mine.txt")).unwrap(), "mine");
}

#[test]
fn an_unusable_photo_stops_the_issue_without_naming_its_owner() {
    let case = Case::new();
    fs::write(case.outside.path().join(format!("{}.jpg", name(1))), "<svg/>").unwrap();
    let refused = case.issue_to(&case.out(), &[]);
    assert!(refused.code == Some(2) && refused.stderr.contains("JPEG 或 PNG"), "{refused:?}");
    assert!(refused.stderr.contains("花名册第 3 行") && !refused.stderr.contains("示例二"), "{refused:?}");
    assert!(!case.batch().exists() && case.papers().is_empty());
}

/// What a killed errand leaves, before its batches are in the registry and after.
#[test]
fn an_interrupted_errand_is_cleared_up_or_brought_to_its_end() {
    let case = Case::new();
    let partial = case.out().with_file_name("印 #1.partial");
    assert_eq!(case.issue_to(&case.out(), &[]).code, Some(0));
    // After: the papers are as they were, only not in their place.
    fs::rename(case.out(), &partial).unwrap();
    let before = fs::read(case.batch()).unwrap();
    let ended = case.issue_to(&case.out(), &[]);
    assert!(ended.code == Some(0) && ended.stderr.contains("这次没有再发证"), "{ended:?}");
    assert_eq!(case.papers(), PAPERS);
    assert!(!partial.exists() && fs::read(case.batch()).unwrap() == before);
    // Before: there are papers, and no batches.
    let page = fs::read(case.out().join("certificates.html")).unwrap();
    fs::rename(case.out(), &partial).unwrap();
    fs::remove_dir_all(case.registry.path("content/certificates")).unwrap();
    let again = case.issue_to(&case.out(), &[]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(!partial.exists() && case.papers() == PAPERS);
    assert_ne!(fs::read(case.out().join("certificates.html")).unwrap(), page, "new codes");
    // What is not ours is left alone.
    fs::remove_dir_all(case.registry.path("content/certificates")).unwrap();
    fs::remove_dir_all(case.out()).unwrap();
    fs::create_dir(&partial).unwrap();
    fs::write(partial.join("mine.txt"), "mine").unwrap();
    let refused = case.issue_to(&case.out(), &[]);
    assert!(refused.code == Some(2) && refused.stderr.contains("移走它"), "{refused:?}");
    assert!(partial.join("mine.txt").exists() && !case.batch().exists());
}

#[test]
fn without_a_browser_there_is_no_pdf_but_everything_else() {
    let case = Case::new();
    let (root, roster, out) = (case.registry.path(""), case.roster(), case.out());
    let issued = Command::new(env!("CARGO_BIN_EXE_skillreg"))
        .args(["issue", "2020-0001", "--issued", "2020-09-25", "--pdf", "--root"])
        .arg(root)
        .arg("--roster")
        .arg(roster)
        .arg("--out")
        .arg(out)
        .env_clear()
        .env("PATH", case.outside.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&issued.stderr);
    assert!(issued.status.success() && said.contains("没有 Chromium"), "{said}");
    assert_eq!(case.papers(), PAPERS);
}

/// Says no with the reason, and writes nothing.
fn refused(case: &Case, reason: &str) {
    let run = case.issue_to(&case.out(), &[]);
    assert_eq!(run.code, Some(1), "{reason}: {run:?}");
    assert!(run.stdout.contains(reason), "{reason}: {run:?}");
    assert!(!case.batch().exists() && case.papers().is_empty(), "{reason}");
}

#[test]
fn certificates_are_refused_with_the_reason() {
    let plan = "content/plans/2020/2020-0001.yaml";
    for (old, new, reason) in [
        ("    confirmed: 2020-09-21\n", "", "还没有经登记机构确认"),
        ("confirmed: 2020-09-21", "confirmed: 2020-09-28", "早于场次 s1 的确认日期"),
        ("passed: 3", "passed: 2", "合格 3 人，经确认的结果是 2 人"),
        ("reported: 2020-08-17", "reported: 2020-09-01", "报送得晚"),
    ] {
        let case = Case::new();
        case.registry.edit(plan, |text| text.replacen(old, new, 1));
        refused(&case, reason);
    }
}

#[test]
fn a_roster_is_checked_against_results_that_are_there_already() {
    let case = Case::new();
    let (root, roster) = (case.registry.path(""), case.roster());
    let check = |roster: &Path| {
        let roster = ["--roster", roster.to_str().unwrap()];
        run(&[&["roster", "check", "2020-0001", "--root", root.to_str().unwrap()], &roster[..]].concat())
    };
    let checked = check(&roster);
    assert_eq!((checked.code, checked.stderr.as_str()), (Some(0), ""), "{checked:?}");
    let plan = "content/plans/2020/2020-0001.yaml";
    case.registry.edit(plan, |text| text.replace("passed: 3", "passed: 2"));
    let checked = check(&roster);
    assert!(checked.code == Some(1) && checked.stdout.contains("合格 3 人"), "{checked:?}");
}

#[test]
fn a_roster_within_the_registry_or_git_is_pointed_out() {
    let case = Case::new();
    let tree = case.outside.path().join("tree");
    fs::create_dir_all(tree.join(".git")).unwrap();
    for inside in [case.registry.path("roster.csv"), tree.join("roster.csv")] {
        fs::copy(case.roster(), &inside).unwrap();
        let (root, roster) = (case.registry.path(""), inside.to_str().unwrap());
        let place = ["--root", root.to_str().unwrap(), "--roster", roster];
        let checked = run(&[&["roster", "check", "2020-0001"], &place[..]].concat());
        assert!(checked.code == Some(0) && checked.stderr.contains("移到文件夹以外"), "{checked:?}");
    }
    let issued = case.issue_to(&case.out(), &[]);
    assert!(issued.code == Some(0) && !issued.stderr.contains("移到文件夹以外"), "{issued:?}");
}

#[test]
fn a_sitting_is_certified_once() {
    let case = Case::new();
    assert_eq!(case.issue_to(&case.out(), &[]).code, Some(0));
    let again = case.issue_to(&case.outside.path().join("again"), &[]);
    assert_eq!(again.code, Some(1), "{again:?}");
    assert!(again.stdout.contains("已经发过证：批次 2020-0001-s1"), "{again:?}");
    assert!(again.stdout.contains("换回上次的 --out"), "{again:?}");
    assert_eq!(run(&["check", "--root", case.registry.path("").to_str().unwrap()]).code, Some(0));
}
