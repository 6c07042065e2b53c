//! The search files of a built site, read as a visitor's browser reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lookup::search::{Answer, Index, Request, Results};

use super::registry::{Registry, run};

const FILING: &str = "content/institutions/2020-0001/filing.yaml";

fn build(registry: &Registry) -> BTreeMap<String, Vec<u8>> {
    let (root, site) = (registry.path(""), registry.path("public"));
    let arguments = ["--root", root.to_str().unwrap(), "--output", site.to_str().unwrap()];
    let built = run(&[&["build", "--today", "2021-06-30"], &arguments[..]].concat());
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let files = fs::read_dir(site.join("search")).unwrap().map(Result::unwrap);
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

fn search(files: &BTreeMap<String, Vec<u8>>, q: &str) -> Results {
    let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let hot = manifest["hot"].as_str().unwrap();
    let mut index = Index::open(hot, files[hot].clone()).unwrap();
    let request = Request { q: q.to_owned(), limit: Some(100), ..Request::default() };
    loop {
        match index.search(&request).unwrap() {
            Answer::Done(results) => return results,
            Answer::Need(names) => {
                names.iter().for_each(|name| index.offer(name, files[name].clone()).unwrap());
            }
        }
    }
}

fn urls(files: &BTreeMap<String, Vec<u8>>, q: &str) -> Vec<String> {
    search(files, q).hits.into_iter().map(|hit| hit.url).collect()
}

fn is_there(site: &Path, url: &str) -> bool {
    let (path, anchor) = url.split_once('#').map_or((url, None), |(path, anchor)| (path, Some(anchor)));
    let page = fs::read_to_string(site.join(path)).unwrap_or_default();
    !page.is_empty() && anchor.is_none_or(|anchor| page.contains(&format!("id=\"{anchor}\"")))
}

#[test]
fn finds_what_the_site_has() {
    let registry = Registry::minimal();
    let files = build(&registry);
    for q in ["示例重工", "ZHONGGONG", "slzg", "东丽区　重工"] {
        assert_eq!(urls(&files, q).first().map(String::as_str), Some("institutions/2020-0001.html"), "{q}");
    }
    assert!(urls(&files, "车工").contains(&"occupations/2015-6-18-01-01.html".to_owned()));
    assert_eq!(urls(&files, "示例轻工"), [""; 0]);
    let all = search(&files, "");
    assert!(all.total > 2 && all.facets.kind.iter().any(|count| count.0 == "question"), "{:?}", all.facets);
    for hit in all.hits {
        assert!(is_there(&registry.path("public"), &hit.url), "{} leads nowhere", hit.url);
    }
}

#[test]
fn is_made_again_only_when_what_is_found_changed() {
    let registry = Registry::minimal();
    let first = build(&registry);
    assert_eq!(build(&registry), first);
    registry.edit(FILING, |text| text.replace("022-55550102", "022-55550109"));
    assert_eq!(build(&registry), first, "nobody searches for a telephone number");

    registry.edit(FILING, |text| text.replace("天津示例重工有限公司", "天津示例轻工有限公司"));
    let second = build(&registry);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<BTreeSet<_>>();
    assert_ne!(names(&second), names(&first));
    assert_eq!(urls(&second, "示例轻工"), ["institutions/2020-0001.html"]);
    assert_eq!(urls(&second, "示例重工"), [""; 0]);
    registry.edit(FILING, |text| text.replace("天津示例轻工有限公司", "天津示例重工有限公司"));
    assert_eq!(build(&registry), first, "the same records make the same bytes");
}

#[test]
fn damaged_and_missing_files_are_made_again() {
    let registry = Registry::minimal();
    let files = build(&registry);
    for (name, bytes) in &files {
        registry.write(&format!("public/search/{name}"), &bytes[..bytes.len() / 2]);
    }
    assert_eq!(build(&registry), files);
    files.keys().for_each(|name| registry.remove(&format!("public/search/{name}")));
    assert_eq!(build(&registry), files);
    registry.write(".skillreg/search.cache", "not a cache");
    assert_eq!(build(&registry), files);
}
