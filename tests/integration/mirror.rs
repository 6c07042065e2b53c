//! Publishing into a folder: only what changed, in a safe order, and nothing of others.

use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;

use serde_json::Value;

use super::registry::{Registry, Run, run};
use super::repository::{FILING, Office};

/// The registry of the fixture.
const ID: &str = "minimal-sample";

fn publish(registry: &Registry, folder: &Path, arguments: &[&str]) -> Run {
    let root = registry.path("");
    let fixed = ["publish", "--root", root.to_str().unwrap(), "--to", folder.to_str().unwrap()];
    run(&[&fixed, arguments].concat())
}

/// Publishes and tells what was written and removed.
#[track_caller]
fn published(registry: &Registry, folder: &Path) -> (Vec<String>, Vec<String>) {
    let run = publish(registry, folder, &["--format", "json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let told: Value = serde_json::from_str(&run.stdout).unwrap();
    let paths = |name: &str| {
        let paths = told[name].as_array().unwrap().iter();
        paths.map(|path| path.as_str().unwrap().to_owned()).collect()
    };
    (paths("written"), paths("removed"))
}

#[track_caller]
fn refused(run: &Run, words: &str) {
    assert!(run.code == Some(2) && run.stderr.contains(words), "{words}: {run:?}");
}

fn list(lists: &Path, name: &str) -> String {
    std::fs::read_to_string(lists.join(name)).unwrap()
}

/// The bytes of all files of a folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let plain = entries.filter(|entry| !entry.file_type().is_dir());
    plain
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, std::fs::read(entry.path()).unwrap_or_default())
        })
        .collect()
}

fn page(registry: &Registry) {
    registry.write(
        "content/pages/help.md",
        "---\ntitle: 帮助\ndescription: 说明\npublished: 2021-01-04\n---\n\n正文。\n",
    );
}

fn telephone(registry: &Registry, number: &str) {
    registry.edit(FILING, |text| {
        let contact = text.find("  contact:").expect("the filing has a contact");
        let at = contact + text[contact..].find("022-555501").expect("who has a telephone");
        text[..at].to_owned() + number + &text[at + number.len()..]
    });
}

/// Every file that a page names is there before the page.
#[track_caller]
fn in_a_safe_order(written: &[String], there: &BTreeMap<String, Vec<u8>>, site: &Path) {
    for (at, path) in written.iter().enumerate().filter(|(_, path)| path.ends_with(".html")) {
        let text = std::fs::read_to_string(site.join(path)).unwrap();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for reference in text.split("src=\"").skip(1).chain(text.split("rel=\"stylesheet\" href=\"").skip(1))
        {
            let reference = reference.split('"').next().unwrap();
            // The 404 page names its files from the root of the host.
            let target = match reference.strip_prefix("/registry/") {
                Some(path) => site.join(path),
                None => site.join(folder).join(reference),
            };
            let target = target.canonicalize().unwrap();
            let target =
                target.strip_prefix(site.canonicalize().unwrap()).unwrap().to_str().unwrap().to_owned();
            let before = there.contains_key(&target) || written[..at].contains(&target);
            assert!(before, "{path} comes before {target}");
        }
    }
}

