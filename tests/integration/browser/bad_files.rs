//! Whatever arrives in place of the files: a sentence, never a wrong "not found", never a hang.

use serde_json::json;

use super::certificates::{self, NAME, NUMBER, answer, look_up};
use super::driver::Browser;
use super::host::{Bad, Host};
use super::typed;
use crate::sample::fresh_site;

const FAILED: &str = "document.querySelector('[data-part=status]').textContent.includes('现在不能搜索')";

fn search(browser: &Browser, host: &Host) {
    browser.open(&format!("{}search/", host.root));
    browser.wait("document.querySelector('form[data-search]')?.hidden === false");
    typed(browser, "#words", "评价");
}

/// A file of the sample whose path ends so.
fn file(end: &str) -> std::path::PathBuf {
    let files = walkdir::WalkDir::new(fresh_site()).into_iter().map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.to_string_lossy().ends_with(end)).min().unwrap()
}

/// The name of the worker's script.
fn worker() -> String {
    let names = std::fs::read_dir(fresh_site().join("assets/scripts"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    names.map(|name| name.to_string_lossy().into_owned()).find(|name| name.starts_with("worker.")).unwrap()
}

fn ways(other: &str) -> Vec<Bad> {
    vec![Bad::Missing, Bad::Html, Bad::Cut, Bad::Flipped, Bad::Swapped(file(other))]
}

#[test]
fn a_lookup_says_what_failed_and_tries_again() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    for bad in ways(".hot") {
        certificates::open(&browser, &host);
        host.spoil(".bucket", bad);
        look_up(&browser, NUMBER, "name", NAME);
        let text = answer(&browser);
        assert!(text.contains("还没有结果") && text.contains("不说明证书有问题"), "{text}");
        assert!(!text.contains("没有查到"), "{text}");
        host.mend();
        browser.click("[data-part=answer] button");
        browser.wait("document.querySelector('[data-part=answer]').textContent.includes('证书有效')");
    }
}

#[test]
fn a_search_says_what_failed() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    for bad in ways(".bucket") {
        host.spoil(".hot", bad);
        search(&browser, &host);
        browser.wait(FAILED);
        let text = browser.value("document.querySelector('main').textContent").to_string();
        assert!(!text.contains("没有找到。"), "{text}");
        host.mend();
        browser.click("[data-part=status] button");
        browser.wait("document.querySelector('[data-part=status]').textContent.includes('找到')");
    }
}

#[test]
fn a_broken_program_is_told_of() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    let wasm = file(".wasm").file_name().unwrap().to_string_lossy().into_owned();
    for bad in [Bad::Missing, Bad::Html, Bad::Cut] {
        host.spoil(&wasm, bad);
        search(&browser, &host);
        browser.wait(FAILED);
        host.mend();
    }
}

#[test]
fn without_a_network_or_webassembly_there_is_a_sentence() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    certificates::open(&browser, &host);
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.devtools("Network.enable", json!({}));
    browser.devtools("Network.emulateNetworkConditions", offline);
    look_up(&browser, NUMBER, "name", NAME);
    assert!(answer(&browser).contains("还没有结果"), "{}", answer(&browser));
    drop(browser);

    let Some(browser) = Browser::start() else { return };
    host.spoil(&worker(), Bad::NoWasm);
    certificates::open(&browser, &host);
    look_up(&browser, NUMBER, "name", NAME);
    assert!(answer(&browser).contains("不能运行"), "{}", answer(&browser));
}
