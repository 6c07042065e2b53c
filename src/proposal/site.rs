//! What the site shows otherwise: the files that its plan makes of other things than before. What git says of changes is
//! left out on both sides, since it follows from the change itself.

use std::collections::BTreeMap;

use crate::check::Verdict;
use crate::history::History;
use crate::history::proposal::Proposal;
use crate::publishing;
use crate::registry::Registry;
use crate::site::{Options, Plan};
use crate::theme::Theme;

/// Files of the site by what they are made of.
pub(super) type Inputs = BTreeMap<String, [u8; 32]>;

/// What the site shows otherwise.
#[derive(Debug, Default)]
pub struct SiteChange {
    /// Files that are new.
    pub appear: Vec<String>,
    /// Files that say something else.
    pub change: Vec<String>,
    /// Files that are gone.
    pub vanish: Vec<String>,
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
    // Some files are said to be made of more than stands in them, so that a build need not look: here it is compared.
    let is_small = targets.len() <= FEW;
    let mut buffer = Vec::new();
    for (at, target) in targets.iter_mut().enumerate().filter(|(_, target)| is_small || is_data(&target.path))
    {
        if let Some(content) = plan.content(at) {
            target.input = content.input(renderer.digest(), &mut buffer);
        }
    }
    Some(targets.into_iter().map(|target| (target.path, target.input)).collect())
}

/// In a site of no more files each is looked at; in a larger one, only data.
const FEW: usize = 5_000;

fn is_data(path: &str) -> bool {
    path.starts_with("data/") && !path.ends_with(".html")
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
        for (path, input) in &now {
            match before.get(path) {
                None => change.appear.push(path.clone()),
                Some(was) if was != input => change.change.push(path.clone()),
                Some(_) => {}
            }
        }
        change.vanish = before.into_keys().filter(|path| !now.contains_key(path)).collect();
        Some(change)
    }
}
