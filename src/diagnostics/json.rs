//! One JSON object a line, for machines.

use serde_json::{Value, json};

use super::Report;

/// The report as JSON Lines: `code`, `severity`, `file`, `line` and `column` (from 1; null for a whole file),
/// `end_line`, `end_column`, `message`, `hint`, `clause`; of a change also `earlier`, whether its base had it already.
pub fn json(report: &Report) -> String {
    let mut lines = String::new();
    let fresh = report.findings.iter().map(|located| (located, false));
    for (located, earlier) in fresh.chain(report.earlier.iter().map(|located| (located, true))) {
        let finding = &located.finding;
        let (start, end) = match &located.positions {
            Some(positions) => (Some(positions.start), Some(positions.end)),
            None => (None, None),
        };
        let mut object: Value = json!({
            "code": finding.rule.code,
            "severity": finding.severity.key(),
            "file": finding.place.file,
            "line": start.map(|p| p.line),
            "column": start.map(|p| p.column),
            "end_line": end.map(|p| p.line),
            "end_column": end.map(|p| p.column),
            "message": finding.message,
            "hint": finding.hint,
            "clause": finding.clause(),
        });
        if report.against.is_some() {
            object["earlier"] = earlier.into();
        }
        lines.push_str(&object.to_string());
        lines.push('\n');
    }
    lines
}
