//! A host that says nothing, no host at all, a browser that may not compute: a sentence each time, and never a hang.

use serde_json::json;

use super::bad_files::{look_up_again, lookup_failed, open_search, search_again, search_fails};
use super::certificates::{self, NAME, NUMBER, answer, look_up};
use super::driver::Browser;
use super::host::{Bad, Host};
use super::typed;
use crate::sample::fresh_site;

/// Lets the clock of a page or a worker run twenty times as fast, so that the test need not wait as long as a visitor.
const HURRY: &str = "{ const plain = globalThis.setTimeout; globalThis.setTimeout = (call, wait) => plain(call, wait / 20); }";
const SLOW: &str = "等了很久，网站没有回音";

/// The file name of a script, which carries a digest.
fn script(folder: &str, begin: &str) -> String {
    let files = std::fs::read_dir(fresh_site().join(folder)).unwrap();
    let mut names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.find(|name| name.starts_with(begin)).unwrap()
}

fn worker() -> String {
    script("assets/scripts", "worker.")
}

#[test]
fn a_host_that_never_sends_the_data_is_told_of() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    let hush = |end: &str| {
        host.spoil(&worker(), Bad::After(HURRY));
        host.spoil(end, Bad::Silent);
    };
    certificates::open(&browser, &host);
    hush(".bucket");
    look_up(&browser, NUMBER, "name", NAME);
    let text = lookup_failed(&browser);
    assert!(text.contains(SLOW), "{text}");
    host.mend();
    look_up_again(&browser);

    open_search(&browser, &host);
    hush(".hot");
    search_fails(&browser, SLOW);
    host.mend();
    search_again(&browser);
}

#[test]
fn a_host_that_never_sends_the_program_is_told_of() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HURRY }));
    for silent in [worker(), script("assets/engine", "engine.")] {
        certificates::open(&browser, &host);
        host.spoil(&silent, Bad::Silent);
        look_up(&browser, NUMBER, "name", NAME);
        let text = lookup_failed(&browser);
        assert!(text.contains(SLOW), "{silent}: {text}");
        host.mend();
    }
}

#[test]
fn a_host_that_went_away_is_told_of() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    certificates::open(&browser, &host);
    // Loads the program.
    typed(&browser, "#certificate-number", NUMBER);
    browser.wait("document.querySelector('#number-state').textContent.includes('正确')");
    host.spoil("", Bad::Gone);
    look_up(&browser, NUMBER, "name", NAME);
    let text = lookup_failed(&browser);
    assert!(text.contains("连不上网站"), "{text}");
    host.mend();
    look_up_again(&browser);

    open_search(&browser, &host);
    host.spoil("", Bad::Gone);
    search_fails(&browser, "请检查网络");
    host.mend();
    search_again(&browser);
}

#[test]
fn a_browser_without_a_network_is_told_so() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    let network = |offline: bool| {
        let conditions =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        browser.devtools("Network.emulateNetworkConditions", conditions);
    };
    browser.devtools("Network.enable", json!({}));
    certificates::open(&browser, &host);
    network(true);
    look_up(&browser, NUMBER, "name", NAME);
    let text = lookup_failed(&browser);
    assert!(text.contains("请检查网络"), "{text}");
    network(false);
    look_up_again(&browser);

    open_search(&browser, &host);
    network(true);
    search_fails(&browser, "请检查网络");
    network(false);
    search_again(&browser);
}

#[test]
fn a_browser_without_webassembly_is_told_so() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    for blocked in [Bad::NoWasm, Bad::After("delete globalThis.WebAssembly;")] {
        host.spoil(&worker(), blocked);
        certificates::open(&browser, &host);
        look_up(&browser, NUMBER, "name", NAME);
        assert!(answer(&browser).contains("不能运行"), "{}", answer(&browser));
        open_search(&browser, &host);
        search_fails(&browser, "不能运行");
        host.mend();
    }
}
