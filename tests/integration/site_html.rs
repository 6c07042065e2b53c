//! What holds of every page of the sample site.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::markup::{Tag, tags};
use super::sample::{new_office, pages, site};

/// Lets a page compile WebAssembly, and nothing else.
const WASM: &str = "'wasm-unsafe-eval'";
const NOT_FOUND: &str = "404.html";
const SUB_PATH: &str = "/registry/";

/// The tags of every page of a site, by path.
fn all(site: &Path) -> BTreeMap<String, Vec<Tag>> {
    let read = |path: String| {
        let html = std::fs::read_to_string(site.join(&path)).unwrap();
        (path, tags(&html))
    };
    pages(site).into_iter().map(read).collect()
}

/// Runs a test on every page of the sample, and of a registry with hardly a record, and fails with all that is
/// wrong, not with the first.
fn on_every_page<T>(of_site: impl Fn(&'static Path) -> T)
where
    T: Fn(&str, &[Tag]) -> Vec<String>,
{
    let mut faults = Vec::new();
    for site in [site(), new_office()] {
        let wrong = of_site(site);
        for (path, tags) in all(site) {
            faults.extend(wrong(&path, &tags).into_iter().map(|fault| format!("{path}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}

#[test]
fn is_valid_html() {
    let Some(jar) = checker() else {
        eprintln!("skipped: no HTML checker; ./test fetches it");
        return;
    };
    let arguments = ["--errors-only", "--skip-non-html", "--format", "gnu"];
    let output = Command::new("java")
        .arg("-jar")
        .arg(jar)
        .args(arguments)
        .args([site(), new_office()])
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} errors:\n{report}", report.lines().count());
}

/// The checker `./test` fetched. Where it says that it did, it must be there.
fn checker() -> Option<PathBuf> {
    if let Some(jar) = std::env::var_os("SKILLREG_TEST_HTML_CHECKER") {
        return Some(jar.into());
    }
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools");
    let jars = std::fs::read_dir(tools).ok()?.map(|entry| entry.unwrap().path());
    jars.filter(|path| path.extension().is_some_and(|extension| extension == "jar")).max()
}

#[test]
fn every_internal_link_leads_somewhere() {
    on_every_page(|site| {
        let all = all(site);
        let ids_of =
            |tags: &Vec<Tag>| tags.iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
        let ids: BTreeMap<String, BTreeSet<String>> =
            all.iter().map(|(path, tags)| (path.clone(), ids_of(tags))).collect();
        move |path, tags| {
            let broken = |link: &&str| {
                let (file, fragment) = target(path, link);
                let there = site.join(&file).is_file();
                !there || fragment.is_some_and(|id| ids.get(&file).is_some_and(|ids| !ids.contains(&id)))
            };
            links(tags).filter(|link| !is_external(link)).filter(broken).map(str::to_owned).collect()
        }
    });
}

fn links(tags: &[Tag]) -> impl Iterator<Item = &str> {
    tags.iter().flat_map(|tag| ["href", "src", "action"].into_iter().filter_map(|name| tag.get(name)))
}

fn is_external(link: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:", "data:"].iter().any(|scheme| link.starts_with(scheme))
}

/// The file a link leads to, and the place in it.
fn target(page: &str, link: &str) -> (String, Option<String>) {
    let (link, fragment) = match link.split_once('#') {
        Some((link, fragment)) => (link, Some(percent_decoded(fragment)).filter(|id| !id.is_empty())),
        None => (link, None),
    };
    let link = percent_decoded(link.split('?').next().unwrap());
    if link.is_empty() {
        return (page.to_owned(), fragment);
    }
    // The page for what is not there is shown at any depth, so it alone counts from the root.
    if let Some(link) = link.strip_prefix(SUB_PATH).filter(|_| page == NOT_FOUND) {
        return target_of("", link, fragment);
    }
    assert!(!link.starts_with('/'), "{page}: {link} does not work under a sub-path");
    target_of(page, &link, fragment)
}

fn target_of(page: &str, link: &str, fragment: Option<String>) -> (String, Option<String>) {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leads out of the site"),
            part => parts.push(part),
        }
    }
    if parts.last() == Some(&"") || parts.is_empty() {
        parts.pop();
        parts.push("index.html");
    }
    (parts.join("/"), fragment)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn loads_nothing_from_elsewhere_and_runs_nothing_inline() {
    on_every_page(|_| {
        |path: &str, tags: &[Tag]| {
            let wrong = |tag: &Tag| {
                let loads = match tag.name.as_str() {
                    "a" | "area" => None,
                    "link" if matches!(tag.get("rel"), Some("canonical" | "alternate")) => None,
                    _ => tag.get("src").or_else(|| tag.get("href")),
                };
                let elsewhere = loads.filter(|address| {
                    let from_root = address.starts_with('/');
                    let excused = path == NOT_FOUND && address.starts_with(SUB_PATH);
                    address.contains("//") || (from_root && !excused)
                });
                let handler =
                    tag.attributes.iter().find(|(name, _)| name.starts_with("on") || name == "style");
                let inline = match tag.name.as_str() {
                    "style" => true,
                    "script" => tag.get("src").is_none() && tag.get("type") != Some("application/ld+json"),
                    _ => false,
                };
                let dangerous =
                    links(std::slice::from_ref(tag)).any(|link| link.trim().starts_with("javascript:"));
                (elsewhere.is_some() || handler.is_some() || inline || dangerous).then(|| format!("{tag:?}"))
            };
            tags.iter().filter_map(wrong).collect()
        }
    });
}

#[test]
fn has_what_every_page_needs() {
    on_every_page(|_| {
        |_: &str, tags: &[Tag]| {
            let named = |name: &'static str| tags.iter().filter(move |tag| tag.name == name);
            let mut faults = Vec::new();
            if named("html").next().and_then(|tag| tag.get("lang")) != Some("zh-CN") {
                faults.push("lang is not zh-CN".to_owned());
            }
            let policy = named("meta").find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"));
            let policy = policy.and_then(|tag| tag.get("content")).unwrap_or_default();
            if !policy.contains("default-src 'none'") || policy.replace(WASM, "").contains("unsafe") {
                faults.push(format!("its policy is {policy:?}"));
            }
            match named("h1").count() {
                1 => {}
                count => faults.push(format!("{count} h1")),
            }
            if named("title").next().is_none() || named("main").count() != 1 {
                faults.push("no title or not one main".to_owned());
            }
            let mut seen = BTreeSet::new();
            let twice = tags.iter().filter_map(|tag| tag.get("id")).filter(|id| !seen.insert(*id));
            faults.extend(twice.map(|id| format!("id {id} twice")));
            faults
        }
    });
}

#[test]
fn proofs_are_counted_and_not_shown() {
    let page = std::fs::read_to_string(site().join("institutions/2020-0001.html")).unwrap();
    assert!(
        page.contains("权属证明材料</dt><dd>已收 6 份")
            && page.contains("技术技能水平证明</dt><dd>已收 11 人")
    );
    let filing = std::fs::read_to_string("content/institutions/2020-0001/filing.yaml").unwrap();
    let digests: Vec<&str> = filing.split("proof: ").skip(1).map(|rest| &rest[..64]).collect();
    assert_eq!(digests.len(), 11);
    let data = std::fs::read_to_string(site().join("institutions/2020-0001.json")).unwrap();
    for hidden in digests.into_iter().chain(["购置发票", "不动产权证书"]) {
        assert!(!page.contains(hidden) && !data.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_reading_of_the_notice_is_marked_as_one() {
    let page = std::fs::read_to_string(site().join("how-to-file.html")).unwrap();
    let (_, reading) = page.split_once("这是对通知的理解，不是原文").unwrap();
    assert!(reading.starts_with("：</strong>通知说") && reading.contains("只替换第 3 项"), "{reading:.200}");
}

#[test]
fn an_occupation_is_offered_where_somebody_may_assess_it_now() {
    let page = |path: &str| std::fs::read_to_string(site().join(path)).unwrap();
    let index = page("occupations/index.html");
    let offered = index.split("id=\"assessed\"").nth(1).unwrap().split("</ul>").next().unwrap();
    let count = offered.matches("<li>").count();
    // The only institution for 保安员 has lost its right; 焊工 is assessed.
    assert!(offered.contains("焊工") && !offered.contains("保安员") && index.contains("保安员"), "{offered}");
    assert!(index.contains(&format!("其中 {count} 个现在有机构可以评价")), "{count}");
}
