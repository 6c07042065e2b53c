//! Where publishing is refused, and that refusing leaves no trace.

use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;
use crate::registry::{Registry, run};

fn publish_to(folder: &Path, protected: &[&Path]) -> Result<Summary, Error> {
    let targets = [target("index.html", "首页", 0)];
    publish(&Destination { folder, protected }, &targets, &|_| Ok(b"new".to_vec()), &|| ())
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_alone() {
    let site = Site::with_three_pages();
    fs::create_dir(site.folder()).unwrap();
    fs::write(site.path("thesis.txt"), "重要").unwrap();
    assert!(message(site.build()).contains("不是本程序写入的文件"));
    assert_eq!(listing(site.root.path()), ["public/thesis.txt"]);
}

#[test]
fn an_empty_folder_is_taken() {
    let site = Site::with_three_pages();
    fs::create_dir(site.folder()).unwrap();
    site.build().unwrap();
    site.assert_whole(&[]);
}

#[test]
fn a_damaged_marker_is_refused_since_it_cannot_tell_whose_files_they_are() {
    let site = Site::with_three_pages();
    site.build().unwrap();
    let marker = fs::read_to_string(site.path(MARKER)).unwrap();
    let damaged = [
        String::new(),
        marker.replace("site 1", "site 2"),
        marker.replacen("index.html", "indeX.html", 1),
        marker.lines().take(2).map(|line| format!("{line}\n")).collect(),
    ];
    for text in damaged {
        fs::write(site.path(MARKER), text).unwrap();
        let before = listing(&site.folder());
        assert!(message(site.build()).contains("已损坏或由其他版本写成"));
        assert_eq!(listing(&site.folder()), before);
    }
}

#[test]
fn links_and_files_are_no_output_folders() {
    let site = Site::with_three_pages();
    let elsewhere = site.root.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, site.folder()).unwrap();
    assert!(message(site.build()).contains("符号链接"));
    fs::remove_file(site.folder()).unwrap();
    symlink("nowhere", site.folder()).unwrap();
    assert!(message(site.build()).contains("符号链接"));
    fs::remove_file(site.folder()).unwrap();
    fs::write(site.folder(), "文件").unwrap();
    assert!(message(site.build()).contains("不是文件夹"));
    assert_eq!(listing(site.root.path()), ["elsewhere/", "public"]);
}

#[test]
fn folders_with_sources_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("office/registry");
    let content = root.join("content");
    fs::create_dir_all(&content).unwrap();
    symlink(&root, place.path().join("link")).unwrap();
    let through_link = place.path().join("link/content");
    for folder in [
        &root,
        &content,
        &root.join("content/."),
        place.path(),
        &through_link,
        &root.join("content/../content"),
    ] {
        let told = message(publish_to(folder, &[&content]));
        assert!(told.contains("会把它替换掉"), "{}: {told}", folder.display());
    }
    for folder in [
        &content.join("x"),
        &content.join("new/deep"),
        &root.join("public/../content/x"),
        &through_link.join("x"),
        &through_link.join("new/deep"),
    ] {
        let told = message(publish_to(folder, &[&root.join("themes"), &content]));
        assert!(told.contains("会和源文件混在一起"), "{}: {told}", folder.display());
    }
    // The sources themselves may be reached through a link.
    assert!(message(publish_to(&content.join("x"), &[&through_link])).contains("会和源文件混在一起"));
    assert_eq!(listing(place.path()), ["link", "office/registry/content/"]);
    publish_to(&root.join("public"), &[&content]).unwrap();
    publish_to(&root.join(".skillreg/preview"), &[&content]).unwrap();
    // Only the whole name counts.
    publish_to(&root.join("content-site"), &[&content]).unwrap();
}

#[test]
fn a_folder_inside_a_published_site_is_refused() {
    let site = Site::with_three_pages();
    site.build().unwrap();
    symlink(site.folder(), site.root.path().join("link")).unwrap();
    for folder in [site.path("x"), site.path("institutions/new/deep"), site.root.path().join("link/x")] {
        let told = message(site.build_into(&folder));
        assert!(told.contains("在另一个已发布的网站"), "{}: {told}", folder.display());
    }
    site.assert_whole(&[]);
    site.build().unwrap();
}

