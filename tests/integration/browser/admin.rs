//! The editor for the browser, as officers would use it: every kind of record opens as a form, and what is saved is a
//! record that says what it said before.

use std::path::Path;

use serde_json::Value;

use super::desk::{Desk, TYPED, button, packages, records, write};
use crate::registry::{project, run};
use crate::sample::copy;

/// What tells other editors the schema of a record.
const MODELINE: &str = "# yaml-language-server: $schema=../schemas/site.json";

#[test]
fn every_kind_of_record_is_a_form_and_what_it_saves_passes_the_check() {
    let Some(packages) = packages() else { return };
    let mut before = records();
    let site = before.get_mut("content/site.yaml").unwrap();
    *site = format!("{MODELINE}\n# 本单位的说明\n{site}");
    let Some(desk) = Desk::open(&packages, &before) else { return };
    let edited = [
        "备案申请",
        "实施方案",
        "督导人员名录",
        "现场督导",
        "政策文件",
        "政策正文",
        "政策问答",
        "网页",
        "目录和日历",
        "上报表",
        "网站设置",
    ];
    for label in edited {
        desk.open_first(label);
        if label == "实施方案" {
            // What names another record shows which, and offers to make no new one.
            for shown in ["2020-0001 天津示例重工有限公司", "6-18-02-04 焊工"] {
                desk.browser.wait(&shows(shown));
            }
            assert_eq!(desk.browser.value(&shows("添加 备案申请")), false);
        }
        if label == "备案申请" {
            desk.browser.wait(&shows("120110 东丽区"));
        }
        assert_eq!(desk.may_take_out("procedure"), false, "{label}");
        assert_eq!(desk.may_take_out("scope"), label == "备案申请", "{label}");
        assert!(desk.type_somewhere().is_some(), "{label}: nothing to type into");
        desk.browser.wait(&format!("{}?.disabled === false", button("保存")));
        desk.save();
    }
    // Years stand as they are, and the page offers itself in no other language.
    assert_eq!(desk.browser.value("Intl.NumberFormat('zh-CN').format(2019)"), "2019");
    assert_eq!(desk.browser.value(&shows("now available")), false);
    for label in ["处理措施", "随机抽取（只读）", "证书批次（只读）", "政策附件"] {
        desk.open_first(label);
        assert!(!label.ends_with("（只读）") || desk.type_somewhere().is_none(), "{label} may be edited");
        leave(&desk);
    }
    let after = desk.files();
    let changed: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(changed.len(), edited.len(), "{changed:?}");
    for path in &changed {
        let text = after[*path].replace(TYPED, "");
        assert_ne!(text, after[*path], "{path}");
        if path.ends_with(".yaml") {
            let read = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).unwrap();
            assert_eq!(read(&text), read(&before[*path]), "{path}");
            let comments = |text: &str| -> Vec<String> {
                text.lines().filter(|line| line.trim().starts_with('#')).map(str::to_owned).collect()
            };
            assert_eq!(comments(&text), comments(&before[*path]), "{path}");
            let kept = before[*path].lines().filter(|line| text.lines().any(|other| other == *line)).count();
            assert!(kept + 1 >= before[*path].lines().count(), "{path}: {text}");
        }
    }
    assert!(after["content/site.yaml"].starts_with(&format!("{MODELINE}\n# 本单位的说明\n")));
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("content"), &folder.path().join("content"));
    for path in changed {
        std::fs::write(folder.path().join(path), &after[path]).unwrap();
    }
    let checked = run(&["check", "--root", folder.path().to_str().unwrap()]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    let complaints = desk.browser.complaints();
    assert_eq!(complaints, [""; 0]);
    let addresses = desk.browser.addresses();
    assert!(addresses.iter().all(|address| address.starts_with("http://127.0.0.1")), "{addresses:?}");
}

/// Goes back to the list from a record in which nothing was changed.
fn leave(desk: &Desk) {
    desk.browser.click_until(
        "document.querySelector('button[aria-label=取消编辑]')",
        &format!("!{}", button("保存")),
    );
}

/// Whether the page shows a text.
fn shows(text: &str) -> String {
    format!("document.body.innerText.replace(/[\\u2066-\\u2069]/g, '').includes('{text}')")
}

