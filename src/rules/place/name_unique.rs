//! What others refer to by name has a name of its own.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "name-unique",
    severity: Severity::Error,
    title: "代号不能重复",
    clause: None,
    reason: "别的记录用代号指到这里；两处同名，就不知道指的是哪一处。",
    wrong: Example("sittings:\n  - {id: s1, date: 2020-09-08}\n  - {id: s1, date: 2020-09-09}\n"),
    right: Example("sittings:\n  - {id: s1, date: 2020-09-08}\n  - {id: s2, date: 2020-09-09}\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    records(context, found);
    policies(context, found);
    supervision(context, found);
    catalogue(context, found);
}

/// Names that have been given, and where.
struct Names<K> {
    what: &'static str,
    seen: HashMap<K, String>,
}

impl<K: Hash + Eq + Display> Names<K> {
    fn new(what: &'static str) -> Self {
        Self { what, seen: HashMap::new() }
    }

    fn give(&mut self, name: K, file: &str, route: impl FnOnce() -> Option<Route>, found: &mut Vec<Finding>) {
        if let Some(other) = self.seen.get(&name) {
            let whereabouts = if other == file { "本文件前面".to_owned() } else { format!(" {other} ") };
            let message = format!("{}「{name}」在{whereabouts}已经有了", self.what);
            let place = route().map_or_else(|| Place::file(file), |route| Place::value(file, route));
            found.push(RULE.at(place, message).hint("换一个没有用过的"));
            return;
        }
        self.seen.insert(name, file.to_owned());
    }
}

fn records(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut plans = Names::new("实施方案");
    for record in &context.records.plans {
        plans.give(&*record.id, &record.file, || None, found);
        let mut sittings = Names::new("场次代号");
        for (i, sitting) in record.value.sittings.iter().enumerate() {
            sittings.give(&*sitting.id, &record.file, || Some(route!["sittings", i, "id"]), found);
        }
        let mut results = Names::new("场次的结果");
        for (i, result) in record.value.results.iter().enumerate() {
            results.give(&*result.sitting, &record.file, || Some(route!["results", i, "sitting"]), found);
        }
    }
    let mut batches = Names::new("证书批次");
    for record in &context.records.batches {
        batches.give(&*record.id, &record.file, || None, found);
    }
}

fn policies(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.questions {
        let mut questions = Names::new("问答代号");
        for (i, question) in record.value.questions.iter().enumerate() {
            questions.give(&*question.id, &record.file, || Some(route!["questions", i, "id"]), found);
        }
    }
    for record in &context.records.policies {
        let terms = &record.value.terms;
        let lists = [
            ("application_materials", &terms.application_materials),
            ("assessment_materials", &terms.assessment_materials),
        ];
        for (key, list) in lists {
            let mut materials = Names::new("材料代号");
            for (i, term) in list.iter().enumerate() {
                materials.give(&*term.id, &record.file, || Some(route!["terms", key, i, "id"]), found);
            }
        }
    }
}

fn supervision(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.inspectors {
        // The lists of two years may name the same people.
        let mut inspectors = Names::new("督导人员代号");
        for (i, inspector) in record.value.inspectors.iter().enumerate() {
            inspectors.give(&*inspector.id, &record.file, || Some(route!["inspectors", i, "id"]), found);
        }
    }
    let mut draws = Names::new("抽取代号");
    for record in &context.records.draws {
        for (i, draw) in record.value.draws.iter().enumerate() {
            draws.give(&*draw.id, &record.file, || Some(route!["draws", i, "id"]), found);
        }
    }
    let mut inspections = Names::new("督导代号");
    for record in &context.records.inspections {
        for (i, inspection) in record.value.inspections.iter().enumerate() {
            inspections.give(&*inspection.id, &record.file, || Some(route!["inspections", i, "id"]), found);
        }
    }
}

fn catalogue(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut editions = Names::new("大典版本");
    for record in &context.records.occupations {
        editions.give(&*record.value.edition, &record.file, || Some(route!["edition"]), found);
        let mut codes = Names::new("职业编码");
        for (i, occupation) in record.value.occupations.iter().enumerate() {
            codes.give(occupation.code, &record.file, || Some(route!["occupations", i, "code"]), found);
        }
    }
    if let Some(record) = &context.records.divisions {
        let mut codes = Names::new("行政区划代码");
        for (i, division) in record.value.divisions.iter().enumerate() {
            codes.give(division.code, &record.file, || Some(route!["divisions", i, "code"]), found);
        }
    }
}
