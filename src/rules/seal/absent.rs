//! A batch without any seals, in a registry that seals.

use std::collections::HashSet;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "seal-absent",
    severity: Severity::Error,
    title: "每个批次都要封存",
    clause: None,
    reason: "没有封存的批次，公众凭证书查不到，持证人会被当成持假证。由 skillreg issue 签发的批次（有 holders）缺了封存是错误，以前发的只提醒；本站还没有任何批次封存时不提醒。",
    wrong: Example("文件夹里只有 batch.yaml，别的批次都有 seals\n"),
    right: Example("batch.yaml 旁边有 seals，由 skillreg issue 写\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let seals = &context.records.seals;
    // Seals that cannot be read are a finding of their own, and their batch is not without.
    let sealed: HashSet<String> = seals.iter().map(|record| record.value.batch_file(&record.file)).collect();
    let is_sealed =
        |file: &str| sealed.contains(file) || context.index.is_broken(&file.replace("batch.yaml", "seals"));
    if sealed.is_empty() {
        return;
    }
    for record in context.records.batches.iter().filter(|record| !is_sealed(&record.file)) {
        let place = Place::key(&record.file, route!["certificates"]);
        let message = format!("这一批 {} 张证书都没有封存，公众查不到", record.value.certificates.len());
        let finding = RULE
            .at(place, message)
            .hint("旁边的 seals 若是误删的，从 git 历史取回，或用 skillreg reseal 重新封存");
        found.push(if record.value.holders.is_some() { finding } else { finding.warning() });
    }
}
