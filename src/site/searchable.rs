//! What of a site can be found by searching.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use crate::markdown::{self, Passage, Rendered};
use crate::registry::OccupationKey;
use crate::registry::records::filing::ScopeLine;

use super::head::{OWN, SECTIONS};
use super::pages::directory::List;
use super::pages::guide;
use super::plan::Plan;
use super::world::Entry;
use super::{is_reserved, paths};

/// The page whose template tells how to reach the office: `content/pages/contact.md`.
const CONTACT: &str = "contact";

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Kind {
    /// An institution or applicant.
    Institution,
    /// An occupation.
    Occupation,
    /// A policy, a clause of it or an annex.
    Policy,
    /// A question and its answer.
    Question,
    /// A page of text.
    Page,
}

impl Kind {
    /// The word in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Institution => "institution",
            Self::Occupation => "occupation",
            Self::Policy => "policy",
            Self::Question => "question",
            Self::Page => "page",
        }
    }

    /// The word people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Institution => "评价机构",
            Self::Occupation => "职业",
            Self::Policy => "政策",
            Self::Question => "政策问答",
            Self::Page => "页面",
        }
    }
}

/// A word to filter by: as addresses and as people have it.
pub type Term<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Something that can be found.
#[derive(Debug, Clone, Serialize)]
pub struct Searchable<'a> {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, from the site's root.
    pub url: String,
    /// Its title.
    pub title: Cow<'a, str>,
    /// The rest of its text.
    pub lines: Vec<Cow<'a, str>>,
    /// Its district.
    pub district: Option<Term<'a>>,
    /// Its status.
    pub status: Option<Term<'a>>,
    /// Its occupations, which are searched too, each with its levels.
    pub scope: BTreeMap<Term<'a>, Vec<Term<'a>>>,
}

impl<'a> Searchable<'a> {
    fn text(kind: Kind, url: String, title: impl Into<Cow<'a, str>>, lines: Vec<Cow<'a, str>>) -> Self {
        let scope = BTreeMap::new();
        Self { kind, url, title: title.into(), lines, district: None, status: None, scope }
    }
}

