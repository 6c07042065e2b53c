//! The tables. Their columns are those of the dictionary, in its order.

use serde::Serialize;

use crate::registry::records::plan::Rescheduling;
use crate::registry::records::policy::Policy;
use crate::registry::{Date, Record, SittingRef};
use crate::site::context::{Chart, Field, Grid, YearFigures};
use crate::site::head::full_address;
use crate::site::pages::certificates::revocations;
use crate::site::pages::institution::{telephone, text};
use crate::site::pages::{policy, sittings, statistics};
use crate::site::paths;
use crate::site::totals::Totals;
use crate::site::world::{Entry, World};

use super::csv::Csv;
use super::dictionary as columns;

fn table(fields: &[Field]) -> Csv {
    Csv::new(fields.iter().map(|field| field.name))
}

fn optional_date(csv: &mut Csv, date: Option<Date>) {
    match date {
        Some(date) => csv.plain(date),
        None => csv.cell(""),
    }
}

/// One institution, as both of its lists give it.
#[derive(Serialize)]
struct Summary<'a> {
    id: &'a str,
    name: &'a str,
    filing_number: Option<&'a str>,
    status: &'static str,
    filed_on: Option<Date>,
    valid_until: Option<Date>,
    credit_code: &'a str,
    division: &'a str,
    district: String,
    address: &'a str,
    telephone: &'a str,
    email: &'a str,
    page: String,
}

fn summary<'a>(world: &'a World<'_>, entry: &'a Entry<'_>) -> Summary<'a> {
    let filing = &entry.record.value;
    let applicant = &filing.applicant;
    Summary {
        id: &entry.record.id,
        name: &applicant.name,
        filing_number: entry.number.as_ref().map(|number| number.as_str()),
        status: entry.status.key(),
        filed_on: filing.filed_on().filter(|_| entry.number.is_some()),
        valid_until: entry.valid_until,
        credit_code: applicant.credit_code.as_str(),
        division: applicant.division.as_str(),
        district: world.district(&applicant.division).title.into_owned(),
        address: &applicant.address,
        telephone: telephone(filing),
        email: text(&applicant.email),
        page: full_address(&world.base_url, &paths::institution(&entry.record.id)),
    }
}

pub(super) fn institutions_csv(world: &World<'_>) -> Vec<u8> {
    let mut csv = table(columns::INSTITUTIONS);
    for row in world.entries.iter().map(|entry| summary(world, entry)) {
        csv.cell(row.id);
        csv.cell(row.name);
        csv.optional(row.filing_number);
        csv.cell(row.status);
        optional_date(&mut csv, row.filed_on);
        optional_date(&mut csv, row.valid_until);
        for cell in [row.credit_code, row.division, &row.district, row.address, row.telephone, row.email] {
            csv.cell(cell);
        }
        csv.cell(&row.page);
        csv.end();
    }
    csv.finish()
}

