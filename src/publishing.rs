//! From a root to a published site: check, plan, render, put in place.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use crate::cache;
use crate::check::{self, Checked};
use crate::diagnostics::Report;
use crate::history::History;
use crate::output::{self, Destination, PublishError, Summary, Target};
use crate::registry::identifier::{RecordId, SiteAddress};
use crate::registry::{Date, Registry};
use crate::search::certificates::{BucketFault, Buckets};
use crate::search::{Known, Search, SearchError};
use crate::shell::Progress;
use crate::site::{Content, Options, Plan};
use crate::source::SourceError;
use crate::theme::{Renderer, TemplateFault, Theme, ThemeError};

/// What to publish, where, and as of which day.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The folder that holds `content/` and `themes/`.
    pub root: &'a Path,
    /// The folder to publish into.
    pub output: &'a Path,
    /// The address of the site, if not that of `site.yaml`.
    pub base_url: Option<&'a SiteAddress>,
    /// The day on which the registry is judged, if not `as_of` of `site.yaml`.
    pub today: Option<Date>,
    /// The day it is, for registries that do not pin one.
    pub clock: Date,
}

/// How it ended.
#[derive(Debug)]
pub enum Published {
    /// The records have errors: nothing was changed.
    Refused(Report),
    /// The site is in place.
    Done {
        /// What was found; no errors.
        report: Report,
        /// What was written.
        summary: Summary,
        /// Why the site does not say what changed in the records, if it does not.
        unhistoried: Option<String>,
        /// The day that `as_of` of site.yaml pins, if it does.
        pinned: Option<Date>,
        /// The `id` of site.yaml.
        id: RecordId,
    },
}

