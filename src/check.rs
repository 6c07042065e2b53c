//! The reviewer that never tires: reads everything, judges everything, then speaks once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{At, Finding, Place, Report, Severity, veil};
use crate::issuing::keys::Recipients;
use crate::links::Links;
use crate::loading::{self, Loaded};
use crate::registry::{Date, Registry, personal};
use crate::rules::privacy::RECIPIENTS_FILE;
use crate::source::{SourceError, SourceFault, SourceFaultKind};
use crate::theme::{TemplateFault, Theme, ThemeError, ThemeFault};
use crate::yaml::{Locator, Tree};
use crate::{history, rules, yaml};

/// The result of a check.
#[derive(Debug)]
pub struct Checked {
    /// All findings, located.
    pub report: Report,
    /// The registry, if there is no error in it.
    pub registry: Option<Registry>,
    /// The site's own theme, if it has one without faults.
    pub theme: Option<Theme>,
}

/// Checks the registry below a root. `today` is the day given by the caller, else the site's `as_of`, else
/// `clock`.
///
/// # Errors
/// Trouble with the machine. Faults of the records are in the report.
pub fn check(root: &Path, today: Option<Date>, clock: Date) -> Result<Checked, SourceError> {
    check_but(root, today, clock, &[])
}

/// Checks as [`check`] does, and gives the registry although rules with some codes are broken: for commands that mend
/// just that.
///
/// # Errors
/// Trouble with the machine. Faults of the records are in the report.
pub fn check_but(
    root: &Path,
    today: Option<Date>,
    clock: Date,
    tolerated: &[&str],
) -> Result<Checked, SourceError> {
    let mut loaded = load(root)?;
    let day = Day::of(&loaded, today, clock);
    let (findings, own) = rayon::join(|| day.judged(&loaded), || Own::read(root, &loaded));
    let Verdict { report, registry } = judge(&mut loaded, day, &own, findings, &BTreeMap::new());
    let stops =
        |finding: &Finding| finding.severity == Severity::Error && !tolerated.contains(&finding.rule.code);
    let registry = registry.filter(|_| !report.findings.iter().any(|located| stops(&located.finding)));
    Ok(Checked { report, registry, theme: own.theme })
}

/// Reads the records below a root. Those that lie in other repositories, which git may not have fetched, are told.
pub(crate) fn load(root: &Path) -> Result<Loaded, SourceError> {
    let (loaded, submodules) = rayon::join(|| loading::load(root), || history::submodules(root));
    let mut loaded = loaded?;
    let known: BTreeSet<String> = loaded.source_faults.iter().map(|fault| fault.path.clone()).collect();
    let unknown = submodules.into_iter().filter(|path| !known.contains(path));
    let fault = |path| SourceFault { path, kind: SourceFaultKind::Repository };
    loaded.source_faults.extend(unknown.map(fault));
    Ok(loaded)
}

/// The theme of a site's own, or what is wrong with it.
pub(crate) struct Own {
    pub(crate) theme: Option<Theme>,
    faults: Vec<ThemeFault>,
}

impl Own {
    pub(crate) fn read(root: &Path, loaded: &Loaded) -> Self {
        match theme(root, loaded) {
            Ok(theme) => Self { theme, faults: Vec::new() },
            Err(ThemeError(faults)) => Self { theme: None, faults },
        }
    }

    pub(crate) fn is_faulty(&self) -> bool {
        !self.faults.is_empty()
    }
}

/// The day on which records are judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    /// None if the site says one that could not be read.
    known: Option<Date>,
    today: Date,
}

impl Day {
    pub(crate) fn of(loaded: &Loaded, today: Option<Date>, clock: Date) -> Self {
        let as_of = loaded.records.site.as_ref().and_then(|site| site.value.as_of);
        let told = today.or(as_of);
        // If the site says a day that could not be read, or may say one where it is not there, that is not the clock's.
        let says_none = loaded.records.site.is_some() && !loaded.may_lack("content/site.yaml", "as_of");
        Self { known: told.or_else(|| says_none.then_some(clock)), today: told.unwrap_or(clock) }
    }

    /// What the rules find on that day.
    pub(crate) fn judged(self, loaded: &Loaded) -> Vec<Finding> {
        rules::judge(loaded, self.known)
    }
}

/// What was found, and the registry whatever was found; none if there is no site.
pub(crate) struct Verdict {
    pub(crate) report: Report,
    pub(crate) registry: Option<Registry>,
}

