//! The tutorial for officers in README.zh-CN.md, done as it is written: by a shell in an empty folder, with the real git, and
//! a bare repository on disk in the place of the forge.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::registry::project;
use super::repository::git;
use super::sample::copy;

const TITLE: &str = "## 第一次修改：从头走一遍";

/// The address that the tutorial clones from.
const FORGE: &str = "https://forge.example.gov.cn/office/";

/// What the tutorial has somebody do.
#[derive(Debug)]
enum Step {
    /// Commands, and what they should say, where it is quoted.
    Type(String, Option<String>),
    /// In a file, old text becomes new text.
    Edit(String, String, String),
    /// A colleague merges a branch on the forge's page.
    Merge(String),
}

fn section() -> String {
    let text = std::fs::read_to_string(project().join("README.zh-CN.md")).unwrap();
    let (_, rest) = text.split_once(TITLE).expect("the tutorial is there");
    rest.split("\n## ").next().unwrap().to_owned()
}

fn steps(section: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let block = block.join("\n") + "\n";
            match (kind, steps.last_mut()) {
                ("sh", _) => steps.push(Step::Type(block, None)),
                ("text", Some(Step::Type(_, said @ None))) => *said = Some(block),
                other => panic!("a block that nobody runs: {other:?} {block}"),
            }
            continue;
        }
        if let Some((_, branch)) = line.split_once("<!-- 合并 ") {
            steps.push(Step::Merge(branch.split(' ').next().unwrap().to_owned()));
        }
        if let Some((_, edit)) = line.split_once("把 `") {
            let quoted: Vec<&str> = edit.split('`').collect();
            let [file, inside, old, becomes, new, ..] = quoted[..] else { panic!("{line}") };
            assert_eq!((inside, becomes), (" 里的 ", " 改成 "), "{line}");
            steps.push(Step::Edit(file.to_owned(), old.to_owned(), new.to_owned()));
        }
    }
    steps
}

/// A machine that nobody has used yet.
struct Desk {
    folder: tempfile::TempDir,
    /// Where the shell stands.
    place: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (forge, seed) = (folder.path().join("forge"), folder.path().join("seed"));
        std::fs::create_dir_all(&forge).unwrap();
        git(&forge, &["init", "-q", "--bare", "-b", "main", "registry.git"]);
        copy(&project().join("content"), &seed.join("content"));
        std::fs::write(seed.join(".gitignore"), "/public/\n/.skillreg/\n").unwrap();
        git(&seed, &["init", "-q", "-b", "main"]);
        git(&seed, &["add", "-A"]);
        git(&seed, &["-c", "user.name=示例维护人", "commit", "-q", "-m", "登记入库"]);
        git(&seed, &["push", "-q", forge.join("registry.git").to_str().unwrap(), "main"]);
        let home = folder.path().join("home");
        std::fs::create_dir(&home).unwrap();
        let forge = forge.display();
        let stand_in = format!(
            "[url \"file://{forge}/\"]\n\tinsteadOf = {FORGE}\n[protocol \"file\"]\n\tallow = always\n"
        );
        std::fs::write(home.join(".gitconfig"), stand_in).unwrap();
        let place = folder.path().join("desk");
        std::fs::create_dir(&place).unwrap();
        Self { folder, place }
    }

    fn forge(&self) -> PathBuf {
        self.folder.path().join("forge/registry.git")
    }

    /// Types commands and tells what they say; a step that fails is expected only where `check` finds a fault.
    fn type_in(&mut self, commands: &str) -> (bool, String) {
        let left = self.folder.path().join("place");
        let script = format!("exec 2>&1\nset -e\ntrap 'pwd > {}' EXIT\n{commands}", left.display());
        let program = Path::new(env!("CARGO_BIN_EXE_skillreg")).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        let done = Command::new("bash")
            .args(["-c", &script])
            .current_dir(&self.place)
            .env_clear()
            .env("PATH", format!("{}:{path}", program.display()))
            .env("HOME", self.folder.path().join("home"))
            .env("NO_COLOR", "1")
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap();
        self.place = std::fs::read_to_string(left).unwrap().trim_end().into();
        (done.status.success(), String::from_utf8(done.stdout).unwrap())
    }

    fn edit(&self, file: &str, old: &str, new: &str) {
        let path = self.place.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old} in {file}");
        std::fs::write(path, text.replace(old, new)).unwrap();
    }

    fn merge(&self, branch: &str) {
        let copy = tempfile::tempdir().unwrap();
        git(copy.path(), &["clone", "-q", self.forge().to_str().unwrap(), "merge"]);
        let copy = copy.path().join("merge");
        git(&copy, &["merge", "-q", "--no-ff", "-m", "合并", &format!("origin/{branch}")]);
        git(&copy, &["push", "-q", "origin", "main"]);
    }
}

