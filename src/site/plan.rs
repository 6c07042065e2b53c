//! The plan: every file of the site, and what stands in it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::history::History;
use crate::registry::{Level, OccupationKey, Registry, Status};

use super::assets::{self, Asset};
use super::context::{Page, Shared};
use super::data::{self, DataFile};
use super::pages::directory::List;
use super::pages::{self, PAGE_SIZE};
use super::totals::Totals;
use super::world::World;
use super::{feeds, head, is_reserved, paths};

/// How a site is to be made.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it will be published, with its sub-path.
    pub base_url: String,
}

/// One file of the site.
#[derive(Debug)]
pub struct PlannedFile {
    /// Its path, from the site's root.
    pub path: String,
    kind: Kind,
}

impl PlannedFile {
    /// Whether a theme renders it.
    pub fn is_page(&self) -> bool {
        self.path.ends_with(".html")
    }
}

/// What stands in a file. Numbers count the lists of the world or the registry.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Home,
    List(List, usize),
    Institution(usize),
    Twin(usize),
    Districts,
    Occupations,
    Occupation(usize),
    Policies,
    Policy(usize),
    Questions(usize),
    Annex(usize, usize),
    Guide,
    Certificates,
    Batches,
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
    Text(usize),
    SiteMap,
    NotFound,
    Asset(usize),
    NoJekyll,
}

/// What a file holds.
#[derive(Debug)]
pub enum Content<'p> {
    /// A page for the theme to render.
    Page(Box<Page<'p>>),
    /// The bytes themselves.
    Bytes(Cow<'p, [u8]>),
}

/// The plan of a site.
#[derive(Debug)]
pub struct Plan<'a> {
    world: World<'a>,
    totals: Totals,
    shared: Shared,
    assets: &'a [Asset],
    occupations: Vec<OccupationKey<'a>>,
    years: Vec<String>,
    year_set: BTreeSet<String>,
    files: Vec<PlannedFile>,
    /// Data files are needed twice: as themselves and for the list of their digests.
    data: [OnceLock<Vec<u8>>; DataFile::ALL.len()],
}

impl<'a> Plan<'a> {
    /// Plans the site.
    pub fn new(registry: &'a Registry, history: &'a History, assets: &'a [Asset], options: &Options) -> Self {
        let world = World::new(registry, history, &options.base_url);
        let totals = Totals::new(&world);
        let shared = head::shared(registry, &world.base_url, assets);
        let occupations = world.by_occupation.keys().copied().collect();
        let year_set = pages::supervision::years(&world);
        let years = year_set.iter().cloned().collect();
        let data = std::array::from_fn(|_| OnceLock::new());
        let mut plan =
            Self { world, totals, shared, assets, occupations, years, year_set, files: Vec::new(), data };
        plan.files = plan.list();
        plan
    }

    /// All files. No two have the same path.
    pub fn files(&self) -> &[PlannedFile] {
        &self.files
    }

