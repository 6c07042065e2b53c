//! What was done once is recorded once.

use std::collections::HashMap;
use std::hash::Hash;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "supervision-repeated",
    severity: Severity::Error,
    title: "同一场不重复抽取，同一次督导、同一项措施不重复登记",
    clause: Some("通知五（二）、（三）"),
    reason: "同一件事登记两遍，抽查比例和处理措施就多算了一次。",
    wrong: Example(
        "- {institution: 2020-0001, date: 2020-11-20, measure: interview}\n- {institution: 2020-0001, date: 2020-11-20, measure: interview}\n",
    ),
    right: Example("- {institution: 2020-0001, date: 2020-11-20, measure: interview}\n"),
};

/// Things met so far, with what they were called when first met.
struct Met<K>(HashMap<K, String>);

impl<K: Eq + Hash> Met<K> {
    fn again(&mut self, key: K, name: impl Into<String>) -> Option<String> {
        let first = self.0.get(&key).cloned();
        self.0.entry(key).or_insert_with(|| name.into());
        first
    }
}

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    draws(context, found);
    inspections(context, found);
    measures(context, found);
}

fn draws(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut met = Met(HashMap::new());
    for record in &context.records.draws {
        for (i, draw) in record.value.draws.iter().enumerate() {
            for (n, task) in draw.assignments.iter().enumerate() {
                let first = met.again((&*task.plan, &*task.sitting), &*draw.id);
                found.extend(first.map(|first| {
                    let place = Place::value(&record.file, route!["draws", i, "assignments", n, "sitting"]);
                    let message =
                        format!("场次 {}/{} 在抽取 {first} 里已经抽到", &*task.plan, &*task.sitting);
                    RULE.at(place, message).hint("抽过的场次不再抽；写错的核对场次代号")
                }));
            }
        }
    }
}

fn inspections(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut met = Met(HashMap::new());
    for record in &context.records.inspections {
        for (i, inspection) in record.value.inspections.iter().enumerate() {
            let key = (&*inspection.plan, &*inspection.sitting, inspection.date);
            found.extend(met.again(key, &*inspection.id).map(|first| {
                let place = Place::value(&record.file, route!["inspections", i, "id"]);
                let message = format!(
                    "{} 对场次 {}/{} 的督导已经登记为 {first}",
                    inspection.date, &*inspection.plan, &*inspection.sitting
                );
                RULE.at(place, message).hint("同一天的督导合为一条，到场的人都写在 inspectors")
            }));
        }
    }
}

fn measures(context: &Context<'_>, found: &mut Vec<Finding>) {
    let mut met = Met(HashMap::new());
    for record in &context.records.measures {
        for (i, measure) in record.value.measures.iter().enumerate() {
            let key = (&*measure.institution, measure.date, measure.measure);
            found.extend(met.again(key, record.file.as_str()).map(|first| {
                let place = Place::value(&record.file, route!["measures", i, "institution"]);
                let message = format!(
                    "{} 在 {} 的「{}」已经登记过（{first}）",
                    &*measure.institution,
                    measure.date,
                    measure.measure.event().title()
                );
                RULE.at(place, message).hint("删去重复的一条；不是同一次的，核对日期")
            }));
        }
    }
}
