//! What the steps of workflows do in clones that git itself made.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use super::{BATCH, FILING, SOURCE, init, read};
use crate::proposal::commit_all;
use crate::registry::Registry;
use crate::repository::git;

/// A registry on a bare repository, a proposed change, and a home where skillreg is installed.
struct Forge {
    folder: TempDir,
    registry: Registry,
}

impl Forge {
    fn new(forge: &str) -> Self {
        let registry = Registry::minimal();
        let root = registry.path("");
        assert_eq!(init(&root, forge, &[]).code, Some(0));
        commit_all(&registry);
        let folder = tempfile::tempdir().unwrap();
        let made = Self { folder, registry };
        git(made.folder.path(), &["clone", "-q", "--bare", root.to_str().unwrap(), "office/registry.git"]);
        git(&root, &["remote", "add", "origin", made.bare().to_str().unwrap()]);
        git(&root, &["fetch", "-q", "origin"]);
        let version = env!("CARGO_PKG_VERSION");
        for installed in [format!("home/.local/skillreg/{version}/bin"), "bin".to_owned()] {
            let bin = made.path(&installed);
            fs::create_dir_all(&bin).unwrap();
            std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_skillreg"), bin.join("skillreg")).unwrap();
        }
        made
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bare(&self) -> PathBuf {
        self.path("office/registry.git")
    }

    /// Proposes a change: as a branch, and under the name forges give to proposals.
    fn propose(&self, file: &str, old: &str, new: &str) {
        let root = self.registry.path("");
        git(&root, &["checkout", "-q", "-B", "office", "main"]);
        self.registry.edit(file, |text| text.replacen(old, new, 1));
        git(&root, &["commit", "-q", "-a", "-m", "改动"]);
        git(&root, &["push", "-q", "-f", "origin", "office", "office:refs/pull/7/head"]);
    }

    fn commit(&self, revision: &str) -> String {
        git(&self.registry.path(""), &["rev-parse", revision]).trim().to_owned()
    }

    /// A folder with the proposal checked out and all of its history, as `fetch-depth: 0` does.
    fn checkout(&self, revision: &str, name: &str) -> PathBuf {
        git(self.folder.path(), &["clone", "-q", self.bare().to_str().unwrap(), name]);
        git(&self.path(name), &["checkout", "-q", "--detach", revision]);
        self.path(name)
    }

    /// A folder with the proposal merged into the branch it is for, as GitHub makes it.
    fn merged(&self, name: &str) -> PathBuf {
        let made = self.checkout("origin/main", name);
        git(&made, &["merge", "-q", "--no-ff", "-m", "合并", "origin/office"]);
        made
    }

    /// Somebody else's change is merged meanwhile.
    fn move_on(&self, file: &str, old: &str, new: &str) {
        let root = self.registry.path("");
        git(&root, &["checkout", "-q", "main"]);
        self.registry.edit(file, |text| text.replacen(old, new, 1));
        git(&root, &["commit", "-q", "-a", "-m", "别人的改动"]);
        git(&root, &["push", "-q", "origin", "main"]);
    }

    /// Runs the shell of a step.
    fn shell(&self, script: &str, folder: &Path, variables: &[(&str, &str)]) -> Output {
        let path = std::env::var("PATH").unwrap();
        let added = fs::read_to_string(self.path("path")).unwrap_or_default();
        let path = format!("{}:{}:{path}", added.trim(), self.path("bin").display());
        Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(folder)
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.path("home"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .envs([("RUNNER_TEMP", self.path("")), ("GITHUB_PATH", self.path("path"))])
            .env("GITHUB_STEP_SUMMARY", self.path("summary.md"))
            .envs([("SKILLREG_SOURCE", SOURCE), ("SKILLREG_VERSION", env!("CARGO_PKG_VERSION"))])
            .envs(variables.iter().copied())
            .output()
            .unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The shells of a job's steps.
fn shells(workflow: &Value, job: &str) -> Vec<String> {
    let steps = workflow["jobs"][job]["steps"].as_array().unwrap().iter();
    steps.filter_map(|step| Some(step["run"].as_str()?.to_owned())).collect()
}

#[test]
fn github_checks_what_is_proposed_and_builds_what_was_merged() {
    let forge = Forge::new("github");
    let check = read(&forge.registry.path(".github/workflows/skillreg-check.yml"));
    let publish = read(&forge.registry.path(".github/workflows/skillreg-publish.yml"));
    forge.propose(FILING, "022-55550102", "022-55550199");
    let base = forge.commit("main");
    let good = forge.merged("good");
    for script in shells(&check, "check") {
        let done = forge.shell(&script, &good, &[("BASE", "main")]);
        assert!(done.status.success(), "{script}\n{done:?}");
    }
    let report = fs::read_to_string(forge.path("report.md")).unwrap();
    assert!(report.contains("联系电话：022-55550102 改为 022-55550199"), "{report}");
    assert!(report.contains("与 目标分支/main（共同的祖先 "), "{report}");
    assert_eq!(fs::read_to_string(forge.path("summary.md")).unwrap(), report);
    forge.propose(BATCH, "holder: \"示*一\"", "holder: \"样*一\"");
    let bad = forge.merged("bad");
    let script = shells(&check, "check").pop().unwrap();
    let done = forge.shell(&script, &bad, &[("BASE", "main")]);
    let said = text(&done.stdout);
    assert!(done.status.code() == Some(1) && said.contains("::error file=content/certificates/"), "{done:?}");
    let merged = forge.checkout(&base, "merged");
    for script in shells(&publish, "build") {
        let done = forge.shell(&script, &merged, &[]);
        assert!(done.status.success(), "{script}\n{done:?}");
    }
    assert!(forge.path("site/index.html").is_file());
}

#[test]
fn what_others_merged_is_not_charged_to_a_proposal() {
    let forge = Forge::new("github");
    let check = read(&forge.registry.path(".github/workflows/skillreg-check.yml"));
    let script = shells(&check, "check").pop().unwrap();
    forge.propose(FILING, "022-55550102", "022-55550199");
    forge.move_on(BATCH, "holder: \"示*一\"", "holder: \"样*一\"");
    let merged = forge.merged("merged");
    for branch in ["main", "-x", "heads", "HEAD", "release/$(id)"] {
        let done = forge.shell(&script, &merged, &[("BASE", branch)]);
        assert!(done.status.success(), "{branch}: {done:?}");
    }
    let report = fs::read_to_string(forge.path("report.md")).unwrap();
    assert!(report.contains("022-55550199") && !report.contains("certificate"), "{report}");
    // The tip of a proposal has no first parent to hold it against.
    let tip = forge.checkout("origin/office", "tip");
    let done = forge.shell(&script, &tip, &[("BASE", "main")]);
    assert!(done.status.code() == Some(2) && text(&done.stdout).contains("::error::"), "{done:?}");
}

#[test]
fn gitlab_checks_what_is_proposed_and_builds_what_was_merged() {
    let forge = Forge::new("gitlab");
    let pipeline = read(&forge.registry.path(".gitlab-ci.yml"));
    let script = |job: &str| {
        let lines = |value: &Value| -> Vec<String> {
            value.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
        };
        [lines(&pipeline["before_script"]), lines(&pipeline[job]["script"])].concat().join("\n")
    };
    forge.propose(BATCH, "holder: \"示*一\"", "holder: \"样*一\"");
    let (base, tip) = (forge.commit("main"), forge.commit("office"));
    let bad = forge.checkout(&tip, "bad");
    let program = bad.join(format!(".skillreg-program/{}/bin", env!("CARGO_PKG_VERSION")));
    fs::create_dir_all(&program).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_skillreg"), program.join("skillreg")).unwrap();
    let variables = [
        ("CI_PROJECT_DIR", bad.to_str().unwrap()),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.as_str()),
        ("CI_COMMIT_SHA", tip.as_str()),
        ("CI_PROJECT_URL", "https://gitlab.example/office/registry"),
    ];
    let done = forge.shell(&script("check"), &bad, &variables);
    assert!(done.status.code() == Some(1) && text(&done.stdout).contains("-/blob/"), "{done:?}");
    let quality: Value =
        serde_json::from_slice(&fs::read(bad.join("gl-code-quality-report.json")).unwrap()).unwrap();
    assert_eq!(quality[0]["check_name"], "certificate-rewritten");
    // A pipeline of merged results has what others merged meanwhile, and says what the target branch was.
    forge.propose(FILING, "022-55550102", "022-55550199");
    forge.move_on(BATCH, "holder: \"示*一\"", "holder: \"样*一\"");
    let merged = forge.merged("merged");
    let (head, target) = (git(&merged, &["rev-parse", "HEAD"]), forge.commit("main"));
    let of_merged = [
        ("CI_PROJECT_DIR", bad.to_str().unwrap()),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", base.as_str()),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", target.as_str()),
        ("CI_COMMIT_SHA", head.trim()),
        ("CI_PROJECT_URL", "https://gitlab.example/office/registry"),
    ];
    let done = forge.shell(&script("check"), &merged, &of_merged);
    assert!(done.status.success() && !text(&done.stdout).contains("certificate-rewritten"), "{done:?}");
    git(&bad, &["checkout", "-q", "--detach", &base]);
    let done = forge.shell(&script("pages"), &bad, &variables);
    assert!(done.status.success() && bad.join("public/index.html").is_file(), "{done:?}");
}

#[test]
fn gitea_and_forgejo_need_git_and_skillreg_alone() {
    for name in ["gitea", "forgejo"] {
        let forge = Forge::new(name);
        let check = read(&forge.registry.path(&format!(".{name}/workflows/skillreg-check.yml")));
        forge.propose(BATCH, "holder: \"示*一\"", "holder: \"样*一\"");
        let work = forge.path("work");
        fs::create_dir(&work).unwrap();
        let (server, base) = (format!("file://{}", forge.folder.path().display()), forge.commit("main"));
        let variables = [
            ("SERVER", server.as_str()),
            ("REPOSITORY", "office/registry"),
            ("TOKEN", "example"),
            ("NUMBER", "7"),
            ("BASE", &base),
        ];
        let mut shells = shells(&check, "check");
        let last = shells.pop().unwrap();
        for script in shells {
            let done = forge.shell(&script, &work, &variables);
            assert!(done.status.success(), "{script}\n{done:?}");
        }
        let done = forge.shell(&last, &work, &variables);
        assert!(
            done.status.code() == Some(1) && text(&done.stdout).contains("certificate-rewritten"),
            "{done:?}"
        );
    }
}
