//! A sitting names who assesses and who supervises, and these are not the same people.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::plan::{Plan, Sitting};
use crate::registry::{Record, Text};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "sitting-staff",
    severity: Severity::Error,
    title: "每场写明考评员和督导员，同一个人不能兼任",
    clause: Some("通知二（三）、四（一）"),
    reason: "督导员看考评员评得公不公；自己看自己，等于没有人看。",
    wrong: Example("- {id: s1, assessors: [示例丁, 示例戊], supervisors: [示例戊]}\n"),
    right: Example("- {id: s1, assessors: [示例丁], supervisors: [示例戊]}\n"),
};

pub(super) fn plan(_: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    for (i, sitting) in record.value.sittings.iter().enumerate() {
        let lacking =
            [("考评员", "assessors", &sitting.assessors), ("督导员", "supervisors", &sitting.supervisors)];
        let lacking = lacking.into_iter().filter(|(_, _, names)| names.is_empty());
        let (titles, keys): (Vec<_>, Vec<_>) =
            lacking.map(|(title, key, _)| (title, format!("{key}: [姓名]"))).unzip();
        if !titles.is_empty() {
            let place = Place::value(&record.file, route!["sittings", i, "id"]);
            let message = format!("场次 {} 没有写{}", &*sitting.id, titles.join("和"));
            let hint = format!("补上 {}，姓名见备案申请的人员情况", keys.join("、"));
            found.push(RULE.at(place, message).warning().hint(hint));
        }
        both(record, i, sitting, found);
        for (key, names) in [("assessors", &sitting.assessors), ("supervisors", &sitting.supervisors)] {
            twice(record, (i, key), names, found);
        }
    }
}

fn twice(record: &Record<Plan>, (i, key): (usize, &'static str), names: &[Text], found: &mut Vec<Finding>) {
    for n in (1..names.len()).filter(|n| names[..*n].contains(&names[*n])) {
        let place = Place::value(&record.file, route!["sittings", i, key, n]);
        found.push(RULE.at(place, "这个姓名写了两遍").hint("删去一个"));
    }
}

fn both(record: &Record<Plan>, i: usize, sitting: &Sitting, found: &mut Vec<Finding>) {
    for (n, name) in sitting.supervisors.iter().enumerate() {
        if sitting.assessors.iter().any(|assessor| **assessor == **name) {
            let place = Place::value(&record.file, route!["sittings", i, "supervisors", n]);
            let message = "这名督导员在同一场里也是考评员".to_owned();
            found.push(RULE.at(place, message).hint("换一名督导员，或换一名考评员"));
        }
    }
}
