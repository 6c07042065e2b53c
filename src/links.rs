//! Whether the links in Markdown lead somewhere: pages, notices, annexes and answers.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::diagnostics::{Finding, Place, route};
use crate::history::History;
use crate::markdown::{self, Link};
use crate::registry::{Records, Registry};
use crate::rules::link::{BROKEN, UNSAFE};
use crate::site::{Content, Options, Plan, paths};
use crate::theme::{Renderer, Theme};

/// The links of all Markdown texts.
#[derive(Debug, Default)]
pub struct Links {
    /// Those that may not be: found without knowing the site.
    pub unsafe_ones: Vec<Finding>,
    internal: Vec<Internal>,
}

/// A link to a page of this site.
#[derive(Debug)]
struct Internal {
    place: Place,
    address: String,
    /// The path it leads to; none if it leads out of the site.
    target: Option<String>,
    fragment: Option<String>,
}

impl Links {
    /// Reads all Markdown texts.
    pub fn read(records: &Records) -> Self {
        let mut links = Self::default();
        for record in &records.pages {
            let place = |range: Range<usize>| bytes(&record.file, record.value.text.offset, range);
            links.take(&format!("{}.html", record.id), &record.value.text.body, place);
        }
        for ((policy, name), record) in &records.policy_texts {
            let page = if name == "notice" { paths::policy(policy) } else { paths::annex(policy, name) };
            let place = |range: Range<usize>| bytes(&record.file, record.value.offset, range);
            links.take(&page, &record.value.body, place);
        }
        for record in &records.questions {
            for (at, question) in record.value.questions.iter().enumerate() {
                let route = route!["questions", at, "answer"];
                let place = |range: Range<usize>| Place::part(&record.file, route.clone(), range);
                links.take(&paths::questions(&record.id), &question.answer, place);
            }
        }
        links
    }

    fn take(&mut self, page: &str, text: &str, place: impl Fn(Range<usize>) -> Place) {
        for Link { address, range, allowed } in markdown::links(text) {
            let place = place(range);
            if !allowed {
                let finding = UNSAFE.at(place, "这个链接会运行程序或不知通向哪里，网页上不会显示");
                self.unsafe_ones.push(finding.hint("只写 https:// 的网址、mailto: 的邮箱或本站的网页"));
            } else if !is_external(&address) {
                let (path, fragment) = match address.split_once('#') {
                    Some((path, fragment)) => (path, Some(fragment).filter(|id| !id.is_empty())),
                    None => (address.as_str(), None),
                };
                let target = resolve(page, path.split('?').next().unwrap_or_default());
                let fragment = fragment.map(str::to_owned);
                self.internal.push(Internal { place, address, target, fragment });
            }
        }
    }

    /// The links that lead nowhere. The registry may have faults, but every file of it was read.
    pub fn broken(&self, registry: &Registry, theme: Option<&Theme>) -> Vec<Finding> {
        let known = known(registry.records());
        let doubtful = |link: &&Internal| {
            link.fragment.is_some() || link.target.as_ref().is_none_or(|target| !known.contains(target))
        };
        let doubtful: Vec<&Internal> = self.internal.iter().filter(doubtful).collect();
        let embedded = if theme.is_none() && !doubtful.is_empty() { Theme::embedded().ok() } else { None };
        let Some(theme) = theme.or(embedded.as_ref()).filter(|_| !doubtful.is_empty()) else {
            return Vec::new();
        };
        let history = History::default();
        let options = Options { base_url: registry.site().base_url.to_string() };
        let plan = Plan::new(registry, &history, theme.assets(), &options);
        let mut site =
            Site { plan: &plan, renderer: theme.renderer(plan.shared()).ok(), ids: BTreeMap::new() };
        doubtful.into_iter().filter_map(|link| link.judge(&mut site)).collect()
    }
}

