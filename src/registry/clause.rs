//! The clauses of a notice: `三（一）`, found in its text by the numerals such documents use.

use std::fmt;

const NUMERALS: &str = "一二三四五六七八九十";

/// The name of a clause: a section and, within it, a sub-clause; both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseLabel {
    /// The section: 三 is 3.
    pub section: usize,
    /// The sub-clause: （一） is 1; none for the section as a whole.
    pub sub: Option<usize>,
}

impl ClauseLabel {
    /// Reads `三（一）` or `三`; round brackets of either width.
    pub fn parse(text: &str) -> Option<Self> {
        let (section, sub) = match text.split_once(['（', '(']) {
            None => (text, None),
            Some((section, rest)) => (section, Some(number(rest.strip_suffix(['）', ')'])?)?)),
        };
        Some(Self { section: number(section)?, sub })
    }

    /// The anchor of the clause on the policy's page: `clause-3-1`.
    pub fn anchor(self) -> String {
        match self.sub {
            Some(sub) => format!("clause-{}-{sub}", self.section),
            None => format!("clause-{}", self.section),
        }
    }
}

impl fmt::Display for ClauseLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&numeral(self.section))?;
        match self.sub {
            Some(sub) => write!(f, "（{}）", numeral(sub)),
            None => Ok(()),
        }
    }
}

/// A clause and the line of the text it begins at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its name.
    pub label: ClauseLabel,
    /// Its first line, without numeral.
    pub opening: String,
    /// The line of the Markdown text, from 0.
    pub line: usize,
}

/// The clauses of a notice in Markdown: sections are headings `## 三、…`, sub-clauses paragraphs `（一）…`.
pub fn clauses(markdown: &str) -> Vec<Clause> {
    let mut section = None;
    let mut found = Vec::new();
    for (line, text) in markdown.lines().enumerate() {
        let heading = text.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim_start());
        if let Some((numeral, title)) = heading.and_then(|heading| heading.split_once('、')) {
            section = number(numeral);
            let label = section.map(|section| ClauseLabel { section, sub: None });
            found.extend(label.map(|label| Clause { label, opening: title.trim().to_owned(), line }));
            continue;
        }
        let sub = text.strip_prefix('（').and_then(|rest| rest.split_once('）'));
        if let (Some(section), Some((Some(sub), rest))) = (section, sub.map(|(n, rest)| (number(n), rest))) {
            let label = ClauseLabel { section, sub: Some(sub) };
            found.push(Clause { label, opening: rest.trim().to_owned(), line });
        }
    }
    found
}

/// Reads a Chinese numeral up to 99.
fn number(text: &str) -> Option<usize> {
    let digit = |c: char| NUMERALS.chars().position(|numeral| numeral == c).map(|at| at + 1);
    let characters: Vec<usize> = text.trim().chars().map(digit).collect::<Option<_>>()?;
    match characters[..] {
        [one] => Some(one),
        [10, ones] if ones < 10 => Some(10 + ones),
        [tens, 10] if tens < 10 => Some(tens * 10),
        [tens, 10, ones] if tens < 10 && ones < 10 => Some(tens * 10 + ones),
        _ => None,
    }
}

/// Writes a Chinese numeral up to 99.
fn numeral(number: usize) -> String {
    let digit = |n: usize| NUMERALS.chars().nth(n.wrapping_sub(1)).map(String::from).unwrap_or_default();
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", digit(tens)),
    };
    tens + &digit(number % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_labels() {
        for label in ["三（一）", "二", "十一（二十三）"] {
            assert_eq!(ClauseLabel::parse(label).map(|l| l.to_string()).as_deref(), Some(label));
        }
        assert_eq!(ClauseLabel::parse("三（一").or(ClauseLabel::parse("第三条")), None);
        assert_eq!(ClauseLabel::parse("三(一)").map(ClauseLabel::anchor).as_deref(), Some("clause-3-1"));
    }

    #[test]
    fn finds_clauses_by_their_numerals() {
        let found =
            clauses("前言\n\n## 一、实施范围\n\n（一）单位范围。在本市\n\n1．不是条款\n\n## 二、备案条件\n");
        let labels: Vec<String> = found.iter().map(|clause| clause.label.to_string()).collect();
        assert_eq!(labels, ["一", "一（一）", "二"]);
        assert_eq!(found[1].opening, "单位范围。在本市");
    }
}
