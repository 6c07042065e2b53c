//! Small registries in a folder of their own, and the real program run on them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, str};

use tempfile::TempDir;

/// A copy of `tests/sites/minimal` that a test may spoil.
pub(crate) struct Registry {
    folder: TempDir,
}

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Registry {
    pub(crate) fn minimal() -> Self {
        Self::of("minimal")
    }

    /// A copy of one of the small sites in `tests/sites`.
    pub(crate) fn of(site: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let registry = Self { folder };
        registry.overlay(&project().join("tests/sites").join(site).join("content"));
        registry
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub(crate) fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn remove(&self, file: &str) {
        fs::remove_file(self.path(file)).unwrap();
    }

    pub(crate) fn edit(&self, file: &str, edit: impl FnOnce(String) -> String) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        self.write(file, edit(text));
    }

    /// Lays the files of a folder over that of the same name: `content/`, `themes/`.
    pub(crate) fn overlay(&self, folder: &Path) {
        let target = self.folder.path().join(folder.file_name().unwrap());
        fs::create_dir_all(&target).unwrap();
        copy(folder, &target);
    }

    pub(crate) fn build(&self) -> Run {
        run(&["build", "--root", self.folder.path().to_str().unwrap(), "--today", "2021-06-30"])
    }

    pub(crate) fn check(&self, arguments: &[&str]) -> Run {
        let root = self.folder.path().to_str().unwrap();
        run_with_no_more_rights(&[&["check", "--root", root, "--today", "2021-06-30"], arguments].concat())
    }
}

/// Runs the program with an environment that holds nothing of the machine's.
pub(crate) fn run(arguments: &[&str]) -> Run {
    run_by(Command::new(env!("CARGO_BIN_EXE_skillreg")), arguments)
}

/// Runs the program as somebody who may not read everything: root may, unless that is taken away.
pub(crate) fn run_with_no_more_rights(arguments: &[&str]) -> Run {
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !root {
        return run(arguments);
    }
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set", "-dac_override,-dac_read_search", env!("CARGO_BIN_EXE_skillreg")]);
    run_by(command, arguments)
}

fn run_by(mut command: Command, arguments: &[&str]) -> Run {
    let output = command
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("NO_COLOR", "1")
        .current_dir(project())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| str::from_utf8(bytes).unwrap().to_owned();
    Run { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a text with its checked-in copy; with `SKILLREG_UPDATE=1` writes the copy instead, for review.
pub(crate) fn same_as_file(path: &Path, text: &str) -> Result<(), String> {
    if std::env::var_os("SKILLREG_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return Ok(());
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == text {
        return Ok(());
    }
    let name = path.strip_prefix(project()).unwrap_or(path).display();
    Err(format!("{name} differs; SKILLREG_UPDATE=1 rewrites it, read it before you commit it. Now:\n{text}"))
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