#[test]
fn writes_what_changed_and_leaves_the_rest_the_same_files() {
    let registry = Registry::minimal();
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = elsewhere.path().join("www/registry");
    let (written, removed) = published(&registry, &folder);
    assert_eq!(removed, [""; 0]);
    assert_eq!(written.last().unwrap(), ".skillreg-site");
    in_a_safe_order(&written, &BTreeMap::new(), &folder);
    assert_eq!(files(&folder), files(&registry.path("public")));

    std::fs::write(folder.join("baidu_verify.html"), "别人的").unwrap();
    let inode = |file: &str| std::fs::metadata(folder.join(file)).unwrap().ino();
    let before = inode("contact.html");
    assert_eq!(published(&registry, &folder), (vec![], vec![]));
    telephone(&registry, "022-55550177");
    page(&registry);
    let there = files(&folder);
    let (written, removed) = published(&registry, &folder);
    assert!(
        written.len() < 20 && removed.iter().all(|path| path.starts_with("search/")),
        "{written:?} {removed:?}"
    );
    in_a_safe_order(&written, &there, &folder);
    let at = |file: &str| written.iter().position(|path| path == file).unwrap();
    assert!(at("help.html") < at("institutions/2020-0001.html") && at("help.html") < at("site-map.html"));
    let last_page = written.iter().rposition(|path| path.ends_with(".html")).unwrap();
    assert!(last_page < at("sitemap.xml"));
    assert_eq!(inode("contact.html"), before);
    let mut now = files(&folder);
    assert_eq!(now.remove("baidu_verify.html").unwrap(), "别人的".as_bytes());
    assert_eq!(now, files(&registry.path("public")));

    registry.remove("content/pages/help.md");
    let (_, removed) = published(&registry, &folder);
    assert!(removed.contains(&"help.html".to_owned()), "{removed:?}");
    assert!(!folder.join("help.html").exists() && folder.join("baidu_verify.html").exists());
}

#[test]
fn what_was_spoilt_is_mended_and_an_interrupted_publishing_goes_on() {
    let registry = Registry::minimal();
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = elsewhere.path().join("site");
    published(&registry, &folder);
    std::fs::write(folder.join("index.html"), "被改过").unwrap();
    std::fs::remove_file(folder.join("contact.html")).unwrap();
    let mended = publish(&registry, &folder, &["--format", "json"]);
    let told: Value = serde_json::from_str(&mended.stdout).unwrap();
    assert_eq!(told["written"], serde_json::json!(["contact.html", "index.html", ".skillreg-site"]));
    assert_eq!(told["edited"], serde_json::json!(["index.html"]));
    std::fs::write(folder.join("contact.html"), "被改过").unwrap();
    let mended = publish(&registry, &folder, &[]);
    assert!(
        mended.stderr.contains("有 1 个网页文件在上次生成以后被改过")
            && mended.stderr.contains("“contact.html”"),
        "{mended:?}"
    );
    assert!(!publish(&registry, &folder, &[]).stderr.contains("被改过"));

    // As a publishing leaves it that was killed: its list, half of its files, one half written.
    page(&registry);
    let built = run(&["build", "--root", registry.path("").to_str().unwrap()]);
    assert_eq!(built.code, Some(0), "{built:?}");
    let public = registry.path("public");
    std::fs::copy(public.join(".skillreg-site"), folder.join(".skillreg-site.next")).unwrap();
    std::fs::copy(public.join("help.html"), folder.join("help.html")).unwrap();
    std::fs::write(folder.join(".index.html.skillreg-part"), "半页").unwrap();
    published(&registry, &folder);
    assert_eq!(files(&folder), files(&public));
}

