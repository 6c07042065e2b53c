//! Occupations that need a licence (准入类) are not for employers to assess.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::catalogue::{Extent, RestrictedOccupation};
use crate::registry::records::filing::{Filing, ScopeLine};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "occupation-restricted",
    severity: Severity::Error,
    title: "准入类职业资格不能自主评价",
    clause: Some("通知一（三）"),
    reason: "准入类职业资格由法定机构颁发。只有一部分属于准入类的职业，写明工种才看得出不在其内。",
    wrong: Example("- {edition: \"2015\", code: 6-18-02-04, name: 焊工, levels: [4]}\n"),
    right: Example("- {edition: \"2015\", code: 6-18-02-04, name: 焊工, specialty: 电焊工, levels: [4]}\n"),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    // A restriction whose last day could not be read would last for ever.
    if context.index.is_broken("content/catalogue/restricted.yaml") {
        return;
    }
    for scope in super::scopes(&record.value) {
        let Some(date) = scope.date else { continue };
        for (route, line) in scope.routed() {
            if let Some(entry) = context.catalogue.restriction(&line.edition, line.code, date) {
                found.extend(judge(&record.file, &route, line, entry));
            }
        }
    }
}

fn judge(file: &str, route: &Route, line: &ScopeLine, entry: &RestrictedOccupation) -> Option<Finding> {
    let name = &*line.name;
    let note = entry.note.as_deref().unwrap_or(&entry.name);
    match (entry.extent, &line.specialty) {
        (Extent::Whole, _) => {
            let message = format!("「{name}」是准入类职业资格，企业不能自主评价");
            let finding = RULE.at(Place::value(file, route.then("code")), message);
            Some(finding.hint(format!("从申请里删去。依据：{}", &*entry.basis)))
        }
        (Extent::Partial, None) => {
            let message = format!("「{name}」有一部分属于准入类，要写明工种");
            let finding = RULE.at(Place::value(file, route.then("name")), message);
            Some(finding.hint(format!("加上 specialty: …。{note}")))
        }
        // What is restricted is said in free text, so only a name in common can be recognised.
        (Extent::Partial, Some(specialty)) if note.contains(&**specialty) && names_part(entry, specialty) => {
            let message = format!("「{}」可能属于准入类，请核对", &**specialty);
            let finding = RULE.at(Place::value(file, route.then("specialty")), message);
            Some(finding.warning().hint(note.to_owned()))
        }
        (Extent::Partial, Some(_)) => None,
    }
}

/// Whether a specialty is more than the occupation's own name, which every note repeats.
fn names_part(entry: &RestrictedOccupation, specialty: &str) -> bool {
    !entry.name.ends_with(specialty)
}
