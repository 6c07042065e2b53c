//! Annotated source, for people.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Located, Report, Severity};

/// The report as people read it: each finding with its source line, the fault underlined, a hint and the
/// clause; then the count. Styled with ANSI colours; the caller strips them where they are not wanted.
pub fn human(report: &Report) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for located in &report.findings {
        text.push_str(&renderer.render(&[group(report, located)]));
        text.push_str("\n\n");
    }
    if !report.earlier.is_empty() {
        let _ = writeln!(text, "此前已有 {} 处，不是这次修改带来的：", report.earlier.len());
        for located in report.earlier.iter().take(MOST_EARLIER) {
            let _ = writeln!(text, "  {}", line(located));
        }
        if report.earlier.len() > MOST_EARLIER {
            let _ = writeln!(text, "  其余 {} 处没有列出", report.earlier.len() - MOST_EARLIER);
        }
        text.push('\n');
    }
    if let Some(against) = &report.against {
        let _ = writeln!(text, "与 {against} 比较");
    }
    text.push_str(&summary(report));
    text
}

/// More of what was there before is counted.
const MOST_EARLIER: usize = 20;

/// A finding on one line.
fn line(located: &Located) -> String {
    let finding = &located.finding;
    let line = located.positions.as_ref().map_or_else(String::new, |at| format!(":{}", at.start.line));
    let (title, code) = (finding.severity.title(), finding.rule.code);
    format!("{title}[{code}] {}{line} {}", finding.place.file, finding.message)
}

fn summary(report: &Report) -> String {
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let mut line = match (errors, warnings) {
        (0, 0) if report.against.is_some() => "没有新的问题".to_owned(),
        (0, 0) => "没有发现问题".to_owned(),
        (0, warnings) => format!("没有错误，{warnings} 处提醒"),
        (errors, 0) => format!("{errors} 处错误"),
        (errors, warnings) => format!("{errors} 处错误，{warnings} 处提醒"),
    };
    let is_error = |located: &&Located| located.finding.severity == Severity::Error;
    if let Some(first) = report.findings.iter().find(is_error).or_else(|| report.findings.first()) {
        // Writing to a String cannot fail.
        let _ = write!(line, "。说明某条规则：skillreg explain {}", first.finding.rule.code);
    }
    line.push('\n');
    line
}

fn group<'a>(report: &'a Report, located: &'a Located) -> Group<'a> {
    let finding = &located.finding;
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let level = level.with_name(finding.severity.title());
    let title = level.primary_title(finding.message.as_str()).id(finding.rule.code);
    let text = report.texts.get(&finding.place.file);
    let mut group = match (text, &located.range) {
        (Some(text), Some(range)) => {
            let annotation = AnnotationKind::Primary.span(visible(text, range.clone()));
            title.element(
                Snippet::source(text.as_ref()).path(finding.place.file.as_str()).annotation(annotation),
            )
        }
        _ => title.element(annotate_snippets::Origin::path(finding.place.file.as_str())),
    };
    if let Some(hint) = &finding.hint {
        group = group.element(Level::HELP.with_name("改法").message(hint.as_str()));
    }
    if let Some(clause) = finding.clause() {
        group = group.element(Level::NOTE.with_name("依据").message(clause));
    }
    group
}

/// Underlines one line at most: a block of many lines is pointed at by its first.
fn visible(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let end = text[range.start..range.end].find(['\n', '\r']).map_or(range.end, |at| range.start + at);
    range.start..end.max(range.start)
}