pub(super) fn institutions_json(world: &World<'_>) -> Vec<u8> {
    json(&world.entries.iter().map(|entry| summary(world, entry)).collect::<Vec<_>>())
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

pub(super) fn scope(world: &World<'_>) -> Vec<u8> {
    let mut csv = table(columns::SCOPE);
    for entry in &world.entries {
        for line in entry.record.value.scope(world.today) {
            for level in &line.levels {
                csv.cell(&entry.record.id);
                csv.cell(entry.status.key());
                csv.cell(&line.edition);
                csv.cell(line.code.as_str());
                csv.cell(&line.name);
                csv.optional(line.specialty.as_deref());
                csv.cell(level.key());
                csv.cell(level.name());
                csv.cell(crate::site::words::standard_kind(line.standard.kind));
                csv.cell(&line.standard.title);
                csv.end();
            }
        }
    }
    csv.finish()
}

pub(super) fn plans(world: &World<'_>) -> Vec<u8> {
    let mut csv = table(columns::PLANS);
    for found in &world.sittings {
        let (plan, sitting) = (found.plan, found.sitting);
        let result = found.result.filter(|result| result.ended <= world.today);
        csv.cell(&plan.id);
        csv.cell(&sitting.id);
        csv.cell(&plan.value.institution);
        csv.plain(plan.value.reported);
        csv.plain(sitting.date);
        csv.cell(&sitting.venue);
        csv.cell(sitting.division.as_str());
        csv.cell(&sitting.edition);
        csv.cell(sitting.occupation.as_str());
        csv.cell(world.occupation_name(&sitting.edition, &sitting.occupation));
        csv.cell(sitting.level.key());
        csv.cell(sitting.method.title());
        csv.plain(sitting.candidates.employee);
        csv.plain(sitting.candidates.dispatched);
        csv.plain(sitting.candidates.intern);
        optional_date(&mut csv, result.map(|result| result.ended));
        optional_date(&mut csv, result.and_then(|result| result.reported));
        optional_date(&mut csv, result.and_then(|result| result.confirmed));
        csv.cell(&result.map(|result| result.sat.to_string()).unwrap_or_default());
        csv.cell(&result.map(|result| result.passed.to_string()).unwrap_or_default());
        optional_date(&mut csv, sitting.cancelled.as_ref().map(|cancellation| cancellation.date));
        csv.cell(sitting.cancelled.as_ref().map_or("", |cancellation| &cancellation.reason));
        csv.end();
    }
    csv.finish()
}

/// One sitting, for programs: without anybody's name.
#[derive(Serialize)]
struct SittingSummary<'a> {
    plan: &'a str,
    sitting: &'a str,
    state: &'static str,
    institution: &'a str,
    institution_name: String,
    reported: Date,
    date: Date,
    venue: &'a str,
    division: &'a str,
    edition: &'a str,
    occupation: &'a str,
    occupation_name: &'a str,
    specialty: Option<&'a str>,
    level: &'static str,
    level_name: &'static str,
    method: &'static str,
    employees: u16,
    dispatched: u16,
    interns: u16,
    ended: Option<Date>,
    result_reported: Option<Date>,
    result_confirmed: Option<Date>,
    sat: Option<u16>,
    passed: Option<u16>,
    rescheduled: &'a [Rescheduling],
    cancelled: Option<Date>,
    cancelled_reason: Option<&'a str>,
    page: String,
}

pub(super) fn plans_json(world: &World<'_>) -> Vec<u8> {
    json(&world.sittings.iter().map(|found| sitting_summary(world, found)).collect::<Vec<_>>())
}

fn sitting_summary<'a>(world: &'a World<'_>, found: &'a SittingRef<'_>) -> SittingSummary<'a> {
    let (plan, sitting) = (found.plan, found.sitting);
    let result = found.result.filter(|result| result.ended <= world.today);
    let until_today = |day: Option<Date>| day.filter(|day| *day <= world.today);
    let anchor = sittings::anchor(&plan.id, &sitting.id);
    SittingSummary {
        plan: &plan.id,
        sitting: &sitting.id,
        state: sittings::status(sitting, result, world.today).key,
        institution: &plan.value.institution,
        institution_name: world.institution(&plan.value.institution).title.into_owned(),
        reported: plan.value.reported,
        date: sitting.date,
        venue: &sitting.venue,
        division: sitting.division.as_str(),
        edition: &sitting.edition,
        occupation: sitting.occupation.as_str(),
        occupation_name: world.occupation_name(&sitting.edition, &sitting.occupation),
        specialty: sitting.specialty.as_deref(),
        level: sitting.level.key(),
        level_name: sitting.level.name(),
        method: sitting.method.title(),
        employees: sitting.candidates.employee,
        dispatched: sitting.candidates.dispatched,
        interns: sitting.candidates.intern,
        ended: result.map(|result| result.ended),
        result_reported: result.and_then(|result| until_today(result.reported)),
        result_confirmed: result.and_then(|result| until_today(result.confirmed)),
        sat: result.map(|result| result.sat),
        passed: result.map(|result| result.passed),
        rescheduled: &sitting.rescheduled,
        cancelled: sitting.cancelled.as_ref().map(|cancellation| cancellation.date),
        cancelled_reason: sitting.cancelled.as_ref().map(|cancellation| &*cancellation.reason),
        page: full_address(&world.base_url, &format!("sittings.html#{anchor}")),
    }
}

/// Sittings, results and certificates by year, level and occupation.
pub(super) fn assessments(world: &World<'_>, totals: &Totals<'_>) -> Vec<u8> {
    let mut csv = table(columns::ASSESSMENTS);
    for ((year, level, (edition, code)), counts) in &totals.cells {
        csv.plain(year);
        csv.cell(level.key());
        csv.cell(level.name());
        csv.cell(edition);
        csv.cell(code.as_str());
        csv.cell(world.occupation_name(edition, code));
        for value in [counts.sittings, counts.finished, counts.sat, counts.passed, counts.certificates] {
            csv.plain(value);
        }
        csv.end();
    }
    csv.finish()
}

