//! The site as a whole, made from the sample registry.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::check;
use crate::history::History;
use crate::registry::value::Value;
use crate::registry::{Date, Records, Registry, Text};
use crate::theme::{Renderer, Theme};

use super::{Content, Options, Plan};

const BASE_URL: &str = "https://example.com/registry/";

fn sample() -> Registry {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let clock = Date::new(2021, 11, 19).unwrap();
    check::check(root, None, clock).unwrap().registry.expect("the sample has no errors")
}

fn altered(registry: &Registry, alter: impl FnOnce(&mut Records)) -> Registry {
    let mut records = registry.records().clone();
    alter(&mut records);
    Registry::new(records, registry.today).unwrap()
}

fn options() -> Options {
    Options { base_url: BASE_URL.to_owned() }
}

/// All files with their bytes.
fn build(registry: &Registry) -> BTreeMap<String, Vec<u8>> {
    let (theme, history) = (Theme::embedded().unwrap(), History::default());
    let plan = Plan::new(registry, &history, theme.assets(), &options());
    let renderer = theme.renderer(plan.shared()).unwrap();
    let bytes = |at| file(&plan, &renderer, at);
    plan.files().iter().enumerate().map(|(at, file)| (file.path.clone(), bytes(at))).collect()
}

fn file(plan: &Plan<'_>, renderer: &Renderer, at: usize) -> Vec<u8> {
    match plan.content(at).unwrap() {
        Content::Bytes(bytes) => bytes.into_owned(),
        Content::Page(page) => renderer.render(&page).unwrap_or_else(|fault| panic!("{fault}")).into_bytes(),
    }
}

fn inputs(registry: &Registry) -> BTreeMap<String, [u8; 32]> {
    let history = History::default();
    let plan = Plan::new(registry, &history, &[], &options());
    let mut buffer = Vec::new();
    let input = |(at, file): (usize, &super::PlannedFile)| {
        (file.path.clone(), plan.content(at).unwrap().input(&[0; 32], &mut buffer))
    };
    plan.files().iter().enumerate().map(input).collect()
}

fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Where a relative address leads from a page: path and anchor.
fn resolve(page: &str, address: &str) -> (String, String) {
    let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
    if path.is_empty() {
        return (page.to_owned(), anchor.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        if part == ".." {
            parts.pop().expect("a link leads out of the site");
        } else {
            parts.push(part);
        }
    }
    (parts.join("/"), anchor.to_owned())
}

#[test]
fn every_link_leads_somewhere() {
    let site = build(&sample());
    let html = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html") {
        let page = html(bytes);
        for address in attributes(&page, "href").into_iter().chain(attributes(&page, "src")) {
            if address.contains(':') {
                continue;
            }
            let (target, anchor) = resolve(path, address);
            let found = site.get(&target).unwrap_or_else(|| panic!("{path}: {address} leads nowhere"));
            if target.ends_with(".html") && !anchor.is_empty() {
                assert!(attributes(&html(found), "id").contains(&anchor.as_str()), "{path}: {address}");
            }
        }
    }
}

#[test]
fn no_address_is_used_twice() {
    for (path, bytes) in build(&sample()).iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(bytes.clone()).unwrap();
        let mut seen = BTreeSet::new();
        for id in attributes(&page, "id") {
            assert!(seen.insert(id), "{path}: {id} twice");
        }
        assert!(!page.contains(" style=\"") && !page.contains(" onclick="), "{path}");
    }
}

#[test]
fn every_site_has_the_pages_of_the_list_and_they_are_found() {
    let (registry, history) = (sample(), History::default());
    let plan = Plan::new(&registry, &history, &[], &options());
    let found: BTreeMap<_, _> = plan.searchable().into_iter().map(|one| (one.url.clone(), one)).collect();
    for (path, _, title, _) in super::head::OWN {
        let at =
            plan.files().iter().position(|file| file.path == *path).unwrap_or_else(|| panic!("no {path}"));
        let Some(Content::Page(page)) = plan.content(at) else { panic!("{path} is no page") };
        assert_eq!((&*page.head.title, &*found[*path].title), (*title, *title));
    }
    for (url, words) in [
        ("certificates/index.html", "核验证书"),
        ("certificates/revoked.html", "注销"),
        ("institutions/index.html", "目录"),
        ("sittings.html", "日历"),
        ("supervision/2021.html", "监督检查"),
        ("data/index.html", "下载"),
        ("statistics.html", "统计"),
        ("how-to-file.html", "怎样备案"),
        ("contact.html", "022-83635027"),
        ("contact.html", "300191"),
    ] {
        let one = &found[url];
        let text = format!("{}\n{}", one.title, one.lines.join("\n"));
        assert!(text.contains(words), "{url} is not found by {words}: {text}");
    }
    let paths: BTreeSet<&str> = plan.files().iter().map(|file| file.path.as_str()).collect();
    for url in found.keys() {
        assert!(paths.contains(url.split('#').next().unwrap()), "{url} leads nowhere");
    }
}

#[test]
fn the_page_for_lost_visitors_works_at_any_depth() {
    let page = String::from_utf8(build(&sample())["404.html"].clone()).unwrap();
    for address in attributes(&page, "href") {
        let works = address.starts_with("/registry/") || address.starts_with('#') || address.contains(':');
        assert!(works, "{address}");
    }
}

#[test]
fn the_same_records_give_the_same_site() {
    let registry = sample();
    assert_eq!(inputs(&registry), inputs(&registry));
    assert!(build(&registry) == build(&registry));
}

