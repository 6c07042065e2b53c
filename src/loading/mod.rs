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
    /// Hidden folders, and those left by an editor: nobody looks into them.
    pub passed: Vec<String>,
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
    let Listing { mut entries, mut folders, mut faults, hidden, mut passed } = listing?;
    // A hidden workbook may be called by somebody's number.
    for fault in faults.iter_mut().filter(|fault| fault.kind == SourceFaultKind::Workbook) {
        fault.path = veil(&fault.path, &personal::places(&fault.path));
    }
    let mut aside = personal_names(&mut entries, [&mut folders, &mut passed]);
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
    let mut loaded = Loaded { source_faults: faults, aside, passed, ..Loaded::default() };
    loaded.source_faults.extend(misplaced);
    loaded.source_faults.extend(twins(&entries));
    for (entry, outcome) in entries.iter().zip(outcomes) {
        loaded.take(entry.path.clone(), outcome);
    }
    loaded.entries = entries;
    Ok(loaded)
}

/// Reads files given by their paths and bytes, as [`load`] reads those of a folder; nothing is kept of them.
pub fn read(files: Vec<(String, Vec<u8>)>) -> Loaded {
    let read = |(path, bytes): (String, Vec<u8>)| {
        let outcome = file::recalled_from(&path, bytes);
        (path, outcome)
    };
    let outcomes: Vec<(String, Outcome)> = files.into_par_iter().map(read).collect();
    let mut loaded = Loaded::default();
    outcomes.into_iter().for_each(|(path, outcome)| loaded.take(path, outcome));
    loaded
}

/// Files whose names differ only in case from another's: at least one of two has a capital.
fn twins(entries: &[Entry]) -> Vec<SourceFault> {
    let has_capital = |entry: &&Entry| entry.path.chars().any(char::is_uppercase);
    let capital: Vec<&Entry> = entries.iter().filter(has_capital).collect();
    if capital.is_empty() {
        return Vec::new();
    }
    let low = entries.iter().filter(|entry| !has_capital(entry)).map(|entry| entry.path.clone());
    let mut known: BTreeSet<String> = low.collect();
    let found = capital.into_iter().filter(|entry| !known.insert(entry.path.to_lowercase()));
    let fault = |entry: &Entry| SourceFault { path: entry.path.clone(), kind: SourceFaultKind::Twin };
    found.map(fault).collect()
}

/// Takes out what has a personal number in its name, which would stand in addresses of pages and in reports.
fn personal_names(entries: &mut Vec<Entry>, folders: [&mut Vec<String>; 2]) -> Vec<Aside> {
    let mut found = Vec::new();
    let mut is_clean = |path: &str| {
        let kind = personal::scan(path).first().map(|(_, kind)| *kind);
        let veiled = || veil(path, &personal::places(path));
        found.extend(kind.map(|kind| Aside { path: veiled(), kind, in_name: true }));
        kind.is_none()
    };
    entries.retain(|entry| is_clean(&entry.path));
    folders.into_iter().for_each(|folders| folders.retain(|path| is_clean(path)));
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

    /// Whether a file was read, and all of it.
    pub fn has_whole(&self, file: &str) -> bool {
        !self.form_faults.iter().any(|(faulty, _)| faulty == file)
            && !self.unread.iter().any(|unread| *unread == *file)
            && !self.holes.contains_key(file)
    }

    /// Puts files in the place of others: those of `gone` go, those of `come` are added. Everything else stays as it was
    /// read.
    pub fn replace(&mut self, gone: &BTreeSet<&str>, come: Self) {
        let stays = |file: &str| !gone.contains(file);
        self.filings.retain(|partial| stays(partial.file()));
        self.plans.retain(|partial| stays(partial.file()));
        self.batches.retain(|partial| stays(partial.file()));
        self.unread.retain(|file| stays(file));
        self.holes.retain(|file, _| stays(file));
        self.source_faults.retain(|fault| stays(&fault.path));
        self.strangers.retain(|file| stays(file));
        self.form_faults.retain(|(file, _)| stays(file));
        self.personal.retain(|(file, ..)| stays(file));
        self.texts.retain(|file, _| stays(file));
        self.records.retain(&stays);
        self.filings.extend(come.filings);
        self.plans.extend(come.plans);
        self.batches.extend(come.batches);
        self.unread.extend(come.unread);
        self.holes.extend(come.holes);
        self.source_faults.extend(come.source_faults);
        self.strangers.extend(come.strangers);
        self.form_faults.extend(come.form_faults);
        self.personal.extend(come.personal);
        self.texts.extend(come.texts);
        self.records.extend(come.records);
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
    fn retain(&mut self, stays: &impl Fn(&str) -> bool) {
        macro_rules! list {
            ($list:expr) => {
                $list.retain(|record| stays(&record.file))
            };
        }
        macro_rules! single {
            ($single:expr) => {
                $single = $single.take().filter(|record| stays(&record.file))
            };
        }
        list!(self.policies);
        list!(self.questions);
        list!(self.occupations);
        list!(self.filings);
        list!(self.plans);
        list!(self.batches);
        list!(self.seals);
        list!(self.inspectors);
        list!(self.draws);
        list!(self.inspections);
        list!(self.measures);
        list!(self.uploads);
        list!(self.pages);
        single!(self.site);
        single!(self.restricted);
        single!(self.divisions);
        single!(self.holidays);
        single!(self.recipients);
        self.policy_texts.retain(|_, text| stays(&text.file));
        self.holders.retain(|file, _| stays(file));
    }

    fn extend(&mut self, other: Self) {
        macro_rules! list {
            ($list:ident) => {
                if !other.$list.is_empty() {
                    self.$list.extend(other.$list);
                    // In the order in which folders are walked.
                    self.$list.sort_by(|a, b| a.file.split('/').cmp(b.file.split('/')));
                }
            };
        }
        list!(policies);
        list!(questions);
        list!(occupations);
        list!(filings);
        list!(plans);
        list!(batches);
        list!(seals);
        list!(inspectors);
        list!(draws);
        list!(inspections);
        list!(measures);
        list!(uploads);
        list!(pages);
        self.site = other.site.or(self.site.take());
        self.restricted = other.restricted.or(self.restricted.take());
        self.divisions = other.divisions.or(self.divisions.take());
        self.holidays = other.holidays.or(self.holidays.take());
        self.recipients = other.recipients.or(self.recipients.take());
        self.policy_texts.extend(other.policy_texts);
        self.holders.extend(other.holders);
    }

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
