//! Reports in the formats of forges: annotations, code quality, SARIF; and Markdown, which all of them show.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Located, Report, Rule, Severity};

/// Workflow commands of GitHub Actions, which Gitea and Forgejo understand as well: one a finding. `folder` is the
/// registry's place in the repository, with a slash at its end; empty if it is the repository.
pub fn github(report: &Report, folder: &str) -> String {
    let mut lines = String::new();
    for located in &report.findings {
        let finding = &located.finding;
        let command = finding.severity.key();
        let file = property(&format!("{folder}{}", finding.place.file));
        // Writing to a String cannot fail.
        let _ = write!(lines, "::{command} file={file}");
        if let Some(at) = &located.positions {
            let _ = write!(lines, ",line={},endLine={}", at.start.line, at.end.line);
            // Columns are only taken within a line.
            if at.start.line == at.end.line {
                let _ = write!(lines, ",col={},endColumn={}", at.start.column, at.end.column);
            }
        }
        let title = property(&format!("{}[{}]", finding.severity.title(), finding.rule.code));
        let _ = writeln!(lines, ",title={title}::{}", message(&whole(located)));
    }
    if !report.earlier.is_empty() {
        let said = format!("此前已有 {} 处问题，不是这次修改带来的，没有标出", report.earlier.len());
        let _ = writeln!(lines, "::notice title={}::{}", property("此前已有"), message(&said));
    }
    lines
}

/// The message of a workflow command, on one line.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

/// What is wrong, how to mend it, and what it rests on.
fn whole(located: &Located) -> String {
    let finding = &located.finding;
    let hint = finding.hint.iter().map(|hint| format!("\n改法：{hint}"));
    let clause = finding.clause().into_iter().map(|clause| format!("\n依据：{clause}"));
    std::iter::once(finding.message.clone()).chain(hint).chain(clause).collect()
}

/// A report of code quality as GitLab reads it: `description`, `check_name`, `fingerprint`, `severity`, `location`.
pub fn gitlab(report: &Report, folder: &str) -> String {
    let mut prints = Fingerprints::default();
    let issues = report.findings.iter().map(|located| {
        let finding = &located.finding;
        json!({
            "description": whole(located),
            "check_name": finding.rule.code,
            "fingerprint": prints.of(located),
            "severity": match finding.severity { Severity::Error => "major", Severity::Warning => "minor" },
            "location": {
                "path": format!("{folder}{}", finding.place.file),
                "lines": { "begin": located.positions.as_ref().map_or(1, |at| at.start.line) },
            },
        })
    });
    pretty(&Value::Array(issues.collect()))
}

/// SARIF 2.1.0 (OASIS), with all rules that were broken.
pub fn sarif(report: &Report, folder: &str) -> String {
    let mut rules: Vec<&'static Rule> = Vec::new();
    let mut prints = Fingerprints::default();
    let mut results = Vec::new();
    let fresh = report.findings.iter().map(|located| (located, "new"));
    let earlier = report.earlier.iter().map(|located| (located, "unchanged"));
    for (located, state) in fresh.chain(earlier) {
        let rule = located.finding.rule;
        let at = rules.iter().position(|known| std::ptr::eq(*known, rule)).unwrap_or_else(|| {
            rules.push(rule);
            rules.len() - 1
        });
        let mut result = json!({
            "ruleId": rule.code,
            "ruleIndex": at,
            "level": located.finding.severity.key(),
            "message": { "text": whole(located) },
            "locations": [{ "physicalLocation": place(located, folder) }],
            "partialFingerprints": { "skillreg/v1": prints.of(located) },
        });
        if report.against.is_some() {
            result["baselineState"] = state.into();
        }
        results.push(result);
    }
    pretty(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "skillreg",
                "version": env!("CARGO_PKG_VERSION"),
                "language": "zh-CN",
                "rules": rules.into_iter().map(descriptor).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn descriptor(rule: &'static Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.reason },
        "help": { "text": format!("skillreg explain {}", rule.code) },
        "defaultConfiguration": { "level": rule.severity.key() },
    })
}

fn place(located: &Located, folder: &str) -> Value {
    let path = format!("{folder}{}", located.finding.place.file);
    let mut place = json!({ "artifactLocation": { "uri": address(&path) } });
    if let Some(at) = &located.positions {
        place["region"] = json!({
            "startLine": at.start.line,
            "startColumn": at.start.column,
            "endLine": at.end.line,
            "endColumn": at.end.column,
        });
    }
    place
}

/// A path as a relative address (RFC 3986): all but what is plain in a path is written in per cent.
pub fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            other => {
                let _ = write!(address, "%{other:02X}");
            }
        }
    }
    address
}

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

/// Findings as a table in Markdown of so many characters at most, errors before the rest where not all have room.
pub fn table(
    findings: &[Located],
    link: &dyn Fn(&str, Option<usize>) -> Option<String>,
    most: usize,
) -> String {
    let mut text = String::from("| | 位置 | 问题 | 改法 | 依据 |\n|---|---|---|---|---|\n");
    let (mut used, mut left) = (text.chars().count(), 0);
    let of = |severity| findings.iter().filter(move |located| located.finding.severity == severity);
    for located in of(Severity::Error).chain(of(Severity::Warning)).filter(|_| most < usize::MAX) {
        let row = row(located, link);
        let long = row.chars().count();
        if used + long > most {
            left += 1;
        } else {
            used += long;
            text.push_str(&row);
        }
    }
    if most == usize::MAX {
        findings.iter().for_each(|located| text.push_str(&row(located, link)));
    }
    if left > 0 {
        let _ = writeln!(text, "\n其余 {left} 处没有列出，改好这些再查一次。");
    }
    text
}

fn row(located: &Located, link: &dyn Fn(&str, Option<usize>) -> Option<String>) -> String {
    let finding = &located.finding;
    let file = &finding.place.file;
    let line = located.positions.as_ref().map(|at| at.start.line);
    let spot = line.map_or_else(|| file.clone(), |line| format!("{file} 第 {line} 行"));
    let spot = match link(file, line) {
        Some(address) => format!("[{}]({address})", unmarked(&spot)),
        None => unmarked(&spot),
    };
    format!(
        "| {} | {spot} | {}（`{}`） | {} | {} |\n",
        finding.severity.title(),
        unmarked(&finding.message),
        finding.rule.code,
        unmarked(finding.hint.as_deref().unwrap_or_default()),
        unmarked(finding.clause().unwrap_or_default()),
    )
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

/// Names for findings that stay while lines above them come and go.
#[derive(Default)]
struct Fingerprints<'a> {
    seen: BTreeMap<(&'a str, &'a str, &'a str), usize>,
}

impl<'a> Fingerprints<'a> {
    fn of(&mut self, located: &'a Located) -> String {
        let finding = &located.finding;
        let key = (finding.rule.code, finding.place.file.as_str(), finding.message.as_str());
        let nth = self.seen.entry(key).or_default();
        *nth += 1;
        let digest = Sha256::digest(format!("{}\n{}\n{}\n{nth}", key.0, key.1, key.2));
        digest.iter().take(16).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
