//! What the site shows otherwise: the files that its plan makes of other things than before. What git says of changes is
//! left out on both sides, since it follows from the change itself.

use std::collections::{BTreeMap, HashMap};

use crate::check::Verdict;
use crate::history::History;
use crate::history::proposal::Proposal;
use crate::output::Target;
use crate::publishing;
use crate::registry::Registry;
use crate::site::{Content, Options, Plan};
use crate::theme::Theme;

/// Files of the site, by their paths.
pub(super) type Inputs = BTreeMap<String, Made>;

/// A file of the site.
pub(super) struct Made {
    /// What it is made of, as one number.
    input: [u8; 32],
    /// What the page is called; none for what is no page.
    title: Option<String>,
}

/// A file of the site, to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its path.
    pub path: String,
    /// What the page is called; none for what is no page.
    pub title: Option<String>,
}

/// What the site shows otherwise.
#[derive(Debug, Default)]
pub struct SiteChange {
    /// Files that are new.
    pub appear: Vec<Shown>,
    /// Files that say something else.
    pub change: Vec<Shown>,
    /// Files that are gone.
    pub vanish: Vec<Shown>,
    /// How many files of the theme changed: pages may then look otherwise that are not listed.
    pub themes: usize,
}

/// What the files of a site are made of; none if its theme cannot be used.
pub(super) fn inputs(registry: &Registry, theme: Option<&Theme>) -> Option<Inputs> {
    let embedded = match theme {
        Some(_) => None,
        None => Some(Theme::embedded().ok()?),
    };
    let theme = theme.or(embedded.as_ref())?;
    let history = History::default();
    let base_url = registry.site().base_url.to_string();
    let plan = Plan::new(registry, &history, theme.assets(), &Options { base_url });
    let renderer = theme.renderer(plan.shared()).ok()?;
    let mut targets = publishing::targets(&plan, &renderer);
    let mut titles = institutions(registry);
    // Some files are said to be made of more than stands in them, so that a build need not look: here it is compared.
    let is_small = targets.len() <= FEW;
    let mut buffer = Vec::new();
    for (at, target) in targets.iter_mut().enumerate().filter(|(_, target)| is_small || is_data(&target.path))
    {
        if let Some(content) = plan.content(at) {
            target.input = content.input(renderer.digest(), &mut buffer);
            if let Content::Page(page) = content {
                titles.insert(target.path.clone(), page.head.title.into_owned());
            }
        }
    }
    let made = |Target { path, input }| {
        let title = titles.remove(&path);
        (path, Made { input, title })
    };
    Some(targets.into_iter().map(made).collect())
}

/// The titles of pages that are known without making them.
fn institutions(registry: &Registry) -> HashMap<String, String> {
    let filings = registry.records().filings.iter();
    let titled = filings
        .map(|filing| (format!("institutions/{}.html", filing.id), filing.value.applicant.name.to_string()));
    titled.collect()
}

/// In a site of no more files each is looked at; in a larger one, only data.
const FEW: usize = 5_000;

fn is_data(path: &str) -> bool {
    path.starts_with("data/") && !path.ends_with(".html")
}

impl Made {
    fn shown(&self, path: &str) -> Shown {
        Shown { path: path.to_owned(), title: self.title.clone() }
    }
}

impl SiteChange {
    pub(super) fn new(
        proposal: &Proposal,
        before: &Verdict,
        now: Inputs,
        theme: Option<&Theme>,
    ) -> Option<Self> {
        let before = inputs(before.registry.as_ref()?, theme)?;
        let mut change = Self { themes: proposal.themes, ..Self::default() };
        let gone = before.iter().filter(|(path, _)| !now.contains_key(*path));
        change.vanish = gone.map(|(path, was)| was.shown(path)).collect();
        for (path, made) in &now {
            match before.get(path) {
                None => change.appear.push(made.shown(path)),
                Some(was) if was.input != made.input => change.change.push(made.shown(path)),
                Some(_) => {}
            }
        }
        Some(change)
    }
}
