//! The plan: every file of the site, and what stands in it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::mem::{Discriminant, discriminant};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::history::History;
use crate::registry::records::batch::Batch;
use crate::registry::{OccupationKey, Record, Registry};

use crate::site::assets::Asset;
use crate::site::context::{Page, Shared};
use crate::site::data::{self, DataFile};
use crate::site::inputs::Inputs;
use crate::site::pages;
use crate::site::totals::Totals;
use crate::site::world::World;
use crate::site::{feeds, head};

mod content;
mod list;

pub use content::Content;
use list::Kind;

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

/// The plan of a site.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(super) world: World<'a>,
    totals: Totals<'a>,
    inputs: Inputs,
    shared: Shared,
    assets: &'a [Asset],
    occupations: Vec<OccupationKey<'a>>,
    pub(super) years: Vec<String>,
    batch_years: Vec<(&'a str, Vec<&'a Record<Batch>>)>,
    year_set: BTreeSet<String>,
    files: Vec<PlannedFile>,
    /// Data files are needed twice: as themselves and for the list of their digests.
    data: [OnceLock<Vec<u8>>; DataFile::ALL.len()],
    /// Asked for twice as well: for what it is made of and for itself.
    form: OnceLock<Vec<u8>>,
}

impl<'a> Plan<'a> {
    /// Plans the site.
    pub fn new(registry: &'a Registry, history: &'a History, assets: &'a [Asset], options: &Options) -> Self {
        let world = World::new(registry, history, &options.base_url);
        let totals = Totals::new(&world);
        let inputs = Inputs::new(&world);
        let shared = head::shared(registry, &world.base_url, assets);
        let occupations = world.by_occupation.keys().copied().collect();
        let year_set = pages::supervision::years(&world);
        let years = year_set.iter().cloned().collect();
        let batch_years = pages::certificates::by_year(&world);
        let data = std::array::from_fn(|_| OnceLock::new());
        let mut plan = Self {
            world,
            totals,
            inputs,
            shared,
            assets,
            occupations,
            years,
            batch_years,
            year_set,
            files: Vec::new(),
            data,
            form: OnceLock::new(),
        };
        plan.files = plan.list();
        plan
    }

    /// Says, once, which file the search begins with; without it the search page says where else to look.
    pub fn enter_search(&self, hot: String) {
        self.world.search.get_or_init(|| hot);
    }

    /// All files. No two have the same path.
    pub fn files(&self) -> &[PlannedFile] {
        &self.files
    }

    /// Where the pages are in [`Plan::files`]: so many of each kind at most, spread evenly.
    pub fn pages(&self, most: usize) -> Vec<usize> {
        let mut kinds: HashMap<Discriminant<Kind>, Vec<usize>> = HashMap::new();
        for (at, file) in self.files.iter().enumerate().filter(|(_, file)| file.is_page()) {
            kinds.entry(discriminant(&file.kind)).or_default().push(at);
        }
        let spread = |pages: Vec<usize>| {
            let tried = pages.len().min(most);
            (0..tried).map(|nth| pages[nth * pages.len() / tried]).collect::<Vec<_>>()
        };
        kinds.into_values().flat_map(spread).collect()
    }

    /// What is the same on every page.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// What decides the bytes of the nth file, as one number: the same input, the same file. `theme` stands for
    /// the templates and what all pages share ([`crate::theme::Renderer::digest`]); `buffer` is reused.
    pub fn input(&self, index: usize, theme: &[u8; 32], buffer: &mut Vec<u8>) -> Option<[u8; 32]> {
        let entry = |at: usize| self.world.entries.get(at);
        let known = match self.files.get(index)?.kind {
            Kind::Institution(at) => self.inputs.institution(&self.world, entry(at)?, "page", theme),
            Kind::Twin(at) => self.inputs.institution(&self.world, entry(at)?, "twin", theme),
            Kind::Data(file) => self.inputs.data(file.name(), theme),
            Kind::Sums => self.inputs.data("SHA256SUMS", theme),
            _ => None,
        };
        known.or_else(|| self.content(index).map(|content| content.input(theme, buffer)))
    }

    /// What the nth file holds; none if there is no such file.
    pub fn content(&self, index: usize) -> Option<Content<'_>> {
        let file = self.files.get(index)?;
        let bytes = |bytes: Vec<u8>| Some(Content::Bytes(Cow::Owned(bytes)));
        match file.kind {
            Kind::Twin(at) => bytes(data::twin(&self.world, self.world.entries.get(at)?)),
            Kind::Data(found) => Some(Content::Bytes(Cow::Borrowed(self.data(found)))),
            Kind::Sums => {
                // Other threads make some of them meanwhile: none waits for all.
                let files: Vec<_> =
                    DataFile::ALL.into_par_iter().map(|file| (file, self.data(file))).collect();
                bytes(data::sums(files.into_iter()))
            }
            Kind::Calendar => bytes(feeds::calendar(&self.world)),
            Kind::Feed => bytes(feeds::feed(&self.world)),
            Kind::Sitemap(number) => {
                bytes(feeds::sitemap(&self.world.base_url, &self.indexed_pages(), number))
            }
            Kind::Robots => bytes(feeds::robots(&self.world.base_url)),
            Kind::Asset(at) => Some(Content::Bytes(Cow::Borrowed(&self.assets.get(at)?.bytes))),
            Kind::Form => {
                Some(Content::Bytes(Cow::Borrowed(self.form.get_or_init(|| pages::guide::form(&self.world)))))
            }
            Kind::NoJekyll => bytes(Vec::new()),
            Kind::Particulars => bytes(data::particulars(&self.world)),
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
            Kind::Occupation(at, number) => {
                pages::occupations::page(world, *self.occupations.get(at)?, number, path)
            }
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
            Kind::BatchYear(at, number) => {
                pages::certificates::year_page(world, self.batch_years.get(at)?, number, path)
            }
            Kind::Batch(at) => pages::certificates::batch_page(world, records.batches.get(at)?, path),
            Kind::Revoked => pages::certificates::revoked_page(world, path),
            Kind::Statistics => pages::statistics::page(world, &self.totals, path),
            Kind::Supervision => pages::supervision::index_page(world, &self.year_set, path),
            Kind::SupervisionYear(at) => pages::supervision::year_page(world, self.years.get(at)?, path),
            Kind::Sittings => pages::sittings::page(world, path),
            Kind::Dictionary => data::page(world, path),
            Kind::Search => pages::search::page(world, path),
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
}
