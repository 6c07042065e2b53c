//! Which files there are.

use std::collections::HashSet;

use crate::registry::records::filing::Filing;
use crate::registry::{Level, Status};
use crate::site::data::DataFile;
use crate::site::pages::directory::List;
use crate::site::pages::{self, PAGE_SIZE};
use crate::site::{assets, feeds, is_reserved, paths};

use super::{Plan, PlannedFile};

/// What stands in a file. Numbers count the lists of the world or the registry.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Home,
    List(List, usize),
    Institution(usize),
    Twin(usize),
    Districts,
    Occupations,
    Occupation(usize, usize),
    Policies,
    Policy(usize),
    Questions(usize),
    Annex(usize, usize),
    Guide,
    Form,
    Certificates,
    Batches,
    BatchYear(usize, usize),
    Batch(usize),
    Revoked,
    Statistics,
    Supervision,
    SupervisionYear(usize),
    Sittings,
    Calendar,
    Dictionary,
    Data(DataFile),
    Sums,
    Feed,
    Sitemap(usize),
    Robots,
    Search,
    Text(usize),
    SiteMap,
    NotFound,
    Asset(usize),
    NoJekyll,
    Particulars,
}

impl Plan<'_> {
    pub(super) fn list(&self) -> Vec<PlannedFile> {
        let mut files = Files(Vec::with_capacity(self.world.entries.len() * 2 + 512));
        self.list_sections(&mut files);
        self.list_institutions(&mut files);
        self.list_policies(&mut files);
        self.list_certificates(&mut files);
        let years = self.years.iter().enumerate();
        years.for_each(|(at, year)| files.add(paths::supervision(year), Kind::SupervisionYear(at)));
        for file in DataFile::ALL {
            files.add(format!("data/{}", file.name()), Kind::Data(file));
        }
        for (at, asset) in self.assets.iter().enumerate() {
            files.add(assets::address(asset), Kind::Asset(at));
        }
        let pages = files.0.iter().filter(|file| file.is_page()).count();
        files.add("sitemap.xml".to_owned(), Kind::Sitemap(0));
        (1..=feeds::shards(pages - 1))
            .for_each(|part| files.add(format!("sitemap-{part}.xml"), Kind::Sitemap(part)));
        files.distinct()
    }

    fn list_sections(&self, files: &mut Files) {
        let fixed = [
            ("index.html", Kind::Home),
            ("districts/index.html", Kind::Districts),
            ("occupations/index.html", Kind::Occupations),
            ("policies/index.html", Kind::Policies),
            ("how-to-file.html", Kind::Guide),
            (pages::guide::FORM, Kind::Form),
            ("certificates/index.html", Kind::Certificates),
            ("certificates/batches.html", Kind::Batches),
            ("certificates/revoked.html", Kind::Revoked),
            ("statistics.html", Kind::Statistics),
            ("supervision/index.html", Kind::Supervision),
            ("sittings.html", Kind::Sittings),
            ("sittings.ics", Kind::Calendar),
            ("search/index.html", Kind::Search),
            ("data/index.html", Kind::Dictionary),
            ("data/SHA256SUMS", Kind::Sums),
            ("feed.xml", Kind::Feed),
            ("robots.txt", Kind::Robots),
            ("site-map.html", Kind::SiteMap),
            ("404.html", Kind::NotFound),
            (".nojekyll", Kind::NoJekyll),
            ("site.json", Kind::Particulars),
        ];
        fixed.into_iter().for_each(|(path, kind)| files.add(path.to_owned(), kind));
        for (at, page) in self.world.registry.records().pages.iter().enumerate() {
            if !is_reserved(&page.id) {
                files.add(format!("{}.html", page.id), Kind::Text(at));
            }
        }
    }

    fn list_institutions(&self, files: &mut Files) {
        let mut lists = vec![List::All];
        lists.extend(self.world.by_district.keys().map(|code| List::District(*code)));
        // Standards and applications name levels that nobody has filed yet: all that a policy knows, or anybody
        // names, can be led to.
        lists.extend(Level::ALL.into_iter().filter(|level| self.knows_level(*level)).map(List::Level));
        lists.extend(Status::ALL.into_iter().filter(|s| self.shows_status(*s)).map(List::Status));
        for list in lists {
            let first = list.first();
            for number in 1..=list.len(&self.world).div_ceil(PAGE_SIZE).max(1) {
                files.add(paths::numbered(&first, number), Kind::List(list, number));
            }
        }
        for (at, (key, lines)) in self.world.by_occupation.iter().enumerate() {
            let first = paths::occupation(key.0, key.1);
            for number in 1..=pages::occupations::pages(&self.world, lines) {
                files.add(paths::numbered(&first, number), Kind::Occupation(at, number));
            }
        }
        for (at, entry) in self.world.entries.iter().enumerate() {
            files.add(paths::institution(&entry.record.id), Kind::Institution(at));
            files.add(format!("institutions/{}.json", entry.record.id), Kind::Twin(at));
        }
    }

    /// The first page links to the institutions that may assess, so that list is there even if empty.
    fn shows_status(&self, status: Status) -> bool {
        status == Status::Filed || self.world.by_status.contains_key(&status)
    }

    /// Whether a policy, a standard or a filing speaks of a level: pages then link to it.
    fn knows_level(&self, level: Level) -> bool {
        let records = self.world.registry.records();
        let by_policy = || records.policies.iter().any(|policy| policy.value.terms.levels.contains(&level));
        let mut standards = records.occupations.iter().flat_map(|edition| &edition.value.occupations);
        let mut by_standard = || standards.any(|o| o.standard_levels.iter().flatten().any(|l| *l == level));
        let applied = |filing: &Filing| filing.scope.iter().any(|line| line.levels.contains(&level));
        let by_filing = || records.filings.iter().any(|filing| applied(&filing.value));
        self.world.by_level.contains_key(&level) || by_policy() || by_standard() || by_filing()
    }

    fn list_policies(&self, files: &mut Files) {
        for (at, record) in self.world.policies.iter().enumerate() {
            files.add(paths::policy(&record.id), Kind::Policy(at));
            if self.world.registry.questions(&record.id).is_some() {
                files.add(paths::questions(&record.id), Kind::Questions(at));
            }
            for (number, (name, _)) in pages::policy::annexes(&self.world, &record.id).into_iter().enumerate()
            {
                files.add(paths::annex(&record.id, name), Kind::Annex(at, number));
            }
        }
    }

    fn list_certificates(&self, files: &mut Files) {
        for (at, (year, batches)) in self.batch_years.iter().enumerate() {
            let first = paths::batches(year);
            for number in 1..=pages::page_count(batches.len()) {
                files.add(paths::numbered(&first, number), Kind::BatchYear(at, number));
            }
        }
        for (at, record) in self.world.registry.batches().iter().enumerate() {
            if record.value.issued <= self.world.today {
                files.add(paths::batch(record), Kind::Batch(at));
            }
        }
    }
}

/// The files so far.
struct Files(Vec<PlannedFile>);

impl Files {
    fn add(&mut self, path: String, kind: Kind) {
        self.0.push(PlannedFile { path, kind });
    }

    /// All files, the first of those with the same path: no record takes the place of a section.
    fn distinct(self) -> Vec<PlannedFile> {
        let mut seen: HashSet<&str> = HashSet::with_capacity(self.0.len());
        let first: Vec<bool> = self.0.iter().map(|file| seen.insert(&file.path)).collect();
        self.0.into_iter().zip(first).filter_map(|(file, first)| first.then_some(file)).collect()
    }
}
