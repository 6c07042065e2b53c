//! One file: read, parsed by its kind, and looked through for what must not stand in it.

use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::seen::Seen;
use crate::cache::{Cache, Key};
use crate::diagnostics::{At, Route, veil};
use crate::registry::personal::{self, Personal};
use crate::registry::records::batch::Batch;
use crate::registry::records::catalogue::{Divisions, Holidays, Occupations, Restricted};
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::registry::records::policy::{Policy, Questions};
use crate::registry::records::recipients::RecipientList;
use crate::registry::records::seals::{SealFault, Seals};
use crate::registry::records::site::Site;
use crate::registry::records::supervision::{Draws, Inspections, Inspectors, Measures};
use crate::registry::records::upload::Upload;
use crate::registry::{FileKind, MarkdownText, PageRecord, format};
use crate::source::{self, Content, Entry, Look, SourceFault};
use crate::yaml::{self, Fault, FaultKind, NodeKind, Scrutiny, Tree};

/// What one file turned out to hold.
#[derive(Serialize, Deserialize)]
pub(super) enum Parsed {
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
    Upload(Upload),
    Recipients(RecipientList),
}

/// One file, read.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) parsed: Option<Parsed>,
    /// Of a file with faults: the record with examples in their place, and where those are.
    pub(super) filled: Option<(Parsed, Vec<Route>)>,
    pub(super) source_fault: Option<SourceFault>,
    pub(super) stranger: bool,
    pub(super) form_faults: Vec<Fault>,
    pub(super) personal: Vec<(Range<usize>, Personal)>,
    pub(super) text: Option<Arc<str>>,
    pub(super) kept: Option<Kept>,
    pub(super) digest: Option<[u8; 32]>,
    /// How a file without faults looked before it was read.
    pub(super) look: Option<Look>,
}

/// What a file leaves in the cache: nothing if it has faults.
pub(super) enum Kept {
    Used(Key),
    Fresh(Key, Vec<u8>),
}

/// Reads a file, unless it was seen before and nothing of it moved since.
pub(super) fn read(entry: &Entry, cache: &Cache, seen: &Seen) -> Outcome {
    let kind = FileKind::of(&entry.path);
    // Looked at before it is read: what changes in between is seen at the next look.
    let look = entry.look;
    if kind == Some(FileKind::Sealed) {
        return sealed(entry, look, seen);
    }
    let known = kind.zip(seen.digest(&entry.path, look));
    if let Some(outcome) = known.and_then(|(kind, digest)| recalled(kind, digest, look, cache)) {
        return outcome;
    }
    let content = match entry.read() {
        Ok(content) => content,
        Err(fault) => return Outcome { source_fault: Some(fault), ..Outcome::default() },
    };
    if let Some(outcome) = kind.and_then(|kind| recalled(kind, content.hash, look, cache)) {
        return outcome;
    }
    understood(kind, content, look)
}

/// Reads what a file held once, given its path and its bytes.
pub(super) fn recalled_from(path: &str, bytes: Vec<u8>) -> Outcome {
    let kind = FileKind::of(path);
    let fault = |kind| {
        let fault = SourceFault { path: path.to_owned(), kind };
        Outcome { source_fault: Some(fault), ..Outcome::default() }
    };
    if kind == Some(FileKind::Sealed) {
        return match source::sealed(&bytes) {
            Ok(digest) => Outcome { digest: Some(digest), ..Outcome::default() },
            Err(kind) => fault(kind),
        };
    }
    match source::content(bytes) {
        Ok(content) => understood(kind, content, None),
        Err(kind) => fault(kind),
    }
}

/// What a text of some kind says.
fn understood(kind: Option<FileKind<'_>>, content: Content, look: Option<Look>) -> Outcome {
    let text = content.text;
    let Form { mut parsed, mut filled, faults: mut form_faults } =
        kind.map_or_else(Form::default, |kind| parse(kind, &text));
    // Whole seals have no room for anything personal; among a million of them, chance writes every number.
    let is_sealed = matches!(parsed, Some(Parsed::Seals(_)));
    let mut personal = if is_sealed { Vec::new() } else { personal::scan(&text) };
    let escaped = kind.map_or_else(Vec::new, |kind| escaped(kind, &text, &personal));
    if !escaped.is_empty() {
        // The report is veiled where the text has the number; this one would be told by what was read.
        (parsed, filled) = (None, None);
        form_faults.iter_mut().for_each(unsay);
        personal.extend(escaped);
    }
    let stranger = kind.is_none();
    let clean = personal.is_empty() && form_faults.is_empty();
    let kept = kind.filter(|_| clean).and_then(|kind| {
        let key = (content.hash, kind.number());
        Some(Kept::Fresh(key, postcard::to_stdvec(&parsed).ok()?))
    });
    let look = look.filter(|_| kept.is_some());
    let text = (!clean).then(|| Arc::from(text));
    let digest = Some(content.hash);
    Outcome { parsed, filled, source_fault: None, stranger, form_faults, personal, text, kept, digest, look }
}

