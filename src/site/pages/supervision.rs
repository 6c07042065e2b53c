//! Supervision: coverage, draws, inspections, measures.

use std::collections::{BTreeMap, BTreeSet};

use crate::registry::identifier::RecordId;
use crate::registry::records::procedure::{EventKind, EventRecord};
use crate::registry::records::supervision::{Assignment, Draw, Inspection, Measure, SeedKind};
use crate::registry::{
    Date, SittingRef, SupervisionYear, in_percent, inspection_share, inspection_shares, inspections_required,
};
use crate::site::context::{
    AssignmentView, Badge, ClauseLink, Coverage, Day, DrawView, EvidenceView, InspectionView, LevelView,
    Link, MeasureView, Page, SittingLink, Subject, Supervision, SupervisionYearPage, Tone,
};
use crate::site::head::Draft;
use crate::site::pages::changes;
use crate::site::world::{World, day};
use crate::site::{paths, words};

/// The years that have a page: with records of supervision or with sittings held.
pub(crate) fn years(world: &World<'_>) -> BTreeSet<String> {
    let held = held(world).filter(|sitting| sitting.sitting.date <= world.today);
    let mut years: BTreeSet<String> = held.map(|sitting| sitting.sitting.date.year().to_string()).collect();
    years.extend(world.registry.supervision().keys().map(|year| (*year).to_owned()));
    years
}

/// All sittings but those that were called off.
fn held<'a>(world: &'a World<'a>) -> impl Iterator<Item = &'a SittingRef<'a>> + Clone {
    world.sittings.iter().filter(|found| !found.sitting.is_cancelled())
}

fn of_year(date: Date, year: &str) -> bool {
    date.year().to_string() == year
}

fn coverage<'a>(world: &World<'_>, year: &'a str, supervision: &SupervisionYear<'_>) -> Coverage<'a> {
    let of_this_year = held(world).filter(|sitting| of_year(sitting.sitting.date, year));
    let planned = of_this_year.clone().count();
    let is_held = |plan: &str, sitting: &str| {
        world.sitting(plan, sitting).is_some_and(|found| !found.sitting.is_cancelled())
    };
    let held = of_this_year.clone().filter(|sitting| sitting.sitting.date <= world.today).count();
    let done = supervision.inspections.iter().filter(|inspection| {
        inspection.date <= world.today && is_held(&inspection.plan, &inspection.sitting)
    });
    // The share is one of random checks: what was inspected for another reason is told beside it.
    let (ordered, extra): (Vec<&Inspection>, Vec<&Inspection>) =
        done.copied().partition(|inspection| inspection.draw.is_some());
    let inspected: BTreeSet<_> =
        ordered.iter().map(|inspection| (&inspection.plan, &inspection.sitting)).collect();
    let number = year.parse().unwrap_or_else(|_| world.today.year());
    let dates = of_this_year.clone().map(|found| found.sitting.date);
    let policies = &world.registry.records().policies;
    let least = inspection_share(policies, number, dates.clone());
    let required = inspections_required(least, held);
    let drawn = supervision.draws.iter().filter(|draw| draw.date <= world.today);
    let drawn = drawn.flat_map(|draw| &draw.assignments);
    let drawn = drawn.filter(|drawn| is_held(&drawn.plan, &drawn.sitting));
    let drawn: BTreeSet<_> = drawn.map(|drawn| (&drawn.plan, &drawn.sitting)).collect();
    // What was drawn and nobody went to has to be drawn again.
    let is_kept = |(plan, sitting): &&(&RecordId, &RecordId)| {
        let is_to_come = world.sitting(plan, sitting).is_some_and(|found| found.last_day() >= world.today);
        is_to_come || inspected.contains(&(*plan, *sitting))
    };
    let kept = drawn.iter().filter(is_kept).count();
    let to_draw = inspections_required(least, planned).saturating_sub(kept);
    let inspected = inspected.len();
    let percent = if held == 0 { 0.0 } else { (inspected as f64 * 1000.0 / held as f64).round() / 10.0 };
    let share_required = format!("{}%", in_percent(least));
    let badge = badge(held, inspected >= required);
    let beside = match extra.len() {
        0 => String::new(),
        extra => format!("没有抽到而另外督导 {extra} 场，不计入比例。"),
    };
    let sentence = match held {
        0 => format!("{year} 年还没有举行评价。"),
        _ => format!(
            "{year} 年截至统计日已举行 {held} 场评价，现场督导 {inspected} 场，占 {percent}%；按不低于 {share_required} 计算，应督导至少 {required} 场{}。{beside}",
            blended(&inspection_shares(policies, dates))
        ),
    };
    Coverage {
        year,
        href: paths::supervision(year),
        held,
        planned,
        drawn: drawn.len(),
        to_draw,
        inspected,
        required,
        share_required,
        share: (held > 0).then(|| format!("{percent}%")),
        percent,
        percent_required: in_percent(least),
        badge,
        sentence,
    }
}