    /// What is the same on every page.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// What the nth file holds; none if there is no such file.
    pub fn content(&self, index: usize) -> Option<Content<'_>> {
        let file = self.files.get(index)?;
        let bytes = |bytes: Vec<u8>| Some(Content::Bytes(Cow::Owned(bytes)));
        match file.kind {
            Kind::Twin(at) => bytes(data::twin(&self.world, self.world.entries.get(at)?)),
            Kind::Data(found) => Some(Content::Bytes(Cow::Borrowed(self.data(found)))),
            Kind::Sums => bytes(data::sums(DataFile::ALL.into_iter().map(|file| (file, self.data(file))))),
            Kind::Calendar => bytes(feeds::calendar(&self.world)),
            Kind::Feed => bytes(feeds::feed(&self.world)),
            Kind::Sitemap(number) => {
                bytes(feeds::sitemap(&self.world.base_url, &self.indexed_pages(), number))
            }
            Kind::Robots => bytes(feeds::robots(&self.world.base_url)),
            Kind::Asset(at) => Some(Content::Bytes(Cow::Borrowed(&self.assets.get(at)?.bytes))),
            Kind::NoJekyll => bytes(Vec::new()),
            _ => self.page(file).map(|page| Content::Page(Box::new(page))),
        }
    }

    fn page<'p>(&'p self, file: &'p PlannedFile) -> Option<Page<'p>> {
        let (world, path) = (&self.world, file.path.as_str());
        let records = world.registry.records();
        Some(match file.kind {
            Kind::Home => pages::home::page(world, &self.totals, path),
            Kind::List(list, number) => pages::directory::page(world, list, number, path),
            Kind::Institution(at) => pages::institution::page(world, at, path),
            Kind::Districts => pages::directory::districts_page(world, path),
            Kind::Occupations => pages::occupations::index_page(world, path),
            Kind::Occupation(at) => pages::occupations::page(world, *self.occupations.get(at)?, path),
            Kind::Policies => pages::policy::index_page(world, path),
            Kind::Policy(at) => pages::policy::page(world, world.policies.get(at)?, path),
            Kind::Questions(at) => pages::policy::questions_page(world, world.policies.get(at)?, path),
            Kind::Annex(at, number) => {
                let record = world.policies.get(at)?;
                let annexes = pages::policy::annexes(world, &record.id);
                pages::policy::annex_page(world, record, annexes.get(number)?.0, path)
            }
            Kind::Guide => pages::guide::page(world, path),
            Kind::Certificates => pages::certificates::index_page(world, path),
            Kind::Batches => pages::certificates::batches_page(world, path),
            Kind::Batch(at) => pages::certificates::batch_page(world, records.batches.get(at)?, path),
            Kind::Revoked => pages::certificates::revoked_page(world, path),
            Kind::Statistics => pages::statistics::page(world, &self.totals, path),
            Kind::Supervision => pages::supervision::index_page(world, &self.year_set, path),
            Kind::SupervisionYear(at) => pages::supervision::year_page(world, self.years.get(at)?, path),
            Kind::Sittings => pages::sittings::page(world, path),
            Kind::Dictionary => data::page(world, path),
            Kind::Text(at) => pages::texts::page(world, records.pages.get(at)?, path),
            Kind::SiteMap => pages::texts::site_map(world, self.years.iter().rev(), path),
            Kind::NotFound => pages::texts::not_found(world, path),
            _ => return None,
        })
    }

    fn data(&self, file: DataFile) -> &[u8] {
        let at = DataFile::ALL.iter().position(|known| *known == file).unwrap_or_default();
        self.data[at].get_or_init(|| file.bytes(&self.world, &self.totals))
    }

    /// The pages a search engine should know.
    fn indexed_pages(&self) -> Vec<&str> {
        let pages = self.files.iter().filter(|file| file.is_page() && !matches!(file.kind, Kind::NotFound));
        pages.map(|file| file.path.as_str()).collect()
    }

    fn list(&self) -> Vec<PlannedFile> {
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
        files.0
    }

    fn list_sections(&self, files: &mut Files) {
        let fixed = [
            ("index.html", Kind::Home),
            ("districts/index.html", Kind::Districts),
            ("occupations/index.html", Kind::Occupations),
            ("policies/index.html", Kind::Policies),
            ("how-to-file.html", Kind::Guide),
            ("certificates/index.html", Kind::Certificates),
            ("certificates/batches.html", Kind::Batches),
            ("certificates/revoked.html", Kind::Revoked),
            ("statistics.html", Kind::Statistics),
            ("supervision/index.html", Kind::Supervision),
            ("sittings.html", Kind::Sittings),
            ("sittings.ics", Kind::Calendar),
            ("data/index.html", Kind::Dictionary),
            ("data/SHA256SUMS", Kind::Sums),
            ("feed.xml", Kind::Feed),
            ("robots.txt", Kind::Robots),
            ("site-map.html", Kind::SiteMap),
            ("404.html", Kind::NotFound),
            (".nojekyll", Kind::NoJekyll),
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
        // Standards and applications name levels that nobody has filed yet: all of them can be led to.
        lists.extend(Level::ALL.into_iter().map(List::Level));
        lists.extend(Status::ALL.into_iter().filter(|s| self.shows_status(*s)).map(List::Status));
        for list in lists {
            let first = list.first();
            for number in 1..=list.len(&self.world).div_ceil(PAGE_SIZE).max(1) {
                files.add(paths::numbered(&first, number), Kind::List(list, number));
            }
        }
        for (at, (edition, code)) in self.occupations.iter().enumerate() {
            files.add(paths::occupation(edition, *code), Kind::Occupation(at));
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
}

impl Content<'_> {
    /// What decides the bytes of the file, as one number: the same input, the same file. `theme` stands for
    /// the templates and what all pages share ([`crate::theme::Renderer::digest`]); `buffer` is reused.
    pub fn input(&self, theme: &[u8; 32], buffer: &mut Vec<u8>) -> [u8; 32] {
        let mut hash = Sha256::new();
        match self {
            Self::Bytes(bytes) => {
                hash.update(b"bytes\0");
                hash.update(bytes);
            }
            Self::Page(page) => {
                hash.update(b"page\0");
                hash.update(theme);
                hash.update(page.subject.template());
                buffer.clear();
                // A context that cannot be written has no stable input: hashing its error rebuilds the page.
                if let Err(error) = postcard::to_io(page.as_ref(), &mut *buffer) {
                    buffer.extend(error.to_string().as_bytes());
                }
                hash.update(&*buffer);
            }
        }
        hash.finalize().into()
    }
}
