//! The editor for the browser, open on a repository that it keeps by itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::driver::Browser;
use super::host::Host;
use crate::registry::{Run, project, run};

/// How long a form may stand still while it is filled in.
const PATIENCE: Duration = Duration::from_secs(90);

/// What is typed behind a text, and stands nowhere else.
pub(super) const TYPED: &str = "改甲";

/// The packages of the editor; none on a machine where nobody fetched them.
pub(super) fn packages() -> Option<PathBuf> {
    let promised = std::env::var_os("SKILLREG_TEST_EDITOR").map(PathBuf::from);
    if promised.is_none() {
        eprintln!("the editor's packages are not there: ./test fetches them; its tests are left out");
    }
    promised
}

pub(super) fn write(packages: &Path, out: &Path, more: &[&str]) -> Run {
    let (packages, out) = (packages.to_str().unwrap(), out.to_str().unwrap());
    let root = project().to_str().unwrap();
    run(&[&["admin", "--packages", packages, "--out", out, "--root", root], more].concat())
}

/// The records of the sample, by path.
pub(super) fn records() -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(project().join("content")).into_iter().map(Result::unwrap);
    let is_text = |path: &Path| path.extension().is_some_and(|name| name == "yaml" || name == "md");
    let files = files.filter(|entry| entry.file_type().is_file() && is_text(entry.path()));
    let pair = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(project()).unwrap().to_str().unwrap().to_owned();
        (path, std::fs::read_to_string(entry.path()).unwrap())
    };
    files.map(pair).collect()
}

/// The editor, open in a browser on a repository of its own there.
pub(super) struct Desk {
    pub(super) browser: Browser,
    _folder: tempfile::TempDir,
}

impl Desk {
    pub(super) fn open(packages: &Path, records: &BTreeMap<String, String>) -> Option<Self> {
        let browser = Browser::start()?;
        let folder = tempfile::tempdir().unwrap();
        let made = write(packages, &folder.path().join("admin"), &["--forge", "test"]);
        assert_eq!(made.code, Some(0), "{made:?}");
        let host = Host::of(&folder.path().join("admin"));
        browser.open(&host.root);
        // Forms draw what is in sight.
        browser.resize(1400, 6000);
        let desk = Self { browser, _folder: folder };
        desk.does(&format!(
            "const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test', {{ create: true }});
             for (const [path, text] of Object.entries({})) {{
               const names = path.split('/'); const name = names.pop(); let folder = root;
               for (const part of names) folder = await folder.getDirectoryHandle(part, {{ create: true }});
               const file = await (await folder.getFileHandle(name, {{ create: true }})).createWritable();
               await file.write(text); await file.close();
             }}",
            json!(records)
        ));
        desk.press("使用测试仓库", &item("备案申请"));
        Some(desk)
    }

    /// Runs statements that wait for something.
    pub(super) fn does(&self, statements: &str) -> Value {
        self.start(statements);
        self.browser.wait("window.told");
        self.browser.value("window.told.value ?? null")
    }

    fn start(&self, statements: &str) {
        self.browser.value(&format!(
            "(window.told = undefined, (async () => {{ {statements} }})().then((value) => {{ window.told = {{ value }}; }}, (error) => {{ window.told = {{ value: String(error) }}; }}), true)"
        ));
    }

    /// Presses a button, and waits for what comes of it.
    pub(super) fn press(&self, name: &str, outcome: &str) {
        self.browser.wait(&button(name));
        self.browser.click_until(&button(name), outcome);
    }

    /// Saves the record that is open.
    pub(super) fn save(&self) {
        self.press("保存", &format!("!{}", button("保存")));
    }