/// Where a year's share comes from, if two policies hold in it.
fn blended(shares: &[(f64, usize)]) -> String {
    if shares.len() < 2 {
        return String::new();
    }
    let each = shares.iter().map(|(share, sittings)| format!("{sittings} 场按 {}%", in_percent(*share)));
    format!("（这一年前后的政策比例不同，全年 {}）", each.collect::<Vec<_>>().join("，"))
}

fn badge(held: usize, enough: bool) -> Badge {
    match (held, enough) {
        (0, _) => Badge { key: "none", title: "尚无场次", tone: Tone::Info },
        (_, true) => Badge { key: "reached", title: "已达到要求", tone: Tone::Good },
        (_, false) => Badge { key: "short", title: "尚未达到要求", tone: Tone::Warn },
    }
}

fn clause(world: &World<'_>) -> Option<ClauseLink> {
    let policy = world.registry.current_policy()?;
    Some(world.clause_of(&policy.id, policy.value.clauses.inspection.as_ref()?))
}

/// The page with all years.
pub(crate) fn index_page<'a>(world: &'a World<'a>, years: &'a BTreeSet<String>, path: &'a str) -> Page<'a> {
    let supervision = world.registry.supervision();
    let none = SupervisionYear::default();
    let of = |year: &str| supervision.get(year).unwrap_or(&none);
    let years = years.iter().rev().map(|year| coverage(world, year, of(year))).collect();
    let content = Supervision { years, clause: clause(world) };
    Draft::own(path).page(world, Subject::Supervision(Box::new(content)))
}

/// The page of one year.
pub(crate) fn year_page<'a>(world: &'a World<'a>, year: &'a str, path: &'a str) -> Page<'a> {
    let mut all: BTreeMap<&'a str, SupervisionYear<'a>> = world.registry.supervision();
    let mut supervision = all.remove(year).unwrap_or_default();
    supervision.draws.retain(|draw| draw.date <= world.today);
    supervision.inspections.retain(|inspection| inspection.date <= world.today);
    supervision.measures.retain(|measure| measure.date <= world.today);
    supervision.draws.sort_by(|a, b| (b.date, &b.id).cmp(&(a.date, &a.id)));
    supervision.inspections.sort_by(|a, b| (b.date, &b.id).cmp(&(a.date, &a.id)));
    supervision.measures.sort_by(|a, b| (b.date, &a.institution).cmp(&(a.date, &b.institution)));
    let files = ["draws", "inspections", "inspectors", "measures"]
        .map(|name| format!("content/supervision/{year}/{name}.yaml"));
    let history = changes::of(world, &files);
    let content = SupervisionYearPage {
        coverage: coverage(world, year, &supervision),
        clause: clause(world),
        inspectors: supervision.inspectors.len(),
        draws: supervision.draws.iter().map(|found| draw(world, found)).collect(),
        inspections: supervision.inspections.iter().map(|found| inspection(world, found)).collect(),
        measures: supervision
            .measures
            .iter()
            .map(|found| measure(world, &supervision.inspections, found))
            .collect(),
        history,
    };
    let description = content.coverage.sentence.clone();
    Draft::new(path, "supervision", format!("{year} 年监督检查"), description)
        .page(world, Subject::SupervisionYear(Box::new(content)))
}

fn draw<'a>(world: &'a World<'a>, draw: &'a Draw) -> DrawView<'a> {
    let assignment = |found: &'a Assignment| AssignmentView {
        sitting: sitting(world, &found.plan, &found.sitting),
        inspectors: found.inspectors.len(),
    };
    DrawView {
        id: format!("draw-{}", &*draw.id),
        name: &draw.id,
        date: Day(draw.date),
        seed: &draw.seed,
        seed_kind: draw.seed_kind.map(SeedKind::title),
        seed_source: draw.seed_source.as_deref(),
        pool: draw.pool.as_ref().map(|pool| pool.sittings.len()),
        fingerprint: draw.fingerprint.map(|digest| digest.to_string()),
        unlisted: draw.unlisted.as_deref(),
        assignments: draw.assignments.iter().map(assignment).collect(),
    }
}

