//! Registries under git, with a bare repository on disk in the place of a forge, by the real git.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::registry::{Registry, Run, run};

pub(crate) const FILING: &str = "content/institutions/2020-0001/filing.yaml";

/// The minimal registry, committed and pushed to a bare repository that is its `origin`.
pub(crate) struct Office {
    pub(crate) registry: Registry,
    forge: TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        let office = Self { registry: Registry::minimal(), forge: tempfile::tempdir().unwrap() };
        git(office.forge.path(), &["init", "-q", "--bare", "-b", "main", "site.git"]);
        office.git(&["init", "-q", "-b", "main"]);
        office.git(&["config", "user.name", "示例书记员"]);
        office.git(&["config", "user.email", "clerk@example.invalid"]);
        office.git(&["remote", "add", "origin", office.remote().to_str().unwrap()]);
        office.registry.write(".gitignore", "/public\n/.public.skillreg\n/.skillreg\n");
        office.commit("登记入库");
        office.git(&["push", "-q", "origin", "main"]);
        office
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.registry.path("")
    }

    pub(crate) fn remote(&self) -> PathBuf {
        self.forge.path().join("site.git")
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(&self.root(), arguments)
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Gives the contact of the first institution another telephone.
    pub(crate) fn telephone(&self, number: &str) {
        self.registry.edit(FILING, |text| {
            let contact = text.find("  contact:").expect("the filing has a contact");
            let at = contact + text[contact..].find("022-555501").expect("who has a telephone");
            text[..at].to_owned() + number + &text[at + number.len()..]
        });
    }

    pub(crate) fn publish(&self, arguments: &[&str]) -> Run {
        publish(&self.root(), arguments)
    }

    /// Publishes and expects it to succeed.
    #[track_caller]
    pub(crate) fn published(&self) -> Run {
        let run = self.publish(&[]);
        assert_eq!(run.code, Some(0), "{run:?}");
        run
    }

    /// Where the branch of the site is on the remote, if it is there.
    pub(crate) fn tip(&self) -> Option<String> {
        tip(&self.remote(), "gh-pages")
    }
}

pub(crate) fn publish(root: &Path, arguments: &[&str]) -> Run {
    run(&[&["publish", "--root", root.to_str().unwrap()], arguments].concat())
}

/// Where a branch is, if it is there.
pub(crate) fn tip(repository: &Path, branch: &str) -> Option<String> {
    let name = format!("refs/heads/{branch}");
    let done = tried(repository, &["rev-parse", "-q", "--verify", &name]);
    done.status.success().then(|| String::from_utf8(done.stdout).unwrap().trim().to_owned())
}

/// Runs git as somebody with a name and an address, whatever the machine says.
#[track_caller]
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let done = tried(folder, arguments);
    assert!(done.status.success(), "{arguments:?} {done:?}");
    String::from_utf8(done.stdout).unwrap()
}

pub(crate) fn tried(folder: &Path, arguments: &[&str]) -> Output {
    let identity = ["-c", "user.name=示例书记员", "-c", "user.email=clerk@example.invalid"];
    let allowed = ["-c", "protocol.file.allow=always", "-c", "advice.detachedHead=false"];
    Command::new("git")
        .args(identity)
        .args(allowed)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap()
}
