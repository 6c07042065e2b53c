//! The reviewer that never tires: reads everything, judges everything, then speaks once.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use crate::diagnostics::{At, Finding, Report};
use crate::loading::{self, Loaded};
use crate::registry::{Date, Registry};
use crate::source::SourceError;
use crate::{rules, yaml};

/// The result of a check.
#[derive(Debug)]
pub struct Checked {
    /// All findings, located.
    pub report: Report,
    /// The registry, if there is no error in it.
    pub registry: Option<Registry>,
}

/// Checks the registry below a root. `today` is the day given by the caller, else the site's `as_of`, else
/// `clock`.
///
/// # Errors
/// Trouble with the machine. Faults of the records are in the report.
pub fn check(root: &Path, today: Option<Date>, clock: Date) -> Result<Checked, SourceError> {
    let loaded = loading::load(root)?;
    let as_of = loaded.records.site.as_ref().and_then(|site| site.value.as_of);
    let today = today.or(as_of).unwrap_or(clock);
    let findings = rules::judge(&loaded, today);
    let Loaded { records, mut texts, .. } = loaded;
    let lacking: BTreeSet<&str> =
        findings.iter().map(|f| f.place.file.as_str()).filter(|file| !texts.contains_key(*file)).collect();
    let lacking: Vec<&str> = lacking.into_iter().collect();
    if !lacking.is_empty() {
        texts.extend(loading::texts(root, &lacking)?);
    }
    let report = Report::new(findings, texts, locate);
    let registry = if report.has_errors() { None } else { Registry::new(records, today) };
    Ok(Checked { report, registry })
}

/// The bytes of a finding. In a page, routes lead into the head.
fn locate(finding: &Finding, text: &str) -> Option<Range<usize>> {
    let is_page = finding.place.file.ends_with(".md");
    let of_record = !matches!(finding.place.at, At::File);
    if !(is_page && of_record && finding_is_in_head(finding)) {
        return yaml::locate(text, &finding.place.at);
    }
    let head = yaml::head(text)?;
    let range = yaml::locate(&text[head.clone()], &finding.place.at)?;
    Some(head.start + range.start..head.start + range.end)
}

/// Byte ranges from rules of privacy and of texts count from the start of the file, those of form from the
/// start of the head.
fn finding_is_in_head(finding: &Finding) -> bool {
    match finding.place.at {
        At::Bytes(_) => finding.rule.code.starts_with("yaml-") || finding.rule.code.ends_with("-key"),
        _ => true,
    }
}
