//! Certificates: batches, and what was revoked.

use std::collections::BTreeMap;

use crate::registry::records::batch::{Batch, CertificateEvent, CertificateEventKind};
use crate::registry::records::procedure::EventKind;
use crate::registry::{Date, Record, Status};
use crate::site::context::{
    Badge, BatchPage, BatchRow, BatchSitting, BatchYear, Batches, CertificateEventRow, CertificateRow,
    Certificates, Day, LevelView, NumberPart, Page, Revoked, RevokedCertificate, RevokedInstitution, Subject,
    Tone,
};
use crate::site::head::Draft;
use crate::site::paths;
use crate::site::world::World;

use super::{PAGE_SIZE, page_count, pagination};

const LATEST: usize = 10;
/// Up to how many batches the page of all years shows them all, and how many a year otherwise.
const ALL_ON_ONE_PAGE: usize = 200;
const NEWEST_OF_YEAR: usize = 20;
const VALID: Badge = Badge { key: "valid", title: "有效", tone: Tone::Good };
const REVOKED: Badge = Badge { key: "revoked", title: "已注销", tone: Tone::Bad };

/// The batches issued up to today, newest first.
fn newest_first<'a>(world: &World<'a>) -> Vec<&'a Record<Batch>> {
    let issued = world.registry.batches().iter().filter(|batch| batch.value.issued <= world.today);
    let mut batches: Vec<_> = issued.collect();
    batches.sort_by(|a, b| (b.value.issued, &b.id).cmp(&(a.value.issued, &a.id)));
    batches
}

/// Where to look up what.
pub(crate) fn index_page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let batches = newest_first(world);
    let content = Certificates {
        total: batches.iter().map(|batch| batch.value.certificates.len()).sum(),
        batches: batches.len(),
        revoked: batches.iter().map(|batch| batch.value.revoked(world.today).count()).sum(),
        latest: batches.into_iter().take(LATEST).map(|batch| row(world, batch)).collect(),
        batches_href: "certificates/batches.html",
        revoked_href: "certificates/revoked.html",
        lookup: world.registry.lookup().map(|manifest| manifest.text()),
        today: Day(world.today),
        number_parts: number_parts(),
    };
    Draft::own(path).page(world, Subject::Certificates(Box::new(content)))
}

/// 《职业技能等级证书编码规则（试行）》 人社鉴发〔2019〕2号.
fn number_parts() -> Vec<NumberPart> {
    let part = |positions, meaning, example| NumberPart { positions, meaning, example };
    vec![
        part("1", "评价机构类别：Y 用人单位，S 社会培训评价组织", "Y"),
        part("2–5", "评价机构代码：在省级备案的为 0000", "0000"),
        part("6–7", "机构所在省（自治区、直辖市）代码", "12"),
        part("8–13", "机构序列码，与前面合为备案号", "000001"),
        part("14–15", "发证年份的后两位", "20"),
        part("16", "等级：5 初级工，4 中级工，3 高级工，2 技师，1 高级技师", "3"),
        part("17–22", "证书序列码", "000001"),
    ]
}

fn row<'a>(world: &'a World<'a>, record: &'a Record<Batch>) -> BatchRow<'a> {
    BatchRow {
        href: paths::batch(record),
        id: &record.id,
        institution: world.institution(&record.value.institution),
        occupation: world.occupation_name(&record.value.edition, &record.value.occupation),
        level: LevelView(record.value.level),
        issued: Day(record.value.issued),
        count: record.value.certificates.len(),
    }
}

/// The batches issued up to today by year, newest year first, within it oldest batch first.
pub(crate) fn by_year<'a>(world: &World<'a>) -> Vec<(&'a str, Vec<&'a Record<Batch>>)> {
    let mut years: BTreeMap<&'a str, Vec<&'a Record<Batch>>> = BTreeMap::new();
    for batch in newest_first(world).into_iter().rev() {
        years.entry(batch.year.as_deref().unwrap_or_default()).or_default().push(batch);
    }
    years.into_iter().rev().collect()
}

fn batch_year<'a>(
    world: &'a World<'a>,
    year: &'a str,
    all: &[&'a Record<Batch>],
    shown: impl Iterator<Item = &'a Record<Batch>>,
) -> BatchYear<'a> {
    BatchYear {
        year,
        href: paths::batches(year),
        total: all.len(),
        certificates: all.iter().map(|batch| batch.value.certificates.len()).sum(),
        batches: shown.map(|batch| row(world, batch)).collect(),
    }
}

/// The page with all years. Of long lists it shows the newest; the years' own pages have them all.
pub(crate) fn batches_page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let years = by_year(world);
    let total: usize = years.iter().map(|(_, batches)| batches.len()).sum();
    let shown = if total > ALL_ON_ONE_PAGE { NEWEST_OF_YEAR } else { usize::MAX };
    let year = |(year, all): (&'a str, Vec<&'a Record<Batch>>)| {
        batch_year(world, year, &all, all.iter().rev().take(shown).copied())
    };
    let content = Batches { years: years.into_iter().map(year).collect(), pagination: None };
    Draft::own(path).page(world, Subject::Batches(Box::new(content)))
}