/// The encrypted holders of a batch, of which only the digest matters here.
fn sealed(entry: &Entry, look: Option<Look>, seen: &Seen) -> Outcome {
    let digest = match seen.digest(&entry.path, look) {
        Some(digest) => Ok(digest),
        None => entry.sealed(),
    };
    match digest {
        Ok(digest) => Outcome { digest: Some(digest), look, ..Outcome::default() },
        Err(fault) => Outcome { source_fault: Some(fault), ..Outcome::default() },
    }
}

/// What was read before from the same bytes as a file of the same kind.
fn recalled(kind: FileKind<'_>, digest: [u8; 32], look: Option<Look>, cache: &Cache) -> Option<Outcome> {
    let key = (digest, kind.number());
    let parsed = cache.get(&key)?;
    Some(Outcome { parsed, kept: Some(Kept::Used(key)), digest: Some(digest), look, ..Outcome::default() })
}

/// Personal numbers that stand in a YAML text only once it is read, at their values: in escapes (`"\x31\x33…"`), or
/// over several lines of one value. `plain` are those that stand in it as it is.
fn escaped(
    kind: FileKind<'_>,
    text: &str,
    plain: &[(Range<usize>, Personal)],
) -> Vec<(Range<usize>, Personal)> {
    let yaml = match kind {
        FileKind::PolicyText(..) | FileKind::Seals(..) | FileKind::Sealed => None,
        FileKind::Recipients | FileKind::Aside => None,
        FileKind::Page(_) => yaml::head(text),
        _ => Some(0..text.len()),
    };
    let odd = |yaml: &Range<usize>| {
        let known = plain.iter().filter(|(range, _)| yaml.contains(&range.start)).count();
        text[yaml.clone()].contains('\\') || runs_on(&text[yaml.clone()], known)
    };
    let Some(yaml) = yaml.filter(odd) else { return Vec::new() };
    let Ok(tree) = Tree::parse(&text[yaml.clone()]) else { return Vec::new() };
    let (mut found, mut nodes) = (Vec::new(), vec![&tree.root]);
    while let Some(node) = nodes.pop() {
        match &node.kind {
            NodeKind::Mapping(entries) => nodes.extend(entries.iter().flat_map(|(key, value)| [key, value])),
            NodeKind::Sequence(items) => nodes.extend(items),
            NodeKind::Scalar { text: value, .. } => {
                let range = yaml.start + node.range.start..yaml.start + node.range.end;
                let written = &text[range.clone()];
                let told = written.starts_with('"') && written.contains('\\') || written.contains('\n');
                let joined: String = value.split_whitespace().collect();
                let value = if written.contains('\n') { &joined } else { value };
                if told && personal::scan(written).is_empty() {
                    found.extend(personal::scan(value).first().map(|(_, kind)| (range, *kind)));
                }
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Whether a text has more personal numbers than known once its lines are put together: a cheap look before a thorough one.
fn runs_on(text: &str, known: usize) -> bool {
    let joined: String = text.lines().map(str::trim).collect();
    personal::scan(&joined).len() > known
}

/// Takes personal numbers out of what is said of a fault.
fn unsay(fault: &mut Fault) {
    for said in [Some(&mut fault.message), fault.hint.as_mut()].into_iter().flatten() {
        *said = veil(said, &personal::places(said));
    }
}

/// What was read of a text, and what is wrong with its form.
#[derive(Default)]
struct Form {
    parsed: Option<Parsed>,
    filled: Option<(Parsed, Vec<Route>)>,
    faults: Vec<Fault>,
}

impl Form {
    fn of<T>(draft: yaml::Draft<T>, wrap: impl Fn(T) -> Parsed) -> Self {
        let filled = draft.filled.map(|(value, holes)| (wrap(value), holes));
        Self { parsed: draft.value.map(&wrap), filled, faults: bounded(draft.faults) }
    }

    fn plain(parsed: Parsed) -> Self {
        Self { parsed: Some(parsed), ..Self::default() }
    }

    fn faulty(faults: Vec<Fault>) -> Self {
        Self { faults, ..Self::default() }
    }
}

fn parse(kind: FileKind<'_>, text: &str) -> Form {
    use Scrutiny::{Always, WhenOdd};
    let conflicts = yaml::conflicts(text);
    if !conflicts.is_empty() && !matches!(kind, FileKind::Aside) {
        return Form::faulty(bounded(conflicts));
    }
    match kind {
        FileKind::Site => record(text, Always, Parsed::Site),
        FileKind::Policy(_) => record(text, Always, |policy| Parsed::Policy(Box::new(policy))),
        FileKind::Questions(_) => record(text, Always, Parsed::Questions),
        FileKind::PolicyText(..) => {
            Form::plain(Parsed::PolicyText(MarkdownText { body: visible(text), offset: 0 }))
        }
        FileKind::Occupations(_) => record(text, WhenOdd, Parsed::Occupations),
        FileKind::Restricted => record(text, Always, Parsed::Restricted),
        FileKind::Divisions => record(text, Always, Parsed::Divisions),
        FileKind::Holidays => record(text, Always, Parsed::Holidays),
        FileKind::Filing(_) => record(text, WhenOdd, |filing| Parsed::Filing(Box::new(filing))),
        FileKind::Plan(..) => record(text, WhenOdd, Parsed::Plan),
        FileKind::Batch(..) => record(text, WhenOdd, Parsed::Batch),
        FileKind::Seals(..) => match Seals::read(text) {
            Ok(seals) => Form::plain(Parsed::Seals(seals)),
            Err(faults) => Form::faulty(faults.into_iter().map(of_seal).collect()),
        },
        FileKind::Inspectors(_) => record(text, Always, Parsed::Inspectors),
        FileKind::Draws(_) => record(text, Always, Parsed::Draws),
        FileKind::Inspections(_) => record(text, Always, Parsed::Inspections),
        FileKind::Measures(_) => record(text, Always, Parsed::Measures),
        FileKind::Upload(_) => record(text, Always, Parsed::Upload),
        FileKind::Recipients => Form::plain(Parsed::Recipients(RecipientList::read(text))),
        FileKind::Page(_) => page(text),
        FileKind::Sealed | FileKind::Aside => Form::default(),
    }
}

fn record<T: DeserializeOwned + JsonSchema>(
    text: &str,
    scrutiny: Scrutiny,
    wrap: impl Fn(T) -> Parsed,
) -> Form {
    Form::of(yaml::read(text, scrutiny, format::check), wrap)
}

/// Nobody mends more faults of one file before looking again, and each costs a look for its place.
const MOST_FAULTS: usize = 500;

fn bounded(mut faults: Vec<Fault>) -> Vec<Fault> {
    let rest = faults.len().saturating_sub(MOST_FAULTS);
    faults.truncate(MOST_FAULTS);
    if let Some(last) = faults.last_mut().filter(|_| rest > 0) {
        last.hint = Some(format!("这个文件还有 {rest} 处没有列出：先改好列出的，再查一次"));
    }
    faults
}

fn of_seal(fault: SealFault) -> Fault {
    let place = At::Bytes(fault.range.into());
    Fault::new(FaultKind::Seal, place, fault.error.to_string())
        .hint("这个文件由程序写成：用 git 找回原来的，或用 skillreg reseal 重新封存")
}

fn page(text: &str) -> Form {
    let Some(head) = yaml::head(text) else { return Form::faulty(vec![yaml::no_head()]) };
    let draft = yaml::read(&text[head.clone()], Scrutiny::Always, format::check);
    let offset = yaml::body_start(text, &head);
    let text = MarkdownText { body: visible(&text[offset..]), offset };
    Form::of(draft, |head| Parsed::Page(PageRecord { head, text: text.clone() }))
}

/// A text with spaces for characters that control and show nothing, which no page may have. Places stay the same.
fn visible(text: &str) -> String {
    let shows = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let shown = |c: char| (if shows(c) { c } else { ' ' }, if shows(c) { 1 } else { c.len_utf8() });
    text.chars().map(shown).flat_map(|(c, times)| std::iter::repeat_n(c, times)).collect()
}
