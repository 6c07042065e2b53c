//! From files to records: every file read once, each by its kind, all at the same time.

mod file;
mod partial;
mod seen;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

pub use self::partial::{Partial, Reads};

use self::file::{Kept, Outcome, Parsed};
use self::seen::{Seen, Sight};
use crate::cache::Cache;
use crate::diagnostics::{Route, veil};
use crate::registry::personal::{self, Personal};
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::registry::{FileKind, Record, Records};
use crate::source::{self, Entry, Listing, SourceError, SourceFault, SourceFaultKind};
use crate::yaml::Fault;

/// All that was read, and all that was wrong with its form.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The records that could be read.
    pub records: Records,
    /// Filings with faults of form, to be judged as far as that goes.
    pub filings: Vec<Partial<Filing>>,
    /// Plans likewise.
    pub plans: Vec<Partial<Plan>>,
    /// Batches likewise.
    pub batches: Vec<Partial<Batch>>,
    /// Files of which nothing was read.
    pub unread: Vec<String>,
    /// Where values of files could not be read.
    pub holes: BTreeMap<String, Vec<Route>>,
    /// Files that are not plain text.
    pub source_faults: Vec<SourceFault>,
    /// Files the registry has no place for.
    pub strangers: Vec<String>,
    /// Faults of form, by file.
    pub form_faults: Vec<(String, Fault)>,
    /// Personal numbers, by file.
    pub personal: Vec<(String, Range<usize>, Personal)>,
    /// Personal numbers where no record stands.
    pub aside: Vec<Aside>,
    /// The texts of files in which something was found.
    pub texts: BTreeMap<String, Arc<str>>,
    /// The files that were found, in the order of their paths.
    pub entries: Vec<Entry>,
    /// Whether records lie staged beside the certificates: a command is at work, or was killed.
    pub staged: bool,
}

/// A personal number in the name of a file, or in a hidden file.
#[derive(Debug)]
pub struct Aside {
    /// The path, without the number.
    pub path: String,
    /// What it is.
    pub kind: Personal,
    /// Whether it stands in the name.
    pub in_name: bool,
}

/// Reads all records below a root.
///
/// # Errors
/// Trouble with the machine. What is wrong with the records is in the result.
pub fn load(root: &Path) -> Result<Loaded, SourceError> {
    let begun = source::moment();
    let memory = || rayon::join(|| Cache::open(root), || Seen::open(root));
    let ((cache, seen), listing) = rayon::join(memory, || source::list(root));
    let Listing { mut entries, mut folders, faults, hidden, staged } = listing?;
    let mut aside = personal_names(&mut entries, &mut folders);
    aside.extend(hidden.par_iter().filter_map(personal_within).collect::<Vec<_>>());
    let mut outcomes: Vec<Outcome> =
        entries.par_iter().map(|entry| file::read(entry, &cache, &seen)).collect();
    keep(&cache, &mut outcomes);
    let sights = entries.iter().zip(&outcomes);
    let sights = sights.filter_map(|(entry, outcome)| {
        let sight = Sight { look: outcome.look?, digest: outcome.digest? };
        Some((entry.path.as_str(), sight))
    });
    seen.keep(root, begun, sights.collect());
    let misplaced = folders.into_iter().filter(|path| FileKind::of(path).is_some());
    let misplaced = misplaced.map(|path| SourceFault { path, kind: SourceFaultKind::Folder });
    let mut loaded = Loaded { source_faults: faults, aside, staged, ..Loaded::default() };
    loaded.source_faults.extend(misplaced);
    for (entry, outcome) in entries.iter().zip(outcomes) {
        loaded.take(entry.path.clone(), outcome);
    }
    loaded.entries = entries;
    Ok(loaded)
}

/// Takes out what has a personal number in its name, which would stand in addresses of pages and in reports.
fn personal_names(entries: &mut Vec<Entry>, folders: &mut Vec<String>) -> Vec<Aside> {
    let mut found = Vec::new();
    let mut is_clean = |path: &str| {
        let kind = personal::scan(path).first().map(|(_, kind)| *kind);
        let veiled = || veil(path, &personal::places(path));
        found.extend(kind.map(|kind| Aside { path: veiled(), kind, in_name: true }));
        kind.is_none()
    };
    entries.retain(|entry| is_clean(&entry.path));
    folders.retain(|path| is_clean(path));
    found
}

/// A hidden file is no record, but whoever has the repository has it too.
fn personal_within(hidden: &Entry) -> Option<Aside> {
    let (_, kind) = *personal::scan(&hidden.lossy()?).first()?;
    Some(Aside { path: hidden.path.clone(), kind, in_name: false })
}

/// Reads the texts of more files, for findings of rules that look at records only.
pub fn texts(entries: &[Entry], files: &BTreeSet<&str>) -> BTreeMap<String, Arc<str>> {
    let wanted = entries.iter().filter(|entry| files.contains(entry.path.as_str()));
    let text = |entry: &Entry| Some((entry.path.clone(), Arc::from(entry.read().ok()?.text)));
    wanted.filter_map(text).collect()
}