impl Plan<'_> {
    /// All that can be found: what grows least first, so that a new institution moves little; institutions of the
    /// same trade together, so that what is found together is fetched together.
    pub fn searchable(&self) -> Vec<Searchable<'_>> {
        let mut found: Vec<Searchable<'_>> = Vec::with_capacity(self.world.entries.len() + 2_000);
        found.extend(self.searchable_own_pages());
        found.extend(self.searchable_pages());
        for policy in &self.world.policies {
            self.searchable_policy(&policy.id, &mut found);
        }
        found.extend(self.world.by_occupation.keys().map(|key| self.searchable_occupation(*key)));
        let entries = self.world.entries.par_iter();
        let mut institutions: Vec<_> = entries.map(|entry| self.searchable_institution(entry)).collect();
        institutions
            .sort_unstable_by(|a, b| a.scope.keys().cmp(b.scope.keys()).then_with(|| a.url.cmp(&b.url)));
        found.extend(institutions);
        found
    }

    /// Pages that every site has: by their title, and by what they are for.
    fn searchable_own_pages(&self) -> Vec<Searchable<'_>> {
        let page = |url: &str, title: Cow<'static, str>, description: &'static str| {
            Searchable::text(Kind::Page, url.to_owned(), title, vec![description.into()])
        };
        let all = List::All;
        let mut found = vec![page(&all.first(), all.title(&self.world).into(), all.lead())];
        found
            .extend(OWN.iter().map(|(path, _, title, description)| page(path, (*title).into(), description)));
        if !self.world.registry.records().pages.iter().any(|page| page.id == guide::PAGE) {
            found.push(page("how-to-file.html", guide::TITLE.into(), guide::DESCRIPTION));
        }
        let year = |year: &String| {
            page(
                &paths::supervision(year),
                format!("{year} 年监督检查").into(),
                "这一年的现场抽查、发现的问题和处理。",
            )
        };
        found.extend(self.years.iter().map(year));
        found
    }

    /// How to reach the office, on the page that tells it.
    fn contact(&self) -> Vec<Cow<'_, str>> {
        let site = self.world.registry.site();
        let contact = &site.contact;
        let mut lines = vec![
            format!("{}：{}，邮政编码 {}", site.host.name, contact.address, contact.postcode).into(),
            format!("联系电话 {}，电子邮箱 {}", contact.telephone, contact.email).into(),
        ];
        lines.extend(contact.hours.as_ref().map(|hours| format!("办公时间：{hours}").into()));
        lines.extend(contact.wechat.as_ref().map(|account| format!("微信公众号：{account}").into()));
        lines
    }

    fn searchable_pages(&self) -> impl Iterator<Item = Searchable<'_>> {
        let pages = self.world.registry.records().pages.iter();
        let pages = pages.filter(|page| page.id == guide::PAGE || !is_reserved(&page.id));
        pages.map(|page| {
            let mut lines: Vec<Cow<'_, str>> = vec![(&*page.value.head.description).into()];
            // People look for what they read in the navigation.
            let section = SECTIONS.iter().find(|(key, ..)| *key == page.id);
            lines.extend(section.map(|(_, title, _)| (*title).into()));
            lines.extend(text(&markdown::render(&page.value.text.body)));
            lines.extend((page.id == CONTACT).then(|| self.contact()).into_iter().flatten());
            Searchable::text(Kind::Page, format!("{}.html", page.id), &*page.value.head.title, lines)
        })
    }

    fn searchable_policy<'p>(&'p self, id: &'p str, found: &mut Vec<Searchable<'p>>) {
        let world = &self.world;
        let Some(record) = world.policies.iter().find(|policy| policy.id == id) else { return };
        let policy = &record.value;
        let lines = vec![(&*policy.number).into(), (&*policy.issuer).into()];
        found.push(Searchable::text(Kind::Policy, paths::policy(id), &*policy.title, lines));
        if let Some(notice) = world.registry.policy_text(id, "notice") {
            for Passage { anchor, title, lines } in markdown::passages(&markdown::render_notice(&notice.body))
            {
                let url = anchor
                    .map_or_else(|| paths::policy(id), |anchor| format!("{}#{anchor}", paths::policy(id)));
                let title = if title.is_empty() { policy.number.to_string() } else { title };
                let lines: Vec<Cow<'_, str>> = lines.into_iter().map(Cow::from).collect();
                // A heading that only leads to its clauses is found by them.
                if !lines.is_empty() {
                    found.push(Searchable::text(Kind::Policy, url, title, lines));
                }
            }
        }
        for (name, title) in super::pages::policy::annexes(world, id) {
            let body = world.registry.policy_text(id, name).map_or("", |text| &text.body);
            let lines = text(&markdown::render(body));
            found.push(Searchable::text(Kind::Policy, paths::annex(id, name), title, lines));
        }
        for question in world.registry.questions(id).map_or(&[][..], |found| &found.questions) {
            let url = format!("{}#{}", paths::questions(id), &*question.id);
            let lines = text(&markdown::render(&question.answer));
            found.push(Searchable::text(Kind::Question, url, &*question.question, lines));
        }
    }

    fn searchable_occupation<'p>(&'p self, key: OccupationKey<'p>) -> Searchable<'p> {
        let (edition, code) = key;
        let url = paths::occupation(edition, code);
        let known = self.world.catalogue.occupation(edition, code);
        let name = known.map_or_else(|| Cow::from(code.to_string()), |known| Cow::from(&*known.name));
        let mut lines: Vec<Cow<'_, str>> = vec![format!("{code}（{edition}）").into()];
        lines.extend(known.and_then(|known| known.specialty.as_deref()).map(|name| name.into()));
        let term = (paths::occupation_key(edition, code).into(), name.clone());
        Searchable {
            scope: BTreeMap::from([(term, Vec::new())]),
            ..Searchable::text(Kind::Occupation, url, name, lines)
        }
    }

    fn searchable_institution<'p>(&'p self, entry: &'p Entry<'_>) -> Searchable<'p> {
        let world = &self.world;
        let applicant = &entry.record.value.applicant;
        let scope = entry.record.value.scope(world.today);
        // Without words for what they are: who searches for 备案 does not mean every institution.
        let numbers = match &entry.number {
            Some(number) => format!("{number}，{}", applicant.credit_code.as_str()),
            None => applicant.credit_code.to_string(),
        };
        let mut lines: Vec<Cow<'_, str>> = vec![(&*applicant.address).into(), numbers.into()];
        let specialties: Vec<&str> = scope.iter().flat_map(|line| self.own_words(line)).collect();
        lines.extend((!specialties.is_empty()).then(|| specialties.join("、").into()));
        let mut filed: BTreeMap<Term<'_>, Vec<Term<'_>>> = BTreeMap::new();
        for line in scope {
            let name = world.occupation_name(&line.edition, &line.code);
            let occupation = (paths::occupation_key(&line.edition, line.code).into(), name.into());
            let levels = line.levels.iter().map(|level| (level.key().into(), level.name().into()));
            filed.entry(occupation).or_default().extend(levels);
        }
        let url = paths::institution(&entry.record.id);
        Searchable {
            district: Some((applicant.division.as_str().into(), world.district(&applicant.division).title)),
            status: Some((entry.status.key().into(), entry.status.title().into())),
            scope: filed,
            ..Searchable::text(Kind::Institution, url, &*applicant.name, lines)
        }
    }

    /// What a line of a scope says beyond the name of the occupation in the catalogue.
    fn own_words<'p>(&'p self, line: &'p ScopeLine) -> impl Iterator<Item = &'p str> {
        let usual = self.world.occupation_name(&line.edition, &line.code);
        let name = Some(&*line.name).filter(|name| *name != usual);
        name.into_iter().chain(line.specialty.as_deref())
    }
}

/// All lines of a text with its headings.
fn text<'t>(rendered: &Rendered) -> Vec<Cow<'t, str>> {
    let passages = markdown::passages(rendered).into_iter();
    let mut last = String::new();
    let mut lines = Vec::new();
    for Passage { title, lines: more, .. } in passages {
        if title != last {
            lines.push(title.clone().into());
            last = title;
        }
        lines.extend(more.into_iter().map(Cow::from));
    }
    lines
}
