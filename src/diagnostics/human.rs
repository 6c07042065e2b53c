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
    text.push_str(&summary(report));
    text
}

fn summary(report: &Report) -> String {
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let mut line = match (errors, warnings) {
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
