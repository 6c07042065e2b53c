//! Workflows of forges: what is written, and what their steps do in clones that git itself made.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::proposal::commit_all;
use crate::registry::{Registry, Run, project, run};
use crate::repository::git;

const SOURCE: &str = "https://forge.example/office/skillreg.git";
const FILING: &str = "content/institutions/2020-0001/filing.yaml";
const BATCH: &str = "content/certificates/2020/2020-0001/batch.yaml";

fn init(folder: &Path, forge: &str, more: &[&str]) -> Run {
    run(&[&["init", folder.to_str().unwrap(), "--forge", forge, "--source", SOURCE], more].concat())
}

/// What a workflow says.
fn read(path: &Path) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_new_registry_or_one_that_is_there_gets_workflows() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("registry");
    let made = init(&fresh, "github", &[]);
    assert!(made.code == Some(0) && fresh.join(".github/workflows/skillreg-check.yml").is_file(), "{made:?}");
    assert!(fresh.join("content/site.yaml").is_file());
    let registry = Registry::minimal();
    let root = registry.path("");
    for (forge, file) in [
        ("gitlab", ".gitlab-ci.yml"),
        ("gitea", ".gitea/workflows/skillreg-publish.yml"),
        ("forgejo", ".forgejo/workflows/skillreg-check.yml"),
    ] {
        let made = init(&root, forge, &[]);
        assert!(made.code == Some(0) && made.stdout.lines().any(|line| line == file), "{made:?}");
        let again = init(&root, forge, &[]);
        assert!(again.code == Some(0) && again.stdout.is_empty(), "{again:?}");
    }
    // What nobody edited follows the command; what somebody did stays, unless it is said.
    assert_eq!(init(&root, "gitea", &["--branch", "trunk"]).stdout.lines().count(), 2);
    registry.edit(".gitlab-ci.yml", |text| text.replace("1 week", "2 weeks"));
    let refused = init(&root, "gitlab", &[]);
    assert!(refused.code == Some(2) && refused.stderr.contains("--overwrite"), "{refused:?}");
    assert!(fs::read_to_string(registry.path(".gitlab-ci.yml")).unwrap().contains("2 weeks"));
    assert_eq!(init(&root, "gitlab", &["--overwrite"]).code, Some(0));
    let lacking = run(&["init", root.to_str().unwrap(), "--forge", "github"]);
    assert!(lacking.code == Some(2) && lacking.stderr.contains("--source"), "{lacking:?}");
    let odd = run(&["init", root.to_str().unwrap(), "--forge", "github", "--source", "https://x/$(id)"]);
    assert!(odd.code == Some(2) && !registry.path(".github").exists(), "{odd:?}");
}

/// Runs a command in a folder, as somebody types it.
fn typed(folder: &Path, command: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_skillreg")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    Command::new("bash")
        .args(["-c", command])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .output()
        .unwrap()
}

/// All files of a folder of workflows.
fn workflows(folder: &Path) -> Vec<String> {
    let texts = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    texts.collect()
}

#[test]
fn commands_are_as_the_documentation_and_the_workflows_write_them() {
    let page = fs::read_to_string(project().join("docs/hosting.md")).unwrap();
    assert!(!page.contains("`skillreg init"), "a command in a line of text is not run here");
    let commands: Vec<&str> = page.lines().filter(|line| line.starts_with("skillreg init")).collect();
    assert!(commands.len() >= 3, "{commands:?}");
    for command in commands {
        let registry = Registry::minimal();
        commit_all(&registry);
        let done = typed(&registry.path(""), command);
        assert!(done.status.success() && !done.stdout.is_empty(), "{command}\n{done:?}");
    }
    for forge in ["github", "gitlab", "gitea", "forgejo"] {
        let registry = Registry::minimal();
        let written = text(&init(&registry.path(""), forge, &["--branch", "release/1"]).stdout.into_bytes());
        let file = fs::read_to_string(registry.path(written.lines().next().unwrap())).unwrap();
        let told = file.lines().find_map(|line| line.strip_prefix("#   skillreg ")).unwrap();
        let done = typed(&registry.path(""), &format!("skillreg {told}"));
        // The same source and branch: nothing is otherwise.
        assert!(done.status.success() && done.stdout.is_empty(), "{told}\n{done:?}");
    }
}

