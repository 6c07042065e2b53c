//! From files to records: every file read once, each by its kind, all at the same time.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Key};
use crate::diagnostics::{At, veil};
use crate::registry::personal::{self, Personal};
use crate::registry::records::batch::Batch;
use crate::registry::records::catalogue::{Divisions, Holidays, Occupations, Restricted};
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::registry::records::policy::{Policy, Questions};
use crate::registry::records::seals::{SealFault, Seals};
use crate::registry::records::site::Site;
use crate::registry::records::supervision::{Draws, Inspections, Inspectors, Measures};
use crate::registry::{FileKind, MarkdownText, PageRecord, Record, Records, format};
use crate::source::{self, Entry, Listing, SourceError, SourceFault, SourceFaultKind};
use crate::yaml::{self, Fault, FaultKind, NodeKind, Scrutiny, Tree};

/// All that was read, and all that was wrong with its form.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The records that could be read.
    pub records: Records,
    /// Files that are not plain text.
    pub source_faults: Vec<SourceFault>,
    /// Files the registry has no place for.
    pub strangers: Vec<String>,
    /// Faults of form, by file.
    pub form_faults: Vec<(String, Fault)>,
    /// Personal numbers, by file.
    pub personal: Vec<(String, Range<usize>, Personal)>,
    /// The texts of files in which something was found.
    pub texts: BTreeMap<String, Arc<str>>,
}

/// What one file turned out to hold.
#[derive(Serialize, Deserialize)]
enum Parsed {
    Site(Site),
    Policy(Box<Policy>),
    Questions(Questions),
    PolicyText(MarkdownText),
    Occupations(Occupations),
    Restricted(Restricted),
    Divisions(Divisions),
    Holidays(Holidays),
    Filing(Box<Filing>),
    Plan(Plan),
    Batch(Batch),
    Seals(Seals),
    Inspectors(Inspectors),
    Draws(Draws),
    Inspections(Inspections),
    Measures(Measures),
    Page(PageRecord),
}

/// One file, read.
#[derive(Default)]
struct Outcome {
    parsed: Option<Parsed>,
    source_fault: Option<SourceFault>,
    stranger: bool,
    form_faults: Vec<Fault>,
    personal: Vec<(Range<usize>, Personal)>,
    text: Option<Arc<str>>,
    kept: Option<Kept>,
    digest: Option<[u8; 32]>,
}

/// What a file leaves in the cache: nothing if it has faults.
enum Kept {
    Used(Key),
    Fresh(Key, Vec<u8>),
}

/// Reads all records below a root.
///
/// # Errors
/// Trouble with the machine. What is wrong with the records is in the result.
pub fn load(root: &Path) -> Result<Loaded, SourceError> {
    let (cache, listing) = rayon::join(|| Cache::open(root), || source::list(root));
    let Listing { entries, folders, faults } = listing?;
    let mut outcomes: Vec<Outcome> = entries.par_iter().map(|entry| read(entry, &cache)).collect();
    keep(&cache, &mut outcomes);
    let misplaced = folders.into_iter().filter(|path| FileKind::of(path).is_some());
    let misplaced = misplaced.map(|path| SourceFault { path, kind: SourceFaultKind::Folder });
    let mut loaded = Loaded { source_faults: faults, ..Loaded::default() };
    loaded.source_faults.extend(misplaced);
    for (entry, outcome) in entries.into_iter().zip(outcomes) {
        loaded.take(entry.path, outcome);
    }
    Ok(loaded)
}

