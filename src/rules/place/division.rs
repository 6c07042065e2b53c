//! Districts are those of the registry's list, and the list is of its province.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::identifier::DivisionCode;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "division-unknown",
    severity: Severity::Error,
    title: "所在区要在行政区划表里",
    clause: Some("通知一（一）；GB/T 2260"),
    reason: "目录按区查找；不在表里的代码没有名称，也找不到。",
    wrong: Example("division: \"120199\"\n"),
    right: Example("division: \"120110\"\n"),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let route = || route!["applicant", "division"];
    found.extend(unknown(context, &record.file, record.value.applicant.division, route));
}

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    for (i, sitting) in record.value.sittings.iter().enumerate() {
        let route = || route!["sittings", i, "division"];
        found.extend(unknown(context, &record.file, sitting.division, route));
    }
}

pub(super) fn list(context: &Context<'_>, found: &mut Vec<Finding>) {
    let (Some(site), Some(list)) = (&context.records.site, &context.records.divisions) else { return };
    let province = site.value.province.as_str();
    for (i, division) in list.value.divisions.iter().enumerate() {
        if division.code.province() != province {
            let place = Place::part(&list.file, route!["divisions", i, "code"], 0..2);
            let message = format!("「{}」的代码不以 {province} 开头", &*division.name);
            found.push(RULE.at(place, message).hint("本站的省级代码写在 site.yaml 的 province"));
        }
    }
}

fn unknown(
    context: &Context<'_>,
    file: &str,
    code: DivisionCode,
    route: impl FnOnce() -> Route,
) -> Option<Finding> {
    if context.records.divisions.is_none() || context.catalogue.division(code).is_some() {
        return None;
    }
    let finding = RULE.at(Place::value(file, route()), format!("行政区划表里没有 {code}"));
    Some(finding.hint("代码见 content/catalogue/divisions.yaml"))
}
