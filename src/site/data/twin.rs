//! The JSON twin of an institution's page: the same, for programs.

use serde::Serialize;

use super::history;
use crate::registry::identifier::{CreditCode, DivisionCode, FilingNumber, OccupationCode};
use crate::registry::periods::Period;
use crate::registry::records::filing::{ApplicantKind, ScopeLine, StandardKind};
use crate::registry::records::procedure::EventKind;
use crate::registry::{Date, Level};
use crate::site::head::full_address;
use crate::site::pages::institution::{telephone, text};
use crate::site::paths;
use crate::site::world::{Entry, World};

#[derive(Serialize)]
struct Twin<'a> {
    id: &'a str,
    page: String,
    name: &'a str,
    status: &'static str,
    status_title: &'static str,
    may_assess: bool,
    filing_number: Option<FilingNumber>,
    filed_on: Option<Date>,
    valid_until: Option<Date>,
    kind: ApplicantKind,
    group: Option<&'a str>,
    credit_code: CreditCode,
    address: &'a str,
    division: DivisionCode,
    telephone: &'a str,
    email: &'a str,
    website: Option<&'a str>,
    scope: Vec<Line<'a>>,
    periods: Vec<Days<'a>>,
    procedure: Vec<Event<'a>>,
    certificates: usize,
    history: Vec<history::Entry<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    edition: &'a str,
    code: OccupationCode,
    name: &'a str,
    specialty: Option<&'a str>,
    levels: &'a [Level],
    standard: Standard<'a>,
}

/// Days on which nothing changed.
#[derive(Serialize)]
struct Days<'a> {
    from: Date,
    until: Option<Date>,
    status: &'static str,
    may_assess: bool,
    scope: Vec<Filed<'a>>,
}

#[derive(Serialize)]
struct Filed<'a> {
    edition: &'a str,
    code: OccupationCode,
    levels: &'a [Level],
}

#[derive(Serialize)]
struct Standard<'a> {
    kind: StandardKind,
    title: &'a str,
    edition: Option<&'a str>,
}

#[derive(Serialize)]
struct Event<'a> {
    event: EventKind,
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<crate::registry::records::procedure::Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
}

/// The twin of an institution's page.
pub(crate) fn twin(world: &World<'_>, entry: &Entry<'_>) -> Vec<u8> {
    let record = entry.record;
    let filing = &record.value;
    let told = world.history.told(world.files_of(record));
    let twin = Twin {
        id: &record.id,
        page: full_address(&world.base_url, &paths::institution(&record.id)),
        name: &filing.applicant.name,
        status: entry.status.key(),
        status_title: entry.status.title(),
        may_assess: entry.status.may_assess(),
        filing_number: entry.number,
        filed_on: filing.filed_on().filter(|_| entry.number.is_some()),
        valid_until: entry.valid_until,
        kind: filing.kind,
        group: filing.group.as_ref().map(|group| &*group.name),
        credit_code: filing.applicant.credit_code,
        address: &filing.applicant.address,
        division: filing.applicant.division,
        telephone: telephone(filing),
        email: text(&filing.applicant.email),
        website: filing.applicant.website.as_ref().map(text),
        scope: filing.scope(world.today).iter().map(scope_line).collect(),
        periods: filing.periods(world.today).iter().map(days).collect(),
        procedure: filing.events_until(world.today).map(procedure_event).collect(),
        certificates: world.batches_of(&record.id).iter().map(|batch| batch.value.certificates.len()).sum(),
        history: told.iter().map(history::entry).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&twin).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn scope_line(line: &ScopeLine) -> Line<'_> {
    Line {
        edition: &line.edition,
        code: line.code,
        name: &line.name,
        specialty: line.specialty.as_deref(),
        levels: &line.levels,
        standard: Standard {
            kind: line.standard.kind,
            title: &line.standard.title,
            edition: line.standard.edition.as_deref(),
        },
    }
}

fn days<'a>(period: &Period<'a>) -> Days<'a> {
    let filed = |line: &'a ScopeLine| Filed { edition: &line.edition, code: line.code, levels: &line.levels };
    Days {
        from: period.from,
        until: period.until,
        status: period.status.key(),
        may_assess: period.status.may_assess(),
        scope: period.scope.iter().map(filed).collect(),
    }
}

/// Without opinions and persons.
fn procedure_event(event: &crate::registry::records::procedure::EventRecord) -> Event<'_> {
    Event {
        event: event.event,
        date: event.date,
        outcome: event.outcome,
        valid_until: event.valid_until,
        reason: event.reason.as_deref(),
        document: event.document.as_deref(),
    }
}
