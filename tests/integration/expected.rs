//! A small whole site, file by file as it should come out. What the theme's assets and the files of the search are
//! called follows from their bytes, so their hashes are left out of the comparison.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::registry::{Registry, project, run, same_as_file};

#[test]
fn the_minimal_site_comes_out_as_expected() {
    comes_out_as_expected("minimal", "2021-06-30");
}

#[test]
fn the_site_with_two_policies_comes_out_as_expected() {
    comes_out_as_expected("succession", "2022-10-31");
}

fn comes_out_as_expected(name: &str, today: &str) {
    let registry = Registry::of(name);
    let (root, site) = (registry.path(""), registry.path("public"));
    let arguments = ["--root", root.to_str().unwrap(), "--output", site.to_str().unwrap()];
    let built = run(&[&["build", "--today", today], &arguments[..]].concat());
    assert_eq!(built.code, Some(0), "{}", built.stderr);

    let expected = project().join("tests/sites").join(name).join("expected");
    let files = texts(&site);
    let differences: Vec<String> = files
        .iter()
        .filter_map(|file| {
            let text = without_hashes(&fs::read_to_string(site.join(file)).unwrap());
            same_as_file(&expected.join(file), &text).err()
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert_eq!(
        texts(&expected),
        files,
        "an expected file that the site no longer has, or the other way round"
    );
}

/// The files of a site but the assets, the search, workbooks and the builder's own, from its root.
fn texts(site: &Path) -> BTreeSet<String> {
    let files = walkdir::WalkDir::new(site).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    let relative = files.map(|entry| entry.path().strip_prefix(site).unwrap().to_string_lossy().into_owned());
    relative
        .filter(|path| !path.ends_with(".xlsx"))
        .filter(|path| !path.starts_with("assets/") && !path.starts_with("search/") && !path.starts_with('.'))
        .collect()
}

/// `assets/site.0a1b2c3d.css` as `assets/site.css`, `search/0a1b2c3d4e5f6789.hot` as `search/hot`.
fn without_hashes(text: &str) -> String {
    let of_a_path = |letter: char| letter.is_ascii_alphanumeric() || "./_-".contains(letter);
    let is_hash =
        |part: &&str| matches!(part.len(), 8 | 16) && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    ["assets/", "search/"].into_iter().fold(text.to_owned(), |text, folder| {
        let mut places = text.split(folder);
        let before = places.next().unwrap_or_default().to_owned();
        places.fold(before, |plain, place| {
            let end = place.find(|letter| !of_a_path(letter)).unwrap_or(place.len());
            let (name, after) = place.split_at(end);
            let parts: Vec<&str> = name.split('.').filter(|part| !is_hash(part)).collect();
            plain + folder + parts.join(".").as_str() + after
        })
    })
}
