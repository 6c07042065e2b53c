//! An inspection is of a sitting that was drawn, or says why not; two people made it, none of them with an interest in it.

use std::collections::BTreeSet;

use super::inspectors::Register;
use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::drawing::INSPECTORS;
use crate::registry::records::supervision::Inspection;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "inspection-basis",
    severity: Severity::Error,
    title: "现场督导写明由哪次抽取安排，没有抽到的写明原因；到场至少两人，应回避的不派",
    clause: Some("通知五（二）"),
    reason: "双随机的督导不能自己挑场次、挑人；接到举报等另外去的，写明原因，公众才分得清。",
    wrong: Example("- {id: x01, plan: 2021-0001, sitting: s2, inspectors: [inspector-02]}\n"),
    right: Example(
        "- {id: x01, reason: 接到举报, plan: 2021-0001, sitting: s2, inspectors: [inspector-02, inspector-04]}\n",
    ),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let register = super::inspectors::register(context);
    // A key that could not be read may be the one that is missed.
    for record in context.records.inspections.iter().filter(|record| !context.index.is_broken(&record.file)) {
        for (i, inspection) in record.value.inspections.iter().enumerate() {
            let place = Place::value(&record.file, route!["inspections", i, "id"]);
            found.extend(basis(inspection, place));
            let route = route!["inspections", i];
            found.extend(enough(inspection, &record.file, &route));
            let year = record.year.as_deref().unwrap_or_default();
            people(context, (&register, year), inspection, (&record.file, &route), found);
        }
    }
}

fn basis(inspection: &Inspection, place: Place) -> Option<Finding> {
    match (&inspection.draw, &inspection.reason) {
        (None, None) => {
            let hint = "抽到的写 draw: 抽取的代号；没有抽到而另外督导的写 reason: 原因";
            Some(RULE.at(place, "没有写由哪次抽取安排，也没有写为什么另外督导").hint(hint))
        }
        (Some(draw), Some(_)) => {
            let message = format!("写了由抽取 {} 安排，又写了另外督导的原因", &**draw);
            Some(RULE.at(place, message).hint("抽到的删去 reason，另外督导的删去 draw"))
        }
        _ => None,
    }
}

fn enough(inspection: &Inspection, file: &str, route: &Route) -> Option<Finding> {
    let distinct: BTreeSet<&str> = inspection.inspectors.iter().map(|id| &**id).collect();
    let message = format!("到场的督导人员只有 {} 名", distinct.len());
    let place = Place::key(file, route.then("inspectors"));
    let hint = "每场至少两名不同的督导人员；有人换了的，换来的人也写在这里";
    (distinct.len() < INSPECTORS).then(|| RULE.at(place, message).hint(hint))
}

/// Who came instead of somebody, and who came although they have an interest.
fn people(
    context: &Context<'_>,
    (register, year): (&Register<'_>, &str),
    inspection: &Inspection,
    (file, route): (&str, &Route),
    found: &mut Vec<Finding>,
) {
    let instead: BTreeSet<&str> = inspection.replacements.iter().map(|change| &*change.instead).collect();
    // The assignments of a draw that does not say from what it was drawn are judged with it.
    let draw = inspection.draw.as_ref().and_then(|draw| context.index.draw(draw));
    let is_judged = inspection.draw.is_some() && draw.is_none_or(|draw| draw.pool.is_none());
    for (n, id) in inspection.inspectors.iter().enumerate() {
        if is_judged && !instead.contains(&**id) {
            continue;
        }
        let Some(reason) = super::inspectors::recusal(context, register, &inspection.plan, (year, id)) else {
            continue;
        };
        let place = Place::value(file, route.then("inspectors").then(n));
        let finding = RULE.at(place, reason);
        let hint = "核对到场的人；去以前就应当回避的，这次督导不能作数，另派人重新督导";
        // Of those who were drawn it was not known at the draw, and it may have been learnt only afterwards.
        let was_drawn = draw.is_some() && !instead.contains(&**id);
        found.push(if was_drawn { finding.warning() } else { finding }.hint(hint));
    }
    for (n, change) in inspection.replacements.iter().enumerate() {
        if !inspection.inspectors.contains(&change.instead) {
            let place = Place::value(file, route.then("replacements").then(n).then("instead"));
            let message = format!("换来的 {} 不在到场的督导人员里", &*change.instead);
            found.push(RULE.at(place, message).hint("inspectors 写实际到场的人"));
        }
        if inspection.inspectors.contains(&change.drawn) {
            let place = Place::value(file, route.then("replacements").then(n).then("drawn"));
            let message = format!("{} 已经到场，没有被替换", &*change.drawn);
            found.push(RULE.at(place, message).hint("inspectors 写实际到场的人；没有换人的删去这一项"));
        }
    }
}
