//! Workflows of forges as they are written.

mod runs;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::proposal::commit_all;
use crate::registry::{Registry, Run, project, run};

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
        let written = init(&registry.path(""), forge, &["--branch", "release/1"]).stdout;
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
