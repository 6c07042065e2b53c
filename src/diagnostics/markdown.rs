//! Reports in Markdown, which all forges show.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Located, Report, Severity};

/// The findings as a table in Markdown, for comments and summaries; `link` makes an address of a file and a line.
pub fn markdown(report: &Report, link: &dyn Fn(&str, Option<usize>) -> Option<String>) -> String {
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let head = match (errors, warnings) {
        (0, 0) => return "✅ 没有发现问题\n".to_owned(),
        (0, warnings) => format!("✅ 没有错误，{warnings} 处提醒"),
        (errors, 0) => format!("❌ {errors} 处错误，改好才能发布"),
        (errors, warnings) => format!("❌ {errors} 处错误，{warnings} 处提醒；错误改好才能发布"),
    };
    format!("{head}\n\n{}", table(&report.findings, link, usize::MAX))
}

/// More places of the same finding are counted.
const PLACES: usize = 5;

/// Findings as a table in Markdown of so many characters at most, errors before the rest where not all have room. What is
/// the same in many places is one row.
pub fn table(
    findings: &[Located],
    link: &dyn Fn(&str, Option<usize>) -> Option<String>,
    most: usize,
) -> String {
    let mut text = String::from("| | 位置 | 问题 | 改法 | 依据 |\n|---|---|---|---|---|\n");
    let (mut used, mut left) = (text.chars().count(), 0);
    let mut alike = alike(findings);
    if most < usize::MAX {
        alike.sort_by_key(|same| same[0].finding.severity);
    }
    for same in alike {
        let row = row(&same, link);
        let long = row.chars().count();
        if used.saturating_add(long) > most {
            left += same.len();
        } else {
            used += long;
            text.push_str(&row);
        }
    }
    if left > 0 {
        let _ = writeln!(text, "\n其余 {left} 处没有列出，改好这些再查一次。");
    }
    text
}

/// Findings that say the same, together where the first of them stands.
fn alike(findings: &[Located]) -> Vec<Vec<&Located>> {
    let mut known = BTreeMap::new();
    let mut alike: Vec<Vec<&Located>> = Vec::new();
    for located in findings {
        let finding = &located.finding;
        let said = (
            finding.rule.code,
            finding.severity,
            &*finding.message,
            finding.hint.as_deref(),
            finding.clause(),
        );
        let at = *known.entry(said).or_insert(alike.len());
        match alike.get_mut(at) {
            Some(same) => same.push(located),
            None => alike.push(vec![located]),
        }
    }
    alike
}

fn row(same: &[&Located], link: &dyn Fn(&str, Option<usize>) -> Option<String>) -> String {
    let finding = &same[0].finding;
    let spots: Vec<String> = same.iter().take(PLACES).map(|located| spot(located, link)).collect();
    let rest = same.len().saturating_sub(PLACES);
    let rest = if rest > 0 { format!("，其余 {rest} 处") } else { String::new() };
    format!(
        "| {} | {}{rest} | {}（`{}`） | {} | {} |\n",
        finding.severity.title(),
        spots.join("、"),
        unmarked(&finding.message),
        finding.rule.code,
        unmarked(finding.hint.as_deref().unwrap_or_default()),
        unmarked(finding.clause().unwrap_or_default()),
    )
}

/// Where a finding is.
fn spot(located: &Located, link: &dyn Fn(&str, Option<usize>) -> Option<String>) -> String {
    let file = &located.finding.place.file;
    let line = located.positions.as_ref().map(|at| at.start.line);
    let spot = line.map_or_else(|| file.clone(), |line| format!("{file} 第 {line} 行"));
    match link(file, line) {
        Some(address) => format!("[{}]({address})", unmarked(&spot)),
        None => unmarked(&spot),
    }
}

/// Keeps two characters apart that would mean something together, without being seen.
const APART: char = '\u{2060}';

/// Text in which nothing means anything to Markdown or HTML, and no forge finds somebody or something to link to: forges
/// look for those in what Markdown has become, where a backslash is no more.
pub fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '@' | '!' | '$' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
        let next = rest.peek();
        let begins = matches!(character, '@' | '#' | '!' | '~') && next.is_some_and(|c| !c.is_whitespace());
        let is_address = character == ':' && next == Some(&'/') || character == '.' && ends_www(&out);
        if begins || is_address {
            out.push(APART);
        }
    }
    out
}

fn ends_www(text: &str) -> bool {
    text.len() >= 4 && text.as_bytes()[text.len() - 4..].eq_ignore_ascii_case(b"www.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Example, Place, Rule};

    static RULE: Rule = Rule {
        code: "seal-cost",
        severity: Severity::Error,
        title: "",
        clause: None,
        reason: "",
        wrong: Example(""),
        right: Example(""),
    };

    #[test]
    fn what_is_the_same_in_many_places_is_one_row() {
        let of = |file: String, message: &str| (RULE.at(Place::file(&file), message).hint("重做"), None);
        let mut found: Vec<_> = (1..=8).map(|n| of(format!("batch-{n}"), "成本不同")).collect();
        found.push(of("batch-9".to_owned(), "别的"));
        let report = Report::new(found, BTreeMap::new());
        let text = markdown(&report, &|_, _| None).replace(['\\', APART], "");
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| 错误")).collect();
        assert_eq!(rows.len(), 2, "{text}");
        assert!(rows[0].contains("batch-1、batch-2、batch-3、batch-4、batch-5，其余 3 处"), "{text}");
        // All that had no room is counted.
        let text = table(&report.findings, &|_, _| None, 60);
        assert!(text.contains("其余 9 处没有列出"), "{text}");
    }
}
