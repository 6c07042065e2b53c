//! What a build writes, leaves alone, removes and repairs.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::mpsc;

use super::*;

#[test]
fn the_first_build_makes_the_folder_and_its_parents() {
    let site = Site::with_three_pages();
    let folder = site.root.path().join("build/site");
    let summary = site.build_into(&folder).unwrap();
    assert_eq!(summary, Summary { files: 3, written: 3, rendered: 3, ..Summary::default() });
    assert_eq!(
        listing(&folder),
        [MARKER, "index.html", "institutions/1.html", "institutions/tianjin/2.html"]
    );
}

#[test]
fn the_marker_is_a_list_of_hashes_that_anyone_can_check() {
    let site = Site::with_three_pages();
    site.build().unwrap();
    let marker = fs::read_to_string(site.path(MARKER)).unwrap();
    for (path, text) in &site.pages {
        let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(marker.contains(&format!("\n{digest}  {path}\n")), "{marker}");
    }
    assert_eq!(marker.lines().filter(|line| !line.starts_with('#')).count(), 3, "{marker}");
}

#[test]
fn a_build_without_changes_renders_and_touches_nothing() {
    let site = Site::with_three_pages();
    site.build().unwrap();
    let before = (identity(&site.metadata("")), identity(&site.metadata("index.html")));
    let summary = site.build().unwrap();
    assert_eq!(summary, Summary { files: 3, unchanged: 3, ..Summary::default() });
    assert_eq!(site.rendered(), [""; 0]);
    assert_eq!((identity(&site.metadata("")), identity(&site.metadata("index.html"))), before);
}

#[test]
fn an_edit_writes_one_file_and_leaves_the_others_the_same_files() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    let before = identity(&site.metadata("institutions/1.html"));
    // Several times, since each build starts from the tree that the one before has left behind.
    for edit in ["一", "二", "三", "四"] {
        site.set("index.html", edit);
        let summary = site.build().unwrap();
        assert_eq!(
            summary,
            Summary { files: 3, written: 1, unchanged: 2, rendered: 1, ..Summary::default() }
        );
        assert_eq!(site.rendered(), ["index.html"]);
        site.assert_whole(&[]);
        assert_eq!(identity(&site.metadata("institutions/1.html")), before);
    }
}

#[test]
fn a_page_with_new_inputs_and_the_same_bytes_is_left_alone() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    let before = (identity(&site.metadata("")), identity(&site.metadata("index.html")));
    site.theme = 1;
    let summary = site.build().unwrap();
    assert_eq!(summary, Summary { files: 3, unchanged: 3, rendered: 3, ..Summary::default() });
    assert_eq!((identity(&site.metadata("")), identity(&site.metadata("index.html"))), before);
    // And the new inputs are remembered.
    assert_eq!(site.build().unwrap().rendered, 0);
}

#[test]
fn the_same_site_is_the_same_bytes_wherever_it_is_built() {
    let (one, mut other) = (Site::with_three_pages(), Site::with_three_pages());
    one.build().unwrap();
    other.set("index.html", "an earlier text");
    other.build().unwrap();
    other.set("index.html", "首页");
    other.build().unwrap();
    for path in listing(&one.folder()) {
        assert_eq!(fs::read(one.path(&path)).unwrap(), fs::read(other.path(&path)).unwrap(), "{path}");
    }
}

#[test]
fn strays_of_earlier_builds_and_empty_folders_disappear() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    site.pages.remove("institutions/tianjin/2.html");
    let summary = site.build().unwrap();
    assert_eq!(summary, Summary { files: 2, unchanged: 2, removed: 1, ..Summary::default() });
    site.assert_whole(&[]);
    assert!(!site.path("institutions/tianjin").exists());
    // The tree left behind still has the stray: it must not come back with it.
    site.set("index.html", "新");
    site.build().unwrap();
    site.assert_whole(&[]);
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    for _ in 0..2 {
        site.pages.remove("index.html");
        site.set("index.html/part.html", "里");
        site.pages.remove("institutions/tianjin/2.html");
        site.set("institutions/tianjin", "不再是文件夹");
        site.build().unwrap();
        site.assert_whole(&[]);
        site.pages = Site::with_three_pages().pages;
        site.build().unwrap();
        site.assert_whole(&[]);
    }
}

#[test]
fn damaged_and_edited_files_are_repaired() {
    let site = Site::with_three_pages();
    let outside = site.root.path().join("outside.html");
    fs::write(&outside, "别处的文件").unwrap();
    site.build().unwrap();
    let page = site.path("institutions/1.html");
    let damages: [(&str, &dyn Fn()); 5] = [
        ("cut short", &|| fs::write(&page, "").unwrap()),
        ("edited, of the same size", &|| fs::write(&page, "示例丙").unwrap()),
        ("deleted", &|| fs::remove_file(&page).unwrap()),
        ("replaced by a link", &|| {
            fs::remove_file(&page).unwrap();
            symlink(&outside, &page).unwrap();
        }),
        ("replaced by an empty folder", &|| {
            fs::remove_file(&page).unwrap();
            fs::create_dir(&page).unwrap();
        }),
    ];
    for (what, damage) in damages {
        // Some systems keep time in steps of ten milliseconds.
        thread::sleep(Duration::from_millis(20));
        damage();
        let summary = site.build().unwrap();
        assert_eq!((summary.written, site.rendered()), (1, vec!["institutions/1.html".to_owned()]), "{what}");
        // Nobody's work is lost where nothing stood.
        let lost = !matches!(what, "deleted" | "replaced by an empty folder");
        assert_eq!(summary.edited, vec!["institutions/1.html".to_owned(); usize::from(lost)], "{what}");
        site.assert_whole(&[]);
    }
    assert_eq!(fs::read_to_string(outside).unwrap(), "别处的文件");
}

