//! Whether what is served is what was built.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::browser::host::{Bad, Host};
use super::registry::{Registry, Run, run};
use super::repository::{FILING, Office};

fn verify(registry: &Registry, site: &str, arguments: &[&str]) -> Run {
    let root = registry.path("");
    run(&[&["verify", site, "--root", root.to_str().unwrap()], arguments].concat())
}

/// What is told for programs.
#[track_caller]
fn told(registry: &Registry, site: &str, arguments: &[&str]) -> Value {
    let run = verify(registry, site, &[&["--format", "json"], arguments].concat());
    assert!(run.code != Some(2), "{run:?}");
    let told: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let differs = ["missing", "changed", "added"].iter().any(|kind| told[kind] != Value::Array(vec![]))
        || told["misdated"] != Value::Null;
    assert_eq!(run.code, Some(i32::from(differs)), "{run:?}");
    told
}

fn paths<'a>(told: &'a Value, kind: &str) -> Vec<&'a str> {
    let path = |file: &'a Value| file["path"].as_str().or(file.as_str()).unwrap();
    told[kind].as_array().unwrap().iter().map(path).collect()
}

fn built() -> (Registry, tempfile::TempDir) {
    let registry = Registry::minimal();
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let root = registry.path("");
    let done = run(&["publish", "--root", root.to_str().unwrap(), "--to", site.to_str().unwrap()]);
    assert_eq!(done.code, Some(0), "{done:?}");
    (registry, folder)
}

fn spoil(site: &Path) {
    std::fs::write(site.join("index.html"), "<a href=\"win.html\">中奖</a>").unwrap();
    std::fs::remove_file(site.join("contact.html")).unwrap();
    std::fs::write(site.join("win.html"), "中奖").unwrap();
    let table = std::fs::read_to_string(site.join("data/revoked.csv")).unwrap();
    std::fs::write(site.join("data/revoked.csv"), table.replace('\n', "\r\n")).unwrap();
}

#[test]
fn a_folder_is_the_same_or_all_that_differs_is_told() {
    let (registry, folder) = built();
    let site = folder.path().join("site");
    let at = site.to_str().unwrap();
    let same = verify(&registry, at, &[]);
    assert!(same.code == Some(0) && same.stdout.contains("个一致"), "{same:?}");
    // What lies in the repository of a branch that was checked out is no page, and is not said to be looked at.
    std::fs::create_dir(site.join(".git")).unwrap();
    let with_git = verify(&registry, at, &[]);
    assert!(with_git.code == Some(0) && with_git.stdout.contains("里面没有核对"), "{with_git:?}");
    std::fs::remove_dir(site.join(".git")).unwrap();
    spoil(&site);
    std::fs::write(site.join("CNAME"), "registry.example").unwrap();
    std::fs::remove_file(site.join("robots.txt")).unwrap();
    symlink("/etc/hostname", site.join("robots.txt")).unwrap();
    let told = told(&registry, at, &["--allow", "CNAME"]);
    assert_eq!(paths(&told, "missing"), ["contact.html"]);
    assert_eq!(paths(&told, "changed"), ["data/revoked.csv", "index.html", "robots.txt"]);
    assert_eq!(paths(&told, "added"), ["win.html"]);
    assert_eq!(told["as_of"], "2021-06-30");
    let human = verify(&registry, at, &[]);
    for words in ["缺少 1 个", "和记录不一致 3 个", "来历不明（不是本程序生成的） 2 个", "符号链接"]
    {
        assert!(human.stdout.contains(words), "{human:?}");
    }
    let absent = verify(&registry, "/nowhere/at/all", &[]);
    assert!(absent.code == Some(2) && absent.stderr.contains("打不开文件夹"), "{absent:?}");
}

#[test]
fn a_folder_without_a_site_is_no_site_that_lost_its_files() {
    let registry = Registry::minimal();
    let folder = tempfile::tempdir().unwrap();
    let empty = verify(&registry, folder.path().to_str().unwrap(), &[]);
    assert!(empty.code == Some(2) && empty.stderr.contains("是空的，没有网站"), "{empty:?}");
    std::fs::write(folder.path().join("notes.txt"), "x").unwrap();
    let other = verify(&registry, folder.path().to_str().unwrap(), &[]);
    assert!(other.code == Some(2) && other.stderr.contains("里没有网站"), "{other:?}");
}

