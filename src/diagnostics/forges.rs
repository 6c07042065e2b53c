//! Reports in the formats of forges: annotations, code quality, SARIF.

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
