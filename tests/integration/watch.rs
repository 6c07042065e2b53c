//! Waiting for changes of the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use skillreg::watch::Watch;
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(20);
/// Long enough that a wrong event would have come.
const SILENCE: Duration = Duration::from_millis(300);

/// A root with real paths, since events come with those.
fn root() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    (folder, root)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn batch(watch: &mut Watch) -> BTreeSet<PathBuf> {
    watch.next_batch(Some(PATIENCE)).unwrap().expect("nothing was noticed")
}

fn assert_silence(watch: &mut Watch) {
    assert_eq!(watch.next_batch(Some(SILENCE)).unwrap(), None);
}

/// Drops what is left over from preparing.
fn settle(watch: &mut Watch) {
    while watch.next_batch(Some(SILENCE)).unwrap().is_some() {}
}

#[test]
fn many_changes_within_an_instant_are_one_batch() {
    let (_guard, root) = root();
    let content = root.join("content");
    write(&content.join("site.yaml"), "name: 示例");
    write(&content.join("pages/about.md"), "关于");
    let mut watch = Watch::new(&[&content], &[]).unwrap();
    settle(&mut watch);
    write(&content.join("site.yaml"), "name: 示例二");
    fs::rename(content.join("pages/about.md"), content.join("pages/contact.md")).unwrap();
    write(&content.join("new/deep/folder.yaml"), "x: 1");
    let batch = batch(&mut watch);
    for path in ["site.yaml", "pages/about.md", "pages/contact.md", "new"] {
        assert!(batch.contains(&content.join(path)), "{path}: {batch:?}");
    }
    settle(&mut watch);
    // What is new is watched as well.
    write(&content.join("new/deep/folder.yaml"), "x: 2");
    assert!(self::batch(&mut watch).contains(&content.join("new/deep/folder.yaml")));
}

#[test]
fn reading_is_no_change() {
    let (_guard, root) = root();
    write(&root.join("content/site.yaml"), "name: 示例");
    let mut watch = Watch::new(&[&root.join("content")], &[]).unwrap();
    settle(&mut watch);
    fs::read(root.join("content/site.yaml")).unwrap();
    fs::read_dir(root.join("content")).unwrap().for_each(drop);
    assert_silence(&mut watch);
}

#[test]
fn output_hidden_places_and_scratch_files_are_ignored() {
    let (_guard, root) = root();
    let output = root.join("public");
    for folder in [".git", ".skillreg", ".public.skillreg", "public", "content"] {
        fs::create_dir(root.join(folder)).unwrap();
    }
    let mut watch = Watch::new(&[&root], &[&output]).unwrap();
    settle(&mut watch);
    for path in [
        ".git/index",
        ".skillreg/cache",
        ".public.skillreg/next/index.html",
        "public/index.html",
        "content/.site.yaml.swp",
        "content/site.yaml~",
        "content/.#site.yaml",
    ] {
        write(&root.join(path), "x");
    }
    assert_silence(&mut watch);
    write(&root.join("content/site.yaml"), "x");
    assert!(batch(&mut watch).contains(&root.join("content/site.yaml")));
}

#[test]
fn folders_are_waited_for() {
    let (_guard, root) = root();
    let theme = root.join("themes/own/templates");
    let mut watch = Watch::new(&[&theme, &root.join("content")], &[]).unwrap();
    settle(&mut watch);
    write(&root.join("unrelated/file"), "x");
    assert_silence(&mut watch);
    for step in ["themes", "themes/own", "themes/own/templates"] {
        fs::create_dir(root.join(step)).unwrap();
        std::thread::sleep(Duration::from_millis(20));
    }
    settle(&mut watch);
    write(&theme.join("page.html"), "x");
    assert!(batch(&mut watch).contains(&theme.join("page.html")));
    // Made in one go, with files inside.
    write(&root.join("content/pages/about.md"), "x");
    assert!(batch(&mut watch).iter().any(|path| path.starts_with(root.join("content"))));
}

#[test]
fn a_folder_that_is_removed_and_made_again_is_watched_again() {
    let (_guard, root) = root();
    let content = root.join("content");
    write(&content.join("site.yaml"), "x");
    let mut watch = Watch::new(&[&content], &[]).unwrap();
    for _ in 0..3 {
        settle(&mut watch);
        fs::remove_dir_all(&content).unwrap();
        assert!(!batch(&mut watch).is_empty());
        write(&content.join("site.yaml"), "y");
        batch(&mut watch);
        settle(&mut watch);
        write(&content.join("site.yaml"), "z");
        assert!(batch(&mut watch).contains(&content.join("site.yaml")));
    }
    // Another folder moved into its place.
    write(&root.join("other/site.yaml"), "x");
    fs::rename(&content, root.join("old")).unwrap();
    fs::rename(root.join("other"), &content).unwrap();
    settle(&mut watch);
    write(&content.join("site.yaml"), "after the move");
    assert!(batch(&mut watch).contains(&content.join("site.yaml")));
    write(&root.join("old/site.yaml"), "no longer ours");
    settle(&mut watch);
}

#[test]
fn a_folder_reached_through_a_link_is_watched() {
    let (_guard, root) = root();
    write(&root.join("real/site.yaml"), "x");
    std::os::unix::fs::symlink(root.join("real"), root.join("link")).unwrap();
    let mut watch = Watch::new(&[&root.join("link")], &[]).unwrap();
    settle(&mut watch);
    write(&root.join("real/site.yaml"), "y");
    assert!(batch(&mut watch).contains(&root.join("real/site.yaml")));
}
