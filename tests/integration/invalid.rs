//! One folder a rule under `tests/invalid/`: what is done to the minimal registry, and the exact report.
//!
//! `change.diff` replaces lines (`-`) by others (`+`), `content/` and `themes/` lay files over the registry, `remove.txt`
//! names files to take away. What git does not carry is done here, in [`spoil`].

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::registry::{Registry, project, run, same_as_file};

pub(crate) fn cases() -> Vec<(String, PathBuf)> {
    cases_of("tests/invalid")
}

/// The folders below a folder, by name.
pub(crate) fn cases_of(folder: &str) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(project().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> =
        entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path)).collect();
    cases.sort();
    cases
}

pub(crate) fn prepare(code: &str, folder: &std::path::Path) -> Registry {
    let registry = Registry::minimal();
    alter(&registry, folder, "change.diff");
    spoil(code, &registry);
    registry
}

/// Does to a registry what a folder says.
pub(crate) fn alter(registry: &Registry, folder: &std::path::Path, change: &str) {
    if let Ok(names) = fs::read_to_string(folder.join("remove.txt")) {
        names.lines().for_each(|name| registry.remove(name));
    }
    for part in ["content", "themes"].into_iter().filter(|part| folder.join(part).is_dir()) {
        registry.overlay(&folder.join(part));
    }
    if let Ok(change) = fs::read_to_string(folder.join(change)) {
        apply(registry, &change);
    }
}

/// Does to the registry what no file in git can.
fn spoil(code: &str, registry: &Registry) {
    match code {
        "file-not-plain" => {
            registry.write("elsewhere.yaml", "divisions: []\n");
            registry.remove("content/catalogue/divisions.yaml");
            let link = registry.path("content/catalogue/divisions.yaml");
            std::os::unix::fs::symlink("../../elsewhere.yaml", link).unwrap();
        }
        "file-unreadable" => {
            registry.write("content/pages/about.md", "---\n");
            close(&registry.path("content/pages/about.md"));
            close(&registry.path("content/institutions/2020-0002"));
        }
        "file-submodule" => registry.write("content/plans/2020/.git", "gitdir: ../../../.git/modules/2020\n"),
        "file-too-large" => registry.write("content/pages/large.md", "a".repeat(9 * 1024 * 1024)),
        // Git would keep it with other ends of lines.
        "file-line-ends" => {
            let closed = "age-encryption.org/v1\r\n-> X25519 示例\r\n";
            registry.write("content/institutions/2020-0001/people.age", closed);
        }
        "file-not-utf8" => registry.write("content/pages/about.md", b"---\ntitle: \xb9\xd8\xd3\xda\n---\n"),
        _ => {}
    }
}

/// Takes away the right to read.
fn close(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
}

/// Replaces lines. A `--- path` line names the file; `@@` lines part one replacement from the next.
fn apply(registry: &Registry, change: &str) {
    let mut file = "";
    for block in change.split("@@\n") {
        let mut lines: Vec<&str> = block.lines().collect();
        if let Some(path) = lines.first().and_then(|line| line.strip_prefix("--- ")) {
            file = path;
            lines.remove(0);
        }
        let side = |sign: char| -> String {
            let kept = lines.iter().filter(|line| line.starts_with([sign, ' ']));
            kept.map(|line| format!("{}\n", &line[1..])).collect()
        };
        registry.edit(file, |text| {
            // A line begins after the end of another, so that no line matches the tail of a longer one.
            let (text, old) = (format!("\n{text}"), format!("\n{}", side('-')));
            assert_eq!(text.matches(&old).count(), 1, "{file}: {block}");
            text.replacen(&old, &format!("\n{}", side('+')), 1)[1..].to_owned()
        });
    }
}

#[test]
fn the_minimal_registry_has_no_fault() {
    let run = Registry::minimal().check(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "没有发现问题\n"));
}

#[test]
fn every_breach_is_reported_as_expected() {
    let mut differences = Vec::new();
    for (code, folder) in cases() {
        let registry = prepare(&code, &folder);
        let human = registry.check(&[]);
        let warning = human.stdout.starts_with("提醒") && human.stdout.contains("没有错误");
        if human.code != Some(i32::from(!warning)) || !human.stderr.is_empty() {
            differences.push(format!("{code}: {human:?}"));
        }
        if !human.stdout.contains(&format!("[{code}]")) {
            differences.push(format!("{code} is not in its own report:\n{}", human.stdout));
        }
        differences.extend(same_as_file(&folder.join("expected.txt"), &human.stdout).err());
        let json = registry.check(&["--format", "json"]).stdout;
        let findings =
            human.stdout.lines().filter(|line| line.starts_with(['错', '提']) && line.contains('[')).count();
        if json.lines().count() != findings {
            differences.push(format!("{code}: {findings} findings for people, for machines:\n{json}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let listed = run(&["explain"]).stdout;
    let rules: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    // Rules of changes have cases of their own, with a commit to be held against.
    let cases = [cases(), cases_of("tests/changes")].concat();
    let cases: BTreeSet<&str> = cases.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(rules, cases);
}

#[test]
fn every_rule_can_be_explained() {
    for (code, _) in [cases(), cases_of("tests/changes")].concat() {
        let run = run(&["explain", &code]);
        assert!(
            run.code == Some(0) && run.stdout.contains("不对：") && run.stdout.contains("改成："),
            "{code}"
        );
    }
}
