//! Lists of institutions: the directory, districts, levels, states.

use std::borrow::Cow;

use crate::registry::identifier::DivisionCode;
use crate::registry::{Level, Status};
use crate::site::context::{
    DistrictRow, Districts, Facet, FacetOption, Listing, Page, Row, RowScope, Subject,
};
use crate::site::head::Draft;
use crate::site::paths;
use crate::site::world::{World, day};

use super::{PAGE_SIZE, page_count, pagination, search};

/// How many occupations the directory offers to narrow by.
const TOP_OCCUPATIONS: usize = 12;
/// How many occupations a row names.
const ROW_SCOPE: usize = 4;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    All,
    District(DivisionCode),
    Level(Level),
    Status(Status),
}

impl List {
    /// The address of the list's first page.
    pub(crate) fn first(self) -> String {
        match self {
            Self::All => "institutions/index.html".to_owned(),
            Self::District(code) => paths::district(code.as_str()),
            Self::Level(level) => paths::level(level),
            Self::Status(status) => paths::status(status),
        }
    }

    /// How many institutions are on it.
    pub(crate) fn len(self, world: &World<'_>) -> usize {
        match self {
            Self::All => world.entries.len(),
            _ => self.members(world).len(),
        }
    }

    fn members<'w>(self, world: &'w World<'_>) -> Cow<'w, [usize]> {
        let found = match self {
            Self::All => return (0..world.entries.len()).collect(),
            Self::District(code) => world.by_district.get(&code),
            Self::Level(level) => world.by_level.get(&level),
            Self::Status(status) => world.by_status.get(&status),
        };
        found.map_or(&[][..], Vec::as_slice).into()
    }

    pub(crate) fn title(self, world: &World<'_>) -> String {
        match self {
            Self::All => "评价机构目录".to_owned(),
            Self::District(code) => {
                let name = world.catalogue.division(code).map_or(code.to_string(), |d| d.name.to_string());
                format!("{name}的评价机构")
            }
            Self::Level(level) => format!("可评价{}的机构", level.name()),
            Self::Status(status) => format!("{}的机构", status.title()),
        }
    }

    pub(crate) fn lead(self) -> &'static str {
        match self {
            Self::All => "备案企业和正在申请的企业。只有“备案有效”的机构可以开展评价。",
            Self::District(_) => "按注册地址所在区列出。只有“备案有效”的机构可以开展评价。",
            Self::Level(_) => "备案范围内有这个等级的机构。只有“备案有效”的机构可以开展评价。",
            Self::Status(status) => status.explanation(),
        }
    }
}

/// The nth page of a list, from 1.
pub(crate) fn page<'a>(world: &'a World<'a>, list: List, number: usize, path: &'a str) -> Page<'a> {
    let members = list.members(world);
    let pages = page_count(members.len());
    let title = list.title(world);
    let on_page = members.iter().skip((number - 1) * PAGE_SIZE).take(PAGE_SIZE);
    // Rows in the lists by level and by status stay short, so that a change of scope touches few pages.
    let with_scope = matches!(list, List::All | List::District(_));
    let is_first = list == List::All && number == 1;
    let listing = Listing {
        title: title.clone().into(),
        lead: Some(list.lead().into()),
        total: members.len(),
        active: world.active(&members),
        rows: on_page.map(|at| row(world, *at, with_scope)).collect(),
        pagination: pagination(&list.first(), number, pages),
        facets: if is_first { facets(world) } else { Vec::new() },
        search: if is_first { search::within(world) } else { None },
    };
    let heading = if number > 1 { format!("{title}（第 {number} 页）") } else { title };
    let draft = Draft::new(path, "institutions", heading, list.lead());
    let draft = match list {
        List::District(_) => draft.below("按区查找", "districts/index.html"),
        _ => draft,
    };
    draft.page(world, Subject::Listing(Box::new(listing)))
}

fn row<'a>(world: &'a World<'a>, at: usize, with_scope: bool) -> Row<'a> {
    let entry = &world.entries[at];
    let filing = &entry.record.value;
    let scope = if with_scope { filing.scope(world.today) } else { &[] };
    let mut names: Vec<RowScope<'a>> = Vec::with_capacity(ROW_SCOPE);
    for line in scope {
        if names.len() < ROW_SCOPE && names.iter().all(|known| known.name != &*line.name) {
            names.push(RowScope { name: &line.name, href: paths::occupation(&line.edition, line.code) });
        }
    }
    Row {
        href: paths::institution(&entry.record.id),
        name: &filing.applicant.name,
        status: entry.status.into(),
        number: entry.number.as_ref().map(|number| number.as_str()),
        district: world.district(&filing.applicant.division),
        scope_total: scope.len(),
        scope: names,
        valid_until: day(entry.valid_until),
    }
}

fn facets<'a>(world: &'a World<'a>) -> Vec<Facet<'a>> {
    let option = |value: &str, title: Cow<'a, str>, href, count| FacetOption {
        value: value.to_owned(),
        title,
        href,
        count,
        current: false,
    };
    let districts = world.catalogue.divisions().map(|division| {
        let count = world.by_district.get(&division.code).map_or(0, Vec::len);
        option(
            division.code.as_str(),
            (&*division.name).into(),
            paths::district(division.code.as_str()),
            count,
        )
    });
    let levels = world.by_level.iter().map(|(level, list)| {
        (*level, option(level.key(), level.name().into(), paths::level(*level), list.len()))
    });
    let mut levels: Vec<_> = levels.collect();
    levels.sort_by_key(|(level, _)| Level::ALL.iter().position(|known| known == level));
    let statuses = world.by_status.iter().map(|(status, list)| {
        option(status.key(), status.title().into(), paths::status(*status), list.len())
    });
    let facet = |key, title, options, more_href| Facet { key, title, options, more_href };
    let statuses = statuses.collect();
    let districts = districts.filter(|option| option.count > 0).collect();
    let levels = levels.into_iter().map(|(_, option)| option).collect();
    vec![
        facet("status", "状态", statuses, None),
        facet("district", "所在区", districts, Some("districts/index.html")),
        facet("level", "等级", levels, None),
        facet("occupation", "职业", top_occupations(world), Some("occupations/index.html")),
    ]
}

fn top_occupations<'a>(world: &'a World<'a>) -> Vec<FacetOption<'a>> {
    let count = |lines: &[(usize, usize)]| super::occupations::institutions(world, lines).count();
    let mut all: Vec<_> = world.by_occupation.iter().map(|(key, lines)| (count(lines), key)).collect();
    all.retain(|(count, _)| *count > 0);
    all.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    let option = |(count, (edition, code)): (usize, &'a (&'a str, _))| FacetOption {
        value: paths::occupation_key(edition, *code),
        title: world.occupation_name(edition, code).into(),
        href: paths::occupation(edition, *code),
        count,
        current: false,
    };
    all.into_iter().take(TOP_OCCUPATIONS).map(option).collect()
}

/// The page with all districts.
pub(crate) fn districts_page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    Draft::own(path).page(world, Subject::Districts(Box::new(Districts { districts: district_rows(world) })))
}

/// The districts with their counts.
pub(crate) fn district_rows<'a>(world: &'a World<'a>) -> Vec<DistrictRow<'a>> {
    let row = |division: &'a crate::registry::records::catalogue::Division| {
        let list = world.by_district.get(&division.code).map_or(&[][..], Vec::as_slice);
        DistrictRow {
            code: division.code.as_str(),
            name: &division.name,
            href: paths::district(division.code.as_str()),
            count: list.len(),
            active: world.active(list),
        }
    };
    world.catalogue.divisions().map(row).collect()
}
