//! Builds that are killed, and readers that look while builds go on.

use std::env;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::*;

/// Tells the test below that it is the child, and where to build.
const FOLDER: &str = "SKILLREG_TEST_FOLDER";

const KILLS: u64 = 60;

/// Two sites that differ in most of their files: in text, in folders, and in what only one of them has.
fn sites() -> [Site; 2] {
    ["甲", "乙"].map(|name| {
        let mut site = Site::new(&[("index.html", name), ("same.html", "同")]);
        for number in 0..60 {
            site.set(&format!("institutions/{number}.html"), &format!("{name}{number}"));
            site.set(&format!("only-{name}/{number}.html"), name);
        }
        site
    })
}

/// Does the building for the tests below; by itself, it builds each site twice.
#[test]
fn one_site_after_the_other() {
    let sites = sites();
    let Some(folder) = env::var_os(FOLDER) else {
        for site in sites.iter().chain(&sites) {
            site.build_into(&sites[0].folder()).unwrap();
        }
        return;
    };
    fs::write(started(Path::new(&folder)), "").unwrap();
    for site in sites.iter().cycle() {
        site.build_into(Path::new(&folder)).unwrap();
    }
}

/// Made by the child when it is about to build.
fn started(folder: &Path) -> PathBuf {
    folder.with_file_name("started")
}

fn builder(folder: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "output::killed::one_site_after_the_other", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn is_whole(folder: &Path, site: &Site) -> bool {
    let mut expected: Vec<String> = site.pages.keys().cloned().collect();
    expected.extend([MARKER.to_owned(), "CNAME".to_owned()]);
    expected.sort();
    listing(folder) == expected
        && site.pages.iter().all(|(path, text)| fs::read_to_string(folder.join(path)).unwrap() == *text)
}

#[test]
fn a_killed_build_leaves_one_of_the_sites_whole() {
    let sites = sites();
    let folder = sites[0].folder();
    sites[0].build().unwrap();
    fs::write(folder.join("CNAME"), "example.test").unwrap();
    let mut seen = [0; 2];
    let mut random = 1_u64;
    let mut kill = 0;
    // A slow machine gets more and longer chances, so that there too both sites are met.
    while kill < KILLS || (seen.contains(&0) && kill < 10 * KILLS) {
        kill += 1;
        let mut child = builder(&folder);
        while !started(&folder).exists() {
            assert!(child.try_wait().unwrap().is_none(), "the child could not start");
            thread::sleep(Duration::from_millis(1));
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        thread::sleep(Duration::from_micros((random >> 33) % (30_000 + 1_000 * kill)));
        child.kill().unwrap();
        child.wait().unwrap();
        fs::remove_file(started(&folder)).unwrap();
        match sites.iter().position(|site| is_whole(&folder, site)) {
            Some(which) => seen[which] += 1,
            None => panic!("after kill {kill}: {:#?}", listing(&folder)),
        }
    }
    assert!(seen.iter().all(|times| *times > 0), "the child was never killed at work: {seen:?}");
    for site in &sites {
        site.build_into(&folder).unwrap();
        assert!(is_whole(&folder, site));
    }
}

#[test]
fn whoever_looks_finds_every_page_at_any_moment() {
    let sites = sites();
    let folder = sites[0].folder();
    sites[0].build().unwrap();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let start = Instant::now();
            for site in sites.iter().cycle() {
                site.build_into(&folder).unwrap();
                if start.elapsed() > Duration::from_secs(2) {
                    break;
                }
            }
            done.store(true, Ordering::Relaxed);
        });
        let mut looks = 0;
        while !done.load(Ordering::Relaxed) {
            for (path, texts) in [("index.html", ["甲", "乙"]), ("institutions/7.html", ["甲7", "乙7"])] {
                let text = fs::read_to_string(folder.join(path)).unwrap();
                assert!(texts.contains(&text.as_str()), "{path}: {text:?}");
                looks += 1;
            }
        }
        assert!(looks > 100);
    });
}