/// What kept a site without errors from being published. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The records could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The theme is at fault.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// A page could not be rendered or the site not be put in place.
    #[error(transparent)]
    Output(#[from] PublishError<RenderFault>),
    /// The search could not be made.
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// What kept a file from being made.
#[derive(Debug, thiserror::Error)]
pub enum RenderFault {
    /// A template.
    #[error(transparent)]
    Template(#[from] TemplateFault),
    /// A bucket of certificates.
    #[error(transparent)]
    Bucket(#[from] BucketFault),
    /// The search could not be made.
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// What is remembered of the search from one run to the next.
const SEARCH: &str = "search";

/// Checks the records and, if they have no errors, publishes the site. Files whose content would be the same are
/// neither rendered nor written.
///
/// # Errors
/// Trouble with machine or theme; then the output is as it was.
pub fn publish(request: &Request<'_>, progress: &Progress) -> Result<Published, Trouble> {
    let Checked { report, registry, theme } = check::check(request.root, request.today, request.clock)?;
    let Some(registry) = registry else { return Ok(Published::Refused(report)) };
    let theme = theme.map_or_else(Theme::embedded, Ok)?;
    let placed = put_in_place(request, &registry, &theme, progress);
    let (pinned, id) = (registry.site().as_of, registry.site().id.clone());
    let_go(registry);
    match placed? {
        Placed::Done(summary, unhistoried) => {
            Ok(Published::Done { report, summary, unhistoried, pinned, id })
        }
        Placed::Refused(report) => Ok(Published::Refused(report)),
    }
}

/// Gives memory back while others go on: a million small texts take a while, and a program that ends need not wait for it.
pub(crate) fn let_go<T: Send + 'static>(value: T) {
    rayon::spawn(move || drop(value));
}

/// How many pages of one kind are tried where nothing is published: enough for every kind of record, and not so
/// many that a check would take as long as a build.
const TRIED: usize = 100;

/// Checks the records and, if they have no errors, the templates of a theme of the site's own on pages made of them: what
/// only rendering brings to light is found without anything being written.
///
/// # Errors
/// Trouble with the machine.
pub fn rehearse(root: &Path, today: Option<Date>, clock: Date) -> Result<Report, Trouble> {
    let Checked { report, registry, theme } = check::check(root, today, clock)?;
    let Some(registry) = registry else { return Ok(report) };
    let tried = tried(root, &registry, theme.as_ref());
    let_go(registry);
    Ok(match tried? {
        Some(of_rendering) => report.and(of_rendering),
        None => report,
    })
}

/// Tries the templates of a site's own theme, if it has one; a report if they have faults.
pub(crate) fn tried(
    root: &Path,
    registry: &Registry,
    theme: Option<&Theme>,
) -> Result<Option<Report>, Trouble> {
    // The theme that is part of the program was tried when the program was tested.
    let Some(theme) = theme else { return Ok(None) };
    let history = History::read(root);
    let base_url = registry.site().base_url.to_string();
    let plan = Plan::new(registry, &history, theme.assets(), &Options { base_url });
    plan.enter_search("search/index.hot".to_owned());
    let found = faults(&plan, &theme.renderer(plan.shared())?, &plan.pages(TRIED));
    Ok(check::report_of_rendering(&found))
}

/// How the putting in place ended.
enum Placed {
    Done(Summary, Option<String>),
    Refused(Report),
}

fn put_in_place(
    request: &Request<'_>,
    registry: &Registry,
    theme: &Theme,
    progress: &Progress,
) -> Result<Placed, Trouble> {
    let history = History::read(request.root);
    let base_url = request.base_url.unwrap_or(&registry.site().base_url).to_string();
    let plan = Plan::new(registry, &history, theme.assets(), &Options { base_url });
    let renderer = theme.renderer(plan.shared())?;
    let before: Option<Known> = cache::recall(request.root, SEARCH);
    let search = Search::new(plan.searchable(), before.clone())?;
    plan.enter_search(search.hot());
    let buckets = Buckets::new(registry, request.root);
    let mut targets = targets(&plan, &renderer);
    let pages = targets.len();
    targets.extend(search.files().map(|(path, input)| Target { path, input }));
    let searched = targets.len();
    targets.extend(buckets.iter().flat_map(bucket_targets));
    progress.step("生成网页", targets.len());
    let render = |index: usize| {
        let bytes = match &buckets {
            Some(buckets) if index >= searched => buckets.bytes(index - searched).map_err(RenderFault::from),
            _ if index >= pages => search.bytes(index - pages).map_err(RenderFault::from),
            _ => bytes(&plan, &renderer, index).map_err(RenderFault::from),
        };
        progress.tick();
        bytes
    };
    let protected = ["content", "themes", ".git"].map(|name| request.root.join(name));
    let protected: Vec<&Path> = protected.iter().map(std::path::PathBuf::as_path).collect();
    let destination = Destination { folder: request.output, protected: &protected };
    let waiting = || crate::shell::say("另一次生成正在进行，等它结束……");
    match output::publish(&destination, &targets, &render, &waiting) {
        Ok(summary) => {
            if before.as_ref() != Some(search.known()) {
                cache::remember(request.root, SEARCH, search.known());
            }
            Ok(Placed::Done(summary, history.missing.clone()))
        }
        Err(PublishError::Render { path, source }) => {
            let report = check::report_of_rendering(&faults(&plan, &renderer, &plan.pages(usize::MAX)));
            report.map(Placed::Refused).ok_or_else(|| PublishError::Render { path, source }.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Every fault of the templates that any of these pages brings to light.
fn faults(plan: &Plan<'_>, renderer: &Renderer, pages: &[usize]) -> Vec<TemplateFault> {
    let faults: BTreeSet<TemplateFault> =
        pages.par_iter().filter_map(|index| bytes(plan, renderer, *index).err()).collect();
    faults.into_iter().collect()
}

/// Every file with the hash of what it is made of.
pub(crate) fn targets(plan: &Plan<'_>, renderer: &Renderer) -> Vec<Target> {
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    let target = |(index, path): (usize, String)| {
        let input =
            BUFFER.with_borrow_mut(|buffer| plan.input(index, renderer.digest(), buffer).unwrap_or_default());
        Target { path, input }
    };
    let paths: Vec<(usize, String)> =
        plan.files().iter().enumerate().map(|(index, file)| (index, file.path.clone())).collect();
    paths.into_par_iter().map(target).collect()
}

fn bucket_targets(buckets: &Buckets<'_>) -> Vec<Target> {
    let target = |index| Target { path: buckets.path(index), input: buckets.input(index) };
    (0..buckets.len()).into_par_iter().map(target).collect()
}

fn bytes(plan: &Plan<'_>, renderer: &Renderer, index: usize) -> Result<Vec<u8>, TemplateFault> {
    match plan.content(index) {
        Some(Content::Page(page)) => renderer.render(&page).map(String::into_bytes),
        Some(Content::Bytes(bytes)) => Ok(bytes.into_owned()),
        // Indexes come from the plan itself.
        None => Ok(Vec::new()),
    }
}
