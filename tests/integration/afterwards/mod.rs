//! What happens after certificates were issued, with keys of the real `age`, and looked up as visitors do.

mod holders;
mod killed;
mod privacy;
mod reissuing;
mod renumbering;
mod resealing;
mod revoking;
mod sample;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::printed::Case;
use super::registry::{Run, run};

pub(super) const FOLDER: &str = "content/certificates/2020/2020-0001-s1";
pub(super) const FIRST: &str = "Y000012000001204000001";
pub(super) const SECOND: &str = "Y000012000001204000002";
pub(super) const THIRD: &str = "Y000012000001204000003";

/// A registry with one batch of three, and the key that opens its holders.
pub(super) struct Issued {
    pub(super) case: Case,
    pub(super) key: Key,
}

/// A pair of keys.
pub(super) struct Key {
    pub(super) file: PathBuf,
    pub(super) public: String,
}

impl Key {
    /// A new pair, as the office makes it.
    pub(super) fn new(folder: &Path, name: &str) -> Self {
        let file = folder.join(name);
        let made = Command::new("age-keygen").arg("-o").arg(&file).output();
        let made = made.expect("age-keygen is there: apt-get install age");
        assert!(made.status.success(), "{made:?}");
        let text = fs::read_to_string(&file).unwrap();
        let public = text.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap();
        Self { public: public.to_owned(), file }
    }

    pub(super) fn path(&self) -> &str {
        self.file.to_str().unwrap()
    }

    /// What the real age makes of a file.
    pub(super) fn decrypts(&self, file: &Path) -> Option<String> {
        let opened = Command::new("age").args(["-d", "-i", self.path()]).arg(file).output().unwrap();
        opened.status.success().then(|| String::from_utf8(opened.stdout).unwrap())
    }
}

impl Issued {
    pub(super) fn new() -> Self {
        let case = Case::new();
        let key = Key::new(case.outside.path(), "office.key");
        case.registry.write("content/recipients.txt", format!("# 登记机构\n{}\n", key.public));
        let issued = case.issue_to(&case.out(), &[]);
        assert_eq!(issued.code, Some(0), "{issued:?}");
        Self { case, key }
    }

    pub(super) fn root(&self) -> String {
        self.case.registry.path("").to_str().unwrap().to_owned()
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        run(&[arguments, &["--root", &self.root()]].concat())
    }

    /// The same with a line on standard input.
    pub(super) fn run_with(&self, input: &str, arguments: &[&str]) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_skillreg"))
            .args(arguments)
            .args(["--root", &self.root()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.case.registry.path(&format!("{FOLDER}/{name}"))
    }

    pub(super) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }

    /// Every file of the certificates.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.case.registry.path("content/certificates"))
    }

    /// Checks without a finding, and publishes.
    pub(super) fn publish(&self) {
        let checked = self.run(&["check"]);
        assert_eq!((checked.code, checked.stdout.as_str()), (Some(0), "没有发现问题\n"), "{checked:?}");
        let site = self.case.registry.path("public");
        let built = self.run(&["build", "--output", site.to_str().unwrap()]);
        assert_eq!(built.code, Some(0), "{built:?}");
    }

    /// What a visitor is told.
    pub(super) fn look_up(&self, number: &str, secret: &[&str]) -> Run {
        let site = self.case.registry.path("public");
        run(&[&["lookup", "--site", site.to_str().unwrap(), "--number", number], secret].concat())
    }

    /// Says no with a sentence, and changes nothing.
    pub(super) fn refuses(&self, arguments: &[&str], reason: &str) {
        let before = self.files();
        let refused = self.run(arguments);
        assert_eq!(refused.code, Some(2), "{reason}: {refused:?}");
        assert!(refused.stderr.contains(reason), "{reason}: {refused:?}");
        assert_eq!(refused.stderr.trim_end().lines().count(), 1, "{refused:?}");
        assert!(self.files() == before, "{reason}");
    }
}

/// The codes that were printed into a folder, in order.
pub(super) fn codes(folder: &Path) -> Vec<String> {
    let page = fs::read_to_string(folder.join("certificates.html")).unwrap();
    let code = |rest: &str| rest.split('<').next().unwrap().to_owned();
    page.split("<p class=\"code\">").skip(1).map(code).collect()
}

pub(super) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let entries = entries.filter(|entry| entry.file_type().is_file());
    entries.map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap())).collect()
}
