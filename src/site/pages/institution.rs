//! One institution.

use crate::registry::Record;
use crate::registry::periods::Period;
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::{Filing, People, ScopeLine};
use crate::registry::records::procedure::EventRecord;
use crate::site::context::{
    BatchLink, Capacity, Day, GroupInfo, Institution, InstitutionStatus, LevelView, MeasureRow, Page,
    PeriodRow, PeriodScope, ScopeRow, StandardInfo, Subject, TimelineEntry,
};
use crate::site::head::Draft;
use crate::site::world::{Entry, World, day, levels};
use crate::site::{json_ld, paths, words};

use super::{changes, sittings};

const RECENT: usize = 50;

/// The page of an institution.
pub(crate) fn page<'a>(world: &'a World<'a>, at: usize, path: &'a str) -> Page<'a> {
    let entry = &world.entries[at];
    let applicant = &entry.record.value.applicant;
    let district = world.district(&applicant.division);
    let description =
        format!("{}（{}）：{}", &*applicant.name, entry.status.title(), entry.status.explanation());
    Draft::new(path, "institutions", &*applicant.name, description)
        .below(district.title, district.href)
        .page(world, Subject::Institution(Box::new(institution(world, entry))))
}

fn institution<'a>(world: &'a World<'a>, entry: &'a Entry<'a>) -> Institution<'a> {
    let record = entry.record;
    let filing = &record.value;
    let applicant = &filing.applicant;
    let events = || filing.events_until(world.today);
    let history = changes::of(world, &world.files_of(record));
    Institution {
        id: &record.id,
        name: &applicant.name,
        status: InstitutionStatus::new(entry.status),
        number: entry.number.as_ref().map(|number| number.as_str()),
        receipt: events().filter_map(|event| event.receipt.as_deref()).next_back(),
        valid_from: day(filing.filed_on().filter(|_| entry.number.is_some())),
        valid_until: day(entry.valid_until),
        kind: words::applicant_kind(filing.kind),
        group: filing.group.as_ref().map(|group| GroupInfo {
            name: &group.name,
            filed_with: &group.filed_with,
            receipt: &group.receipt,
        }),
        credit_code: applicant.credit_code.as_str(),
        address: &applicant.address,
        district: world.district(&applicant.division),
        telephone: telephone(filing),
        email: text(&applicant.email),
        website: applicant.website.as_ref().map(text),
        scope: scope(world, filing),
        capacity: capacity(filing),
        periods: periods(world, filing),
        timeline: timeline(world, filing),
        sittings: world.sittings_of(&record.id).rev().take(RECENT).map(|s| sittings::row(world, s)).collect(),
        sittings_total: world.sittings_of(&record.id).count(),
        batches: batches(world, &record.id),
        certificates_total: world.batches_of(&record.id).iter().map(|b| b.value.certificates.len()).sum(),
        measures: measures(world, &record.id),
        history,
        json_href: format!("institutions/{}.json", record.id),
        json_ld: json_ld::organisation(world, entry),
    }
}

/// The telephone of the office; the person who answers it is not named.
pub(crate) fn telephone(filing: &Filing) -> &str {
    text(&filing.applicant.contact.telephone)
}

/// The text of a value that is stored as text.
pub(crate) fn text<V: crate::registry::value::Value>(value: &V) -> &str {
    match value.as_text() {
        std::borrow::Cow::Borrowed(text) => text,
        std::borrow::Cow::Owned(_) => "",
    }
}

fn scope<'a>(world: &'a World<'a>, filing: &'a Filing) -> Vec<ScopeRow<'a>> {
    let row = |line: &'a ScopeLine| ScopeRow {
        name: &line.name,
        code: line.code.as_str(),
        edition: &line.edition,
        href: paths::occupation(&line.edition, line.code),
        specialty: line.specialty.as_deref(),
        levels: levels(&line.levels),
        standard: StandardInfo {
            kind: words::standard_kind(line.standard.kind),
            title: &line.standard.title,
            edition: line.standard.edition.as_deref(),
        },
    };
    filing.scope(world.today).iter().map(row).collect()
}

/// None before it was filed: nothing might be assessed then, as the timeline says.
fn periods<'a>(world: &World<'_>, filing: &'a Filing) -> Vec<PeriodRow<'a>> {
    let all = filing.periods(world.today);
    let mut filed: Vec<_> = all.into_iter().skip_while(|period| !period.status.was_filed()).collect();
    filed.reverse();
    filed.iter().map(period).collect()
}

