//! Materials are those of the policy's lists, each once, complete and in time.

use std::collections::HashMap;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::filing::{ApplicantKind, Filing, Material};
use crate::registry::records::policy::{MaterialTerm, RequiredOf};
use crate::registry::records::procedure::EventKind;
use crate::registry::{Date, Record};
use crate::rules::Context;

pub(super) static APPLICATION: Rule = Rule {
    code: "application-materials",
    severity: Severity::Error,
    title: "申请材料要齐全，各交一份",
    clause: Some("通知三（一）"),
    reason: "初审看的就是这些材料；集团已备案的驻津分支机构只交减少的一份清单。初审通过以前缺材料只作提醒。",
    wrong: Example("materials: []\n"),
    right: Example(
        "materials:\n  - {item: application-form, channel: online, received: 2020-06-01, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}\n",
    ),
};

pub(super) static ASSESSMENT: Rule = Rule {
    code: "assessment-materials",
    severity: Severity::Error,
    title: "通过技术评估的，专家评估相关资料要齐全",
    clause: Some("通知三（二）；附件2"),
    reason: "专家凭附件2的九项资料提出意见；评估已经通过而资料不全，意见就没有依据。",
    wrong: Example("assessment_materials: []\n"),
    right: Example(
        "assessment_materials:\n  - {item: occupation-list, channel: online, received: 2020-06-12, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}\n",
    ),
};

pub(super) fn application(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let filing = &record.value;
    let Some(policy) = context.policy_of(filing) else { return };
    let list = List {
        rule: &APPLICATION,
        key: "materials",
        file: &record.file,
        received: &filing.materials,
        terms: &policy.terms.application_materials,
    };
    list.judge(super::passed(filing, EventKind::Reviewed).map(|date| (date, "初审通过")), found);
    if !super::is_returned(filing) {
        let place = Place::key(&record.file, route!["materials"]);
        let missing = list.missing(&place, |term| is_due(term, filing.kind));
        found.extend(missing.map(|finding| super::graded(filing, finding)));
    }
}

pub(super) fn assessment(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let filing = &record.value;
    let Some(policy) = context.policy_of(filing) else { return };
    let list = List {
        rule: &ASSESSMENT,
        key: "assessment_materials",
        file: &record.file,
        received: &filing.assessment_materials,
        terms: &policy.terms.assessment_materials,
    };
    // A change of scope is assessed on materials of its own, so only the list as a whole has no last day.
    list.judge(None, found);
    let passed = super::passed(filing, EventKind::Assessed);
    if let Some(event) = filing.procedure.iter().position(|event| Some(event.date) == passed) {
        // Without a list there is no key to point at.
        let place = match filing.assessment_materials[..] {
            [] => Place::value(&record.file, route!["procedure", event, "event"]),
            _ => Place::key(&record.file, route!["assessment_materials"]),
        };
        found.extend(list.missing(&place, |term| is_due(term, filing.kind)));
    }
}

fn is_due(term: &MaterialTerm, kind: ApplicantKind) -> bool {
    match term.required_of {
        RequiredOf::Everyone => true,
        RequiredOf::Enterprise => kind == ApplicantKind::Enterprise,
        RequiredOf::Branch => kind == ApplicantKind::Branch,
    }
}

/// What was received, held against a list of the policy.
struct List<'a> {
    rule: &'static Rule,
    key: &'static str,
    file: &'a str,
    received: &'a [Material],
    terms: &'a [MaterialTerm],
}

impl List<'_> {
    fn judge(&self, last: Option<(Date, &str)>, found: &mut Vec<Finding>) {
        let mut seen = HashMap::new();
        for (i, material) in self.received.iter().enumerate() {
            let item = Place::value(self.file, route![self.key, i, "item"]);
            let Some(term) = self.terms.iter().find(|term| term.id == material.item) else {
                let known: Vec<&str> = self.terms.iter().map(|term| &*term.id).collect();
                let finding = self.rule.at(item, format!("清单里没有「{}」这项材料", &*material.item));
                found.push(finding.hint(format!("清单里有：{}", known.join("、"))));
                continue;
            };
            if let Some(first) = seen.insert(&*material.item, i) {
                let finding = self.rule.at(item, format!("「{}」与第 {} 项重复", &*term.title, first + 1));
                found.push(finding.hint("只留最后收到的一份"));
            }
            if let Some((last, what)) = last.filter(|(last, _)| material.received > *last) {
                let place = Place::value(self.file, route![self.key, i, "received"]);
                let message = format!("收到日期晚于{what}的日期（{last}）");
                found.push(self.rule.at(place, message).hint("核对收到日期；后来补交的写进新的申请或变更"));
            }
        }
    }

    fn missing(&self, place: &Place, due: impl Fn(&MaterialTerm) -> bool) -> impl Iterator<Item = Finding> {
        let has = |term: &MaterialTerm| self.received.iter().any(|material| material.item == term.id);
        self.terms.iter().filter(move |term| due(term) && !has(term)).map(|term| {
            let finding = self.rule.at(place.clone(), format!("缺少「{}」", &*term.title));
            finding
                .hint(format!("收到后补上一行 {{item: {}, channel: …, received: …, sha256: …}}", &*term.id))
        })
    }
}