pub(super) fn batches(world: &World<'_>) -> Vec<u8> {
    let mut csv = table(columns::BATCHES);
    for record in world.registry.batches().iter().filter(|record| record.value.issued <= world.today) {
        let batch = &record.value;
        csv.cell(&record.id);
        csv.cell(&batch.institution);
        csv.cell(&batch.plan);
        csv.cell(&batch.sitting);
        csv.cell(&batch.edition);
        csv.cell(batch.occupation.as_str());
        csv.cell(world.occupation_name(&batch.edition, &batch.occupation));
        csv.cell(batch.level.key());
        csv.plain(batch.issued);
        csv.plain(batch.certificates.len());
        csv.plain(batch.revoked(world.today).count());
        csv.cell(&full_address(&world.base_url, &paths::batch(record)));
        csv.end();
    }
    csv.finish()
}

pub(super) fn revoked(world: &World<'_>) -> Vec<u8> {
    let mut csv = table(columns::REVOKED);
    for (record, event) in revocations(world) {
        csv.cell(event.number.as_str());
        csv.plain(event.date);
        csv.cell(&event.reason);
        csv.cell(&record.value.institution);
        csv.cell(&record.id);
        csv.end();
    }
    csv.finish()
}

#[derive(Serialize)]
struct PolicySummary<'a> {
    id: &'a str,
    number: &'a str,
    title: &'a str,
    issuer: &'a str,
    issued: Date,
    effective_from: Date,
    effective_until: Option<Date>,
    validity: &'static str,
    page: String,
    terms: &'a crate::registry::records::policy::Terms,
}

pub(super) fn policies(world: &World<'_>) -> Vec<u8> {
    let summary = |record: &&'_ Record<Policy>| -> serde_json::Value {
        let found = &record.value;
        let summary = PolicySummary {
            id: &record.id,
            number: &found.number,
            title: &found.title,
            issuer: &found.issuer,
            issued: found.issued,
            effective_from: found.effective_from,
            effective_until: found.effective_until,
            validity: policy::validity(found, world.today).key,
            page: full_address(&world.base_url, &paths::policy(&record.id)),
            terms: &found.terms,
        };
        serde_json::to_value(summary).unwrap_or_default()
    };
    json(&world.policies.iter().map(summary).collect::<Vec<_>>())
}

/// The draws of all years as they stand in the records, so that everybody can do them again.
pub(super) fn draws(world: &World<'_>) -> Vec<u8> {
    let years = world.registry.supervision();
    let draws = years.values().flat_map(|year| &year.draws).filter(|draw| draw.date <= world.today);
    json(&serde_json::json!({ "draws": draws.collect::<Vec<_>>() }))
}

#[derive(Serialize)]
struct StatisticsData<'a> {
    figures: Vec<crate::site::context::Figure>,
    charts: Vec<Chart<'a>>,
    years: Vec<YearFigures>,
    grids: &'a [Grid],
}

pub(super) fn statistics_json<'a>(world: &'a World<'a>, totals: &Totals<'a>) -> Vec<u8> {
    json(&StatisticsData {
        figures: statistics::figures(totals),
        charts: statistics::charts(world, totals),
        years: statistics::years(totals),
        grids: totals.grids(world),
    })
}

pub(super) fn statistics_csv<'a>(world: &'a World<'a>, totals: &Totals<'a>) -> Vec<u8> {
    let mut csv = table(columns::STATISTICS);
    for chart in statistics::charts(world, totals) {
        for bar in &chart.bars {
            for cell in [chart.id, chart.title, &bar.label] {
                csv.cell(cell);
            }
            csv.plain(bar.value);
            csv.cell(chart.unit);
            csv.cell("");
            csv.end();
        }
    }
    for grid in totals.grids(world) {
        for row in &grid.rows {
            for (column, cell) in grid.columns.iter().zip(&row.cells) {
                for text in [grid.id, grid.title, &row.label] {
                    csv.cell(text);
                }
                let words = if cell.text == "—" { "" } else { &cell.text };
                csv.cell(&cell.value.map_or_else(|| words.to_owned(), |value| value.to_string()));
                csv.cell(column.unit);
                csv.cell(&column.title);
                csv.end();
            }
        }
    }
    csv.finish()
}