/// Puts together what rules found in records, which are moved into the registry, with what is found otherwise; `others` are
/// the texts of files that are not what lies on the disk.
pub(crate) fn judge(
    loaded: &mut Loaded,
    day: Day,
    own: &Own,
    mut findings: Vec<Finding>,
    others: &BTreeMap<String, Arc<str>>,
) -> Verdict {
    findings.extend(own.faults.iter().filter_map(ThemeFault::finding));
    findings.extend(recipients(loaded, others));
    let links = Links::read(&loaded.records);
    let read = loaded.form_faults.is_empty() && loaded.source_faults.is_empty() && loaded.unread.is_empty();
    let whole = read && !own.is_faulty();
    let mut texts = std::mem::take(&mut loaded.texts);
    let records = std::mem::take(&mut loaded.records);
    let registry = Registry::new(records, day.today);
    // Where a file could not be read, the page that a link is looking for may be its own.
    if let Some(registry) = registry.as_ref().filter(|_| whole) {
        findings.extend(links.broken(registry, own.theme.as_ref()));
    }
    findings.extend(links.unsafe_ones);
    texts.extend(own.faults.iter().filter_map(template_text));
    texts.extend(others.iter().map(|(file, text)| (file.clone(), text.clone())));
    let lacking: BTreeSet<&str> =
        findings.iter().map(|f| f.place.file.as_str()).filter(|file| !texts.contains_key(*file)).collect();
    if !lacking.is_empty() {
        texts.extend(loading::texts(&loaded.entries, &lacking));
    }
    let mut located = locate(findings, &texts);
    let private = private(&located);
    say_once(&mut located, &private);
    conceal(&mut located, &private, &mut texts);
    let told: BTreeSet<&str> = located.iter().map(|(finding, _)| finding.place.file.as_str()).collect();
    texts.retain(|file, _| told.contains(file.as_str()));
    Verdict { report: Report::new(located, texts), registry }
}

/// What a check would find in one filing if it stood among the records that were read, at its values, and what it would
/// find in others because of it; `beside` are the files that would stand beside it.
pub fn filing(
    mut loaded: Loaded,
    file: &str,
    text: &str,
    beside: Vec<(String, Vec<u8>)>,
    today: Date,
) -> Vec<Finding> {
    let mut before = rules::judge(&loaded, Some(today));
    before.retain(|finding| finding.place.file != file);
    let mut files = beside;
    files.push((file.to_owned(), text.as_bytes().to_vec()));
    let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let written = loading::read(files);
    loaded.replace(&paths.iter().map(String::as_str).collect(), written);
    let mut findings = rules::judge(&loaded, Some(today));
    let what = |finding: &Finding| (finding.rule.code, finding.place.file.clone(), finding.message.clone());
    let known: BTreeSet<_> = before.iter().map(what).collect();
    findings.retain(|finding| finding.place.file == file || !known.contains(&what(finding)));
    let Ok(tree) = Tree::parse(text) else { return findings };
    for finding in findings.iter_mut().filter(|finding| finding.place.file == file) {
        if let At::Bytes(range) = finding.place.at {
            finding.place.at = At::Value(tree.route_at(range.start));
        }
    }
    findings
}

/// More lines that are no keys are not told one by one.
const MOST_LINES: usize = 20;

/// What stands in the list of recipients and is no public key; a list without any, once there are holders.
fn recipients(loaded: &Loaded, others: &BTreeMap<String, Arc<str>>) -> Vec<Finding> {
    const HINT: &str = "写 age-keygen 生成的公钥（age1 开头），一行一把；说明写在 # 后面，私钥离线保管";
    let Some(record) = &loaded.records.recipients else { return Vec::new() };
    let (rule, list) = (&RECIPIENTS_FILE, &record.value);
    if list.keys.is_empty() && loaded.records.batches.iter().any(|batch| batch.value.holders.is_some()) {
        let finding = rule.at(Place::file(&record.file), "没有公钥，持证人信息没有人能打开");
        return vec![finding.hint(HINT)];
    }
    let lines = Recipients::strangers(list);
    if lines.is_empty() {
        return Vec::new();
    }
    let texts = loading::texts(&loaded.entries, &BTreeSet::from([record.file.as_str()]));
    let Some(text) = others.get(&record.file).or_else(|| texts.get(&record.file)) else { return Vec::new() };
    let spots = lines.into_iter().filter_map(|line| spot(text, line));
    // A private key is told by the rule for it.
    let spots = spots.filter(|spot| personal::scan(&text[spot.clone()]).is_empty()).take(MOST_LINES);
    spots.map(|spot| rule.at(Place::bytes(&record.file, spot), "这一行不是 age 公钥").hint(HINT)).collect()
}

/// Where the words of a line stand, counted from 1.
fn spot(text: &str, line: usize) -> Option<Range<usize>> {
    let line = text.split_inclusive('\n').nth(line.checked_sub(1)?)?.trim();
    let start = line.as_ptr().addr() - text.as_ptr().addr();
    Some(start..start + line.len())
}