/// The nth page of a year's batches, from 1; a new batch changes only the last one.
pub(crate) fn year_page<'a>(
    world: &'a World<'a>,
    (year, all): &'a (&'a str, Vec<&'a Record<Batch>>),
    number: usize,
    path: &'a str,
) -> Page<'a> {
    let shown = all.iter().skip((number - 1) * PAGE_SIZE).take(PAGE_SIZE).copied();
    let content = Batches {
        years: vec![batch_year(world, year, all, shown)],
        pagination: Some(pagination(&paths::batches(year), number, page_count(all.len()))),
    };
    let title = format!("{year} 年的发证批次");
    Draft::new(path, "certificates", title, "这一年颁发职业技能等级证书的批次，按发证先后列出。")
        .below("发证批次", "certificates/batches.html")
        .page(world, Subject::Batches(Box::new(content)))
}

/// The page of one batch.
pub(crate) fn batch_page<'a>(world: &'a World<'a>, record: &'a Record<Batch>, path: &'a str) -> Page<'a> {
    let batch = &record.value;
    let rows: Vec<_> = certificates(batch, world.today);
    let institution = world.institution(&batch.institution);
    let occupation = world.occupation(&batch.edition, &batch.occupation);
    let title = format!("{} {}：{}", occupation.title, batch.level.name(), institution.title);
    let status = world.entry(&batch.institution).map_or(Status::Withdrawn, |entry| entry.status);
    let content = BatchPage {
        id: &record.id,
        institution,
        institution_status: status.into(),
        occupation,
        code: batch.occupation.as_str(),
        level: LevelView(batch.level),
        issued: Day(batch.issued),
        sitting: world.sitting(&batch.plan, &batch.sitting).map(|found| BatchSitting {
            date: Day(found.sitting.date),
            venue: &found.sitting.venue,
            method: found.sitting.method.title(),
        }),
        valid: rows.iter().filter(|row| row.status.key == "valid").count(),
        certificates: rows,
    };
    let description = format!("{}颁发的一批职业技能等级证书，持证人姓名已遮盖。", batch.issued.chinese());
    Draft::new(path, "certificates", title, description)
        .below("发证批次", "certificates/batches.html")
        .page(world, Subject::Batch(Box::new(content)))
}

fn certificates(batch: &Batch, today: Date) -> Vec<CertificateRow<'_>> {
    let mut events: BTreeMap<&str, Vec<&CertificateEvent>> = BTreeMap::new();
    for event in batch.events.iter().filter(|event| event.date <= today) {
        events.entry(event.number.as_str()).or_default().push(event);
    }
    let mut rows = Vec::with_capacity(batch.certificates.len());
    for certificate in &batch.certificates {
        let number = certificate.number.as_str();
        let events = events.get(number).map_or(&[][..], Vec::as_slice);
        let revoked = events.iter().any(|event| event.event == CertificateEventKind::Revoked);
        let told = events.iter().map(|event| CertificateEventRow {
            title: event_title(event.event),
            date: Day(event.date),
            reason: &event.reason,
        });
        let status = if revoked { REVOKED } else { VALID };
        rows.push(CertificateRow { number, holder: &certificate.holder, status, events: told.collect() });
    }
    rows
}

/// What happened to a certificate.
fn event_title(event: CertificateEventKind) -> &'static str {
    match event {
        CertificateEventKind::Revoked => "注销",
        CertificateEventKind::Corrected => "更正",
    }
}

/// All revocations up to today, newest first, with their batches.
pub(crate) fn revocations<'a>(world: &World<'a>) -> Vec<(&'a Record<Batch>, &'a CertificateEvent)> {
    let mut all: Vec<_> = Vec::new();
    for batch in world.registry.batches() {
        all.extend(batch.value.revoked(world.today).map(|event| (batch, event)));
    }
    all.sort_by(|(_, a), (_, b)| (b.date, &a.number).cmp(&(a.date, &b.number)));
    all
}

/// The page with what was revoked.
pub(crate) fn revoked_page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let certificate = |(batch, event): (&'a Record<Batch>, &'a CertificateEvent)| RevokedCertificate {
        number: event.number.as_str(),
        date: Day(event.date),
        reason: &event.reason,
        institution: world.institution(&batch.value.institution),
        href: paths::batch(batch),
    };
    let lost = world.by_status.get(&Status::Revoked).map_or(&[][..], Vec::as_slice);
    let mut institutions: Vec<_> = lost.iter().filter_map(|at| revoked_institution(world, *at)).collect();
    institutions.sort_by_key(|row| std::cmp::Reverse(row.date));
    let certificates = revocations(world).into_iter().map(certificate).collect();
    Draft::own(path).page(world, Subject::Revoked(Box::new(Revoked { certificates, institutions })))
}

fn revoked_institution<'a>(world: &'a World<'a>, at: usize) -> Option<RevokedInstitution<'a>> {
    let entry = &world.entries[at];
    let filing = &entry.record.value;
    let event = filing.events_until(world.today).rfind(|event| event.event == EventKind::Revoked)?;
    Some(RevokedInstitution {
        href: paths::institution(&entry.record.id),
        name: &filing.applicant.name,
        number: entry.number.as_ref().map(|number| number.as_str()),
        date: Day(event.date),
        reason: event.reason.as_deref().unwrap_or_default(),
        document: event.document.as_deref(),
    })
}
