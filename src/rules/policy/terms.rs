//! A policy's terms can be applied, and its text is there to read.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::policy::Policy;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "policy-terms",
    severity: Severity::Error,
    title: "政策的条款数据要能用，原文要在",
    clause: None,
    reason: "检查读的是条款数据；空着的清单会让一切都不合规，或什么也查不出。",
    wrong: Example("effective_from: 2020-05-25\neffective_until: 2020-05-24\n"),
    right: Example("effective_from: 2020-05-25\neffective_until: 2022-05-24\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.policies {
        dates(record, found);
        lists(record, found);
        edition(context, record, found);
        let notice = (record.id.clone(), "notice".to_owned());
        let file = format!("content/policies/{}/notice.md", record.id);
        if !context.records.policy_texts.contains_key(&notice) && !context.index.is_broken(&file) {
            let finding = RULE.at(Place::file(&record.file), "没有政策原文");
            found.push(finding.hint("在同一文件夹放 notice.md，逐字录入通知原文"));
        }
    }
    let known = |id: &str| {
        let unread = context.index.is_broken(&format!("content/policies/{id}/policy.yaml"));
        context.records.policies.iter().any(|policy| policy.id == id) || unread
    };
    let questions = context.records.questions.iter().map(|record| (&*record.id, &record.file));
    let texts = context.records.policy_texts.iter().map(|((policy, _), record)| (&**policy, &record.file));
    for (id, file) in questions.chain(texts).filter(|(id, _)| !known(id)) {
        let finding = RULE.at(Place::file(file), format!("文件夹「{id}」里没有 policy.yaml"));
        found.push(finding.hint("补上 policy.yaml，或把文件移到对应政策的文件夹"));
    }
}

fn dates(record: &Record<Policy>, found: &mut Vec<Finding>) {
    let policy = &record.value;
    if policy.effective_until.is_some_and(|until| until < policy.effective_from) {
        let place = Place::value(&record.file, route!["effective_until"]);
        let finding = RULE.at(place, format!("有效期的最后一天早于施行日期 {}", policy.effective_from));
        found.push(finding.hint("核对两个日期；没有写明有效期的就删去这一行"));
    }
}

fn lists(record: &Record<Policy>, found: &mut Vec<Finding>) {
    let terms = &record.value.terms;
    let lists = [
        ("levels", terms.levels.is_empty()),
        ("methods", terms.methods.is_empty()),
        ("candidates", terms.candidates.is_empty()),
        ("conditions", terms.conditions.is_empty()),
        ("application_materials", terms.application_materials.is_empty()),
        ("assessment_materials", terms.assessment_materials.is_empty()),
        ("steps", terms.steps.is_empty()),
    ];
    for (key, _) in lists.into_iter().filter(|(_, empty)| *empty) {
        let place = Place::key(&record.file, route!["terms", key]);
        found.push(RULE.at(place, "这个清单是空的").hint("照通知逐项填写"));
    }
}

fn edition(context: &Context<'_>, record: &Record<Policy>, found: &mut Vec<Finding>) {
    let edition = &*record.value.terms.occupation_edition;
    let unread = context.index.is_broken(&format!("content/catalogue/occupations-{edition}.yaml"));
    if !unread && !context.catalogue.editions().contains(&edition) {
        let place = Place::value(&record.file, route!["terms", "occupation_edition"]);
        let finding = RULE.at(place, format!("没有 {edition} 版的职业目录"));
        found.push(finding.hint(format!("补上 content/catalogue/occupations-{edition}.yaml，或核对版本")));
    }
}
