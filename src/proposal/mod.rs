//! Holds a change against its base: what it may not do, what is wrong with it that was not wrong before, what it says.

mod aside;
mod comment;
mod private;
mod records;
mod shown;
mod site;
mod unjudged;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

pub use comment::comment;
pub use records::Told;
pub use site::{Shown, SiteChange};

use crate::check::{self, Day, Own, Verdict};
use crate::diagnostics::Report;
use crate::history::proposal::{self, Changed, Kinship, NoBase, Proposal};
use crate::loading::{self, Loaded};
use crate::publishing::{self, Trouble};
use crate::registry::{Date, FileKind, Records};
use crate::rules;
use crate::rules::change::Change;
use crate::source;

/// A change, judged.
#[derive(Debug)]
pub struct Proposed {
    /// What is wrong with it, and apart from that what base had already.
    pub report: Report,
    /// What it says, by record; not asked for, not looked at.
    pub told: Vec<Told>,
    /// What the site shows otherwise; none if that is not known.
    pub site: Option<SiteChange>,
}

/// Why a change could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum Unjudged {
    /// There is nothing to hold it against.
    #[error(transparent)]
    Base(#[from] NoBase),
    /// Trouble with the machine.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Judges the working tree below a root as a change of what a revision and the commit checked out have in common. In
/// `full`, also what it says and what the site will show otherwise.
///
/// # Errors
/// When there is no base, or trouble with the machine.
pub fn judge(
    root: &Path,
    revision: &str,
    today: Option<Date>,
    clock: Date,
    full: bool,
) -> Result<Proposed, Unjudged> {
    let mut loaded = check::load(root).map_err(Trouble::from)?;
    let day = Day::of(&loaded, today, clock);
    let aside = || {
        let held = aside::has_any(&loaded);
        (proposal::find(root, revision, &loaded.entries, held), Own::read(root, &loaded))
    };
    let (mut found, (proposal, own)) = rayon::join(|| day.judged(&loaded), aside);
    let mut proposal = proposal?;
    let base = loading::read(before(&proposal));
    let told = if full { records::told(root, &proposal, &base.records, &loaded.records) } else { Vec::new() };
    let ahead = loading::read(std::mem::take(&mut proposal.ahead)).records;
    found.extend(rules::judge_change(&change(root, &proposal, &loaded, &base, &ahead)));
    let Verdict { report, registry } = check::judge(&mut loaded, day, &own, found, &BTreeMap::new());
    let mut is_clean = !report.has_errors();
    let report = match registry.as_ref().filter(|_| is_clean) {
        Some(registry) => publishing::tried(root, registry, own.theme.as_ref()).map(|more| match more {
            Some(more) => report.and(more),
            None => report,
        })?,
        None => report,
    };
    is_clean = is_clean && !report.has_errors();
    let shown = registry.as_ref().filter(|_| full && is_clean);
    let shown = shown.and_then(|registry| site::inputs(registry, own.theme.as_ref()));
    let unread = unjudged::files(&proposal, &base);
    let (report, site) = if report.findings.is_empty() && shown.is_none() && unread.is_empty() {
        publishing::let_go((registry, loaded));
        (report, None)
    } else {
        loaded.records = registry.map(crate::registry::Registry::into_records).unwrap_or_default();
        let before = base_verdict(&mut loaded, base, &proposal, day, &own);
        let site = shown.and_then(|shown| SiteChange::new(&proposal, &before, shown, own.theme.as_ref()));
        let report = apart(report, &before.report, &proposal, &own);
        (report.and(unjudged::judge(root, &unread, &before.report)), site)
    };
    let touched = proposal.files.iter().map(|file| file.path.as_str()).collect();
    let against = Some(against(revision, &proposal));
    Ok(Proposed { report: Report { against, ..report.beginning_with(&touched) }, told, site })
}

/// What base had in the files that changed.
fn before(proposal: &Proposal) -> Vec<(String, Vec<u8>)> {
    let old = |file: &Changed| Some((file.earlier().to_owned(), file.old.clone()?));
    proposal.files.iter().filter_map(old).collect()
}

fn change<'a>(
    root: &Path,
    proposal: &'a Proposal,
    working: &'a Loaded,
    base: &'a Loaded,
    ahead: &'a Records,
) -> Change<'a> {
    let had = proposal.files.iter().filter(|file| file.old.is_some());
    let names = had.map(|file| (file.earlier(), (!file.gone).then_some(file.path.as_str()))).collect();
    let seals = proposal.files.iter().filter_map(|file| {
        let is_seals = matches!(FileKind::of(&file.path), Some(FileKind::Seals(..))) && !file.gone;
        let old = file.old.as_deref().filter(|_| is_seals)?;
        let new = source::entry(root, &file.path).read().ok()?;
        let is_same = source::stands_for(old, &new.hash);
        (!is_same).then_some((file.path.as_str(), std::str::from_utf8(old).ok()?, new.text))
    });
    let changed = proposal.files.iter().filter(|file| !file.gone).map(|file| file.path.as_str()).collect();
    let (working, base) = (&working.records, &base.records);
    Change { working, base, ahead, changed, names, seals: seals.collect() }
}

/// What base would be told: the records as they are, with those that changed as they were. Nothing is read again.
fn base_verdict(loaded: &mut Loaded, base: Loaded, proposal: &Proposal, day: Day, own: &Own) -> Verdict {
    aside::keep_of_base(loaded, proposal);
    let files = proposal.files.iter().filter(|file| !file.gone);
    let present: BTreeSet<&str> = files.map(|file| file.path.as_str()).collect();
    loaded.replace(&present, base);
    let text = |file: &Changed| {
        let text = source::content(file.old.clone()?).ok()?.text;
        Some((file.earlier().to_owned(), Arc::from(text)))
    };
    let texts: BTreeMap<String, Arc<str>> = proposal.files.iter().filter_map(text).collect();
    let found = day.judged(loaded);
    check::judge(loaded, day, own, found, &texts)
}

/// Puts apart what base had already.
fn apart(report: Report, base: &Report, proposal: &Proposal, own: &Own) -> Report {
    let names: BTreeMap<&str, &str> =
        proposal.files.iter().map(|file| (file.earlier(), file.path.as_str())).collect();
    let is_theme = |file: &str| file.starts_with("themes/") && proposal.themes > 0 && own.is_faulty();
    report.without_those_of(base, |file| match names.get(file) {
        // A fault of a theme that changed may be the change's: base's theme is not looked at.
        _ if is_theme(file) => String::new(),
        Some(now) => (*now).to_owned(),
        None => file.to_owned(),
    })
}

fn against(revision: &str, proposal: &Proposal) -> String {
    let short = crate::repository::short(&proposal.base);
    match proposal.kinship {
        Kinship::Common => format!("{revision}（共同的祖先 {short}）"),
        Kinship::Unrelated => format!("{revision}（{short}；与现在的提交没有共同的祖先，直接与它比较）"),
    }
}
