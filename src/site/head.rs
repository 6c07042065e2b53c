//! The heads of pages, and what all pages share.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::registry::Registry;
use crate::registry::records::site::Site;

use super::Asset;
use super::context::{
    ContactInfo, Crumb, Day, GovernmentInfo, Head, HostInfo, NavigationItem, Page, Shared, SiteInfo, Subject,
};
use super::world::World;
use super::{assets, paths};

/// The main navigation: key, title, address.
pub(crate) const SECTIONS: &[(&str, &str, &str)] = &[
    ("home", "首页", "index.html"),
    ("institutions", "机构目录", "institutions/index.html"),
    ("how-to-file", "怎样备案", "how-to-file.html"),
    ("policies", "政策问答", "policies/index.html"),
    ("certificates", "证书", "certificates/index.html"),
    ("supervision", "监督检查", "supervision/index.html"),
    ("statistics", "统计", "statistics.html"),
    ("data", "开放数据", "data/index.html"),
];

/// Pages that every site has, beside the first one: address, section, title, and what they are for in one sentence.
/// That sentence is also what they are found by.
pub(crate) const OWN: &[(&str, &str, &str, &str)] = &[
    (
        "certificates/index.html",
        "certificates",
        "职业技能等级证书",
        "证书查询：核验证书是真是假、是否有效；查看颁发证书的批次、注销的证书，以及怎样看懂证书编号。",
    ),
    (
        "certificates/batches.html",
        "certificates",
        "发证批次",
        "各评价机构颁发职业技能等级证书的批次，按年份列出。",
    ),
    (
        "certificates/revoked.html",
        "certificates",
        "注销的证书和取消资格的机构",
        "已注销的证书编号和被取消自主评价资格的机构。",
    ),
    (
        "occupations/index.html",
        "occupations",
        "按职业查找",
        "技能类职业目录：哪些职业已有备案企业可以评价，点开可看机构名单。",
    ),
    ("districts/index.html", "institutions", "按区查找", "各区备案企业和申请企业的数量，点开可看名单。"),
    (
        "sittings.html",
        "institutions",
        "评价场次",
        "备案企业报送的评价场次：日期、地点、职业和等级，以及评价结果。可以订阅日历。",
    ),
    (
        "supervision/index.html",
        "supervision",
        "监督检查",
        "对评价过程的现场抽查：每年抽查了多少、发现了什么、怎样处理。",
    ),
    ("statistics.html", "statistics", "统计", "评价机构、职业、场次和证书的统计图表，数据可以下载。"),
    (
        "data/index.html",
        "data",
        "开放数据",
        "本站数据的下载和说明：评价机构、评价范围、场次、证书批次、政策和统计。",
    ),
    ("policies/index.html", "policies", "政策文件", "企业技能人才自主评价的政策文件、有效期和政策问答。"),
    ("site-map.html", "", "网站地图", "本站的全部栏目。"),
];

/// Pages that a footer leads to, if they exist, in this order.
const FOOTER: &[&str] = &["about", "contact", "accessibility", "privacy"];