impl Internal {
    fn judge(&self, site: &mut Site<'_, '_>) -> Option<Finding> {
        let address = &self.address;
        if address.starts_with('/') {
            let finding = BROKEN.at(self.place.clone(), format!("链接「{address}」不能以「/」开头"));
            return Some(finding.hint("从这一页写起：同一文件夹里写 contact.html，上一层写 ../contact.html"));
        }
        let found = self.target.as_ref().and_then(|target| site.index(target));
        let Some(index) = found else {
            let finding = BROKEN.at(self.place.clone(), format!("链接「{address}」通向的网页不存在"));
            let hint = match self.target.as_ref().and_then(|target| site.nearest(target)) {
                Some(near) => format!("网址从这一页写起。是不是想写网站里的 {near}？"),
                None => "网址从这一页写起，写成生成后的 .html；本站的网页都列在「网站地图」里".to_owned(),
            };
            return Some(finding.hint(hint));
        };
        let fragment = self.fragment.as_ref()?;
        if site.has(index, fragment) {
            return None;
        }
        let finding =
            BROKEN.at(self.place.clone(), format!("链接「{address}」通向的网页里没有「#{fragment}」"));
        Some(finding.hint("在网页上点目录里的标题，地址栏里 # 后面的就是要写的；或删去 # 和后面的字"))
    }
}

/// The site as it would be made.
struct Site<'p, 'a> {
    plan: &'p Plan<'a>,
    renderer: Option<Renderer>,
    /// The places in the pages looked into, by page; none if it could not be rendered.
    ids: BTreeMap<usize, Option<HashSet<String>>>,
}

impl Site<'_, '_> {
    fn index(&self, path: &str) -> Option<usize> {
        self.plan.files().iter().position(|file| file.path == path)
    }

    fn nearest(&self, path: &str) -> Option<&str> {
        let pages = self.plan.files().iter().filter(|file| file.is_page());
        let likeness = pages.map(|file| (strsim::jaro_winkler(&file.path, path), file.path.as_str()));
        likeness.filter(|(like, _)| *like > 0.9).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, path)| path)
    }

    /// Whether a page has a place of that name; true if it cannot be told.
    fn has(&mut self, index: usize, fragment: &str) -> bool {
        let (plan, renderer) = (self.plan, &self.renderer);
        let ids = self.ids.entry(index).or_insert_with(|| {
            let Content::Page(page) = plan.content(index)? else { return None };
            Some(ids(&renderer.as_ref()?.render(&page).ok()?))
        });
        ids.as_ref().is_none_or(|ids| ids.contains(fragment))
    }
}

/// The names of places in a page.
fn ids(html: &str) -> HashSet<String> {
    let values = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.map(str::to_owned).collect()
}

/// The pages that are there whatever the registry holds: those that are Markdown themselves.
fn known(records: &Records) -> HashSet<String> {
    let pages = records.pages.iter().map(|record| format!("{}.html", record.id));
    let policies = records.policies.iter().map(|record| paths::policy(&record.id));
    let questions = records.questions.iter().map(|record| paths::questions(&record.id));
    let annexes = records.policy_texts.keys().filter(|(_, name)| name != "notice");
    let annexes = annexes.map(|(policy, name)| paths::annex(policy, name));
    pages.chain(policies).chain(questions).chain(annexes).collect()
}

fn bytes(file: &str, offset: usize, range: Range<usize>) -> Place {
    Place::bytes(file, offset + range.start..offset + range.end)
}

fn is_external(address: &str) -> bool {
    address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'))
}

/// The path from the site's root of an address in a page; none if it leads out of the site.
fn resolve(page: &str, address: &str) -> Option<String> {
    if address.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    if address.ends_with(['/', '.']) && parts.last() != Some(&"") {
        parts.push("");
    }
    let path = parts.join("/");
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn follows_an_address_from_its_page() {
        let from = |address| resolve("policies/2020-85/questions.html", address);
        assert_eq!(from("../../contact.html").as_deref(), Some("contact.html"));
        assert_eq!(from("annex-1.html").as_deref(), Some("policies/2020-85/annex-1.html"));
        assert_eq!(from("").as_deref(), Some("policies/2020-85/questions.html"));
        assert_eq!(from("../").as_deref(), Some("policies/index.html"));
        assert_eq!(from("../..").as_deref(), Some("index.html"));
        assert_eq!(from("../../../x.html"), None);
    }
}