    /// Opens the first record of a collection with all its parts unfolded.
    pub(super) fn open_first(&self, label: &str) {
        self.turn_to(label);
        self.browser.wait(&format!("{ROWS}.length"));
        self.browser.click_until(
            &format!("{ROWS}[0]?.querySelector('[role=gridcell]:nth-child(2)')"),
            "document.querySelector('section[role=group] input, section[role=group] textarea, section[role=group] [contenteditable], section[role=group] button')",
        );
        self.browser.wait(
            "(() => { const folded = [...document.querySelectorAll('button[aria-label=展开]')].filter((b) => b.offsetParent && !b.dataset.tried);
              folded.forEach((b) => { b.dataset.tried = 1; b.click(); }); return !folded.length; })()",
        );
    }

    /// Whether the form has a list of that name, from which an item can be taken out.
    pub(super) fn may_take_out(&self, list: &str) -> Value {
        let list = format!("section[role=group][data-key-path={list}]");
        self.browser.value(&format!(
            "[...document.querySelectorAll('{list} button[aria-label=移除]')].some((one) => one.closest('section[role=group]').matches('{list}'))"
        ))
    }

    /// Turns to the list of a collection.
    fn turn_to(&self, label: &str) {
        let title = "[...document.querySelectorAll('h2')].filter((title) => title.offsetParent)";
        let is_there = format!("{title}.some((title) => title.innerText.trim() === {})", json!(label));
        self.browser.wait(&item(label));
        self.browser.click_until(&item(label), &is_there);
    }

    /// Opens the form of a new record.
    pub(super) fn begin(&self, label: &str) {
        self.turn_to(label);
        let new = "[...document.querySelectorAll('button')].find((one) => one.offsetParent && one.innerText.split('\\n').includes('新建'))";
        self.browser.click_until(new, "document.querySelector('section[role=group][data-key-path]')");
        self.browser.value(&format!("(() => {{ {} }})()", include_str!("desk.js")));
    }

    /// Fills in the form of a new record and saves it; what was saved, by path.
    pub(super) fn create(&self, collection: &str, slug: &str, record: &Value) -> BTreeMap<String, String> {
        let before = self.files();
        self.start(&format!("await window.desk.create({}, {}, {record})", json!(collection), json!(slug)));
        let (mut step, mut moved) = (Value::Null, Instant::now());
        while self.browser.value("window.told ?? null").is_null() {
            let now = self.browser.value("window.step ?? null");
            if now != step {
                (step, moved) = (now, Instant::now());
            }
            assert!(moved.elapsed() < PATIENCE, "{collection}: no more than {step}");
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(self.browser.value("window.told.value ?? null"), Value::Null, "{collection}: {step}");
        self.save();
        let begun = Instant::now();
        loop {
            let mut after = self.files();
            after.retain(|path, text| before.get(path) != Some(text));
            // The test back end writes beside a file and then gives it its name.
            if !after.is_empty() && !after.keys().any(|path| path.contains("/.")) {
                return after;
            }
            assert!(begun.elapsed() < PATIENCE, "{collection}: nothing was saved");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Types behind the first Chinese text that may be changed; none if there is none.
    pub(super) fn type_somewhere(&self) -> Option<String> {
        let changed = self.browser.value(&format!(
            "(() => {{
               const boxes = [...document.querySelectorAll('section[role=group] textarea, section[role=group] input')];
               const box = boxes.find((b) => b.value.length > 3 && !b.readOnly && !b.disabled && /[\\u4e00-\\u9fff]/.test(b.value));
               if (!box) return null;
               const before = box.value;
               Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set.call(box, before + {});
               box.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
               return before;
             }})()",
            json!(TYPED)
        ));
        changed.as_str().map(str::to_owned)
    }

    pub(super) fn files(&self) -> BTreeMap<String, String> {
        let files = self.does(
            "const walk = async (folder, path, found) => { for await (const handle of folder.values()) {
               if (handle.kind === 'directory') await walk(handle, `${path}${handle.name}/`, found);
               else found[path + handle.name] = await (await handle.getFile()).text(); } return found; };
             const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test');
             // What is written has a passing name until it is whole.
             for (let tries = 0; ; tries++) {
               try { return await walk(folder, '', {}); }
               catch (error) { if (tries > 50 || error.name !== 'NotFoundError') throw error; }
               await new Promise((go) => setTimeout(go, 100)); }",
        );
        serde_json::from_value(files).unwrap()
    }
}

const ROWS: &str = "[...document.querySelectorAll('[role=row]')].filter((row) => row.offsetParent)";

pub(super) fn item(label: &str) -> String {
    let is_it = format!("e.innerText.split('\\n').includes({})", json!(label));
    format!("[...document.querySelectorAll('[role=treeitem]')].find((e) => {is_it})")
}

pub(super) fn button(name: &str) -> String {
    format!("[...document.querySelectorAll('button')].find((b) => b.innerText.trim() === {})", json!(name))
}
