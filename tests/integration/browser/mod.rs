//! The sample site in a real browser.

mod accessibility;
mod admin;
mod admin_forge;
mod admin_new;
mod bad_files;
mod bad_network;
mod certificates;
mod desk;
mod driver;
pub(crate) mod host;
mod hosting;
mod loopback;
mod preview;
mod print;
mod search;

use serde_json::json;
use thirtyfour::Key;

use self::driver::Browser;
use super::sample::{page_types, site};

/// Puts text into a box as typing does.
fn typed(browser: &Browser, selector: &str, text: &str) {
    let (selector, text) = (json!(selector), json!(text));
    browser.value(&format!("document.querySelector({selector}).value = {text}"));
    browser.value(&format!(
        "document.querySelector({selector}).dispatchEvent(new InputEvent('input', {{ bubbles: true }}))"
    ));
}

#[test]
fn every_type_of_page_loads_without_a_complaint_and_fits_a_phone() {
    let Some(browser) = Browser::start() else { return };
    let root = host::serve(site());
    let mut faults = Vec::new();
    for path in page_types(site()) {
        browser.open(&format!("{root}{path}"));
        faults.extend(browser.complaints().into_iter().map(|complaint| format!("{path}: {complaint}")));
        for width in [390, 768, 1280] {
            browser.resize(width, 900);
            let wide =
                browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if wide.as_i64() > Some(0) {
                faults.push(format!("{path}: at {width} px it is {wide} px too wide"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn remembers_large_text_and_dark_mode() {
    let Some(browser) = Browser::start() else { return };
    let root = host::serve(site());
    browser.open(&root);
    let size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)";
    let ground = "getComputedStyle(document.body).backgroundColor";
    let (small, light) = (browser.value(size), browser.value(ground));
    browser.click("[data-tool=text]");
    browser.click("[data-tool=theme]");
    browser.click("[data-tool=theme]");
    assert_eq!(browser.value("document.documentElement.dataset.theme"), "dark");
    browser.open(&format!("{root}institutions/"));
    assert_eq!(browser.value("document.documentElement.dataset.text"), "large");
    assert_eq!(
        browser.value("document.querySelector('[data-tool=text]').getAttribute('aria-pressed')"),
        "true"
    );
    browser.open(&root);
    assert!(browser.value(size).as_f64() > small.as_f64());
    assert_ne!(browser.value(ground), light);
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn large_text_fits_a_small_phone() {
    let Some(browser) = Browser::start() else { return };
    let root = host::serve(site());
    browser.open(&root);
    browser.click("[data-tool=text]");
    let mut faults = Vec::new();
    for path in page_types(site()) {
        browser.open(&format!("{root}{path}"));
        for width in [320, 350] {
            browser.resize(width, 800);
            let wide =
                browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if wide.as_i64() > Some(0) {
                faults.push(format!("{path}: at {width} px it is {wide} px too wide"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn follows_the_visitors_system_into_the_dark() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&host::serve(site()));
    let ground = "getComputedStyle(document.body).backgroundColor";
    let light = browser.value(ground);
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    browser.devtools("Emulation.setEmulatedMedia", dark);
    assert_ne!(browser.value(ground), light);
}

#[test]
fn the_first_tab_stop_leads_to_the_text() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&format!("{}institutions/", host::serve(site())));
    browser.press(Key::Tab);
    assert_eq!(browser.value("document.activeElement.className"), "skip");
    assert_eq!(browser.value("document.activeElement.getBoundingClientRect().top >= 0"), true);
    browser.press(Key::Enter);
    browser.wait("document.activeElement.id === 'main'");
}

/// A page in a browser that runs no scripts, so it is looked at from outside.
struct Scriptless<'a> {
    browser: &'a Browser,
    document: serde_json::Value,
}

impl<'a> Scriptless<'a> {
    fn open(browser: &'a Browser, address: &str) -> Self {
        browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        browser.open(address);
        let document = browser.devtools("DOM.getDocument", json!({}))["root"]["nodeId"].clone();
        Self { browser, document }
    }

    fn ask(&self, command: &str, selector: &str) -> serde_json::Value {
        let query = json!({ "nodeId": self.document, "selector": selector });
        let node = self.browser.devtools("DOM.querySelector", query)["nodeId"].clone();
        self.browser.devtools(command, json!({ "nodeId": node }))
    }

    fn sees(&self, selector: &str) -> bool {
        let quads = self.ask("DOM.getContentQuads", selector);
        quads["quads"].as_array().is_some_and(|quads| !quads.is_empty())
    }

    fn hides(&self, selector: &str) -> bool {
        let attributes = self.ask("DOM.getAttributes", selector);
        attributes["attributes"].as_array().unwrap().contains(&json!("hidden"))
    }
}

#[test]
fn is_complete_without_scripts() {
    let Some(browser) = Browser::start() else { return };
    let page = Scriptless::open(&browser, &format!("{}institutions/", host::serve(site())));
    for selector in ["main h1", "main table tbody tr", "nav.mainnav a"] {
        assert!(page.sees(selector), "{selector} is not seen");
    }
    assert!(page.hides("[data-tool=text]"), "a button that does nothing");
}

#[test]
fn says_what_needs_scripts() {
    let Some(browser) = Browser::start() else { return };
    let root = host::serve(site());
    for (path, form) in [("search/", "form[data-search]"), ("certificates/", "form[data-lookup]")] {
        let page = Scriptless::open(&browser, &format!("{root}{path}"));
        assert!(page.sees("[data-part=fallback]"), "{path} says nothing");
        let sentence = page.ask("DOM.getOuterHTML", "[data-part=fallback]").to_string();
        assert!(sentence.contains("要打开 JavaScript 才能用"), "{sentence}");
        assert!(page.hides(form), "{path}: a form that does nothing");
    }
}

#[test]
fn refuses_what_comes_from_elsewhere() {
    let Some(browser) = Browser::start() else { return };
    browser.open(&host::serve(site()));
    assert_eq!(browser.complaints(), [""; 0]);
    browser.value("document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.com/x.png\">')");
    browser.value("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')");
    let complaints = browser.complaints().join("\n");
    for refused in
        ["Loading the image 'https://example.com/x.png' violates", "Applying inline style violates"]
    {
        assert!(complaints.contains(refused), "{complaints}");
    }
}
