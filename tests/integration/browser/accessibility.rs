//! axe-core on the pages people come for.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::certificates::{self, NAME, NUMBER, look_up};
use super::driver::Browser;
use super::host::Host;
use crate::sample::fresh_site;

/// The script `./test` fetched. Where it says that it did, it must be there.
fn axe() -> Option<String> {
    let fetched = std::env::var_os("SKILLREG_TEST_AXE").map(PathBuf::from);
    let path = fetched
        .clone()
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tools/axe-4.14.1.js"));
    let script = std::fs::read_to_string(&path);
    if fetched.is_none() && script.is_err() {
        eprintln!("skipped: no axe-core; ./test fetches it");
        return None;
    }
    Some(script.unwrap())
}

fn violations(browser: &Browser, axe: &str) -> Vec<String> {
    browser.devtools("Runtime.evaluate", json!({ "expression": axe }));
    let run = "axe.run().then((found) => found.violations.filter((one) => ['serious', 'critical'].includes(one.impact)).map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`))";
    let answer = browser.devtools(
        "Runtime.evaluate",
        json!({ "expression": run, "awaitPromise": true, "returnByValue": true }),
    );
    let found = answer["result"]["value"].as_array().unwrap_or_else(|| panic!("{answer}")).clone();
    found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn axe_finds_nothing_serious() {
    let Some(browser) = Browser::start() else { return };
    let Some(axe) = axe() else { return };
    let host = Host::of(fresh_site());
    let mut faults = Vec::new();
    let mut judge = |what: &str| {
        faults.extend(violations(&browser, &axe).into_iter().map(|fault| format!("{what}: {fault}")));
    };
    for path in ["", "institutions/", "institutions/2020-0001.html", "policies/2020-85/questions.html"] {
        browser.open(&format!("{}{path}", host.root));
        judge(path);
    }
    browser.open(&format!("{}search/?q=%E7%94%B5%E5%B7%A5", host.root));
    browser.wait("document.querySelector('[data-part=status]').textContent.includes('条')");
    judge("search");
    certificates::open(&browser, &host);
    look_up(&browser, NUMBER, "name", NAME);
    judge("lookup");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