/// A folder knows which records its site is of, whoever publishes into it next.
#[test]
fn a_site_is_not_taken_back_to_older_records() {
    let office = Office::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = elsewhere.path().join("site");
    let to = ["--to", folder.to_str().unwrap()];
    let overruled = [&to[..], &["--overrule"]].concat();
    let fine = |run: Run| assert_eq!(run.code, Some(0), "{run:?}");
    fine(office.publish(&to));
    let old = office.git(&["rev-parse", "HEAD"]);
    office.telephone("022-55550177");
    office.commit("改电话");
    let new = office.git(&["rev-parse", "HEAD"]);
    fine(office.publish(&to));
    let note = std::fs::read_to_string(folder.join(".skillreg-source")).unwrap();
    let lines = format!("Source-Commit: {new}Source-Path: .\nSource-Dirty: no\nSource-Registry: {ID}\n");
    assert_eq!(note, lines);
    let there = files(&folder);
    // `verify` knows the note, and a stranger's file in its place.
    let root = office.root();
    let verify = || run(&["verify", folder.to_str().unwrap(), "--root", root.to_str().unwrap()]);
    assert_eq!(verify().code, Some(0), "{:?}", verify());
    std::fs::write(folder.join(".skillreg-source"), "<script>").unwrap();
    assert_eq!(verify().code, Some(1), "{:?}", verify());
    std::fs::write(folder.join(".skillreg-source"), &note).unwrap();

    office.git(&["checkout", "-q", old.trim()]);
    refused(&office.publish(&to), "会使网站退回去");
    // The records as they were copied from somewhere, without their history.
    let copy = Registry::minimal();
    refused(&publish(&copy, &folder, &[]), "没有 git 历史");
    // Another history altogether.
    let other = Office::new();
    other.telephone("022-55550188");
    other.git(&["commit", "-qam", "改电话", "--date", "2021-01-01T00:00:00"]);
    refused(&other.publish(&to), "不是接着它的");
    other.registry.edit("content/site.yaml", |text| text.replacen(&format!("id: {ID}"), "id: other-city", 1));
    other.commit("另一座");
    refused(&other.publish(&to), &format!("另一座登记库（{ID}）"));
    assert_eq!(files(&folder), there);
    // A note that cannot be read is as good as none that is known.
    std::fs::remove_file(folder.join(".skillreg-source")).unwrap();
    symlink("/nowhere", folder.join(".skillreg-source")).unwrap();
    refused(&office.publish(&to), "没有说清是从哪个提交");
    fine(office.publish(&overruled));
    std::fs::remove_file(folder.join(".skillreg-source")).unwrap();
    std::fs::create_dir(folder.join(".skillreg-source")).unwrap();
    refused(&office.publish(&overruled), "先把它移走或改名");
    std::fs::remove_dir(folder.join(".skillreg-source")).unwrap();

    fine(office.publish(&overruled));
    let note = std::fs::read_to_string(folder.join(".skillreg-source")).unwrap();
    assert!(note.contains(old.trim()), "{note}");
    office.git(&["checkout", "-q", new.trim()]);
    fine(office.publish(&to));
    assert_eq!(files(&folder), there);
    fine(publish(&copy, &folder, &["--overrule"]));
    assert!(!folder.join(".skillreg-source").exists());
}