/// A text without what is another each time: names of commits, days, numbers of files.
fn lasting(text: &str) -> String {
    let line = |line: &str| {
        let words = line.split_inclusive([' ', '　', '，', '：', '）']).map(|word| {
            let bare = word.trim_end_matches([' ', '　', '，', '：', '）']);
            let end = &word[bare.len()..];
            let is = |length: usize, of: fn(char) -> bool| bare.len() == length && bare.chars().all(of);
            if is(8, |c| c.is_ascii_hexdigit()) {
                format!("<提交>{end}")
            } else if is(10, |c| c.is_ascii_digit() || c == '-') {
                format!("<日期>{end}")
            } else {
                word.to_owned()
            }
        });
        words.collect::<String>()
    };
    let lines = text.trim_end().lines().map(|text| line(text.trim_end()));
    lines
        .map(|line| if line.contains(" 个文件") { without_figures(&line) } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

fn without_figures(line: &str) -> String {
    let parts = line.split(' ').map(|part| if part.parse::<usize>().is_ok() { "<数>" } else { part });
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_step_does_and_says_what_the_tutorial_says() {
    let mut desk = Desk::new();
    let steps = steps(&section());
    assert!(steps.len() > 12, "{steps:?}");
    for step in &steps {
        match step {
            Step::Edit(file, old, new) => desk.edit(file, old, new),
            Step::Merge(branch) => desk.merge(branch),
            Step::Type(commands, expected) => {
                let (well, said) = desk.type_in(commands);
                let fault = expected.as_ref().is_some_and(|text| text.starts_with("错误["));
                assert_eq!(well, !fault, "{commands}\n{said}");
                let expected = expected.as_deref().unwrap_or_default();
                // Where nothing is quoted, nothing is said.
                assert_eq!(lasting(&said), lasting(expected), "{commands}");
            }
        }
    }
    // From clone to published.
    let page = git(&desk.forge(), &["show", "gh-pages:institutions/2020-0001.html"]);
    assert!(page.contains("022-55550199"), "the change is on the site");
}

/// A conflict is undone as the table of troubles says; what it says of other troubles does not do there.
#[test]
fn a_conflict_is_undone_as_the_tutorial_says() {
    let section = section();
    let row = section.lines().find(|line| line.contains("`CONFLICT`")).unwrap();
    assert!(row.contains("`git merge --abort`") && row.contains("“自动合并失败”"), "{row}");
    let mut desk = Desk::new();
    desk.type_in("git config --global user.name 样例甲; git config --global user.email clerk@example.gov.cn");
    let (well, said) = desk.type_in(&format!("git clone --quiet {FORGE}registry.git registry\ncd registry"));
    assert!(well, "{said}");
    let file = "content/institutions/2020-0001/filing.yaml";
    for (branch, new) in [("one", "022-55550198"), ("two", "022-55550199")] {
        desk.type_in(&format!("git switch --quiet -c {branch} main"));
        desk.edit(file, "telephone: 022-55550102", &format!("telephone: {new}"));
        desk.type_in("git commit --quiet -a -m 改电话");
    }
    let (merged, said) = desk.type_in("git merge one");
    assert!(!merged && said.contains("CONFLICT"), "{said}");
    let (well, said) = desk.type_in("git merge --abort && skillreg check");
    assert!(well && said == "没有发现问题\n", "{said}");
}

#[test]
fn the_tutorial_holds_every_kind_of_step() {
    let steps = steps(&section());
    let merges = steps.iter().filter(|step| matches!(step, Step::Merge(_))).count();
    let edits = steps.iter().filter(|step| matches!(step, Step::Edit(..))).count();
    assert_eq!((merges, edits), (1, 2), "{steps:?}");
}
