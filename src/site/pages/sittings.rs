//! The calendar of sittings.

use crate::registry::records::plan::{
    Cancellation, CandidateKind, Candidates, Rescheduling, Sitting, SittingResult,
};
use crate::registry::{Date, SittingRef};
use crate::site::context::{Badge, Day, LevelView, Month, Page, SittingRow, Sittings, Subject, Tone};
use crate::site::head::Draft;
use crate::site::world::World;

const PAST: usize = 500;

/// The page with all sittings.
pub(crate) fn page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let split = world.sittings.partition_point(|sitting| sitting.sitting.date < world.today);
    let (past, upcoming) = world.sittings.split_at(split);
    let sittings = Sittings {
        upcoming: months(world, upcoming.iter()),
        past: months(world, past.iter().rev().take(PAST)),
        past_total: past.len(),
        ics_href: "sittings.ics",
        json_href: "data/plans.json",
    };
    Draft::own(path).page(world, Subject::Sittings(Box::new(sittings)))
}

fn months<'a>(world: &'a World<'a>, sittings: impl Iterator<Item = &'a SittingRef<'a>>) -> Vec<Month<'a>> {
    let mut months: Vec<(i16, i8, Month<'a>)> = Vec::new();
    for sitting in sittings {
        let date = sitting.sitting.date;
        let (row, held) = (row(world, *sitting), usize::from(!sitting.sitting.is_cancelled()));
        match months.last_mut() {
            Some((year, month, open)) if (*year, *month) == (date.year(), date.month()) => {
                open.sittings.push(row);
                open.held += held;
            }
            _ => {
                let title = format!("{}年{}月", date.year(), date.month()).into();
                months.push((date.year(), date.month(), Month { title, held, sittings: vec![row] }));
            }
        }
    }
    months.into_iter().map(|(_, _, month)| month).collect()
}

/// One sitting.
pub(crate) fn row<'a>(world: &'a World<'a>, sitting: SittingRef<'a>) -> SittingRow<'a> {
    let SittingRef { plan, sitting, result } = sitting;
    let result = result.filter(|result| result.ended <= world.today);
    SittingRow {
        id: anchor(&plan.id, &sitting.id),
        date: Day(sitting.date),
        institution: world.institution(&plan.value.institution),
        occupation: world.occupation(&sitting.edition, &sitting.occupation),
        specialty: sitting.specialty.as_deref(),
        level: LevelView(sitting.level),
        venue: &sitting.venue,
        district: world.district(&sitting.division),
        method: sitting.method.title(),
        candidates: sitting.candidates.total(),
        candidates_text: candidates(sitting.candidates),
        status: status(sitting, result, world.today),
        result: result
            .filter(|r| r.reported.is_some_and(|day| day <= world.today))
            .map(|result| format!("实考 {} 人，合格 {} 人", result.sat, result.passed))
            .or_else(|| sitting.cancelled.as_ref().map(cancelled))
            .or_else(|| sitting.rescheduled.last().map(rescheduled)),
    }
}

/// When and why a sitting was called off.
pub(crate) fn cancelled(cancellation: &Cancellation) -> String {
    format!("{}取消：{}", cancellation.date.chinese(), &*cancellation.reason)
}

/// From which day a sitting was moved, and why.
pub(crate) fn rescheduled(change: &Rescheduling) -> String {
    format!("原定{}：{}", change.from.chinese(), &*change.reason)
}

/// The anchor of a sitting.
pub(crate) fn anchor(plan: &str, sitting: &str) -> String {
    format!("{plan}-{sitting}")
}

fn candidates(candidates: Candidates) -> String {
    let kinds = [
        (CandidateKind::Employee, candidates.employee),
        (CandidateKind::Dispatched, candidates.dispatched),
        (CandidateKind::Intern, candidates.intern),
    ];
    let given = kinds.into_iter().filter(|(_, count)| *count > 0);
    given.map(|(kind, count)| format!("{} {count} 人", kind.title())).collect::<Vec<_>>().join("、")
}

/// Where a sitting stands, by the days its result was reported and confirmed.
pub(crate) fn status(sitting: &Sitting, result: Option<&SittingResult>, today: Date) -> Badge {
    let date = sitting.date;
    let result = result.map(|result| (result.reported, result.confirmed));
    let by_today = |day: Option<Date>| day.is_some_and(|day| day <= today);
    match result {
        _ if sitting.is_cancelled() => Badge { key: "cancelled", title: "已取消", tone: Tone::Past },
        Some((_, confirmed)) if by_today(confirmed) => {
            Badge { key: "confirmed", title: "结果已确认", tone: Tone::Good }
        }
        Some((reported, _)) if by_today(reported) => {
            Badge { key: "reported", title: "结果已报送", tone: Tone::Info }
        }
        _ if date < today => Badge { key: "held", title: "已举行", tone: Tone::Past },
        _ if date == today => Badge { key: "today", title: "今日举行", tone: Tone::Wait },
        _ => Badge { key: "planned", title: "待举行", tone: Tone::Wait },
    }
}
