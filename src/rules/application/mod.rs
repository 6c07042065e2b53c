//! Rules of applications: annex 1 filled in, materials complete (二, 三（一）,（二）, annexes 1 and 2).

mod group;
mod incomplete;
mod materials;
mod pledge;

use super::{Entry, Judge, Reads};
use crate::diagnostics::Finding;
use crate::registry::records::filing::Filing;
use crate::registry::records::procedure::{EventKind, Outcome};

/// What it depends on whether and when an application was passed or returned.
const STAGE: [&str; 3] = ["procedure.event", "procedure.date", "procedure.outcome"];
const MATERIALS: [&str; 5] =
    ["kind", "materials.item", "procedure.event", "procedure.date", "procedure.outcome"];
const ASSESSMENT_MATERIALS: [&str; 5] =
    ["kind", "assessment_materials.item", "procedure.event", "procedure.date", "procedure.outcome"];

pub(super) static RULES: &[Entry] = &[
    (
        &incomplete::RULE,
        Judge::Filing(
            incomplete::filing,
            Reads::both(
                &[
                    "procedure.event",
                    "procedure.outcome",
                    "equipment",
                    "people.staff.proof",
                    "people.experts.proof",
                    "people.assessors.proof",
                    "people.supervisors.proof",
                ],
                &["scope.name", "procedure.scope.name", "people.experts.field", "people.assessors.field"],
            ),
        ),
    ),
    (&group::RULE, Judge::Filing(group::filing, Reads::together(&["kind", "group"]))),
    (&pledge::RULE, Judge::Filing(pledge::filing, Reads::together(&STAGE))),
    (&materials::APPLICATION, Judge::Filing(materials::application, Reads::together(&MATERIALS))),
    (&materials::ASSESSMENT, Judge::Filing(materials::assessment, Reads::together(&ASSESSMENT_MATERIALS))),
];

/// The day on which an application as it stands now was passed by an event; events before it was last
/// returned belong to an earlier attempt.
fn passed(filing: &Filing, kind: EventKind) -> Option<crate::registry::Date> {
    let last = filing.procedure.iter().rposition(|event| event.event == EventKind::Submitted)?;
    let since = filing.procedure.iter().skip(last);
    let mut passed = since.filter(|event| event.event == kind && event.outcome != Some(Outcome::Returned));
    passed.next().map(|event| event.date)
}

/// Whether an application lies with the applicant: what it lacks was said in the opinion.
fn is_returned(filing: &Filing) -> bool {
    let last = filing.procedure.iter().rev().find(|event| event.event != EventKind::Withdrawn);
    last.is_some_and(|event| {
        event.outcome == Some(Outcome::Returned) && passed(filing, EventKind::Filed).is_none()
    })
}

/// What is lacking keeps an application from passing the review, not from being registered.
fn graded(filing: &Filing, finding: Finding) -> Finding {
    if passed(filing, EventKind::Reviewed).is_some() { finding } else { finding.warning() }
}
