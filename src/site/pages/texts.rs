//! Pages from Markdown, the site map, the page for lost visitors.

use crate::markdown;
use crate::registry::{PageRecord, Record};
use crate::site::context::{Day, Link, NotFound, Page, SiteMap, SiteMapSection, Subject, TextPage};
use crate::site::head::{Draft, SECTIONS};
use crate::site::world::World;
use crate::site::{is_reserved, paths};

use super::policy;

/// A page of its own.
pub(crate) fn page<'a>(world: &'a World<'a>, record: &'a Record<PageRecord>, path: &'a str) -> Page<'a> {
    let PageRecord { head, text } = &record.value;
    let rendered = markdown::render(&text.body);
    let content = TextPage { html: rendered.html, toc: rendered.headings };
    let mut page = Draft::new(path, "", &*head.title, &*head.description)
        .published(Day(head.published))
        .page(world, Subject::Text(Box::new(content)));
    page.head.section = record.id.as_str().into();
    page
}

/// The map of the site.
pub(crate) fn site_map<'a>(
    world: &'a World<'a>,
    years: impl Iterator<Item = &'a String>,
    path: &'a str,
) -> Page<'a> {
    let link = |title: &'a str, href: &'a str| Link { title: title.into(), href: href.into() };
    let section = |title: &'a str, links: Vec<Link<'a>>| SiteMapSection { title: title.into(), links };
    let main = SECTIONS.iter().map(|(_, title, href)| link(title, href)).collect();
    let mut policies = Vec::new();
    for record in world.policies.iter().rev() {
        policies.push(Link { title: (&*record.value.title).into(), href: paths::policy(&record.id).into() });
        if let Some(found) = policy::questions(world, &record.id) {
            policies.push(Link { title: "政策问答".into(), href: found.href.into() });
        }
        policies.extend(policy::annex_links(world, &record.id));
    }
    let statuses = world
        .by_status
        .keys()
        .map(|status| Link { title: status.title().into(), href: paths::status(*status).into() });
    let levels = world
        .by_level
        .keys()
        .rev()
        .map(|level| Link { title: level.name().into(), href: paths::level(*level).into() });
    let districts = world.catalogue.divisions().map(|division| Link {
        title: (&*division.name).into(),
        href: paths::district(division.code.as_str()).into(),
    });
    let mut find =
        vec![link("按区查找", "districts/index.html"), link("按职业查找", "occupations/index.html")];
    find.extend(statuses);
    find.extend(levels);
    let certificates = vec![
        link("发证批次", "certificates/batches.html"),
        link("注销的证书和取消资格的机构", "certificates/revoked.html"),
    ];
    let supervision = years.map(|year| Link {
        title: format!("{year} 年监督检查").into(),
        href: paths::supervision(year).into(),
    });
    let data = vec![
        link("数据说明和下载", "data/index.html"),
        link("场次日历（iCalendar）", "sittings.ics"),
        link("更新订阅（Atom）", "feed.xml"),
    ];
    let pages = world.registry.records().pages.iter().filter(|page| !is_reserved(&page.id)).map(|page| {
        Link { title: (&*page.value.head.title).into(), href: format!("{}.html", page.id).into() }
    });
    let sections = vec![
        section("主要栏目", main),
        section("查找评价机构", find),
        section("各区", districts.collect()),
        section("政策", policies),
        section("证书", certificates),
        section("监督检查", supervision.collect()),
        section("数据", data),
        section("关于本站", pages.collect()),
    ];
    let sections = sections.into_iter().filter(|section| !section.links.is_empty()).collect();
    Draft::own(path).page(world, Subject::SiteMap(Box::new(SiteMap { sections })))
}

/// The page for an address that leads nowhere: hosts show it at any depth, so its root is absolute.
pub(crate) fn not_found<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let content =
        NotFound { message: "您要找的页面不在这里，可能已经移动，或者地址有误。" };
    let mut page = Draft::new(path, "", "找不到页面", "您要找的页面不在这里。")
        .page(world, Subject::NotFound(Box::new(content)));
    let after_scheme = world.base_url.split_once("://").map_or(world.base_url.as_str(), |(_, rest)| rest);
    let base_path = after_scheme.find('/').map_or("/", |at| &after_scheme[at..]);
    page.root = base_path.into();
    page
}