#[test]
fn records_that_changed_since_are_seen_as_differences() {
    let (registry, folder) = built();
    registry.edit(FILING, |text| text.replace("022-55550102", "022-55550199"));
    let told = told(&registry, folder.path().join("site").to_str().unwrap(), &[]);
    assert!(paths(&told, "changed").contains(&"institutions/2020-0001.html"), "{told}");
    registry.edit(FILING, |text| text.replace("kind: enterprise", "kind: [enterprise"));
    let faulty = verify(&registry, folder.path().join("site").to_str().unwrap(), &[]);
    assert!(faulty.code == Some(1) && faulty.stderr.contains("请先改正"), "{faulty:?}");
}

/// A registry that does not pin its day, with its site of some day.
fn unpinned(day: &str) -> (Registry, tempfile::TempDir) {
    let registry = Registry::minimal();
    registry.edit("content/site.yaml", |text| text.replace("as_of: 2021-06-30\n", ""));
    let folder = tempfile::tempdir().unwrap();
    let (root, site) = (registry.path(""), folder.path().join("site"));
    let site = site.to_str().unwrap();
    let done = run(&["build", "--output", site, "--root", root.to_str().unwrap(), "--today", day]);
    assert_eq!(done.code, Some(0), "{done:?}");
    (registry, folder)
}

/// The day that it is in China, so many days on.
fn day(ahead: i32) -> String {
    let asked = format!("{ahead} days");
    let told = Command::new("date").env("TZ", "UTC-8").args(["-d", &asked, "+%F"]).output().unwrap();
    String::from_utf8(told.stdout).unwrap().trim().to_owned()
}

/// The day is not pinned, so the site says of which day it is, and is built again for that day.
#[test]
fn a_site_of_another_day_is_compared_as_of_that_day_and_said_to_be_old() {
    let yesterday = day(-1);
    let (registry, folder) = unpinned(&yesterday);
    let site = folder.path().join("site");
    let told = told(&registry, site.to_str().unwrap(), &[]);
    assert_eq!((&told["as_of"], &told["misdated"]), (&Value::from(yesterday.clone()), &Value::Null));
    let notes = told["notes"].to_string();
    assert!(notes.contains(&yesterday) && notes.contains("重新发布"), "{notes}");
    // Another day asked for by name explains what differs.
    let run = verify(&registry, site.to_str().unwrap(), &["--today", "2022-07-01"]);
    let explained = format!("网站是按 {yesterday} 的情况生成的，这里按 2022-07-01");
    assert!(run.code == Some(1) && run.stdout.contains(&explained), "{run:?}");
}

/// The site chooses the day it is judged by: all its files may be right, and the day wrong.
#[test]
fn a_site_of_a_day_to_come_or_long_past_is_not_in_order() {
    for (day, wrong) in [(day(30), "还晚"), (day(-30), "天，期限和状态早就变了")] {
        let (registry, folder) = unpinned(&day);
        let site = folder.path().join("site");
        let told = told(&registry, site.to_str().unwrap(), &[]);
        assert_eq!((&told["files"], &told["as_of"]), (&told["same"], &Value::from(day.clone())), "{told}");
        let human = verify(&registry, site.to_str().unwrap(), &[]);
        let line = human.stdout.lines().find(|line| line.starts_with("日子不对：")).unwrap_or_default();
        assert!(
            human.code == Some(1) && line.contains(wrong) && line.contains("skillreg publish"),
            "{human:?}"
        );
        // That it is this day can be said by name.
        let said = verify(&registry, site.to_str().unwrap(), &["--today", &day]);
        assert_eq!(said.code, Some(0), "{said:?}");
    }
}

#[test]
fn an_address_is_compared_file_by_file() {
    let (registry, folder) = built();
    let site = folder.path().join("site");
    let host = Host::of(&site);
    let same = told(&registry, &host.root, &[]);
    assert_eq!(same["files"], same["same"], "{same}");
    assert!(same["notes"].to_string().contains("有线索的外来文件"), "{same}");
    spoil(&site);
    std::fs::write(site.join("index.php"), "<?php").unwrap();
    let told = told(&registry, &host.root, &[]);
    assert_eq!(paths(&told, "missing"), ["contact.html"]);
    assert_eq!(paths(&told, "changed"), ["data/revoked.csv", "index.html"]);
    // One is found by a link, one by its common name.
    assert_eq!(paths(&told, "added"), ["index.php", "win.html"]);
}

