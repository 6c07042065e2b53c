//! All findings of a run, located and in file order.

use std::collections::BTreeMap;
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
}

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
        Self { findings, texts }
    }

    /// The findings of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.findings.extend(other.findings);
        self.findings.sort_by(|a, b| key(a).cmp(&key(b)));
        self.texts.extend(other.texts);
        self
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|located| located.finding.severity == severity).count()
    }

    /// Whether anything keeps the registry from being published.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

fn key(located: &Located) -> (&str, Option<usize>, Option<usize>, &str, &str) {
    let finding = &located.finding;
    let range = located.range.as_ref();
    (&finding.place.file, range.map(|r| r.start), range.map(|r| r.end), finding.rule.code, &finding.message)
}
