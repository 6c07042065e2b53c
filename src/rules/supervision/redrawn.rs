//! Whoever does a draw again gets the same.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::drawing::{Flaw, flaw};
use crate::registry::Record;
use crate::registry::records::supervision::Draws;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "draw-altered",
    severity: Severity::Error,
    title: "抽取结果要能由名单和种子重新算出",
    clause: Some("通知五（二）"),
    reason: "双随机要经得起任何人复核。抽完以后改种子、加场次、换人，重算就对不上。",
    wrong: Example("seed: 抽完以后改过的种子\npool: {count: 2, …}\nassignments: [原来的结果]\n"),
    right: Example("由 skillreg draw 写入，之后不改；另有需要，再抽一次\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    // A draw of which a part was left out for a fault of its form is another draw.
    let whole = |record: &&Record<Draws>| !context.index.is_broken(&record.file);
    for record in context.records.draws.iter().filter(whole) {
        for (at, draw) in record.value.draws.iter().enumerate() {
            let (key, message) = match flaw(draw) {
                None => continue,
                Some(Flaw::List) => ("pool", "抽取名单与它的校验值对不上：抽取以后被改动过"),
                Some(Flaw::Result) => ("assignments", "按这份名单和种子重新抽，结果不是这样"),
            };
            let place = Place::key(&record.file, route!["draws", at, key]);
            let hint = "从 git 历史恢复这一次抽取的原文；名单有变化的，另抽一次，不改已抽的";
            found.push(RULE.at(place, message).hint(hint));
        }
    }
}