#[test]
fn the_editor_speaks_to_its_forge_alone_and_is_what_it_was() {
    let Some(packages) = packages() else { return };
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("admin");
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    for (forge, more, origin, mode) in [
        ("github", &[][..], "https://api.github.com", "editorial_workflow"),
        (
            "gitlab",
            &["--host", "https://git.example.com"][..],
            "https://git.example.com",
            "editorial_workflow",
        ),
        ("gitea", &["--branch", "edits"][..], "https://gitea.com", "simple"),
        (
            "forgejo",
            &["--branch", "edits", "--host", "http://git.lan:3000/forge", "--allow-http"][..],
            "http://git.lan:3000/forge/",
            "simple",
        ),
    ] {
        let arguments = [&["--forge", forge, "--repository", "office/registry"], more].concat();
        let made = write(&packages, &out, &arguments);
        assert_eq!(made.code, Some(0), "{made:?}");
        let configuration: Value = serde_json::from_str(&read("config.json")).unwrap();
        assert_eq!(configuration["backend"]["name"], if forge == "forgejo" { "gitea" } else { forge });
        assert_eq!(configuration["backend"]["repo"], "office/registry");
        assert_eq!(configuration["publish_mode"], mode);
        let page = read("index.html");
        assert!(page.contains(&format!("connect-src 'self' blob: data: {origin};")), "{page}");
        let pictures = match forge {
            "github" => "https://avatars.githubusercontent.com",
            "forgejo" => "http://git.lan:3000",
            _ => origin,
        };
        assert!(page.contains(&format!("img-src 'self' data: blob: {pictures};")), "{page}");
        assert_eq!(page.matches("integrity=\"sha384-").count(), page.matches("<script ").count());
        assert!(!page.contains("{{") && !read("sveltia-cms.js").contains("cdn.jsdelivr.net"));
    }
    std::fs::write(out.join("notes.txt"), "mine").unwrap();
    let refused = write(&packages, &out, &["--forge", "test"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("notes.txt"), "{refused:?}");
}

#[test]
fn nothing_gets_around_review_and_only_real_places_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let workflows = folder.path().join(".forgejo/workflows");
    std::fs::create_dir_all(&workflows).unwrap();
    std::fs::write(workflows.join("publish.yml"), "on:\n  push:\n    branches: [zhengshi]\n").unwrap();
    let root = folder.path().to_str().unwrap();
    let refused = |arguments: &str, told: &str| {
        let arguments = arguments.split(' ').map(|word| if word == "EMPTY" { "" } else { word });
        let given: Vec<&str> = ["admin", "--root", root].into_iter().chain(arguments).collect();
        let made = run(&given);
        assert!(made.code == Some(2) && made.stderr.contains(told), "{given:?}: {made:?}");
    };
    let gitea = "--forge gitea --repository a/b";
    for branch in ["", " --branch main", " --branch master", " --branch gh-pages", " --branch zhengshi"] {
        refused(&format!("{gitea}{branch}"), "--branch");
    }
    for place in ["public/admin", "content/admin", "themes/../public", ".git"] {
        refused(&format!("--forge test --out {root}/{place}"), "编辑页面不能放在");
    }
    assert!(!folder.path().join("public").exists() && !folder.path().join("content").exists());
    for branch in ["EMPTY", "../x", "a..b", "a//b", "-x", "x/", "x.lock"] {
        refused(&format!("{gitea} --branch={branch}").replace("=EMPTY", "="), "--branch 要写分支的名字");
        refused(
            &format!("--forge github --repository a/b --branch={branch}").replace("=EMPTY", "="),
            "--branch 要写",
        );
    }
    for repository in ["a", "a/b/c", "../..", "https://x/y", "a/b.git"] {
        refused(&format!("--forge github --repository {repository}"), "--repository 要写");
    }
    refused("--forge gitlab --repository a/../b", "--repository 要写");
    refused("--forge github --repository a/b --branch 编辑", "中文的也不行");
    for host in ["https://...", "git.example.com", "https://a@b", "ftp://a.example"] {
        refused(&format!("--forge gitlab --repository a/b --host {host}"), "--host 要写");
    }
    refused("--forge gitlab --repository a/b --host http://git.lan", "--allow-http");
    refused("--forge gitlab --repository a/b --host http://git.example.com --allow-http", "只能用 https");
    refused("--forge forgejo --repository a/b --branch edits", "用 --host 写出");
    for given in ["--repository a/b", "--branch edits", "--host https://git.example.com"] {
        let name = given.split(' ').next().unwrap();
        refused(&format!("--forge test {given}"), &format!("用不上 {name}"));
    }
}

#[test]
fn what_an_officer_meets_is_chinese() {
    let Some(packages) = packages() else { return };
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("admin");
    assert_eq!(write(&packages, &out, &["--forge", "test"]).code, Some(0));
    let words = |path: &Path| -> Value { serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap() };
    let (english, chinese) =
        (words(&packages.join("@sveltia/cms/locales/en-US.json")), words(&out.join("zh-CN.json")));
    let mut missing = Vec::new();
    untold(&english, &chinese, "", &mut missing);
    assert_eq!(missing, [""; 0]);
    assert_eq!(chinese["entry_sidebar"]["slug"]["title"], "代号（文件名）");
}

/// The words that the other language lacks; what is wrong with a configuration is ours to know, not an officer's.
fn untold(words: &Value, other: &Value, path: &str, missing: &mut Vec<String>) {
    for (name, word) in words.as_object().unwrap() {
        let path = format!("{path}/{name}");
        match word {
            _ if path == "/config" => {}
            Value::Object(_) => untold(word, &other[name], &path, missing),
            _ if other[name].is_string() => {}
            _ => missing.push(path),
        }
    }
}

#[test]
fn a_package_that_was_tampered_with_is_refused() {
    let Some(packages) = packages() else { return };
    let folder = tempfile::tempdir().unwrap();
    copy(&packages.join("@sveltia"), &folder.path().join("@sveltia"));
    let program = folder.path().join("@sveltia/cms/dist/sveltia-cms.js");
    let text = std::fs::read_to_string(&program).unwrap();
    std::fs::write(&program, text + "\n// more\n").unwrap();
    let refused = write(folder.path(), &folder.path().join("admin"), &["--forge", "test"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("不是试过的那个版本"), "{refused:?}");
    assert!(!folder.path().join("admin").exists());
    let told = run(&["admin", "--forge", "test"]);
    assert!(
        told.code == Some(2) && told.stderr.contains("npm install --ignore-scripts @sveltia/cms@"),
        "{told:?}"
    );
}
