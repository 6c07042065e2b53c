//! The search over the whole site. What is found is found in the visitor's browser.

use crate::registry::Status;
use crate::site::context::{Badge, Link, ListSearch, Page, Search, Subject};
use crate::site::head::{Draft, SECTIONS};
use crate::site::world::World;

/// The search page.
pub(crate) fn page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let sections = SECTIONS.iter().filter(|(key, ..)| *key != "home");
    let mut links: Vec<_> =
        sections.map(|(_, title, href)| Link { title: (*title).into(), href: (*href).into() }).collect();
    links.push(Link { title: "网站地图".into(), href: "site-map.html".into() });
    let hot = world.search.get().map(String::as_str);
    let lookup_href = world.registry.lookup().map(|_| "certificates/index.html");
    let content = Search { hot, lookup_href, statuses: statuses(), links };
    Draft::new(path, "search", "搜索", "搜索评价机构、职业、政策原文、政策问答和本站的其他页面。")
        .page(world, Subject::Search(Box::new(content)))
}

/// The search within the directory, where there is one.
pub(crate) fn within<'a>(world: &'a World<'a>) -> Option<ListSearch<'a>> {
    let hot = world.search.get()?;
    Some(ListSearch { hot, statuses: statuses() })
}

fn statuses() -> Vec<Badge> {
    Status::ALL.into_iter().map(Badge::from).collect()
}
