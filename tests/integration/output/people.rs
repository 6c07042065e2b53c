//! Files that people put into the output folder.

use std::os::unix::fs::symlink;

use super::*;

#[test]
fn files_of_people_are_carried_over_untouched() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    let outside = site.root.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("kept"), "别处").unwrap();
    fs::write(site.path("CNAME"), "example.test").unwrap();
    fs::create_dir_all(site.path(".well-known/deep")).unwrap();
    fs::write(site.path(".well-known/deep/security.txt"), "联系").unwrap();
    fs::write(site.path("institutions/note.txt"), "附言").unwrap();
    symlink("nowhere", site.path("dangling")).unwrap();
    symlink(&outside, site.path("away")).unwrap();
    let people = ["CNAME", ".well-known/deep/security.txt", "institutions/note.txt", "dangling", "away"];
    let before: Vec<_> = people.iter().map(|path| identity(&site.metadata(path))).collect();
    for text in ["一", "二", "三", "三"] {
        site.set("index.html", text);
        site.build().unwrap();
        site.assert_whole(&people);
        let after: Vec<_> = people.iter().map(|path| identity(&site.metadata(path))).collect();
        assert_eq!(after, before);
    }
    assert_eq!(fs::read_link(site.path("dangling")).unwrap(), Path::new("nowhere"));
    assert_eq!(listing(&outside), ["kept"]);
    // Also where the site itself has nothing left beside them.
    site.pages.clear();
    site.build().unwrap();
    site.assert_whole(&people);
}

#[test]
fn a_file_that_its_owner_deletes_stays_deleted() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    fs::write(site.path("CNAME"), "example.test").unwrap();
    for text in ["一", "二"] {
        site.set("index.html", text);
        site.build().unwrap();
    }
    fs::remove_file(site.path("CNAME")).unwrap();
    // Only inputs are new: the trees are not exchanged, and what was known of people's files stays known.
    site.theme = 1;
    site.build().unwrap();
    for text in ["三", "四", "五"] {
        site.set("index.html", text);
        site.build().unwrap();
        site.assert_whole(&[]);
    }
}

#[test]
fn a_file_put_into_the_folder_after_the_exchange_comes_back() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    site.set("index.html", "一");
    site.build().unwrap();
    // A shell that stood in the output folder stands in this one now.
    let spare = staging_folder(&site.folder()).join("next");
    fs::create_dir_all(spare.join("proof")).unwrap();
    fs::write(spare.join("CNAME"), "example.test").unwrap();
    fs::write(spare.join("proof/of-owner.txt"), "证明").unwrap();
    for text in ["二", "三"] {
        site.set("index.html", text);
        site.build().unwrap();
        site.assert_whole(&["CNAME", "proof/of-owner.txt"]);
    }
}

#[test]
fn a_file_where_the_site_wants_to_write_is_named_and_nothing_happens() {
    let cases =
        [("new.html", "new.html"), ("new.html/inside.txt", "new.html"), ("branches", "branches/3.html")];
    for (theirs, ours) in cases {
        let mut site = Site::with_three_pages();
        site.build().unwrap();
        fs::create_dir_all(site.path(theirs).parent().unwrap()).unwrap();
        fs::write(site.path(theirs), "别人的").unwrap();
        let before = listing(&site.folder());
        site.set("new.html", "新");
        site.set("branches/3.html", "新");
        let told = message(site.build());
        assert!(told.contains(&format!("“{theirs}”")) && told.contains(&format!("“{ours}”")), "{told}");
        assert_eq!(listing(&site.folder()), before);
        assert_eq!(fs::read_to_string(site.path(theirs)).unwrap(), "别人的");
        // Once it is out of the way, all is well.
        fs::rename(site.path(theirs), site.root.path().join("elsewhere")).unwrap();
        site.build().unwrap();
        site.assert_whole(&[]);
    }
}

#[test]
fn a_folder_kept_by_git_is_taken_and_the_keeper_stays() {
    let mut site = Site::with_three_pages();
    fs::create_dir(site.folder()).unwrap();
    fs::write(site.path(".gitkeep"), "").unwrap();
    for text in ["一", "二", "三"] {
        site.set("index.html", text);
        site.build().unwrap();
        site.assert_whole(&[".gitkeep"]);
    }
}
