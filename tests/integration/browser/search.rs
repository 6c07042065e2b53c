//! Searching the site and filtering the directory.

use std::time::Duration;

use thirtyfour::Key;

use super::driver::Browser;
use super::host::{Host, rounds};
use super::typed;
use crate::sample::fresh_site;

const TITLES: &str = "[...document.querySelectorAll('.results .head > a')].map((link) => link.textContent)";
const SETTLED: &str = "document.querySelector('[data-part=status]').textContent.includes('条')";

fn open(browser: &Browser, host: &Host, path: &str) {
    browser.open(&format!("{}{path}", host.root));
    browser.wait("!document.querySelector('form[data-search]').hidden");
}

#[test]
fn finds_by_han_by_pinyin_and_by_initials() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    for word in ["电工", "diangong", "dg"] {
        open(&browser, &host, &format!("search/?q={word}"));
        browser.wait(SETTLED);
        let titles = browser.value(TITLES).to_string();
        assert!(titles.contains("电工"), "{word}: {titles}");
    }
    assert_eq!(browser.value("document.querySelector('.results mark') !== null"), true);
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn asks_for_little_and_only_of_this_site() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host, "search/");
    let before = host.asked();
    assert!(
        !before.iter().any(|asked| asked.path.contains("engine/")
            || asked.path.starts_with("search/") && asked.path != "search/index.html"),
        "{before:?}"
    );
    host.slow_down(Duration::from_millis(60));
    typed(&browser, "#words", "评价机构");
    browser.wait(SETTLED);
    let asked = host.asked();
    let data: Vec<_> = asked.iter().filter(|asked| asked.path.starts_with("search/")).cloned().collect();
    let bytes: usize = data.iter().map(|asked| asked.bytes).sum();
    assert!(bytes <= 150_000, "{bytes} bytes of data: {data:?}");
    assert!(rounds(&data) <= 4, "{data:?}");
    assert!(asked.iter().any(|asked| asked.path.contains("engine_bg")), "{asked:?}");
    assert_eq!(browser.complaints(), [""; 0]);
    let addresses = browser.addresses();
    assert!(addresses.iter().any(|address| address.contains(".hot")), "{addresses:?}");
    for address in addresses {
        assert!(address.starts_with(&host.root) && !address.contains('?'), "{address}");
    }
}

#[test]
fn keeps_words_and_facets_in_the_address() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host, "search/");
    typed(&browser, "#words", "电工");
    browser.wait(SETTLED);
    browser.wait("location.search.includes('q=')");
    browser.click("[data-facet=kind][data-value=institution]");
    browser.wait("location.search.includes('kind=institution')");
    browser.wait("document.querySelector('[data-facet=kind][data-value=institution]').getAttribute('aria-current') === 'true'");
    browser.value("history.back()");
    browser.wait("!location.search.includes('kind=')");
    assert_eq!(browser.value("document.querySelector('#words').value"), "电工");
    browser.value("history.back()");
    browser.wait("location.search === ''");
    browser.wait("document.querySelector('[data-part=panel]').hidden");
    browser.open(&format!("{}search/?q=%E7%94%B5%E5%B7%A5&kind=institution", host.root));
    browser.wait(SETTLED);
    assert_eq!(browser.value("document.querySelector('#words').value"), "电工");
    assert_eq!(browser.complaints(), [""; 0]);
}

/// The words typed into the box of a page come to the search page behind the #, and no request names them.
#[test]
fn words_typed_on_any_page_are_not_sent_to_the_host() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    browser.open(&host.root);
    browser.value("document.getElementById('site-search').focus()");
    typed(&browser, "#site-search", "电工");
    browser.press(Key::Enter);
    browser.wait("location.pathname.endsWith('/search/index.html')");
    browser.wait(SETTLED);
    browser.wait("location.search === '?q=%E7%94%B5%E5%B7%A5'");
    assert_eq!(browser.value("document.querySelector('#words').value"), "电工");
    let asked = browser.addresses();
    // The log keeps what stands behind the #; it is not sent.
    let mut sent = asked.iter().filter_map(|address| address.split('#').next());
    assert!(sent.clone().any(|address| address.ends_with("/search/index.html")), "{asked:?}");
    assert!(sent.all(|address| !address.contains('?')), "{asked:?}");
}

#[test]
fn is_used_by_the_keyboard_from_any_page() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    browser.resize(390, 800);
    browser.open(&host.root);
    browser.value("document.getElementById('site-search').focus()");
    typed(&browser, "#site-search", "备案");
    browser.press(Key::Enter);
    browser.wait("location.pathname.endsWith('/search/index.html')");
    browser.wait(SETTLED);
    browser.value("document.getElementById('words').focus()");
    browser.press(Key::Down);
    browser.wait("document.activeElement.closest('.results') !== null");
    browser.press(Key::Escape);
    browser.wait("document.activeElement.id === 'words'");
    browser.press(Key::Tab);
    assert_eq!(browser.value("document.querySelector('[data-part=status]').getAttribute('role')"), "status");
    let wide = browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assert!(wide.as_i64() <= Some(0), "{wide} px too wide");
}