#[test]
fn what_is_served_packed_is_compared_unpacked() {
    let (registry, folder) = built();
    let site = folder.path().join("site");
    let host = Host::of(&site);
    host.spoil("", Bad::Packed("gzip"));
    let same = told(&registry, &host.root, &[]);
    assert_eq!(same["files"], same["same"], "{same}");
    spoil(&site);
    let other = told(&registry, &host.root, &[]);
    assert_eq!(paths(&other, "changed"), ["data/revoked.csv", "index.html"]);
    // What nobody can undo is no verdict on the bytes.
    for called in ["br", "GZIP", "gzip, gzip"] {
        host.mend();
        host.spoil("contact.html", Bad::Packed(called));
        std::fs::write(site.join("contact.html"), "").unwrap();
        let told = told(&registry, &host.root, &[]);
        let why = told["changed"].as_array().unwrap().iter().find(|file| file["path"] == "contact.html");
        assert!(why.unwrap()["why"].as_str().unwrap().contains("压缩过的"), "{told}");
    }
}

#[test]
fn a_server_in_trouble_is_no_verdict() {
    let (registry, folder) = built();
    let host = Host::of(&folder.path().join("site"));
    host.spoil("contact.html", Bad::Failing);
    let run = verify(&registry, &host.root, &[]);
    assert!(run.code == Some(2) && run.stdout.contains("contact.html（服务器回答 500）"), "{run:?}");
    host.mend();
    host.spoil(".html", Bad::Gone);
    let run = verify(&registry, &host.root, &[]);
    assert!(run.code == Some(2) && run.stderr.contains("打不开"), "{run:?}");
    host.mend();
    host.spoil("index.html", Bad::Silent);
    let run = verify(&registry, &host.root, &["--timeout", "1"]);
    assert!(run.code == Some(2) && run.stderr.contains("太久没有回应"), "{run:?}");
    host.mend();
    let run = verify(&registry, &format!("{}elsewhere/", host.root), &[]);
    assert!(run.code == Some(2) && run.stderr.contains("那里没有网站的首页"), "{run:?}");
    assert!(run.stderr.contains("记录里写的是 https://example.com/registry/"), "{run:?}");
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let run = verify(&registry, &format!("http://127.0.0.1:{port}/"), &[]);
    assert!(run.code == Some(2) && run.stderr.contains("打不开"), "{run:?}");
    for address in ["ftp://example.com/", "https://", "http://user:secret@127.0.0.1/"] {
        let run = verify(&registry, address, &[]);
        assert!(run.code == Some(2) && run.stderr.contains("不是网址"), "{run:?}");
    }
}

/// Most files differ, and one line says why.
#[test]
fn a_site_built_for_another_address_is_said_to_be() {
    let registry = Registry::minimal();
    let folder = tempfile::tempdir().unwrap();
    let (root, site) = (registry.path(""), folder.path().join("site"));
    let (root, site) = (root.to_str().unwrap(), site.to_str().unwrap());
    let other = "https://other.example/r/";
    let done = run(&["build", "--output", site, "--root", root, "--base-url", other]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let differs = verify(&registry, site, &[]);
    let hints: Vec<&str> = differs.stdout.lines().filter(|line| line.contains("--base-url")).collect();
    assert!(differs.code == Some(1) && hints.len() == 1, "{differs:?}");
    assert!(hints[0].contains(other) && hints[0].contains("https://example.com/registry/"), "{hints:?}");
    let same = verify(&registry, site, &["--base-url", other]);
    assert!(same.code == Some(0) && !same.stdout.contains("--base-url"), "{same:?}");
}

#[test]
fn records_that_are_not_committed_are_said_to_be() {
    let office = Office::new();
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let site = site.to_str().unwrap();
    let done = office.publish(&["--to", site]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let same = verify(&office.registry, site, &[]);
    assert!(same.code == Some(0) && !same.stdout.contains("提交"), "{same:?}");
    office.telephone("022-55550199");
    let differs = verify(&office.registry, site, &[]);
    assert!(differs.code == Some(1) && differs.stdout.contains("还没提交（git）的修改"), "{differs:?}");
}

/// Where the records pin the day, a site of another day is not the one they give.
#[test]
fn a_pinned_day_is_that_of_the_records() {
    let (registry, folder) = built();
    let site = folder.path().join("site");
    registry.edit("content/site.yaml", |text| text.replace("as_of: 2021-06-30", "as_of: 2021-07-15"));
    let told = told(&registry, site.to_str().unwrap(), &[]);
    assert_eq!(told["as_of"], "2021-07-15");
    assert!(paths(&told, "changed").contains(&"site.json"), "{told}");
}
