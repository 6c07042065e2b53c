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
    /// The position of the first byte.
    pub position: Option<Position>,
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
    /// Locates findings: `texts` gives a file's text, `range` finds a finding's bytes in it.
    pub fn new(
        findings: Vec<Finding>,
        texts: BTreeMap<String, Arc<str>>,
        range: impl Fn(&Finding, &str) -> Option<Range<usize>>,
    ) -> Self {
        let indexes: BTreeMap<&str, LineIndex<'_>> =
            texts.iter().map(|(file, text)| (file.as_str(), LineIndex::new(text))).collect();
        let locate = |finding: Finding| {
            let text = texts.get(&finding.place.file);
            let range = text.and_then(|text| range(&finding, text));
            let index = indexes.get(finding.place.file.as_str());
            let position = index.zip(range.as_ref()).map(|(index, range)| index.position(range.start));
            Located { finding, range, position }
        };
        let mut findings: Vec<Located> = findings.into_iter().map(locate).collect();
        findings.sort_by(|a, b| key(a).cmp(&key(b)));
        findings.dedup_by(|a, b| key(a) == key(b));
        drop(indexes);
        Self { findings, texts }
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
