//! Names of folders and files become addresses.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::identifier::RecordId;
use crate::registry::value::Value;
use crate::registry::{FileKind, Record};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "record-name",
    severity: Severity::Error,
    title: "记录的文件夹名、文件名用小写字母、数字和连字符",
    clause: None,
    reason: "名字会成为网址的一部分，别的记录和命令也用它来指到这里。",
    wrong: Example("content/institutions/示例重工/filing.yaml\n"),
    right: Example("content/institutions/2020-0001/filing.yaml\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let records = context.records;
    check(&records.policies, found);
    check(&records.questions, found);
    records.policy_texts.values().for_each(|record| name(&record.file, found));
    check(&records.filings, found);
    check(&records.plans, found);
    check(&records.batches, found);
    check(&records.pages, found);
    check(&records.uploads, found);
    for record in &records.occupations {
        let edition = &*record.value.edition;
        if !record.file.ends_with(&format!("/occupations-{edition}.yaml")) {
            let place = Place::value(&record.file, route!["edition"]);
            let finding = RULE.at(place, format!("文件名里的版本不是 {edition}"));
            found.push(finding.hint(format!("文件名写成 occupations-{edition}.yaml，或改正 edition")));
        }
    }
}

fn check<T>(records: &[Record<T>], found: &mut Vec<Finding>) {
    records.iter().for_each(|record| name(&record.file, found));
}

fn name(file: &str, found: &mut Vec<Finding>) {
    for name in FileKind::of(file).map(FileKind::names).unwrap_or_default() {
        if let Err(fault) = RecordId::parse(name) {
            let finding = RULE.at(Place::file(file), format!("名字「{name}」不能用：{}", fault.message));
            found.push(finding.hint(fault.hint.unwrap_or_else(|| "例如 2020-0001".to_owned())));
        }
    }
}
