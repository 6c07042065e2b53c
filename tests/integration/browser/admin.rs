//! The editor for the browser, as officers would use it: every kind of record opens as a form, and what is saved is a
//! record that says what it said before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::driver::Browser;
use super::host::Host;
use crate::registry::{project, run};
use crate::sample::copy;

/// What is typed behind a text, and stands nowhere else.
const TYPED: &str = "改甲";

/// The packages of the editor; none on a machine where nobody fetched them.
fn packages() -> Option<PathBuf> {
    let promised = std::env::var_os("SKILLREG_TEST_EDITOR").map(PathBuf::from);
    if promised.is_none() {
        eprintln!("the editor's packages are not there: ./test fetches them; its tests are left out");
    }
    promised
}

fn write(packages: &Path, out: &Path, more: &[&str]) -> crate::registry::Run {
    let (packages, out) = (packages.to_str().unwrap(), out.to_str().unwrap());
    let root = project().to_str().unwrap();
    run(&[&["admin", "--packages", packages, "--out", out, "--root", root], more].concat())
}

/// The records of the sample, by path.
fn records() -> BTreeMap<String, String> {
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
struct Desk {
    browser: Browser,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn open(packages: &Path, records: &BTreeMap<String, String>) -> Option<Self> {
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
        desk.browser.wait(&button("使用测试仓库"));
        desk.press("使用测试仓库");
        desk.browser.wait(&format!("Boolean({})", item("备案申请")));
        Some(desk)
    }

    /// Runs statements that wait for something.
    fn does(&self, statements: &str) -> Value {
        self.browser.value(&format!(
            "(window.told = undefined, (async () => {{ {statements} }})().then((value) => {{ window.told = {{ value }}; }}, (error) => {{ window.told = {{ value: String(error) }}; }}), true)"
        ));
        self.browser.wait("window.told");
        self.browser.value("window.told.value ?? null")
    }

    fn press(&self, name: &str) {
        self.browser.value(&format!("{}.click()", button(name)));
    }

    /// Opens the first record of a collection with all its parts unfolded.
    fn open_first(&self, label: &str) {
        self.browser.wait(&item(label));
        self.browser.value(&format!("{}.click()", item(label)));
        let title = format!(
            "[...document.querySelectorAll('h2')].some((h) => h.innerText.trim() === {})",
            json!(label)
        );
        self.browser.wait(&format!("{title} && {ROWS}.length"));
        self.browser.value(&format!("{ROWS}[0].querySelector('[role=gridcell]:nth-child(2)').click()"));
        self.browser.wait("document.querySelector('section[role=group] input, section[role=group] textarea, section[role=group] [contenteditable], section[role=group] button')");
        self.browser.wait(
            "(() => { const folded = [...document.querySelectorAll('button[aria-label=展开]')].filter((b) => b.offsetParent && !b.dataset.tried);
              folded.forEach((b) => { b.dataset.tried = 1; b.click(); }); return !folded.length; })()",
        );
    }

    /// Types behind the first Chinese text that may be changed; none if there is none.
    fn type_somewhere(&self) -> Option<String> {
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

    fn files(&self) -> BTreeMap<String, String> {
        let files = self.does(
            "const found = {};
             const walk = async (folder, path) => { for await (const handle of folder.values()) {
               if (handle.kind === 'directory') await walk(handle, `${path}${handle.name}/`);
               else found[path + handle.name] = await (await handle.getFile()).text(); } };
             await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle('sveltia-cms-test'), '');
             return found;",
        );
        serde_json::from_value(files).unwrap()
    }
}

const ROWS: &str = "[...document.querySelectorAll('[role=row]')].filter((row) => row.offsetParent)";

fn item(label: &str) -> String {
    let is_it = format!("e.innerText.split('\\n').includes({})", json!(label));
    format!("[...document.querySelectorAll('[role=treeitem]')].find((e) => {is_it})")
}

fn button(name: &str) -> String {
    format!("[...document.querySelectorAll('button')].find((b) => b.innerText.trim() === {})", json!(name))
}

#[test]
fn every_kind_of_record_is_a_form_and_what_it_saves_passes_the_check() {
    let Some(packages) = packages() else { return };
    let before = records();
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
        assert!(desk.type_somewhere().is_some(), "{label}: nothing to type into");
        desk.browser.wait(&format!("{}?.disabled === false", button("保存")));
        desk.press("保存");
        desk.browser.wait(&format!("!{}", button("保存")));
    }
    for label in ["处理措施", "随机抽取（只读）", "证书批次（只读）", "政策附件"] {
        desk.open_first(label);
        assert!(!label.ends_with("（只读）") || desk.type_somewhere().is_none(), "{label} may be edited");
        desk.browser.value("document.querySelector('button[aria-label=取消编辑]').click()");
        desk.browser.wait(&format!("!{}", button("保存")));
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
        }
    }
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
    ] {
        let arguments = [&["--forge", forge, "--repository", "office/registry"], more].concat();
        let made = write(&packages, &out, &arguments);
        assert_eq!(made.code, Some(0), "{made:?}");
        let configuration: Value = serde_json::from_str(&read("config.json")).unwrap();
        assert_eq!(configuration["backend"]["name"], forge);
        assert_eq!(configuration["backend"]["repo"], "office/registry");
        assert_eq!(configuration["publish_mode"], mode);
        let page = read("index.html");
        assert!(page.contains(&format!("connect-src 'self' blob: data: {origin};")), "{page}");
        assert!(page.contains("integrity=\"sha384-") && !read("sveltia-cms.js").contains("cdn.jsdelivr.net"));
    }
    std::fs::write(out.join("notes.txt"), "mine").unwrap();
    let refused = write(&packages, &out, &["--forge", "test"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("notes.txt"), "{refused:?}");
    let unreviewed = write(&packages, &folder.path().join("b"), &["--forge", "gitea", "--repository", "a/b"]);
    assert!(unreviewed.code == Some(2) && unreviewed.stderr.contains("--branch"), "{unreviewed:?}");
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
