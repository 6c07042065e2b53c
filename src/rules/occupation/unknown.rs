//! An occupation must stand in the catalogue of its edition.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::{Filing, ScopeLine};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "occupation-unknown",
    severity: Severity::Error,
    title: "职业编码要在所写版本的大典里",
    clause: Some("通知一（三）"),
    reason: "只有大典里的技能类职业和人社部发布的新职业可以开展评价；同一编码在不同版本里可能是不同的职业。",
    wrong: Example("- {edition: \"2015\", code: 6-31-01-98, name: 电工, levels: [5]}\n"),
    right: Example("- {edition: \"2015\", code: 6-31-01-03, name: 电工, levels: [5]}\n"),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (route, line) in super::scope_lines(&record.value) {
        check(context, &record.file, &route, line, found);
    }
}

fn check(context: &Context<'_>, file: &str, route: &Route, line: &ScopeLine, found: &mut Vec<Finding>) {
    let known = context.catalogue.occupation(&line.edition, line.code).is_some();
    let unread = context.index.is_broken(&format!("content/catalogue/occupations-{}.yaml", &*line.edition));
    // What is no skill occupation is not in the catalogue either; its own rule says so.
    if known || unread || !line.code.is_skill_class() {
        return;
    }
    // That there is no catalogue at all is told once.
    if context.catalogue.editions().is_empty() {
        return;
    }
    if !context.catalogue.editions().contains(&&*line.edition) {
        let message = format!("没有 {} 版的职业目录", line.edition);
        let known = context.catalogue.editions().join("、");
        found.push(
            RULE.at(Place::value(file, route.then("edition")), message).hint(format!("可用的版本：{known}")),
        );
        return;
    }
    let message = format!("{} 版大典里没有编码 {}", line.edition, line.code);
    let finding = RULE.at(Place::value(file, route.then("code")), message);
    let codes = context.catalogue.codes_named(&line.edition, &line.name);
    found.push(match codes.first() {
        Some(code) => finding.hint(format!("「{}」的编码是 {code}", line.name)),
        None => finding.hint("请对照职业目录核对编码和版本"),
    });
}