/// The site's own theme, if it has one.
fn theme(root: &Path, loaded: &Loaded) -> Result<Option<Theme>, ThemeError> {
    match &loaded.records.site {
        Some(site) => Theme::own(root, site.value.theme.as_deref()),
        // Which theme is meant is not known; the fault of site.yaml is told.
        None => Ok(None),
    }
}

/// Faults of the theme that only rendering shows, as a report; none if they are the program's own.
pub fn report_of_rendering(faults: &[TemplateFault]) -> Option<Report> {
    let located = faults.iter().filter_map(|fault| {
        let range = fault.range.map(|(start, end)| start..end);
        let range = range.filter(|_| fault.file.as_ref().is_some_and(|file| file.1.is_some()));
        Some((fault.finding()?, range))
    });
    let located: Vec<_> = located.collect();
    let texts = faults.iter().cloned().map(ThemeFault::Template).filter_map(|fault| template_text(&fault));
    (!located.is_empty()).then(|| Report::new(located, texts.collect()))
}

fn template_text(fault: &ThemeFault) -> Option<(String, Arc<str>)> {
    match fault {
        ThemeFault::Template(fault) => {
            let (file, text) = *fault.file.clone()?;
            Some((file, text?))
        }
        _ => None,
    }
}

type Spotted = (Finding, Option<Range<usize>>);

type Private = BTreeMap<String, Vec<Range<usize>>>;

/// What findings of privacy point at, by file.
fn private(located: &[Spotted]) -> Private {
    let mut ranges = Private::new();
    for (finding, range) in located.iter().filter(|(finding, _)| rules::is_private(finding.rule)) {
        ranges.entry(finding.place.file.clone()).or_default().extend(range.clone());
    }
    ranges
}

/// Leaves out what rules of values say of a spot that a rule of privacy speaks of.
fn say_once(located: &mut Vec<Spotted>, private: &Private) {
    let is_said = |(finding, range): &Spotted| {
        let (Some(range), Some(private)) = (range, private.get(&finding.place.file)) else { return false };
        private.iter().any(|private| range.start < private.end && private.start < range.end)
    };
    located.retain(|spotted| !rules::is_of_value(spotted.0.rule) || !is_said(spotted));
}

/// Writes over what findings of privacy point at, in the texts and in the messages of other findings.
fn conceal(located: &mut [Spotted], private: &Private, texts: &mut BTreeMap<String, Arc<str>>) {
    for (file, ranges) in private {
        let Some(text) = texts.get(file).cloned() else { continue };
        let others = located.iter_mut().map(|(finding, _)| finding);
        for finding in others.filter(|f| f.place.file == *file && !rules::is_private(f.rule)) {
            for hidden in ranges.iter().filter_map(|range| text.get(range.clone())) {
                if finding.message.contains(hidden) {
                    finding.message = finding.message.replace(hidden, "…");
                }
            }
        }
        texts.insert(file.clone(), Arc::from(veil(&text, ranges)));
    }
}

/// Finds the bytes of each finding, reading each text once.
fn locate(findings: Vec<Finding>, texts: &BTreeMap<String, Arc<str>>) -> Vec<Spotted> {
    let mut locators: BTreeMap<String, FileLocator<'_>> = BTreeMap::new();
    let mut located = Vec::with_capacity(findings.len());
    for finding in findings {
        let file = &finding.place.file;
        let range = texts.get(file).and_then(|text| {
            let locator = locators.entry(file.clone()).or_insert_with(|| FileLocator::new(file, text));
            locator.locate(&finding)
        });
        located.push((finding, range));
    }
    located
}

/// Finds spots in a file; in a page, those of the record lie in its head.
struct FileLocator<'a> {
    whole: Locator<'a>,
    head: Option<(usize, Locator<'a>)>,
}

impl<'a> FileLocator<'a> {
    fn new(file: &str, text: &'a str) -> Self {
        let head = if file.ends_with(".md") { yaml::head(text) } else { None };
        let head = head.map(|head| (head.start, Locator::new(&text[head])));
        Self { whole: Locator::new(text), head }
    }

    fn locate(&self, finding: &Finding) -> Option<Range<usize>> {
        let at = &finding.place.at;
        match &self.head {
            Some((start, head)) if is_in_head(finding) => {
                head.locate(at).map(|range| start + range.start..start + range.end)
            }
            _ => self.whole.locate(at),
        }
    }
}

/// Byte ranges of faults of form count from the start of a page's head, all others from that of the file.
fn is_in_head(finding: &Finding) -> bool {
    match finding.place.at {
        At::Bytes(_) => rules::is_of_form(finding.rule) && !rules::is_of_git(finding.rule),
        _ => true,
    }
}
