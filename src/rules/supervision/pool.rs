//! What was drawn from is what was known on the day of the draw: nothing is added or taken away afterwards.

mod list;

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::plan::Sitting;
use crate::registry::records::supervision::{Draw, Pool};
use crate::registry::{Date, Record};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "draw-pool",
    severity: Severity::Error,
    title: "抽取名单要与抽取以前报送的场次、督导人员和已派次数一致",
    clause: Some("通知五（二）"),
    reason: "抽完以后补报一场，写成抽取以前报的，就逃过了抽取；名单里的场次后来没有了，也要说得清。",
    wrong: Example("reported: 2021-05-10  # 抽取在 2021-05-20，名单里没有这个方案的场次\n"),
    right: Example("reported: 2021-05-24  # 抽取以后报的，下一次再抽\n"),
};

/// Sittings by the year they are held in: plan, sitting, the day the plan was reported.
type Sittings<'a> = HashMap<i16, Vec<(&'a str, &'a Sitting, Date)>>;

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    if !context.records.draws.iter().any(|record| record.value.draws.iter().any(|draw| draw.pool.is_some())) {
        return;
    }
    let register = super::inspectors::register(context);
    let mut sittings: Sittings<'_> = HashMap::new();
    for plan in &context.records.plans {
        for sitting in &plan.value.sittings {
            let known = (plan.id.as_str(), sitting, plan.value.reported);
            sittings.entry(sitting.date.year()).or_default().push(known);
        }
    }
    for record in context.records.draws.iter().filter(|record| !context.index.is_broken(&record.file)) {
        let mut drawn: HashSet<(&str, &str)> = HashSet::new();
        for (at, draw) in record.value.draws.iter().enumerate() {
            if let Some(pool) = &draw.pool {
                listed(context, (&record.file, at), (draw.date, pool), found);
                let before = &record.value.draws[..at];
                list::judge((context, &register), (record, at), (draw.date, pool), before, found);
                left_out(record, at, (draw, pool), &drawn, &sittings, found);
            }
            drawn.extend(draw.assignments.iter().map(|task| (&*task.plan, &*task.sitting)));
        }
    }
}

/// The sittings of the list are those of the plans still.
fn listed(
    context: &Context<'_>,
    (file, at): (&str, usize),
    (drawn, pool): (Date, &Pool),
    found: &mut Vec<Finding>,
) {
    for (n, pooled) in pool.sittings.iter().enumerate() {
        let place = |key: &'static str| Place::value(file, route!["draws", at, "pool", "sittings", n, key]);
        let name = pooled.name();
        match context.index.sitting(&pooled.plan, &pooled.sitting) {
            None if context.index.knows_sitting(&pooled.plan, &pooled.sitting) => {}
            None => {
                let message = format!("实施方案里已经没有场次 {name}");
                let hint = "抽取以后取消的场次，在实施方案里保留，写上 cancelled，不要删去";
                found.push(RULE.at(place("sitting"), message).hint(hint));
            }
            Some(sitting) if is_cancelled_before(sitting, drawn) => {
                let message = format!("场次 {name} 在抽取以前就取消了，名单里却有它");
                let hint = "核对取消的日期；抽取以后才取消的照实写";
                found.push(RULE.at(place("sitting"), message).hint(hint));
            }
            Some(sitting) if !is_known_as(sitting, drawn, pooled.date) => {
                let message = format!("场次 {name} 抽取时是 {}，现在写的是 {}", pooled.date, sitting.date);
                let hint = "确实改期的，在实施方案里写上 rescheduled；督导人员照新的日期去";
                found.push(RULE.at(place("date"), message).warning().hint(hint));
            }
            Some(_) => {}
        }
    }
}

/// Whether a sitting was to be held on a day, by what was known when it was drawn. What was decided on that day itself may
/// have been known or not.
fn is_known_as(sitting: &Sitting, drawn: Date, day: Date) -> bool {
    let same_day = sitting.rescheduled.iter().filter(|change| change.date == drawn);
    sitting.date_on(drawn) == day || same_day.into_iter().any(|change| change.from == day)
}

fn is_cancelled_before(sitting: &Sitting, day: Date) -> bool {
    sitting.cancelled.as_ref().is_some_and(|cancellation| cancellation.date < day)
}

/// What was reported before the draw and held after it was on the list, or was drawn before.
fn left_out<T>(
    record: &Record<T>,
    at: usize,
    (draw, pool): (&Draw, &Pool),
    drawn: &HashSet<(&str, &str)>,
    sittings: &Sittings<'_>,
    found: &mut Vec<Finding>,
) {
    let listed: HashSet<(&str, &str)> = pool.sittings.iter().map(|s| (&*s.plan, &*s.sitting)).collect();
    let year = record.year.as_deref().and_then(|year| year.parse::<i16>().ok()).unwrap_or_default();
    let of_year = sittings.get(&year).map_or(&[][..], Vec::as_slice);
    // What was reported on the day of the draw itself may have come after it.
    let was_open = |(_, sitting, reported): &&(&str, &Sitting, Date)| {
        let cancelled = sitting.cancelled.as_ref().is_some_and(|cancellation| cancellation.date <= draw.date);
        let same_day = sitting.rescheduled.iter().any(|change| change.date == draw.date);
        *reported < draw.date && sitting.date_on(draw.date) > draw.date && !cancelled && !same_day
    };
    for (plan, sitting, reported) in of_year.iter().filter(was_open) {
        // Until it was moved it was to be held before the draw.
        let is_put_off = sitting.rescheduled.iter().any(|change| change.from <= draw.date);
        let sitting = &*sitting.id;
        if listed.contains(&(*plan, sitting)) || drawn.contains(&(*plan, sitting)) {
            continue;
        }
        let place = Place::key(&record.file, route!["draws", at, "pool"]);
        if is_put_off {
            let message = format!("场次 {plan}/{sitting} 改期到抽取以后，名单里没有它");
            let hint = "改期记得晚了的不用改名单，等下一次抽取";
            found.push(RULE.at(place, message).warning().hint(hint));
            continue;
        }
        let message = format!("场次 {plan}/{sitting} 报送日期是 {reported}，早于抽取，名单里却没有它");
        let hint =
            "核对实施方案的报送日期：抽取以后才报的照实写，再抽一次；日期没有错的，查清名单为什么缺了它";
        found.push(RULE.at(place, message).hint(hint));
    }
}
