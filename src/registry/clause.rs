//! The clauses of a notice: `三（一）`, found in its text by the numerals such documents use.

use std::fmt;

const NUMERALS: &str = "一二三四五六七八九十";

/// The name of a clause: of a notice a section and, within it, a sub-clause; of rules an article and, within it, an item;
/// all from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseLabel {
    /// What the text is divided into.
    pub division: Division,
    /// The section or article: 三 or 第三条 is 3.
    pub section: usize,
    /// The sub-clause: （一） is 1; none for the section or article as a whole.
    pub sub: Option<usize>,
}

/// What texts are divided into (《党政机关公文处理工作条例》、《立法法》第六十五条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Division {
    /// 三、 of a notice.
    Section,
    /// 第三条 of rules.
    Article,
}

impl ClauseLabel {
    /// Reads `三（一）`, `三`, `第三条` or `第三条（一）`; round brackets of either width.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, sub) = match text.split_once(['（', '(']) {
            None => (text, None),
            Some((whole, rest)) => (whole, Some(number(rest.strip_suffix(['）', ')'])?)?)),
        };
        let (division, section) = match whole.strip_prefix('第').and_then(|rest| rest.strip_suffix('条')) {
            Some(article) => (Division::Article, number(article)?),
            None => (Division::Section, number(whole)?),
        };
        Some(Self { division, section, sub })
    }

    /// The anchor of the clause on the policy's page: `clause-3-1`, `article-3`.
    pub fn anchor(self) -> String {
        let division = match self.division {
            Division::Section => "clause",
            Division::Article => "article",
        };
        match self.sub {
            Some(sub) => format!("{division}-{}-{sub}", self.section),
            None => format!("{division}-{}", self.section),
        }
    }
}

impl fmt::Display for ClauseLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let section = numeral(self.section);
        match self.division {
            Division::Section => f.write_str(&section)?,
            Division::Article => write!(f, "第{section}条")?,
        }
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

/// The clauses of a text in Markdown: sections are headings `## 三、…`, articles paragraphs `第三条　…`, sub-clauses and items
/// paragraphs `（一）…`.
pub fn clauses(markdown: &str) -> Vec<Clause> {
    let mut open: Option<(Division, usize)> = None;
    let mut found = Vec::new();
    for (line, text) in markdown.lines().enumerate() {
        let begun = section(text).or_else(|| article(text));
        if let Some((label, opening)) = begun {
            open = Some((label.division, label.section));
            found.push(Clause { label, opening: opening.trim().to_owned(), line });
            continue;
        }
        let sub = text.strip_prefix('（').and_then(|rest| rest.split_once('）'));
        let sub = sub.and_then(|(numeral, rest)| Some((number(numeral)?, rest)));
        if let (Some((division, section)), Some((sub, rest))) = (open, sub) {
            let label = ClauseLabel { division, section, sub: Some(sub) };
            found.push(Clause { label, opening: rest.trim().to_owned(), line });
        }
    }
    found
}

/// A heading `## 三、备案程序`.
fn section(line: &str) -> Option<(ClauseLabel, &str)> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').trim_start();
    let (numeral, title) = heading.split_once('、')?;
    Some((ClauseLabel { division: Division::Section, section: number(numeral)?, sub: None }, title))
}

/// A paragraph `第三条　备案程序。` or `**第三条** …`. A space ends the number, so that a sentence about an article opens none.
fn article(line: &str) -> Option<(ClauseLabel, &str)> {
    let bold = line.starts_with("**");
    let (numeral, rest) = line.trim_start_matches("**").strip_prefix('第')?.split_once('条')?;
    let rest = if bold { rest.strip_prefix("**")? } else { rest };
    let section = number(numeral)?;
    let label = ClauseLabel { division: Division::Article, section, sub: None };
    rest.starts_with(char::is_whitespace).then_some((label, rest))
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
        for label in ["三（一）", "二", "十一（二十三）", "第九条", "第十二条（三）"] {
            assert_eq!(ClauseLabel::parse(label).map(|l| l.to_string()).as_deref(), Some(label));
        }
        assert_eq!(ClauseLabel::parse("三（一").or(ClauseLabel::parse("第三")), None);
        assert_eq!(ClauseLabel::parse("第九条").map(ClauseLabel::anchor).as_deref(), Some("article-9"));
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

    #[test]
    fn finds_articles_and_their_items() {
        let text = "## 第一章　总则\n\n第一条　为了规范\n\n**第二条** 条件：\n\n（一）依法经营；\n\n第二条规定的条件\n";
        let labels: Vec<String> = clauses(text).iter().map(|clause| clause.label.to_string()).collect();
        assert_eq!(labels, ["第一条", "第二条", "第二条（一）"]);
    }
}
