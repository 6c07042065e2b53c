//! A synthetic registry to measure with.

#![allow(clippy::disallowed_methods, reason = "reads what it measures")]

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

/// A synthetic registry in a folder of its own.
pub(crate) struct Corpus(TempDir);

impl Corpus {
    /// One of a size, written by the example `corpus`.
    pub(crate) fn of(institutions: usize, certificates: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let written = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--release", "--example", "corpus", "--"])
            .args(["--institutions", &institutions.to_string()])
            .args(["--certificates", &certificates.to_string()])
            .arg(folder.path())
            .status();
        assert!(written.is_ok_and(|status| status.success()), "no corpus was written");
        Self(folder)
    }

    /// The folder that holds `content`.
    #[allow(dead_code, reason = "each bench uses what it needs")]
    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    /// The texts of the YAML files below a folder of `content`.
    #[allow(dead_code, reason = "each bench uses what it needs")]
    pub(crate) fn texts(&self, folder: &str) -> Vec<String> {
        let files = WalkDir::new(self.0.path().join("content").join(folder)).sort_by_file_name();
        let files = files.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        files.map(|file| std::fs::read_to_string(file.path()).expect("a text")).collect()
    }
}