fn keep(cache: &Cache, outcomes: &mut [Outcome]) {
    let (mut used, mut fresh) = (Vec::new(), Vec::new());
    for kept in outcomes.iter_mut().filter_map(|outcome| outcome.kept.take()) {
        match kept {
            Kept::Used(key) => used.push(key),
            Kept::Fresh(key, bytes) => fresh.push((key, bytes)),
        }
    }
    cache.keep(&used, &fresh);
}

impl Loaded {
    /// Whether a file may say something at a key of its first level that could not be read.
    pub fn may_lack(&self, file: &str, key: &'static str) -> bool {
        let hole = |hole: &Route| hole.steps().first().is_none_or(|step| *step == key.into());
        let holes = self.holes.get(file);
        self.unread.iter().any(|unread| unread == file) && holes.is_none()
            || holes.is_some_and(|holes| holes.iter().any(hole))
    }

    fn take(&mut self, file: String, outcome: Outcome) {
        self.source_faults.extend(outcome.source_fault);
        if outcome.stranger {
            self.strangers.push(file.clone());
        }
        self.form_faults.extend(outcome.form_faults.into_iter().map(|fault| (file.clone(), fault)));
        self.personal.extend(outcome.personal.into_iter().map(|(range, kind)| (file.clone(), range, kind)));
        if let Some(text) = outcome.text {
            self.texts.insert(file.clone(), text);
        }
        if let Some((filled, holes)) = outcome.filled {
            self.holes.insert(file.clone(), holes.clone());
            self.partial(&file, filled, holes);
        }
        match (FileKind::of(&file), outcome.parsed) {
            (Some(FileKind::Sealed), _) => {
                self.records.holders.extend(outcome.digest.map(|digest| (file, digest)));
            }
            (_, Some(parsed)) => self.records.take(file, outcome.digest, parsed),
            (Some(FileKind::Aside) | None, None) => {}
            (Some(_), None) => self.unread.push(file),
        }
    }

    fn partial(&mut self, file: &str, filled: Parsed, holes: Vec<Route>) {
        let file = file.to_owned();
        match filled {
            Parsed::Filing(value) => self.filings.push(Partial::new(record(file, None, *value), holes)),
            Parsed::Plan(value) => self.plans.push(Partial::new(record(file, None, value), holes)),
            Parsed::Batch(value) => self.batches.push(Partial::new(record(file, None, value), holes)),
            _ => {}
        }
    }
}

/// A record, named by its path.
fn record<T>(file: String, digest: Option<[u8; 32]>, value: T) -> Record<T> {
    let kind = FileKind::of(&file);
    let id = kind.and_then(|kind| kind.names().last().map(|name| (*name).to_owned())).unwrap_or_default();
    let year = kind.and_then(FileKind::year).map(str::to_owned);
    Record { id, year, file, digest, value }
}

impl Records {
    fn take(&mut self, file: String, digest: Option<[u8; 32]>, parsed: Parsed) {
        macro_rules! record {
            ($value:expr) => {
                record(file, digest, $value)
            };
        }
        match parsed {
            Parsed::Site(value) => self.site = Some(record!(value)),
            Parsed::Policy(value) => self.policies.push(record!(*value)),
            Parsed::Questions(value) => self.questions.push(record!(value)),
            Parsed::PolicyText(value) => {
                let text = record!(value);
                let policy = match FileKind::of(&text.file) {
                    Some(FileKind::PolicyText(policy, _)) => policy.to_owned(),
                    _ => String::new(),
                };
                self.policy_texts.insert((policy, text.id.clone()), text);
            }
            Parsed::Occupations(value) => self.occupations.push(record!(value)),
            Parsed::Restricted(value) => self.restricted = Some(record!(value)),
            Parsed::Divisions(value) => self.divisions = Some(record!(value)),
            Parsed::Holidays(value) => self.holidays = Some(record!(value)),
            Parsed::Filing(value) => self.filings.push(record!(*value)),
            Parsed::Plan(value) => self.plans.push(record!(value)),
            Parsed::Batch(value) => self.batches.push(record!(value)),
            Parsed::Seals(value) => self.seals.push(record!(value)),
            Parsed::Inspectors(value) => self.inspectors.push(record!(value)),
            Parsed::Draws(value) => self.draws.push(record!(value)),
            Parsed::Inspections(value) => self.inspections.push(record!(value)),
            Parsed::Measures(value) => self.measures.push(record!(value)),
            Parsed::Upload(value) => self.uploads.push(record!(value)),
            Parsed::Recipients(value) => self.recipients = Some(record!(value)),
            Parsed::Page(value) => self.pages.push(record!(value)),
        }
    }
}
