//! The sample site in a real browser.

mod accessibility;
mod bad_files;
mod certificates;
mod driver;
mod host;
mod loopback;
mod preview;
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

#[test]
fn is_complete_without_scripts() {
    let Some(browser) = Browser::start() else { return };
    browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    browser.open(&format!("{}institutions/", host::serve(site())));
    let document = browser.devtools("DOM.getDocument", json!({}))["root"]["nodeId"].clone();
    let node = |selector: &str| {
        let query = json!({ "nodeId": document, "selector": selector });
        browser.devtools("DOM.querySelector", query)["nodeId"].clone()
    };
    for selector in ["main h1", "main table tbody tr", "nav.mainnav a"] {
        let quads = browser.devtools("DOM.getContentQuads", json!({ "nodeId": node(selector) }));
        assert!(quads["quads"].as_array().is_some_and(|quads| !quads.is_empty()), "{selector} is not seen");
    }
    let tool = browser.devtools("DOM.getAttributes", json!({ "nodeId": node("[data-tool=text]") }));
    assert!(tool["attributes"].as_array().unwrap().contains(&json!("hidden")), "a button that does nothing");
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
