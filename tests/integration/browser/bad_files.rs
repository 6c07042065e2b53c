//! Whatever arrives in place of the files: a sentence, never a wrong "not found", never a hang.

use super::certificates::{self, NAME, NUMBER, answer, look_up};
use super::driver::Browser;
use super::host::{Bad, Host};
use super::typed;
use crate::sample::fresh_site;

const FAILED: &str = "document.querySelector('[data-part=status]').textContent.includes('现在不能搜索')";

pub(super) fn open_search(browser: &Browser, host: &Host) {
    browser.open(&format!("{}search/", host.root));
    browser.wait("document.querySelector('form[data-search]')?.hidden === false");
}

/// Searches for a word and waits until the page says why it cannot, with a sentence.
pub(super) fn search_fails(browser: &Browser, sentence: &str) {
    typed(browser, "#words", "评价");
    browser.wait(FAILED);
    browser.wait("!document.querySelector('form[data-search]').hasAttribute('aria-busy')");
    let text = browser.value("document.querySelector('main').textContent").as_str().unwrap().to_owned();
    assert!(!text.contains("没有找到。"), "{text}");
    assert!(text.contains(sentence), "{sentence}: {text}");
}

/// Tries a search again after all is well.
pub(super) fn search_again(browser: &Browser) {
    browser.click("[data-part=status] button");
    browser.wait("document.querySelector('[data-part=status]').textContent.includes('找到 ')");
}

/// The sentence of a lookup that failed.
pub(super) fn lookup_failed(browser: &Browser) -> String {
    let text = answer(browser);
    assert!(text.contains("还没有结果") && text.contains("不说明证书有问题"), "{text}");
    assert!(!text.contains("没有查到"), "{text}");
    text
}

/// Looks the certificate up again after all is well.
pub(super) fn look_up_again(browser: &Browser) {
    browser.click("[data-part=answer] button");
    browser.wait("document.querySelector('[data-part=answer]').textContent.includes('证书有效')");
}

/// A file of the sample whose path ends so.
fn file(end: &str) -> std::path::PathBuf {
    let files = walkdir::WalkDir::new(fresh_site()).into_iter().map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.to_string_lossy().ends_with(end)).min().unwrap()
}

/// What is wrong with a file, and a part of the sentence for it.
fn ways(other: &str) -> Vec<(Bad, &'static str)> {
    vec![
        (Bad::Missing, "没有找到要用的文件"),
        (Bad::Failing, "服务器出了问题"),
        (Bad::Html, "网络"),
        (Bad::Cut, "不完整"),
        (Bad::Flipped, "不完整"),
        (Bad::Swapped(file(other)), "文件"),
        (Bad::Version(0), "程序旧"),
        (Bad::Version(2), "程序新"),
    ]
}

#[test]
fn a_lookup_says_what_failed_and_tries_again() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    for (bad, sentence) in ways(".hot") {
        certificates::open(&browser, &host);
        host.spoil(".bucket", bad);
        look_up(&browser, NUMBER, "name", NAME);
        let text = lookup_failed(&browser);
        assert!(text.contains(sentence), "{sentence}: {text}");
        host.mend();
        look_up_again(&browser);
    }
}

#[test]
fn a_search_says_what_failed_and_tries_again() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    for (bad, sentence) in ways(".bucket") {
        host.spoil(".hot", bad);
        open_search(&browser, &host);
        search_fails(&browser, sentence);
        host.mend();
        search_again(&browser);
    }
}

#[test]
fn a_broken_program_is_told_of() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    let wasm = file(".wasm").file_name().unwrap().to_string_lossy().into_owned();
    for (bad, sentence) in [
        (Bad::Missing, "没有找到要用的文件"),
        (Bad::Failing, "服务器出了问题"),
        (Bad::Html, "不是本站的文件"),
        (Bad::Cut, "查询程序的文件不完整"),
        (Bad::Flipped, "查询程序的文件不完整"),
    ] {
        host.spoil(&wasm, bad);
        open_search(&browser, &host);
        search_fails(&browser, sentence);
        host.mend();
        search_again(&browser);
    }
}

#[test]
fn a_program_with_one_wrong_bit_answers_nothing() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    let wasm = file(".wasm").file_name().unwrap().to_string_lossy().into_owned();
    certificates::open(&browser, &host);
    host.spoil(&wasm, Bad::Flipped);
    look_up(&browser, NUMBER, "name", NAME);
    let text = lookup_failed(&browser);
    assert!(text.contains("查询程序的文件不完整，或者被改动过"), "{text}");
    // Once compared with its digest, once looked at. The hint while typing does not begin the program anew, for a
    // second look-up would then be answered by a program that is failing already.
    std::thread::sleep(std::time::Duration::from_millis(600));
    let loads = host.asked().into_iter().filter(|asked| asked.path.ends_with(&wasm)).count();
    assert_eq!(loads, 2);
    host.mend();
    look_up_again(&browser);
}