/// A page before it has a head.
pub(crate) struct Draft<'a> {
    pub(crate) path: &'a str,
    pub(crate) section: &'static str,
    pub(crate) title: Cow<'a, str>,
    pub(crate) description: Cow<'a, str>,
    /// The pages between the first page and this one, beyond its section.
    pub(crate) crumbs: Vec<Crumb<'a>>,
    pub(crate) published: Option<Day>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(
        path: &'a str,
        section: &'static str,
        title: impl Into<Cow<'a, str>>,
        description: impl Into<Cow<'a, str>>,
    ) -> Self {
        let (title, description) = (title.into(), description.into());
        Self { path, section, title, description, crumbs: Vec::new(), published: None }
    }

    /// One of the pages that every site has.
    pub(crate) fn own(path: &'a str) -> Self {
        let found = OWN.iter().find(|(known, ..)| *known == path);
        let (_, section, title, description) = found.copied().unwrap_or((path, "", path, ""));
        Self::new(path, section, title, description)
    }

    /// Adds a page on the way.
    pub(crate) fn below(mut self, title: impl Into<Cow<'a, str>>, href: impl Into<Cow<'a, str>>) -> Self {
        self.crumbs.push(Crumb { title: title.into(), href: Some(href.into()) });
        self
    }

    /// Makes it a document (文章页).
    pub(crate) fn published(mut self, day: Day) -> Self {
        self.published = Some(day);
        self
    }

    /// Makes the page.
    pub(crate) fn page(self, world: &World<'_>, subject: Subject<'a>) -> Page<'a> {
        let root = paths::root(self.path);
        let canonical = full_address(&world.base_url, self.path);
        let mut crumbs = Vec::with_capacity(self.crumbs.len() + 3);
        if self.section != "home" {
            crumbs.push(Crumb { title: "首页".into(), href: Some("index.html".into()) });
        }
        let section = SECTIONS.iter().find(|(key, _, href)| *key == self.section && *href != self.path);
        if let Some((_, title, href)) = section.filter(|(key, ..)| *key != "home") {
            crumbs.push(Crumb { title: (*title).into(), href: Some((*href).into()) });
        }
        crumbs.extend(self.crumbs);
        crumbs.push(Crumb { title: self.title.clone(), href: None });
        let head = Head {
            title: self.title,
            description: self.description,
            section: self.section.into(),
            path: self.path.into(),
            canonical,
            crumbs,
            published: self.published,
        };
        Page { head, root: root.into(), subject }
    }
}

/// The full address of a path; an `index.html` at the root is the root itself.
pub(crate) fn full_address(base_url: &str, path: &str) -> String {
    let path = if path == "index.html" { "" } else { path };
    format!("{base_url}{path}")
}

/// What is the same on every page.
pub(crate) fn shared(registry: &Registry, base_url: &str, assets: &[Asset]) -> Shared {
    let item = |key: &str, title: &str, href: &str| NavigationItem {
        key: key.to_owned(),
        title: title.to_owned(),
        href: href.to_owned(),
    };
    let mut navigation: Vec<_> = SECTIONS.iter().map(|(key, title, href)| item(key, title, href)).collect();
    let pages = || registry.records().pages.iter().filter(|page| !super::is_reserved(&page.id));
    let mut footer = Vec::new();
    for id in FOOTER {
        let found = pages().find(|page| page.id == *id);
        footer.extend(found.map(|page| item(id, &page.value.head.title, &format!("{id}.html"))));
    }
    footer.push(item("site-map", "网站地图", "site-map.html"));
    let shown = pages().filter(|page| page.value.head.in_navigation);
    navigation.extend(shown.map(|page| item(&page.id, &page.value.head.title, &format!("{}.html", page.id))));
    let assets: BTreeMap<_, _> =
        assets.iter().map(|asset| (asset.name.clone(), assets::address(asset))).collect();
    Shared { site: site(registry.site(), base_url), navigation, footer, assets }
}

fn site(site: &Site, base_url: &str) -> SiteInfo {
    let text = |text: &dyn ToString| text.to_string();
    SiteInfo {
        name: text(&site.name),
        description: text(&site.description),
        base_url: base_url.to_owned(),
        sample: site.sample,
        host: HostInfo {
            name: text(&site.host.name),
            short_name: text(&site.host.short_name),
            authority: site.host.authority.as_ref().map(|name| text(name)),
        },
        contact: ContactInfo {
            telephone: text(&site.contact.telephone),
            email: text(&site.contact.email),
            address: text(&site.contact.address),
            postcode: text(&site.contact.postcode),
            hours: site.contact.hours.as_ref().map(|hours| text(hours)),
            wechat: site.contact.wechat.as_ref().map(|account| text(account)),
        },
        government: site.government.as_ref().map(|government| GovernmentInfo {
            site_id_code: government.site_id_code.as_ref().map(|code| text(code)),
            icp: government.icp.as_ref().map(|number| text(number)),
            public_security: government.public_security.as_ref().map(|number| text(number)),
        }),
    }
}
