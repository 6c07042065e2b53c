//! What a list says of itself and of the draws before it.

use std::collections::HashSet;

use super::RULE;
use crate::diagnostics::{Finding, Place, Route, route};
use crate::registry::records::supervision::{Draw, Draws, Inspector, Pool, PooledInspector};
use crate::registry::{Date, Record};
use crate::rules::Context;
use crate::rules::supervision::inspectors::Register;

pub(super) fn judge(
    (context, register): (&Context<'_>, &Register<'_>),
    (record, at): (&Record<Draws>, usize),
    (drawn, pool): (Date, &Pool),
    before: &[Draw],
    found: &mut Vec<Finding>,
) {
    let file = record.file.as_str();
    let list = route!["draws", at, "pool"];
    if usize::from(pool.count) > pool.sittings.len() {
        let message = format!("应抽 {} 场，名单里只有 {} 场", pool.count, pool.sittings.len());
        found.push(RULE.at(Place::value(file, list.then("count")), message).hint(RESTORE));
    }
    let mut met = HashSet::new();
    for (n, sitting) in pool.sittings.iter().enumerate() {
        if !met.insert(sitting.name()) {
            let place = Place::value(file, list.then("sittings").then(n).then("sitting"));
            found.push(RULE.at(place, format!("名单里两次写了场次 {}", sitting.name())).hint(RESTORE));
        }
    }
    let year = record.year.as_deref().unwrap_or_default();
    let unread = context.index.is_broken(&format!("content/supervision/{year}/inspectors.yaml"));
    let mut met = HashSet::new();
    for (n, pooled) in pool.inspectors.iter().enumerate() {
        let route = list.then("inspectors").then(n);
        let id = &*pooled.id;
        if !met.insert(id) {
            let place = Place::value(file, route.then("id"));
            found.push(RULE.at(place, format!("名单里两次写了 {id}")).hint(RESTORE));
        }
        match register.get(&(year, id)) {
            None if unread => {}
            None => {
                let place = Place::value(file, route.then("id"));
                let message = format!("督导人员名录里没有 {id}");
                found.push(RULE.at(place, message).hint("不再担任督导的人也保留在当年的 inspectors.yaml"));
            }
            Some(inspector) => unexplained(context, (file, &route), (inspector, pooled), before, found),
        }
        found.extend(assigned(context, (file, &route), (drawn, pooled), before));
    }
}

const RESTORE: &str = "从 git 历史恢复这一次抽取的原文；要另抽的，另抽一次";

/// How often an inspector was sent out is what the draws before say. A sitting called off on the day of the draw may have been
/// counted or not.
fn assigned(
    context: &Context<'_>,
    (file, route): (&str, &Route),
    (drawn, pooled): (Date, &PooledInspector),
    before: &[Draw],
) -> Option<Finding> {
    let tasks = before.iter().flat_map(|draw| &draw.assignments);
    let tasks = tasks.filter(|task| task.inspectors.contains(&pooled.id));
    let (mut least, mut most) = (0_u16, 0_u16);
    let mut called_off = Vec::new();
    for task in tasks {
        let sitting = context.index.sitting(&task.plan, &task.sitting)?;
        let cancelled = sitting.cancelled.as_ref().map(|cancellation| cancellation.date);
        least += u16::from(cancelled.is_none_or(|day| day > drawn));
        most += u16::from(cancelled.is_none_or(|day| day >= drawn));
        called_off.extend(
            cancelled.filter(|day| *day < drawn).map(|_| format!("{}/{}", &*task.plan, &*task.sitting)),
        );
    }
    if (least..=most).contains(&pooled.assigned) {
        return None;
    }
    let place = Place::value(file, route.then("assigned"));
    let message = format!("{} 在这以前派过 {most} 次，名单里写的是 {} 次", &*pooled.id, pooled.assigned);
    // As many as it was before somebody wrote that they had been called off.
    if pooled.assigned > most && usize::from(pooled.assigned - most) <= called_off.len() {
        let sittings = called_off.join("、");
        let hint = format!(
            "实施方案里 {sittings} 的取消日期早于这次抽取（{drawn}）；抽取以后才知道取消的，日期写知道的那一天，名单不用改"
        );
        return Some(RULE.at(place, message).hint(hint));
    }
    Some(RULE.at(place, message).hint(RESTORE))
}

/// Why somebody may not be sent to a sitting is seen from the register or from the draws before.
fn unexplained(
    context: &Context<'_>,
    (file, route): (&str, &Route),
    (inspector, pooled): (&Inspector, &PooledInspector),
    before: &[Draw],
    found: &mut Vec<Finding>,
) {
    let tasks = before.iter().flat_map(|draw| &draw.assignments);
    let tasks: Vec<_> = tasks.filter(|task| task.inspectors.contains(&pooled.id)).collect();
    for (n, name) in pooled.recused.iter().enumerate() {
        let Some((plan, sitting)) = name.split_once('/') else { continue };
        let (Some(plan), Some(sitting)) =
            (context.index.plan_named(plan), context.index.sitting(plan, sitting))
        else {
            continue;
        };
        let institution = &plan.value.institution;
        let filing = context.index.filing(institution);
        let is_own = filing.is_none_or(|filing| *filing.value.applicant.name == *inspector.employer);
        let is_busy = tasks.iter().any(|task| {
            let other = context.index.sitting(&task.plan, &task.sitting);
            other.is_none_or(|other| other.date == sitting.date)
        });
        if is_own || is_busy || inspector.recused_from.contains(institution) {
            continue;
        }
        let place = Place::value(file, route.then("recused").then(n));
        let message = format!("看不出 {} 为什么不能派往 {}", &*pooled.id, &**name);
        let hint = "应回避的机构写在 inspectors.yaml 的 recused_from，后来不用回避了也保留到年底";
        found.push(RULE.at(place, message).warning().hint(hint));
    }
}
