//! Publishing: what stands in the output folder before, while and after.

mod builds;
mod killed;
mod people;
mod refusals;

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use sha2::{Digest, Sha256};
use skillreg::output::{Destination, MARKER, PublishError, Summary, Target, publish, staging_folder};
use tempfile::TempDir;

type Error = PublishError<String>;

/// A small site in a folder of its own. The input of a page is the hash of its text, unless a test says otherwise.
struct Site {
    root: TempDir,
    pages: BTreeMap<String, String>,
    /// Stands for all else that pages are made of.
    theme: u8,
    /// Pages whose rendering fails.
    faulty: Vec<String>,
    /// A page that takes its time.
    slow: Option<String>,
    rendered: Mutex<Vec<String>>,
}

impl Site {
    fn new(pages: &[(&str, &str)]) -> Self {
        let pages = pages.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
        Site {
            root: tempfile::tempdir().unwrap(),
            pages,
            theme: 0,
            faulty: Vec::new(),
            slow: None,
            rendered: Mutex::default(),
        }
    }

    fn with_three_pages() -> Self {
        Site::new(&[
            ("index.html", "首页"),
            ("institutions/1.html", "示例甲"),
            ("institutions/tianjin/2.html", "示例乙"),
        ])
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("public")
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder().join(path)
    }

    fn set(&mut self, path: &str, text: &str) {
        self.pages.insert(path.to_owned(), text.to_owned());
    }

    fn build(&self) -> Result<Summary, Error> {
        self.build_into(&self.folder())
    }

    fn build_into(&self, folder: &Path) -> Result<Summary, Error> {
        self.rendered.lock().unwrap().clear();
        let targets: Vec<Target> =
            self.pages.iter().map(|(path, text)| target(path, text, self.theme)).collect();
        let render = |position: usize| {
            let path = &targets[position].path;
            if self.slow.as_ref() == Some(path) {
                thread::sleep(Duration::from_millis(50));
            }
            self.rendered.lock().unwrap().push(path.clone());
            if self.faulty.contains(path) {
                Err(format!("fault in {path}"))
            } else {
                Ok(self.pages[path].clone().into())
            }
        };
        let destination = Destination { folder, protected: &[] };
        publish(&destination, &targets, &render, &|| ())
    }

    /// Asserts that the folder holds the pages, the marker, these files of people, and nothing else.
    fn assert_whole(&self, people: &[&str]) {
        let mut expected: Vec<String> = self.pages.keys().cloned().collect();
        expected.push(MARKER.to_owned());
        expected.extend(people.iter().map(|path| path.to_string()));
        expected.sort();
        assert_eq!(listing(&self.folder()), expected);
        for (path, text) in &self.pages {
            assert_eq!(&fs::read_to_string(self.path(path)).unwrap(), text, "{path}");
        }
    }

    fn metadata(&self, path: &str) -> Metadata {
        fs::symlink_metadata(self.path(path)).unwrap()
    }

    fn rendered(&self) -> Vec<String> {
        let mut rendered = self.rendered.lock().unwrap().clone();
        rendered.sort();
        rendered
    }
}

fn target(path: &str, text: &str, theme: u8) -> Target {
    let input = Sha256::new().chain_update([theme]).chain_update(path).chain_update(text).finalize();
    Target { path: path.to_owned(), input: input.into() }
}

/// Everything in a folder but folders; an empty folder is listed with a slash, so that it is seen.
fn listing(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if !entry.file_type().is_dir() {
            found.push(path);
        } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
            found.push(path + "/");
        }
    }
    found.sort();
    found
}

/// What must stay the same about a file that is left alone.
fn identity(metadata: &Metadata) -> (u64, i64, i64, u64) {
    (metadata.ino(), metadata.mtime(), metadata.mtime_nsec(), metadata.size())
}

fn message(result: Result<Summary, Error>) -> String {
    result.unwrap_err().to_string()
}