#[test]
fn a_touched_file_with_the_same_bytes_is_not_rendered() {
    let site = Site::with_three_pages();
    site.build().unwrap();
    let file = fs::File::options().write(true).open(site.path("index.html")).unwrap();
    file.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_600_000_000)).unwrap();
    assert_eq!(site.build().unwrap(), Summary { files: 3, unchanged: 3, ..Summary::default() });
}

#[test]
fn a_lost_or_damaged_state_costs_rendering_and_nothing_else() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    let before = identity(&site.metadata("index.html"));
    let staging = staging_folder(&site.folder());
    fs::remove_dir_all(&staging).unwrap();
    assert_eq!(site.build().unwrap(), Summary { files: 3, unchanged: 3, rendered: 3, ..Summary::default() });
    let mut state = fs::read(staging.join("state")).unwrap();
    state[50] ^= 1;
    fs::write(staging.join("state"), state).unwrap();
    site.set("institutions/1.html", "示例丁");
    assert_eq!(
        site.build().unwrap(),
        Summary { files: 3, written: 1, unchanged: 2, rendered: 3, ..Summary::default() }
    );
    site.assert_whole(&[]);
    assert_eq!(identity(&site.metadata("index.html")), before);
}

#[test]
fn a_state_of_another_site_is_not_believed() {
    let (one, mut other) = (Site::with_three_pages(), Site::with_three_pages());
    other.set("index.html", "another text");
    one.build().unwrap();
    other.build().unwrap();
    let state = staging_folder(&other.folder()).join("state");
    fs::copy(staging_folder(&one.folder()).join("state"), state).unwrap();
    assert_eq!(other.build().unwrap().rendered, 3);
    other.assert_whole(&[]);
}

#[test]
fn what_is_found_in_the_staging_folder_is_never_published() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    let spare = staging_folder(&site.folder()).join("next");
    fs::create_dir_all(spare.join("index.html")).unwrap();
    fs::create_dir_all(spare.join("left")).unwrap();
    fs::write(spare.join("left/over.html"), "半页").unwrap();
    fs::write(spare.join("institutions"), "半页").unwrap();
    site.set("index.html", "新");
    site.build().unwrap();
    site.assert_whole(&[]);
    fs::remove_file(spare.join("institutions/1.html")).unwrap();
    fs::write(spare.join("institutions/1.html"), "示例伪").unwrap();
    site.set("index.html", "更新");
    site.build().unwrap();
    site.assert_whole(&[]);
}

#[test]
fn after_a_render_fault_nothing_has_changed_and_the_first_fault_is_told() {
    let mut site = Site::with_three_pages();
    site.build().unwrap();
    let before = Site { pages: site.pages.clone(), ..Site::new(&[]) };
    for path in ["a.html", "b.html", "c.html", "index.html"] {
        site.set(path, "新");
    }
    // Faults that come later in the order are met long before this one is done.
    site.slow = Some("a.html".to_owned());
    site.faulty = vec!["b.html".to_owned(), "c.html".to_owned(), "index.html".to_owned()];
    for _ in 0..3 {
        match site.build() {
            Err(Error::Render { path, source }) => {
                assert_eq!((path.as_str(), source.as_str()), ("b.html", "fault in b.html"))
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(listing(&site.folder()), {
            let mut names: Vec<_> = before.pages.keys().cloned().chain([MARKER.to_owned()]).collect();
            names.sort();
            names
        });
        assert_eq!(fs::read_to_string(site.path("index.html")).unwrap(), "首页");
    }
    site.faulty.clear();
    site.build().unwrap();
    site.assert_whole(&[]);
}

#[test]
fn the_folder_keeps_its_permissions() {
    let mut site = Site::with_three_pages();
    fs::create_dir(site.folder()).unwrap();
    fs::set_permissions(site.folder(), fs::Permissions::from_mode(0o750)).unwrap();
    for text in ["一", "二"] {
        site.set("index.html", text);
        site.build().unwrap();
        assert_eq!(site.metadata("").permissions().mode() & 0o7777, 0o750);
    }
}

#[test]
fn the_second_of_two_builds_waits_and_says_so() {
    let site = Site::with_three_pages();
    let folder = site.folder();
    let (started, has_started) = mpsc::channel();
    let (waits, is_waiting) = mpsc::channel::<()>();
    let first = thread::spawn(move || {
        let targets = [target("first.html", "先", 0)];
        let is_waiting = Mutex::new(is_waiting);
        let render = |_| {
            started.send(()).unwrap();
            is_waiting
                .lock()
                .unwrap()
                .recv_timeout(Duration::from_secs(20))
                .map_err(|_| "nobody waits".to_owned())?;
            // Long enough for a second build that does not wait to get in between.
            thread::sleep(Duration::from_millis(100));
            Ok(b"first".to_vec())
        };
        publish::<String>(&Destination { folder: &folder, protected: &[] }, &targets, &render, &|| ())
    });
    has_started.recv_timeout(Duration::from_secs(20)).unwrap();
    let targets = [target("second.html", "后", 0)];
    let destination = Destination { folder: &site.folder(), protected: &[] };
    let second: Result<_, Error> =
        publish(&destination, &targets, &|_| Ok(b"second".to_vec()), &|| waits.send(()).unwrap());
    assert_eq!(first.join().unwrap().unwrap().written, 1);
    assert_eq!((second.as_ref().unwrap().written, second.as_ref().unwrap().removed), (1, 1));
    assert_eq!(listing(&site.folder()), [MARKER, "second.html"]);
}