#[test]
fn what_the_command_builds_stays_out_of_the_sources() {
    let registry = Registry::minimal();
    for inside in ["content/x", "themes/default/y"] {
        let output = registry.path(inside);
        let root = registry.path("");
        let run = run(&["build", "--root", root.to_str().unwrap(), "--output", output.to_str().unwrap()]);
        assert_ne!(run.code, Some(0));
        assert!(run.stderr.contains("会和源文件混在一起"), "{inside}: {run:?}");
        assert!(!output.exists());
    }
}

/// The last nine bits of the mode.
fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

#[test]
fn nobody_else_can_enter_the_staging_folder() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    let staging = staging_folder(&site.folder());
    let usual = mode(site.root.path().join("public/institutions").as_path());
    assert_eq!((mode(&staging), mode(&site.folder())), (0o700, usual));
    // As an older version left it.
    fs::set_permissions(&staging, fs::Permissions::from_mode(0o755)).unwrap();
    for text in ["一", "二"] {
        site.set("index.html", text);
        site.build().unwrap();
        assert_eq!((mode(&staging), mode(&site.folder())), (0o700, usual));
    }
    assert_eq!(mode(&staging.join("next")), usual);
}

#[test]
fn the_root_of_the_machine_is_refused() {
    for folder in ["/", "/..", "/tmp/.."] {
        assert!(message(publish_to(Path::new(folder), &[])).contains("不能用作输出文件夹"), "{folder}");
    }
}

#[test]
fn paths_that_are_not_plain_are_mistakes() {
    for path in ["", "/etc/x", "a//b", "a/", "../x", "a/../b", "./a", "a\\b", "a\nb", "a\0b", MARKER] {
        let site = Site::new(&[(path, "x")]);
        assert!(message(site.build()).contains("不合规范"), "{path:?}");
        assert_eq!(listing(site.root.path()), [""; 0], "{path:?}");
    }
}

#[test]
fn two_targets_of_one_path_are_a_mistake() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("public");
    for (one, other) in [("a.html", "a.html"), ("a", "a/b.html")] {
        let targets = [target(one, "1", 0), target("a.txt", "2", 0), target(other, "3", 0)];
        let destination = Destination { folder: &folder, protected: &[] };
        let told = message(publish(&destination, &targets, &|_| Ok(Vec::new()), &|| ()));
        assert!(told.contains(&format!("“{one}”")), "{told}");
    }
    assert_eq!(listing(place.path()), [""; 0]);
}

#[test]
fn what_the_machine_says_is_told_once() {
    let registry = Registry::minimal();
    let root = registry.path("");
    let told = run(&["build", "--root", root.to_str().unwrap(), "--output", "/dev/null/public"]);
    assert_eq!((told.code, told.stderr.matches("os error").count()), (Some(2), 1), "{}", told.stderr);
}

#[test]
fn a_page_edited_by_hand_is_named_when_it_is_made_again() {
    let registry = Registry::minimal();
    assert_eq!(registry.build().stderr.matches("提醒").count(), 0);
    let page = fs::read_to_string(registry.path("public/index.html")).unwrap();
    registry.write("public/index.html", page.replace("</body>", "手写的一句</body>"));
    registry.write("public/CNAME", "example.com");
    let again = registry.build();
    assert_eq!(again.code, Some(0));
    assert!(again.stderr.contains("提醒") && again.stderr.contains("“index.html”"), "{}", again.stderr);
    assert!(!again.stderr.contains("CNAME"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(registry.path("public/index.html")).unwrap(), page);
    assert_eq!(registry.build().stderr.matches("提醒").count(), 0);
}

#[test]
fn a_site_that_may_not_be_written_is_published_once_it_may() {
    let registry = Registry::minimal();
    let root = registry.path("").to_str().unwrap().to_owned();
    let build = |day| crate::registry::run_with_no_more_rights(&["build", "--root", &root, "--today", day]);
    let mode = |mode| {
        fs::set_permissions(registry.path("public"), fs::Permissions::from_mode(mode)).unwrap();
    };
    assert_eq!(build("2021-06-30").code, Some(0));
    mode(0o555);
    build("2021-07-01");
    mode(0o755);
    let built = build("2021-07-02");
    assert_eq!(built.code, Some(0), "{built:?}");
    let page = fs::read_to_string(registry.path("public/index.html")).unwrap();
    assert!(page.contains("2021-07-02") || page.contains("2021年7月2日"), "{page}");
}