/// The registry with one name for everybody; nobody has agreed to stand on a website.
fn with_names(registry: &Registry, name: &str) -> Registry {
    let name = || Text::parse(name).unwrap();
    altered(registry, |records| {
        for filing in &mut records.filings {
            let people = &mut filing.value.people;
            people.staff.iter_mut().for_each(|member| member.name = name());
            for group in [&mut people.experts, &mut people.assessors, &mut people.supervisors] {
                group.iter_mut().for_each(|member| member.name = name());
            }
            filing.value.applicant.principal.name = name();
            filing.value.applicant.contact.name = name();
            filing.value.pledge.signed_by = name();
        }
        for sitting in records.plans.iter_mut().flat_map(|plan| &mut plan.value.sittings) {
            sitting.assessors.iter_mut().chain(&mut sitting.supervisors).for_each(|who| *who = name());
        }
        for inspector in records.inspectors.iter_mut().flat_map(|record| &mut record.value.inspectors) {
            inspector.name = name();
        }
    })
}

#[test]
fn names_nobody() {
    for (path, bytes) in build(&with_names(&sample(), "某某人名")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("某某人名"), "{path}");
    }
}

const HOSTILE: &str = "=1+<script>alert(\"x\")</script>'&]]>--!>,;\\示例";

fn hostile() -> Text {
    Text::parse(HOSTILE).unwrap()
}

fn with_hostile_texts(registry: &Registry) -> Registry {
    altered(registry, |records| {
        for filing in &mut records.filings {
            let filing = &mut filing.value;
            filing.applicant.name = hostile();
            filing.applicant.address = hostile();
            filing.scope.iter_mut().for_each(|line| line.specialty = Some(hostile()));
            for event in &mut filing.procedure {
                event.document = event.document.as_ref().map(|_| hostile());
                event.reason = event.reason.as_ref().map(|_| Value::parse(HOSTILE).unwrap());
                event.medium = event.medium.as_ref().map(|_| hostile());
            }
        }
        for plan in &mut records.plans {
            plan.value.sittings.iter_mut().for_each(|sitting| sitting.venue = hostile());
        }
        for batch in &mut records.batches {
            batch.value.certificates.iter_mut().for_each(|certificate| certificate.holder = hostile());
            batch.value.events.iter_mut().for_each(|event| event.reason = hostile());
        }
        for policy in &mut records.policies {
            policy.value.title = hostile();
        }
        for questions in &mut records.questions {
            questions.value.questions.iter_mut().for_each(|question| question.question = hostile());
        }
        if let Some(site) = &mut records.site {
            site.value.name = hostile();
            site.value.description = hostile();
        }
    })
}

#[test]
fn hostile_texts_stay_texts() {
    for (path, bytes) in build(&with_hostile_texts(&sample())) {
        let text = String::from_utf8_lossy(&bytes);
        match path.rsplit('.').next() {
            Some("html" | "xml") => assert!(!text.contains("<script>alert"), "{path}"),
            Some("csv") => {
                let bare = |line: &str| line.starts_with('=') || line.contains(",=") || line.contains("\"=");
                assert!(!text.trim_start_matches('\u{feff}').lines().any(bare), "{path}: {text}");
            }
            Some("json") => drop(serde_json::from_slice::<serde_json::Value>(&bytes).unwrap()),
            Some("ics") => assert!(text.contains("\\,\\;\\\\") && !text.contains("\r\n示"), "{path}"),
            _ => {}
        }
    }
}

#[test]
fn structured_data_stays_in_its_script() {
    let site = build(&with_hostile_texts(&sample()));
    let page = String::from_utf8(site["institutions/2020-0001.html"].clone()).unwrap();
    let json = page.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let value: serde_json::Value = serde_json::from_str(json.unwrap()).unwrap();
    assert_eq!(value["name"], HOSTILE);
}

fn changed(before: &Registry, after: &Registry) -> Vec<String> {
    let (before, after) = (inputs(before), inputs(after));
    after.into_iter().filter(|(path, input)| before.get(path) != Some(input)).map(|(path, _)| path).collect()
}

#[test]
fn a_new_telephone_touches_few_files() {
    let registry = sample();
    let after = altered(&registry, |records| {
        let contact = &mut records.filings[0].value.applicant.contact;
        contact.telephone = Value::parse("022-88888888").unwrap();
    });
    let changed = changed(&registry, &after);
    assert!(changed.len() <= 8, "{changed:?}");
}

#[test]
fn a_new_level_touches_few_files() {
    let registry = sample();
    let after = altered(&registry, |records| {
        let scope = &mut records.filings[0].value.scope;
        scope[0].levels = crate::registry::Level::ALL[1..=5].to_vec();
    });
    let changed = changed(&registry, &after);
    assert!(changed.len() <= 12, "{changed:?}");
}

/// The digests of files decide as what is made of them would: where nothing changed, and where something did.
#[test]
fn digests_decide_for_the_pages() {
    let registry = sample();
    let digests = |registry: &Registry| {
        let history = History::default();
        let plan = Plan::new(registry, &history, &[], &options());
        let input = |(at, file): (usize, &super::PlannedFile)| {
            (file.path.clone(), plan.input(at, &[0; 32], &mut Vec::new()).unwrap())
        };
        plan.files().iter().enumerate().map(input).collect::<BTreeMap<_, _>>()
    };
    let before = digests(&registry);
    assert_eq!(before, digests(&registry));
    let after = digests(&altered(&registry, |records| {
        records.plans[0].digest = Some([7; 32]);
    }));
    let institution = &*registry.plans()[0].value.institution;
    let moved: Vec<&str> = after
        .iter()
        .filter(|(path, input)| before.get(*path) != Some(input))
        .map(|(path, _)| path.as_str())
        .collect();
    assert!(moved.contains(&format!("institutions/{institution}.html").as_str()), "{moved:?}");
}
