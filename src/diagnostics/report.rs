//! All findings of a run, located and in file order.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Finding, LineIndex, Position, Severity};

/// A finding with its place in the text.
#[derive(Debug)]
pub struct Located {
    /// The finding.
    pub finding: Finding,
    /// The bytes at fault; none if it is the file as a whole.
    pub range: Option<Range<usize>>,
    /// The positions of the first byte and of the one past the last.
    pub positions: Option<Range<Position>>,
}

/// All findings, by file and place, with the texts of the files they lie in.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings in file order.
    pub findings: Vec<Located>,
    /// The texts of files with findings, as far as they are text.
    pub texts: BTreeMap<String, Arc<str>>,
    /// Of a change: what its base had already, which is not the fault of the change.
    pub earlier: Vec<Located>,
    /// Of a change: what it is held against, in words.
    pub against: Option<String>,
}

/// What two findings have in common that are about the same fault: file, rule, words, line.
type Likeness = (String, &'static str, String, String);

/// More of a line is not compared.
const LONGEST: usize = 600;

impl Report {
    /// Puts findings, each with its bytes, in file order; what is said twice of one place is said once.
    pub fn new(findings: Vec<(Finding, Option<Range<usize>>)>, texts: BTreeMap<String, Arc<str>>) -> Self {
        let indexes: BTreeMap<&str, LineIndex<'_>> =
            texts.iter().map(|(file, text)| (file.as_str(), LineIndex::new(text))).collect();
        let locate = |(finding, range): (Finding, Option<Range<usize>>)| {
            let index = indexes.get(finding.place.file.as_str());
            let positions = index.zip(range.as_ref());
            let positions =
                positions.map(|(index, range)| index.position(range.start)..index.position(range.end));
            Located { finding, range, positions }
        };
        let mut findings: Vec<Located> = findings.into_iter().map(locate).collect();
        findings.sort_by(|a, b| key(a).cmp(&key(b)));
        findings.dedup_by(|a, b| key(a) == key(b));
        drop(indexes);
        Self { findings, texts, earlier: Vec::new(), against: None }
    }

    /// Puts errors first, and of these what lies in some files: lists that are cut short, as forges cut them, begin with
    /// what has to be mended and where.
    #[must_use]
    pub fn beginning_with(mut self, files: &BTreeSet<&str>) -> Self {
        let rank = |one: &Located| {
            (one.finding.severity != Severity::Error, !files.contains(one.finding.place.file.as_str()))
        };
        self.findings.sort_by_key(rank);
        self
    }

    /// The findings of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.findings.extend(other.findings);
        self.findings.sort_by(|a, b| key(a).cmp(&key(b)));
        self.texts.extend(other.texts);
        self
    }

    /// Puts aside what the base of a change had already: the same rule, in the same file, about the same line with the same
    /// words. `name` says what a file of base is called now.
    #[must_use]
    pub fn without_those_of(mut self, base: &Self, name: impl Fn(&str) -> String) -> Self {
        let mut known: BTreeMap<Likeness, usize> = BTreeMap::new();
        for located in &base.findings {
            let name = name(&located.finding.place.file);
            *known.entry(base.likeness(located, name)).or_default() += 1;
        }
        let (mut fresh, mut earlier) = (Vec::new(), Vec::new());
        for located in std::mem::take(&mut self.findings) {
            let likeness = self.likeness(&located, located.finding.place.file.clone());
            match known.get_mut(&likeness).filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    earlier.push(located);
                }
                None => fresh.push(located),
            }
        }
        (self.findings, self.earlier) = (fresh, earlier);
        self
    }

    fn likeness(&self, located: &Located, file: String) -> Likeness {
        let finding = &located.finding;
        let line = self.line(located);
        let line = line.get(..line.floor_char_boundary(LONGEST)).unwrap_or_default();
        (file, finding.rule.code, finding.message.clone(), line.to_owned())
    }

    /// The line that a finding points at, without what stands before and behind it.
    fn line(&self, located: &Located) -> &str {
        let text = self.texts.get(&located.finding.place.file);
        let Some((text, range)) = text.zip(located.range.as_ref()) else { return "" };
        let start = text.get(..range.start).and_then(|front| front.rfind('\n')).map_or(0, |at| at + 1);
        text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim()
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|located| located.finding.severity == severity).count()
    }

    /// Whether there are errors that are not of before.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

fn key(located: &Located) -> (&str, Option<usize>, Option<usize>, &str, &str) {
    let finding = &located.finding;
    let range = located.range.as_ref();
    (&finding.place.file, range.map(|r| r.start), range.map(|r| r.end), finding.rule.code, &finding.message)
}