#[test]
fn workflows_belong_to_the_top_of_a_repository() {
    let registry = Registry::minimal();
    commit_all(&registry);
    assert_eq!(init(&registry.path(""), "github", &[]).code, Some(0));
    let sub = registry.path("office/sub");
    fs::create_dir_all(sub.parent().unwrap()).unwrap();
    for folder in [sub.clone(), registry.path("content/certificates")] {
        let refused = init(&folder, "gitea", &[]);
        assert!(refused.code == Some(2) && refused.stderr.contains("最上一层"), "{refused:?}");
        assert!(!folder.join(".gitea").exists(), "{}", folder.display());
    }
    assert!(!sub.exists());
    fs::create_dir_all(sub.join("content")).unwrap();
    let refused = init(&sub, "github", &[]);
    assert!(refused.code == Some(2) && refused.stderr.contains("office/sub"), "{refused:?}");
    assert!(!sub.join(".github").exists());
}

#[test]
fn nothing_is_published_from_another_branch() {
    let registry = Registry::minimal();
    let root = registry.path("");
    for branch in ["pages", "gh-pages"] {
        let refused = init(&root, "gitea", &["--branch", branch]);
        assert!(refused.code == Some(2) && refused.stderr.contains("放网站的分支"), "{refused:?}");
        assert!(!registry.path(".gitea").exists());
    }
    for forge in ["github", "gitlab", "gitea", "forgejo"] {
        assert_eq!(init(&root, forge, &["--branch", "release"]).code, Some(0));
    }
    let gitlab = read(&registry.path(".gitlab-ci.yml"));
    assert_eq!(gitlab["pages"]["rules"], serde_json::json!([{ "if": "$CI_COMMIT_BRANCH == \"release\"" }]));
    for (file, job, is) in [
        (".github", "build", "${{ github.ref == 'refs/heads/release' }}"),
        (".gitea", "publish", "${{ github.ref_name == 'release' }}"),
        (".forgejo", "publish", "${{ github.ref_name == 'release' }}"),
    ] {
        let publish = read(&registry.path(&format!("{file}/workflows/skillreg-publish.yml")));
        assert_eq!(publish["jobs"][job]["if"], is);
        assert_eq!(publish["on"]["push"]["branches"], serde_json::json!(["release"]));
    }
}

#[test]
fn the_program_is_compiled_from_the_commit_that_is_named() {
    const COMMIT: &str = "0123456789abcdef0123456789ABCDEF01234567";
    let registry = Registry::minimal();
    let root = registry.path("");
    for wrong in ["0123456", "v0.1.0", &COMMIT.replace('0', "g")] {
        let refused = init(&root, "github", &["--commit", wrong]);
        assert!(refused.code == Some(2) && refused.stderr.contains("40 位"), "{refused:?}");
    }
    assert!(!registry.path(".github").exists());
    for (forge, folder, job) in
        [("github", ".github/workflows", "check"), ("gitea", ".gitea/workflows", "publish")]
    {
        assert_eq!(init(&root, forge, &["--commit", COMMIT]).code, Some(0));
        let workflow = read(&registry.path(&format!("{folder}/skillreg-{job}.yml")));
        assert_eq!(workflow["env"]["SKILLREG_COMMIT"], COMMIT.to_lowercase());
        for text in workflows(&registry.path(folder)) {
            assert!(text.contains("--rev \"$SKILLREG_COMMIT\"") && !text.contains("--tag"), "{text}");
            // What was compiled from a tag before must not be taken for it.
            assert!(!text.contains("skillreg/$SKILLREG_VERSION"), "{text}");
        }
    }
    init(&root, "gitlab", &["--commit", COMMIT]);
    let gitlab = read(&registry.path(".gitlab-ci.yml"));
    assert_eq!(gitlab["variables"]["SKILLREG_COMMIT"], COMMIT.to_lowercase());
    assert_eq!(gitlab["cache"]["key"], format!("skillreg-{}", COMMIT.to_lowercase()));
}

#[test]
fn a_commit_that_was_named_is_not_let_go_silently() {
    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
    for forge in ["github", "gitlab", "gitea", "forgejo"] {
        let registry = Registry::minimal();
        let root = registry.path("");
        let written = init(&root, forge, &["--commit", COMMIT]).stdout;
        let file = written.lines().next().unwrap();
        let kept = init(&root, forge, &["--branch", "trunk"]);
        assert!(
            kept.code == Some(0) && kept.stderr.contains("沿用原来写定的提交编号 0123456789"),
            "{kept:?}"
        );
        assert!(fs::read_to_string(registry.path(file)).unwrap().contains(COMMIT), "{file}");
        // What it was written for is another program.
        let other =
            ["init", root.to_str().unwrap(), "--forge", forge, "--source", "https://forge.example/b/c"];
        let refused = run(&other);
        assert!(refused.code == Some(2) && refused.stderr.contains("--commit"), "{refused:?}");
        assert!(fs::read_to_string(registry.path(file)).unwrap().contains(SOURCE), "{file}");
    }
}