/// Reads the texts of more files, for findings of rules that look at records only.
///
/// # Errors
/// Trouble with the machine.
pub fn texts(root: &Path, files: &BTreeSet<&str>) -> Result<BTreeMap<String, Arc<str>>, SourceError> {
    let entries = source::list(root)?.entries;
    let wanted = entries.into_iter().filter(|entry| files.contains(entry.path.as_str()));
    let mut texts = BTreeMap::new();
    for entry in wanted {
        if let Ok(content) = entry.read() {
            texts.insert(entry.path, Arc::from(content.text));
        }
    }
    Ok(texts)
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

fn read(entry: &Entry, cache: &Cache) -> Outcome {
    let kind = FileKind::of(&entry.path);
    if kind == Some(FileKind::Sealed) {
        return Outcome::default();
    }
    let content = match entry.read() {
        Ok(content) => content,
        Err(fault) => return Outcome { source_fault: Some(fault), ..Outcome::default() },
    };
    let key = kind.map(|kind| (content.hash, kind.number()));
    if let Some((key, parsed)) = key.and_then(|key| Some((key, cache.get(&key)?))) {
        let (kept, digest) = (Some(Kept::Used(key)), Some(content.hash));
        return Outcome { parsed, kept, digest, ..Outcome::default() };
    }
    let text = content.text;
    let (mut parsed, mut form_faults) = kind.map_or((None, Vec::new()), |kind| parse(kind, &text));
    // Whole seals have no room for anything personal; among a million of them, chance writes every number.
    let is_sealed = matches!(parsed, Some(Parsed::Seals(_)));
    let mut personal = if is_sealed { Vec::new() } else { personal::scan(&text) };
    let escaped = kind.map_or_else(Vec::new, |kind| escaped(kind, &text));
    if !escaped.is_empty() {
        // The report is veiled where the text has the number; this one would be told by what was read.
        parsed = None;
        form_faults.iter_mut().for_each(unsay);
        personal.extend(escaped);
    }
    let stranger = kind.is_none();
    let clean = personal.is_empty() && form_faults.is_empty();
    let kept =
        key.filter(|_| clean).and_then(|key| Some(Kept::Fresh(key, postcard::to_stdvec(&parsed).ok()?)));
    let text = (!clean).then(|| Arc::from(text));
    let digest = Some(content.hash);
    Outcome { parsed, source_fault: None, stranger, form_faults, personal, text, kept, digest }
}

/// Personal numbers that stand in a YAML text only once its escapes are read (`"\x31\x33…"`), at their values.
fn escaped(kind: FileKind<'_>, text: &str) -> Vec<(Range<usize>, Personal)> {
    let yaml = match kind {
        FileKind::PolicyText(..) | FileKind::Seals(..) | FileKind::Sealed | FileKind::Aside => None,
        FileKind::Page(_) => yaml::head(text),
        _ => Some(0..text.len()),
    };
    let Some(yaml) = yaml.filter(|yaml| text[yaml.clone()].contains('\\')) else { return Vec::new() };
    let Ok(tree) = Tree::parse(&text[yaml.clone()]) else { return Vec::new() };
    let (mut found, mut nodes) = (Vec::new(), vec![&tree.root]);
    while let Some(node) = nodes.pop() {
        match &node.kind {
            NodeKind::Mapping(entries) => nodes.extend(entries.iter().flat_map(|(key, value)| [key, value])),
            NodeKind::Sequence(items) => nodes.extend(items),
            NodeKind::Scalar { text: value, .. } => {
                let range = yaml.start + node.range.start..yaml.start + node.range.end;
                let written = &text[range.clone()];
                if written.starts_with('"') && written.contains('\\') && personal::scan(written).is_empty() {
                    found.extend(personal::scan(value).first().map(|(_, kind)| (range, *kind)));
                }
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Takes personal numbers out of what is said of a fault.
fn unsay(fault: &mut Fault) {
    for said in [Some(&mut fault.message), fault.hint.as_mut()].into_iter().flatten() {
        let ranges: Vec<Range<usize>> = personal::scan(said).into_iter().map(|(range, _)| range).collect();
        *said = veil(said, &ranges);
    }
}

fn parse(kind: FileKind<'_>, text: &str) -> (Option<Parsed>, Vec<Fault>) {
    use Scrutiny::{Always, WhenOdd};
    match kind {
        FileKind::Site => record(text, Always, Parsed::Site),
        FileKind::Policy(_) => record(text, Always, |policy| Parsed::Policy(Box::new(policy))),
        FileKind::Questions(_) => record(text, Always, Parsed::Questions),
        FileKind::PolicyText(..) => {
            (Some(Parsed::PolicyText(MarkdownText { body: text.to_owned(), offset: 0 })), Vec::new())
        }
        FileKind::Occupations(_) => record(text, WhenOdd, Parsed::Occupations),
        FileKind::Restricted => record(text, Always, Parsed::Restricted),
        FileKind::Divisions => record(text, Always, Parsed::Divisions),
        FileKind::Holidays => record(text, Always, Parsed::Holidays),
        FileKind::Filing(_) => record(text, WhenOdd, |filing| Parsed::Filing(Box::new(filing))),
        FileKind::Plan(..) => record(text, WhenOdd, Parsed::Plan),
        FileKind::Batch(..) => record(text, WhenOdd, Parsed::Batch),
        FileKind::Seals(..) => match Seals::read(text) {
            Ok(seals) => (Some(Parsed::Seals(seals)), Vec::new()),
            Err(faults) => (None, faults.into_iter().map(of_seal).collect()),
        },
        FileKind::Inspectors(_) => record(text, Always, Parsed::Inspectors),
        FileKind::Draws(_) => record(text, Always, Parsed::Draws),
        FileKind::Inspections(_) => record(text, Always, Parsed::Inspections),
        FileKind::Measures(_) => record(text, Always, Parsed::Measures),
        FileKind::Page(_) => page(text),
        FileKind::Sealed | FileKind::Aside => (None, Vec::new()),
    }
}

fn record<T: DeserializeOwned + JsonSchema>(
    text: &str,
    scrutiny: Scrutiny,
    wrap: impl FnOnce(T) -> Parsed,
) -> (Option<Parsed>, Vec<Fault>) {
    let draft = yaml::read(text, scrutiny, format::check);
    (draft.value.map(wrap), draft.faults)
}

fn of_seal(fault: SealFault) -> Fault {
    let place = At::Bytes(fault.range.into());
    Fault::new(FaultKind::Seal, place, fault.error.to_string())
        .hint("这个文件由程序写成：用 git 找回原来的，或重新封存这一批")
}

fn page(text: &str) -> (Option<Parsed>, Vec<Fault>) {
    let Some(head) = yaml::head(text) else {
        return (None, vec![yaml::no_head()]);
    };
    let draft = yaml::read(&text[head.clone()], Scrutiny::Always, format::check);
    let offset = yaml::body_start(text, &head);
    let text = MarkdownText { body: text[offset..].to_owned(), offset };
    (draft.value.map(|head| Parsed::Page(PageRecord { head, text })), draft.faults)
}

impl Loaded {
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
        if let Some(parsed) = outcome.parsed {
            self.records.take(file, outcome.digest, parsed);
        }
    }
}

impl Records {
    fn take(&mut self, file: String, digest: Option<[u8; 32]>, parsed: Parsed) {
        let kind = FileKind::of(&file);
        let id = kind.and_then(|kind| kind.names().last().map(|name| (*name).to_owned())).unwrap_or_default();
        let year = kind.and_then(FileKind::year).map(str::to_owned);
        let policy = match kind {
            Some(FileKind::PolicyText(policy, _)) => policy.to_owned(),
            _ => String::new(),
        };
        macro_rules! record {
            ($value:expr) => {
                Record { id, year, file, digest, value: $value }
            };
        }
        match parsed {
            Parsed::Site(value) => self.site = Some(record!(value)),
            Parsed::Policy(value) => self.policies.push(record!(*value)),
            Parsed::Questions(value) => self.questions.push(record!(value)),
            Parsed::PolicyText(value) => drop(self.policy_texts.insert((policy, id.clone()), record!(value))),
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
            Parsed::Page(value) => self.pages.push(record!(value)),
        }
    }
}
