//! A draw says from what it was drawn.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "draw-unlisted",
    severity: Severity::Error,
    title: "每次抽取都留下名单，没有留下的写明原因",
    clause: Some("通知五（二）"),
    reason: "没有名单，谁也不能重新抽一次核对，双随机就只剩一句话。",
    wrong: Example("- {id: d01, date: 2021-05-20, seed: \"20210520\", assignments: []}\n"),
    right: Example(
        "- {id: d01, date: 2020-03-20, seed: 摇号, unlisted: 启用本系统以前抽取, assignments: []}\n",
    ),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let listed = context.records.draws.iter().flat_map(|record| &record.value.draws);
    let first = listed.filter(|draw| draw.pool.is_some()).map(|draw| draw.date).min();
    // A key that could not be read may be the one that is missed.
    for record in context.records.draws.iter().filter(|record| !context.index.is_broken(&record.file)) {
        for (at, draw) in record.value.draws.iter().enumerate() {
            let (message, hint) = match (&draw.pool, &draw.unlisted) {
                (None, None) => (
                    "没有留下抽取名单，别人不能复核",
                    "用 skillreg draw 抽取，名单会一并写入；已经用别的办法抽了的，写 unlisted: 没有留下名单的原因",
                ),
                (Some(_), Some(_)) => ("写了抽取名单，又写了没有留下名单的原因", "删去 unlisted"),
                (None, Some(_)) if first.is_some_and(|first| draw.date >= first) => (
                    "已经用本系统抽取过，这一次却没有留下名单",
                    "用 skillreg draw 另抽一次；unlisted 只用于启用本系统以前的抽取",
                ),
                _ => continue,
            };
            let place = Place::value(&record.file, route!["draws", at, "id"]);
            found.push(RULE.at(place, message).hint(hint));
        }
    }
}
