//! A lookup's answer on paper.

use serde_json::json;

use super::certificates::{self, NAME, NUMBER, look_up};
use super::driver::Browser;
use super::host::Host;
use crate::sample::fresh_site;

const OF_THE_SCREEN: [&str; 8] = [
    "form[data-lookup]",
    ".mainnav",
    ".sitesearch",
    ".tools",
    ".crumbs",
    ".answer .button",
    ".figures",
    ".footer nav",
];
const ON_PAPER: [&str; 7] = [
    ".answer .asked",
    ".identity",
    "main h1",
    ".verdict h2",
    ".lights > li .word",
    ".lights > li .name + p",
    ".answer .facts dd",
];

/// How many elements of a kind there are, and how many of them are seen.
fn seen(browser: &Browser, selector: &str) -> (u64, u64) {
    let all = format!("[...document.querySelectorAll('{selector}')]");
    let count = |expression: String| browser.value(&expression).as_u64().unwrap();
    (count(format!("{all}.length")), count(format!("{all}.filter((one) => one.checkVisibility()).length")))
}

#[test]
fn a_printed_answer_is_the_answer_alone() {
    let Some(browser) = Browser::start() else { return };
    let host = Host::of(fresh_site());
    certificates::open(&browser, &host);
    look_up(&browser, NUMBER, "name", NAME);
    for selector in OF_THE_SCREEN.iter().chain(&ON_PAPER) {
        assert!(seen(&browser, selector).1 > 0, "{selector} is not on the screen");
    }
    browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    for selector in OF_THE_SCREEN {
        assert_eq!(seen(&browser, selector).1, 0, "{selector} is printed");
    }
    for selector in ON_PAPER {
        let (all, printed) = seen(&browser, selector);
        assert_eq!(all, printed, "{selector} is not printed");
    }
    assert_eq!(seen(&browser, ".lights > li"), (5, 5));
}