/// What a folder says of its site is true: of what is not committed, of what nobody else has, and after a build into it.
#[test]
fn a_folder_says_truly_what_its_site_was_made_from() {
    let office = Office::new();
    office.git(&["push", "-q", "origin", "main"]);
    office.git(&["fetch", "-q", "origin"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = elsewhere.path().join("site");
    let note = || std::fs::read_to_string(folder.join(".skillreg-source")).unwrap_or_default();
    let publish = |more: &[&str]| {
        let run = office.publish(&[&["--to", folder.to_str().unwrap()], more].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        run
    };
    let published = publish(&[]);
    assert!(
        !published.stderr.contains("还没有它的提交") && note().contains("Source-Dirty: no"),
        "{published:?}"
    );
    office.telephone("022-55550177");
    let published = publish(&["--allow-dirty", "--format", "json"]);
    let told: Value = serde_json::from_str(&published.stdout).unwrap();
    assert!(told["dirty"] == true && note().contains("Source-Dirty: yes"), "{told} {}", note());
    office.commit("改电话");
    let published = publish(&[]);
    assert!(published.stderr.contains("“main”，远端的分支上还没有它的提交"), "{published:?}");
    assert!(note().contains("Source-Dirty: no"), "{}", note());

    // What a full disk left is swept although there is nothing to write.
    for stray in
        ["..skillreg-site.next.skillreg-part", ".skillreg-site.next", "data/.site.json.skillreg-part"]
    {
        std::fs::copy(folder.join(".skillreg-site"), folder.join(stray)).unwrap();
        publish(&[]);
        assert!(!folder.join(stray).exists(), "{stray}");
    }
    office.telephone("022-55550178");
    let root = office.root();
    let build = ["build", "--root", root.to_str().unwrap(), "--output", folder.to_str().unwrap()];
    for _ in 0..2 {
        let built = run(&build);
        assert_eq!((built.code, note()), (Some(0), String::new()), "{built:?}");
        office.telephone("022-55550179");
    }
}

#[test]
fn lists_are_kept_until_somebody_has_worked_them_off() {
    let registry = Registry::minimal();
    let elsewhere = tempfile::tempdir().unwrap();
    let (folder, lists) = (elsewhere.path().join("site"), elsewhere.path().join("todo"));
    let publish = || {
        let run = publish(&registry, &folder, &["--lists", lists.to_str().unwrap()]);
        assert_eq!(run.code, Some(0), "{run:?}");
        (list(&lists, "upload.txt"), list(&lists, "remove.txt"))
    };
    let has = |list: &str, path: &str| list.lines().any(|line| line == path);
    let (upload, remove) = publish();
    assert!(has(&upload, "index.html") && remove.is_empty());
    // An uploader that follows the lists has the site.
    let bucket = elsewhere.path().join("bucket");
    let upload_all = |upload: &str, remove: &str| {
        for path in upload.lines() {
            std::fs::create_dir_all(bucket.join(path).parent().unwrap()).unwrap();
            std::fs::copy(folder.join(path), bucket.join(path)).unwrap();
        }
        remove.lines().for_each(|path| std::fs::remove_file(bucket.join(path)).unwrap());
    };
    upload_all(&upload, &remove);
    assert_eq!(files(&bucket), files(&folder));
    std::fs::remove_file(lists.join("upload.txt")).unwrap();
    std::fs::remove_file(lists.join("remove.txt")).unwrap();
    page(&registry);
    let (upload, _) = publish();
    assert!(has(&upload, "help.html") && !has(&upload, "contact.html"), "{upload}");
    // Nobody uploaded; the page goes again, and another change comes.
    registry.remove("content/pages/help.md");
    telephone(&registry, "022-55550177");
    let (upload, remove) = publish();
    assert!(!has(&upload, "help.html") && has(&remove, "help.html"), "{upload}\n{remove}");
    assert!(has(&upload, "institutions/2020-0001.html"));
    let gone: Vec<&str> = remove.lines().filter(|path| !bucket.join(path).exists()).collect();
    gone.iter().for_each(|path| std::fs::write(bucket.join(path), "").unwrap());
    upload_all(&upload, &remove);
    assert_eq!(files(&bucket), files(&folder));
}

/// The site changed while nobody asked for lists, or while a mirroring with lists was cut short.
#[test]
fn lists_name_all_that_changed_since_the_last() {
    let registry = Registry::minimal();
    let elsewhere = tempfile::tempdir().unwrap();
    let (folder, lists) = (elsewhere.path().join("site"), elsewhere.path().join("todo"));
    let with_lists = || {
        let run = publish(&registry, &folder, &["--lists", lists.to_str().unwrap()]);
        assert_eq!(run.code, Some(0), "{run:?}");
        ["upload.txt", "remove.txt"].map(|name| list(&lists, name))
    };
    page(&registry);
    with_lists();
    for name in ["upload.txt", "remove.txt"] {
        std::fs::remove_file(lists.join(name)).unwrap();
    }
    telephone(&registry, "022-55550177");
    registry.remove("content/pages/help.md");
    published(&registry, &folder);
    let [upload, remove] = with_lists();
    let upload: Vec<&str> = upload.lines().collect();
    assert!(
        upload.contains(&"institutions/2020-0001.html") && !upload.contains(&"contact.html"),
        "{upload:?}"
    );
    assert_eq!((upload.last(), remove.lines().next()), (Some(&".skillreg-site"), Some("help.html")));
}

#[test]
fn folders_that_are_not_its_own_are_refused() {
    let registry = Registry::minimal();
    let elsewhere = tempfile::tempdir().unwrap();
    let root = registry.path("");
    refused(&publish(&registry, &root, &[]), "包含着");
    refused(&publish(&registry, &root.join("content/site"), &[]), "在");
    refused(&publish(&registry, &root.join("public"), &[]), "public");
    refused(&publish(&registry, &root.join("public/deeper"), &[]), "public");
    refused(&publish(&registry, &root.join(".git/site"), &[]), ".git");
    refused(&publish(&registry, Path::new("/"), &[]), "不能用作");
    let foreign = elsewhere.path().join("foreign");
    std::fs::create_dir(&foreign).unwrap();
    std::fs::write(foreign.join("thesis.txt"), "别人的").unwrap();
    refused(&publish(&registry, &foreign, &[]), "不是本程序写入的文件");
    assert_eq!(files(&foreign).len(), 1);
    let link = elsewhere.path().join("link");
    symlink(&foreign, &link).unwrap();
    refused(&publish(&registry, &link, &[]), "符号链接");
    let file = elsewhere.path().join("file");
    std::fs::write(&file, "").unwrap();
    refused(&publish(&registry, &file, &[]), "不是文件夹");

    // A folder of the site that leads elsewhere is not followed.
    let folder = elsewhere.path().join("site");
    published(&registry, &folder);
    std::fs::remove_dir_all(folder.join("institutions")).unwrap();
    symlink(&foreign, folder.join("institutions")).unwrap();
    refused(&publish(&registry, &folder, &[]), "institutions");
    assert_eq!(files(&foreign).len(), 1);
}

#[test]
fn lists_are_neither_published_nor_put_among_the_records() {
    let registry = Registry::minimal();
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = elsewhere.path().join("site");
    published(&registry, &folder);
    let root = registry.path("");
    let link = elsewhere.path().join("link");
    symlink(root.join("content"), &link).unwrap();
    telephone(&registry, "022-55550177");
    let before = files(&folder);
    for place in [
        folder.clone(),
        folder.join("todo"),
        root.join("content"),
        root.join("content/todo"),
        root.join("public"),
        root.join("public/todo"),
        root.join("themes/todo"),
        root.join(".skillreg"),
        root.clone(),
        root.join(".git/todo"),
        root.join("nowhere/../content/todo"),
        root.join("nowhere/.."),
        link,
    ] {
        let run = publish(&registry, &folder, &["--lists", place.to_str().unwrap()]);
        refused(&run, "请用 --lists 另给一个位置");
        assert!(!place.join("upload.txt").exists() && files(&folder) == before, "{}", place.display());
        assert!(!root.join("nowhere").exists());
    }
    let run = publish(&registry, &folder, &["--lists", folder.join("../todo").to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(elsewhere.path().join("todo/upload.txt").exists());
}

#[test]
fn lists_of_others_are_not_written_over() {
    let registry = Registry::minimal();
    let elsewhere = tempfile::tempdir().unwrap();
    let (folder, lists) = (elsewhere.path().join("site"), elsewhere.path().join("todo"));
    let publish = || publish(&registry, &folder, &["--lists", lists.to_str().unwrap()]);
    std::fs::create_dir(&lists).unwrap();
    for name in ["upload.txt", "remove.txt"] {
        std::fs::write(lists.join(name), "别人要上传的\n").unwrap();
        refused(&publish(), "不是本程序写的清单");
        assert!(!folder.exists() && files(&lists)[name] == "别人要上传的\n".as_bytes());
        std::fs::remove_file(lists.join(name)).unwrap();
    }
    let run = publish();
    assert_eq!(run.code, Some(0), "{run:?}");
    let upload = list(&lists, "upload.txt");
    let count = upload.lines().count();
    assert_eq!(count, files(&folder).len());
    assert!(
        run.stderr.contains(&format!("写入 {count} 个文件"))
            && run.stderr.contains(&format!("清单现有 {count} 个要上传、0 个要删除")),
        "{run:?}"
    );
    // Nothing new: the lists stay, and what is open is told.
    let run = publish();
    assert!(run.stderr.contains("没有变化") && run.stderr.contains(&format!("{count} 个要上传")), "{run:?}");
    assert_eq!(list(&lists, "upload.txt"), upload);
    std::fs::write(lists.join("upload.txt"), format!("{upload}thesis.txt\n")).unwrap();
    refused(&publish(), "写好以后被改过");
    // Worked off: a new list begins.
    std::fs::remove_file(lists.join("upload.txt")).unwrap();
    assert_eq!(publish().code, Some(0));
    assert_eq!(list(&lists, "upload.txt"), "");
}
