//! New records in the editor for the browser: what is typed in a form is the record, in its place, and passes the check.

use serde_json::{Value, json};

use super::desk::{Desk, button, packages, records};
use crate::registry::{project, run};
use crate::sample::copy;

/// A record as forms are given it.
fn told(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

#[test]
fn a_record_typed_anew_is_the_record_in_its_place() {
    let Some(packages) = packages() else { return };
    let mut there = records();
    let cases = [
        ("plans", "实施方案", "2020-0005", "content/plans/2020/2020-0005.yaml"),
        ("inspectors", "督导人员名录", "2021", "content/supervision/2021/inspectors.yaml"),
        ("measures", "处理措施", "2021", "content/supervision/2021/measures.yaml"),
        ("questions", "政策问答", "2020-85", "content/policies/2020-85/questions.yaml"),
        ("filings", "备案申请", "2021-0006", "content/institutions/2021-0006/filing.yaml"),
    ];
    let typed: Vec<String> = cases.iter().map(|(.., path)| there.remove(*path).unwrap()).collect();
    let Some(desk) = Desk::open(&packages, &there) else { return };
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("content"), &folder.path().join("content"));
    for ((collection, label, slug, path), text) in cases.iter().zip(&typed) {
        desk.begin(label);
        let saved = desk.create(collection, slug, &told(text));
        assert_eq!(saved.keys().collect::<Vec<_>>(), [path], "{collection}");
        assert_eq!(told(&saved[*path]), told(text), "{collection}: {}", saved[*path]);
        std::fs::write(folder.path().join(path), &saved[*path]).unwrap();
    }
    let checked = run(&["check", "--root", folder.path().to_str().unwrap()]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert_eq!(desk.browser.complaints(), [""; 0]);
}

#[test]
fn what_is_left_empty_and_what_looks_like_something_else_passes_the_check() {
    let Some(packages) = packages() else { return };
    let Some(desk) = Desk::open(&packages, &records()) else { return };
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("content"), &folder.path().join("content"));
    let headers =
        ["yes", "No", "on", "0012", "2020-01-01", "12:30", "1e3", "# 号", "甲: 乙", "null", "True", "-"];
    let columns: Vec<Value> = headers.iter().map(|header| json!({ "header": header })).collect();
    let cases = [
        ("measures", "处理措施", "2022", json!({})),
        ("inspections", "现场督导", "2022", json!({})),
        ("uploads", "上报表", "odd", json!({ "title": "off", "note": "022-5550101", "columns": columns })),
    ];
    for (collection, label, slug, record) in cases {
        desk.begin(label);
        for (path, text) in desk.create(collection, slug, &record) {
            let mut expected = record.clone();
            if collection != "uploads" {
                expected[collection] = json!([]);
            }
            assert_eq!(told(&text), expected, "{path}: {text}");
            let target = folder.path().join(path);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::write(target, text).unwrap();
        }
    }
    for file in ["supervision/2022/measures.yaml", "supervision/2022/inspections.yaml", "uploads/odd.yaml"] {
        assert!(folder.path().join("content").join(file).exists(), "{file}");
    }
    let checked = run(&["check", "--root", folder.path().to_str().unwrap()]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
}

#[test]
fn on_a_telephone_a_form_says_what_is_missing() {
    let Some(packages) = packages() else { return };
    let Some(desk) = Desk::open(&packages, &records()) else { return };
    let offered = |label: &str| {
        desk.browser
            .value(&format!("Boolean(document.querySelector('[aria-label={label}]')?.checkVisibility())"))
    };
    assert_eq!(offered("资源"), false);
    desk.browser.value("window.location.hash = '#/assets/-/all'");
    desk.browser.wait("window.location.hash.startsWith('#/collections')");
    desk.begin("网页");
    desk.browser.resize(390, 844);
    desk.browser.wait(&button("more_vert"));
    let told = |what: &str| {
        format!(
            "getComputedStyle(document.querySelector('#first-pane-body'), '::before').content.includes('{what}')"
        )
    };
    desk.browser.wait(&told("代号"));
    let missing = |what: &str| {
        format!(
            "[...document.querySelectorAll('button.ref')].some((one) => one.innerText.includes('{what}'))"
        )
    };
    // Pressed the moment it is there, the notice may go without the list coming: saving brings it back.
    let next = format!("({} ?? {})", button("看看是哪几处"), button("保存"));
    desk.browser.wait(&next);
    desk.browser.click_until(&next, &missing("代号（文件名）"));
    desk.browser.wait(&missing("标题"));
    let wide =
        desk.browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assert!(wide.as_i64() <= Some(0), "{wide}");
}