fn period<'a>(period: &Period<'a>) -> PeriodRow<'a> {
    let line = |line: &'a ScopeLine| PeriodScope {
        name: match &line.specialty {
            Some(specialty) => format!("{}（{}）", &*line.name, &**specialty).into(),
            None => (&*line.name).into(),
        },
        levels: levels(&line.levels),
    };
    let may_assess = period.status.may_assess();
    PeriodRow {
        from: Day(period.from),
        until: day(period.until),
        status: period.status.into(),
        may_assess,
        scope: if may_assess { period.scope.iter().map(line).collect() } else { Vec::new() },
    }
}

fn capacity(filing: &Filing) -> Vec<Capacity> {
    let People { staff, experts, assessors, supervisors } = &filing.people;
    let people = |label, count: usize| Capacity { label, value: format!("{count} 人") };
    let area = filing.premises.area_square_metres;
    let mut capacity: Vec<Capacity> = Vec::with_capacity(6);
    capacity.extend(area.map(|area| Capacity { label: "场地面积", value: format!("{area} 平方米") }));
    let pieces: u64 = filing.equipment.iter().map(|kind| u64::from(kind.quantity.get())).sum();
    let kinds = filing.equipment.len();
    capacity.push(Capacity { label: "设施设备", value: format!("{kinds} 种，{pieces} 台（套）") });
    capacity.push(people("专职工作人员", staff.len()));
    capacity.push(people("专家", experts.len()));
    capacity.push(people("考评员", assessors.len()));
    capacity.push(people("质量督导员", supervisors.len()));
    capacity.extend(proofs(filing));
    capacity
}

/// How many documents were attached to annex 1. They name people and are kept by the office: neither their titles nor
/// their digests are shown.
fn proofs(filing: &Filing) -> impl Iterator<Item = Capacity> {
    let People { staff, experts, assessors, supervisors } = &filing.people;
    let equipment: usize = filing.equipment.iter().map(|kind| kind.proofs.len()).sum();
    let property = filing.premises.proofs.len() + equipment + filing.monitoring.proofs.len();
    let specialists = [experts, assessors, supervisors].into_iter().flatten();
    let skill = staff.iter().filter(|person| person.proof.is_some()).count()
        + specialists.filter(|person| person.proof.is_some()).count();
    let received = [("权属证明材料", property, "份"), ("技术技能水平证明", skill, "人")];
    let received = received.into_iter().filter(|(_, count, _)| *count > 0);
    received.map(|(label, count, unit)| Capacity { label, value: format!("已收 {count} {unit}") })
}

fn timeline<'a>(world: &'a World<'a>, filing: &'a Filing) -> Vec<TimelineEntry<'a>> {
    let office = &*world.registry.site().host.short_name;
    let entry = |(at, event): (usize, &'a EventRecord)| TimelineEntry {
        id: format!("event-{}", at + 1),
        key: words::event_key(event.event),
        title: words::event_title(event).into(),
        tone: words::event_tone(event),
        date: Day(event.date),
        text: words::event_text(event, office).into(),
        details: words::event_details(event),
        clause: world.clause(event.date, |clauses| clauses.of_event(event.event)),
    };
    let mut timeline: Vec<_> = world.events(filing).map(entry).collect();
    timeline.reverse();
    timeline
}

fn batches<'a>(world: &'a World<'a>, id: &str) -> Vec<BatchLink<'a>> {
    let mut batches: Vec<&'a Record<Batch>> = world.batches_of(id).to_vec();
    batches.sort_by(|a, b| (b.value.issued, &b.id).cmp(&(a.value.issued, &a.id)));
    let link = |record: &'a Record<Batch>| BatchLink {
        href: paths::batch(record),
        occupation: world.occupation_name(&record.value.edition, &record.value.occupation),
        level: LevelView(record.value.level),
        issued: Day(record.value.issued),
        count: record.value.certificates.len(),
    };
    batches.into_iter().take(RECENT).map(link).collect()
}

fn measures(world: &World<'_>, id: &str) -> Vec<MeasureRow> {
    let known = world.measures_of(id).iter().filter(|(_, measure)| measure.date <= world.today);
    let mut rows: Vec<MeasureRow> = known
        .map(|(year, measure)| {
            let (title, tone) = words::measure(measure.measure);
            let anchor = measure.inspection.as_ref().map(|id| format!("inspection-{}", &**id));
            let anchor = anchor.unwrap_or_else(|| "measures".to_owned());
            let href = format!("{}#{anchor}", paths::supervision(year));
            MeasureRow { title, tone, date: Day(measure.date), href }
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.date));
    rows
}