#[test]
fn narrows_the_directory_by_several_facets() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host, "institutions/");
    browser.click("[data-facet=status][data-value=filed]");
    browser.wait(SETTLED);
    let count = "Number(document.querySelector('[data-part=status]').textContent.match(/\\d+/)[0])";
    let filed = browser.value(count).as_i64();
    browser.click("[data-part=facets] [data-facet=level]:not([data-value=''])");
    browser.wait("location.search.includes('status=filed') && location.search.includes('level=')");
    browser.wait(SETTLED);
    assert!(browser.value(count).as_i64() <= filed);
    browser.value("history.go(-2)");
    browser.wait("document.querySelector('[data-part=panel]').hidden");
    assert_eq!(browser.value("document.querySelector('main table') !== null"), true);
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn the_keyboard_stays_at_the_choice_it_made() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    browser.resize(1280, 900);
    open(&browser, &host, "institutions/");
    let at = |place: &str, facet: &str, value: &str| {
        let link = format!("{place} a[data-facet={facet}][data-value='{value}']");
        format!("document.activeElement.matches(\"{link}\")")
    };
    let choose = |selector: &str| {
        browser.value(&format!("document.querySelector(\"{selector}\").focus()"));
        browser.press(Key::Enter);
    };
    choose("[data-part=idle] a[data-facet=status][data-value=filed]");
    browser.wait("location.search.includes('status=filed')");
    browser.wait(&at("[data-part=facets]", "status", "filed"));
    choose("[data-part=facets] a[data-facet=level]:not([data-value=''])");
    browser.wait("location.search.includes('level=')");
    browser.wait("document.activeElement.matches('[data-part=facets] a[data-facet=level][aria-current]')");
    choose("[data-part=facets] a[data-facet=level][data-value='']");
    browser.wait("!location.search.includes('level=')");
    browser.wait("document.activeElement.matches('[data-part=facets] a[data-facet=level][aria-current]')");
    choose("[data-part=facets] a[data-facet=status][data-value=filed]");
    browser.wait("document.querySelector('[data-part=panel]').hidden");
    browser.wait(&at("[data-part=idle]", "status", "filed"));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn comes_back_to_a_list_as_long_as_it_was_left() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host, "search/?q=%E5%A4%87%E6%A1%88");
    browser.wait(SETTLED);
    let results = "document.querySelectorAll('[data-part=list] > li').length";
    assert_eq!(browser.value(results), 10);
    browser.click("[data-part=more]");
    browser.wait(&format!("{results} > 10"));
    let many = browser.value(results);
    browser.value("document.querySelector('[data-part=list] > li:nth-child(12) .head > a').click()");
    browser.wait("!location.pathname.includes('/search/')");
    browser.value("history.back()");
    browser.wait(&format!("location.pathname.includes('/search/') && {results} > 0"));
    browser.wait(&format!("{results} === {many}"));
    typed(&browser, "#words", "备案 评价");
    browser.wait("location.search.includes('%E8%AF%84')");
    browser.wait(&format!("{results} === 10"));
}

#[test]
fn finding_nothing_leaves_no_empty_box() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    let said = "document.querySelector('[data-part=status]').textContent";
    open(&browser, &host, "search/");
    typed(&browser, "#words", "囧囧囧");
    browser.wait(&format!("{said}.includes('没有找到')"));
    assert!(!browser.value(said).as_str().unwrap().contains("条件"), "no condition was chosen");
    assert_eq!(browser.value("document.querySelector('details.facets').checkVisibility()"), false);
    assert_eq!(browser.value("document.querySelector('[data-part=idle]').checkVisibility()"), true);
    open(&browser, &host, "search/?q=%E5%9B%A7%E5%9B%A7%E5%9B%A7&kind=institution");
    browser.wait(&format!("{said}.includes('取消已选的条件')"));
    assert_eq!(browser.value("document.querySelector('a[data-facet=kind]') !== null"), true);
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn the_number_of_a_certificate_leads_to_its_lookup() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    open(&browser, &host, "search/");
    host.asked();
    typed(&browser, "#words", " ｙ0000 12-000001 20 4 000001");
    browser.wait("document.querySelector('[data-part=status] a') !== null");
    let said = browser.value("document.querySelector('[data-part=status]').textContent").to_string();
    assert!(said.contains("证书编号") && !said.contains("没有找到"), "{said}");
    // What belongs to the page itself may come late.
    let asked = host.asked();
    let is_search = |path: &str| path.contains(".hot") || path.contains(".block") || path.contains("engine");
    assert!(
        !asked.iter().any(|asked| is_search(&asked.path)),
        "a certificate is not searched for: {asked:?}"
    );
    browser.click("[data-part=status] a");
    browser.wait("document.querySelector('#certificate-number')?.value === 'Y000012000001204000001'");
    browser.wait("document.activeElement.id === 'certificate-secret'");
    assert_eq!(browser.value("location.href.includes('#')"), false);
    typed(&browser, "#certificate-secret", "示例二");
    browser.click("[data-part=submit]");
    browser.wait("document.querySelector('[data-part=answer]').textContent.includes('证书有效')");
    assert_eq!(browser.complaints(), [""; 0]);
    // What stands behind the # is in the browser's log, but is not sent.
    let sent = |address: &String| address.split('#').next().unwrap().to_owned();
    let addresses: Vec<String> = browser.addresses().iter().map(sent).collect();
    assert!(addresses.iter().any(|address| address.contains(".bucket")), "{addresses:?}");
    assert!(!addresses.iter().any(|address| address.contains("204000001")), "{addresses:?}");
}