fn sitting<'a>(world: &'a World<'a>, plan: &str, sitting: &str) -> SittingLink<'a> {
    let found = world.sitting(plan, sitting);
    SittingLink {
        date: day(found.map(|found| found.sitting.date)),
        institution: found.map(|found| world.institution(&found.plan.value.institution)),
        occupation: found.map(|f| world.occupation_name(&f.sitting.edition, &f.sitting.occupation)),
        level: found.map(|found| LevelView(found.sitting.level)),
        cancelled: found.is_some_and(|found| found.sitting.is_cancelled()),
        name: format!("{plan} / {sitting}"),
    }
}

fn inspection<'a>(world: &'a World<'a>, inspection: &'a Inspection) -> InspectionView<'a> {
    let evidence = |kept: &'a crate::registry::records::supervision::Evidence| EvidenceView {
        kind: kept.kind.title(),
        title: &kept.title,
        sha256: kept.sha256.to_string(),
        place: &kept.place,
    };
    InspectionView {
        id: format!("inspection-{}", &*inspection.id),
        name: &inspection.id,
        date: Day(inspection.date),
        sitting: sitting(world, &inspection.plan, &inspection.sitting),
        inspectors: inspection.inspectors.len(),
        reason: inspection.reason.as_deref(),
        replacements: inspection.replacements.iter().map(|change| &*change.reason).collect(),
        outcome: words::inspection_outcome(inspection.outcome),
        findings: inspection.findings.lines().filter(|line| !line.trim().is_empty()).collect(),
        evidence: inspection.evidence.iter().map(evidence).collect(),
        published: day(inspection.published.filter(|date| *date <= world.today)),
    }
}

fn measure<'a>(
    world: &'a World<'a>,
    inspections: &[&'a Inspection],
    measure: &'a Measure,
) -> MeasureView<'a> {
    let (title, tone) = words::measure(measure.measure);
    let event = measure.measure.event();
    let procedure = world.entry(&measure.institution).map_or(&[][..], |entry| &entry.record.value.procedure);
    let at = procedure.iter().position(|told| told.event == event && told.date == measure.date);
    let told = at.and_then(|at| procedure.get(at));
    // Only inspections of this page can be led to; others are told on the pages of their years.
    let followed = inspections.iter().find(|found| measure.inspection.as_ref() == Some(&found.id));
    let inspection = followed.map(|found| Link {
        title: format!("{}现场督导", found.date.chinese()).into(),
        href: format!("#inspection-{}", &*found.id).into(),
    });
    MeasureView {
        title,
        tone,
        date: Day(measure.date),
        institution: world.institution(&measure.institution),
        reason: told.and_then(|event| event.reason.as_deref()).map(Into::into),
        document: told.and_then(|event| event.document.as_deref()),
        outcome: at.and_then(|at| rectified(procedure.get(at..)?, world.today)),
        inspection,
    }
}

/// By when a rectification was due, and how it ended: from its order on.
fn rectified(procedure: &[EventRecord], today: Date) -> Option<String> {
    let (ordered, later) = procedure.split_first()?;
    let due = ordered.due?;
    let until = due.chinese();
    let ends =
        [EventKind::Rectified, EventKind::Revoked, EventKind::Withdrawn, EventKind::RectificationOrdered];
    let is_end = |event: &&EventRecord| {
        let is_late_order = event.event == EventKind::RectificationOrdered && event.date > due;
        event.date <= today && ends.contains(&event.event) && !is_late_order
    };
    let end = later.iter().find(is_end);
    Some(match end {
        Some(event) if event.event == EventKind::RectificationOrdered => {
            format!("期限 {until}，{} 另定了期限。", event.date.chinese())
        }
        Some(event) if event.event == EventKind::Rectified => {
            let late = if event.date > due { "，超过期限" } else { "" };
            format!("期限 {until}，{} 验收通过{late}。", event.date.chinese())
        }
        Some(event) => format!("期限 {until}，{} {}。", event.date.chinese(), event.event.title()),
        None if due < today => format!("期限 {until} 已过，还没有结论。"),
        None => format!("期限 {until}，整改中。"),
    })
}
