//! The sample site, built once for all tests that look at it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::commands::skillreg;

const SAMPLE: &str = env!("CARGO_MANIFEST_DIR");

/// The folder of the sample site.
pub(crate) fn site() -> &'static Path {
    static SITE: OnceLock<Built> = OnceLock::new();
    &SITE.get_or_init(|| build(Path::new(SAMPLE))).site
}

/// The sample site with the code for browsers that `./test` has just built, where it has; else that of the theme.
pub(crate) fn fresh_site() -> &'static Path {
    static SITE: OnceLock<Option<Built>> = OnceLock::new();
    let made = SITE.get_or_init(|| {
        let engine = std::env::var_os("SKILLREG_TEST_ENGINE")?;
        let root = tempfile::tempdir().unwrap();
        copy(&Path::new(SAMPLE).join("content"), &root.path().join("content"));
        copy(Path::new(&engine), &root.path().join("themes/default/assets/engine"));
        Some(build(root.path()))
    });
    made.as_ref().map_or_else(site, |made| &made.site)
}

/// The folder of the site another office begins with: hardly a record in it.
pub(crate) fn new_office() -> &'static Path {
    static SITE: OnceLock<Built> = OnceLock::new();
    let made = SITE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        assert!(skillreg(folder.path(), &["init", "office"]).status.success());
        build(&folder.path().join("office"))
    });
    &made.site
}

struct Built {
    _folder: tempfile::TempDir,
    site: PathBuf,
}

fn build(root: &Path) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let arguments =
        ["build", "--output", site.to_str().unwrap(), "--base-url", "https://example.com/registry/"];
    let output = skillreg(root, &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Built { _folder: folder, site }
}

/// The HTML pages of a site: paths from its root, in order.
pub(crate) fn pages(site: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(site).sort_by_file_name().into_iter().map(Result::unwrap);
    let relative =
        |entry: walkdir::DirEntry| entry.path().strip_prefix(site).unwrap().to_string_lossy().into_owned();
    files.map(relative).filter(|path| path.ends_with(".html")).collect()
}

/// One page of each type: the first of every folder and of every depth in it.
pub(crate) fn page_types(site: &Path) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let is_new = |path: &String| {
        let parts: Vec<&str> = path.split('/').collect();
        let depth = parts.len();
        seen.insert((parts[0].to_owned(), depth))
    };
    pages(site).into_iter().filter(is_new).collect()
}

/// Copies a folder of plain files.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
