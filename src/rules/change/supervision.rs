//! What was drawn, inspected and done about it is only appended to.

use super::aligned::{Telling, named};
use super::{Change, values};
use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};

pub(super) static DRAW: Rule = Rule {
    code: "draw-rewritten",
    severity: Severity::Error,
    title: "抽取只追加，抽过的不删、不改",
    clause: Some("通知五（二）"),
    reason: "双随机的公信力全在抽完不能改。重抽到满意为止、事后换人，都会变成改动以前的抽取。",
    wrong: Example("draws: [少了以前的一次抽取，或名单、种子、结果与以前不同]\n"),
    right: Example("draws: [以前的照旧，另有需要再抽一次，写在末尾]\n"),
};

pub(super) static INSPECTION: Rule = Rule {
    code: "inspection-rewritten",
    severity: Severity::Error,
    title: "现场督导只追加，以前的不删、不改",
    clause: Some("通知五（二）"),
    reason: "督导要全程留痕。以后可以补公布日期、补留存的材料；看到了什么、谁去的、结果如何，不能再改。",
    wrong: Example("inspections: [少了以前的一次督导，或结果、情况与以前不同]\n"),
    right: Example("inspections: [以前的照旧，补上 published；又去一次的写在末尾]\n"),
};

pub(super) static MEASURE: Rule = Rule {
    code: "measure-rewritten",
    severity: Severity::Error,
    title: "处理措施只追加，以前的不删、不改",
    clause: Some("通知五（三）"),
    reason: "约谈、整改、取消资格已经公布，机构也已经收到文书。",
    wrong: Example("measures: [少了以前的一项措施]\n"),
    right: Example("measures: [以前的照旧，新的写在末尾]\n"),
};

const MEND: &str = "恢复原来的内容；有新情况的，在末尾追加";

pub(super) fn draws(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.draws, &change.working.draws) {
        let was = &old.value.draws;
        let mut before = was.clone();
        for assignment in before.iter_mut().flat_map(|draw| &mut draw.assignments) {
            let plan = change.base.plans.iter().find(|record| *record.id == *assignment.plan);
            let now = plan.and_then(|record| *change.names.get(record.file.as_str())?);
            let now = now.and_then(|file| change.working.plans.iter().find(|record| record.file == file));
            if let Some(now) = now.and_then(|record| crate::registry::value::Value::parse(&record.id).ok()) {
                assignment.plan = now;
            }
        }
        let name = |at: usize| format!("{} 抽取 {}", was[at].date, was[at].id);
        let lost = named(&values(&before), &values(&new.value.draws), &["id"], &["unlisted"], &[]);
        let telling =
            Telling { rule: &DRAW, file: &new.file, kind: "draws", list: "draws", name: &name, hint: MEND };
        telling.tell(lost, found);
    }
}

pub(super) fn inspections(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.inspections, &change.working.inspections) {
        let was = &old.value.inspections;
        let name = |at: usize| format!("{} 督导 {}", was[at].date, was[at].id);
        let now = values(&new.value.inspections);
        let lost = named(&values(was), &now, &["id"], &["published"], &["evidence"]);
        let telling = Telling {
            rule: &INSPECTION,
            file: &new.file,
            kind: "inspections",
            list: "inspections",
            name: &name,
            hint: MEND,
        };
        telling.tell(lost, found);
    }
}

pub(super) fn measures(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.measures, &change.working.measures) {
        let was = &old.value.measures;
        let name = |at: usize| {
            format!("{} {} {}", was[at].date, was[at].institution, was[at].measure.event().title())
        };
        let keys = ["institution", "date", "measure"];
        let mut before = values(was);
        for (value, measure) in before.iter_mut().zip(was) {
            value["institution"] = change.filing(&measure.institution).into();
        }
        let lost = named(&before, &values(&new.value.measures), &keys, &["inspection"], &[]);
        let telling = Telling {
            rule: &MEASURE,
            file: &new.file,
            kind: "measures",
            list: "measures",
            name: &name,
            hint: MEND,
        };
        telling.tell(lost, found);
    }
}

/// Who a name in draws and inspections stands for.
pub(super) fn inspectors(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.inspectors, &change.working.inspectors) {
        for was in &old.value.inspectors {
            let Some(at) = new.value.inspectors.iter().position(|is| is.id == was.id) else { continue };
            let is = &new.value.inspectors[at];
            if was.name == is.name && (was.card == is.card || was.card.is_none()) {
                continue;
            }
            let place = Place::value(&new.file, route!["inspectors", at, "name"]);
            let message = format!("{} 换成了另一个人的姓名或证卡编号", &*was.id);
            let hint = "换了人的另起一个代号，原来的保留；姓名确实录错的，在本次修改的说明里写明";
            found.push(INSPECTION.at(place, message).warning().hint(hint));
        }
    }
}
