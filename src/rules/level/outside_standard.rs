//! A national standard has levels of its own.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::{Filing, StandardKind};
use crate::rules::{Context, occupation};

pub(super) static RULE: Rule = Rule {
    code: "level-outside-standard",
    severity: Severity::Warning,
    title: "等级最好在国家标准设的等级里",
    clause: Some("通知一（四）"),
    reason: "国家职业技能标准没有设的等级，没有可以对照的要求。目录里的标准等级未必最新，所以只作提醒。",
    wrong: Example(
        "- code: 6-18-01-01\n  name: 车工\n  levels: [5, 4, apprentice]\n  standard: {kind: national, title: 国家职业技能标准 车工}\n",
    ),
    right: Example(
        "- code: 6-18-01-01\n  name: 车工\n  levels: [5, 4]\n  standard: {kind: national, title: 国家职业技能标准 车工}\n",
    ),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for scope in occupation::scopes(&record.value) {
        for (route, line) in scope.routed().filter(|(_, line)| line.standard.kind == StandardKind::National) {
            let occupation = context.catalogue.occupation(&line.edition, line.code);
            let Some(levels) = occupation.and_then(|o| o.standard_levels.as_ref()) else { continue };
            for (i, level) in line.levels.iter().enumerate().filter(|(_, level)| !levels.contains(level)) {
                let place = Place::value(&record.file, route.then("levels").then(i));
                let names: Vec<_> = levels.iter().map(|level| level.name()).collect();
                let message = format!("「{}」的国家标准没有「{level}」", &*line.name);
                found.push(
                    RULE.at(place, message).hint(format!("目录里这个标准的等级：{}", names.join("、"))),
                );
            }
        }
    }
}