#[test]
fn sources_are_where_a_runner_can_reach_them() {
    let registry = Registry::minimal();
    let root = registry.path("");
    let of = |source: &str, more: &[&str]| {
        run(&[&["init", root.to_str().unwrap(), "--forge", "github", "--source", source], more].concat())
    };
    for wrong in ["file:///srv/skillreg.git", "git@forge.example:office/skillreg.git", "/srv/skillreg.git"] {
        let refused = of(wrong, &[]);
        assert!(refused.code == Some(2) && refused.stderr.contains("--source"), "{refused:?}");
    }
    assert!(!registry.path(".github").exists());
    let open = of("http://forge.example/office/skillreg.git", &[]);
    assert!(open.code == Some(0) && open.stderr.contains("http 地址"), "{open:?}");
    for safe in [
        of("https://forge.example/office/skillreg.git", &[]),
        of("http://forge.example/office/skillreg.git", &["--commit", &"0a".repeat(20)]),
    ] {
        assert!(safe.code == Some(0) && !safe.stderr.contains("http 地址"), "{safe:?}");
    }
}

#[test]
fn a_program_is_kept_before_anything_can_fail() {
    let registry = Registry::minimal();
    init(&registry.path(""), "github", &[]);
    for (file, job) in [("check", "check"), ("publish", "build")] {
        let workflow = read(&registry.path(&format!(".github/workflows/skillreg-{file}.yml")));
        let steps = workflow["jobs"][job]["steps"].as_array().unwrap();
        let at = |what: &str| {
            steps.iter().position(|step| step.to_string().contains(what)).unwrap_or_else(|| panic!("{what}"))
        };
        let order =
            ["actions/cache/restore@", "cargo install", "actions/cache/save@", &format!("skillreg {job} ")]
                .map(at);
        assert!(order.is_sorted(), "{order:?}");
        let keeps = &steps[at("actions/cache/save@")];
        let found = &steps[at("actions/cache/restore@")];
        assert_eq!(keeps["with"]["path"], found["with"]["path"]);
        assert!(keeps["with"]["key"].as_str().unwrap().contains(found["id"].as_str().unwrap()), "{keeps}");
    }
}

#[test]
fn no_job_may_do_more_than_it_must() {
    let registry = Registry::minimal();
    init(&registry.path(""), "github", &[]);
    let check = read(&registry.path(".github/workflows/skillreg-check.yml"));
    let publish = read(&registry.path(".github/workflows/skillreg-publish.yml"));
    for workflow in [&check, &publish] {
        assert_eq!(workflow["permissions"], serde_json::json!({}));
        assert!(!workflow.to_string().contains("\"pull_request_target\""));
    }
    let of = |workflow: &Value, job: &str| {
        let permissions = workflow["jobs"][job]["permissions"].as_object().unwrap().iter();
        let mut told: Vec<String> =
            permissions.map(|(what, may)| format!("{what}: {}", may.as_str().unwrap())).collect();
        told.sort();
        told.join(", ")
    };
    assert_eq!(of(&check, "check"), "contents: read");
    assert_eq!(of(&check, "comment"), "pull-requests: write");
    assert_eq!(of(&publish, "build"), "contents: read");
    assert_eq!(of(&publish, "deploy"), "id-token: write, pages: write");
    for workflow in [check, publish] {
        for job in workflow["jobs"].as_object().unwrap().values() {
            for step in job["steps"].as_array().unwrap() {
                // What a stranger writes reaches a shell only as a variable.
                assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{step}");
            }
        }
    }
}

#[test]
fn tokens_and_images_are_not_left_to_others() {
    let registry = Registry::minimal();
    let root = registry.path("");
    for (forge, files) in [
        ("gitlab", &[".gitlab-ci.yml"][..]),
        ("gitea", &[".gitea/workflows/skillreg-check.yml", ".gitea/workflows/skillreg-publish.yml"]),
    ] {
        init(&root, forge, &[]);
        for file in files {
            let text = fs::read_to_string(registry.path(file)).unwrap();
            let mut images = text.lines().filter_map(|line| line.trim().strip_prefix("image: ")).peekable();
            assert!(images.peek().is_some() && images.all(|image| image.contains("@sha256:")), "{text}");
            // Arguments are seen by everybody on the machine.
            assert!(!text.contains("git -c") && !text.contains("--header"), "{text}");
        }
    }
}

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
