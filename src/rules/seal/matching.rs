//! One seal for each certificate of the batch, in the same order.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::Batch;
use crate::registry::records::seals::Seals;
use crate::rules::Context;

use super::line;

pub(super) static UNKNOWN: Rule = Rule {
    code: "seal-unknown",
    severity: Severity::Error,
    title: "封存的证书都在批次里",
    clause: None,
    reason: "批次里没有的证书，公众却查得到，就分不清哪个对。",
    wrong: Example("seals 里有 Y000012000001204000009，batch.yaml 里没有\n"),
    right: Example("两个文件里的证书相同\n"),
};

pub(super) static MISSING: Rule = Rule {
    code: "seal-missing",
    severity: Severity::Error,
    title: "封存过的批次里，每张证书都要封存",
    clause: None,
    reason: "没有封存的证书查不出来，持证人会被当成持假证。整批都没有封存的（以前发的）不算错。",
    wrong: Example("batch.yaml 里有 Y000012000001204000002，seals 里没有\n"),
    right: Example("两个文件里的证书相同\n"),
};

pub(super) static ORDER: Rule = Rule {
    code: "seal-order",
    severity: Severity::Error,
    title: "封存的顺序与批次相同",
    clause: None,
    reason: "程序按批次的顺序写；顺序变了，说明文件被手工动过。",
    wrong: Example("seals：…000002 在 …000001 前面\n"),
    right: Example("seals：…000001、…000002，与 batch.yaml 相同\n"),
};

pub(super) static DUPLICATE: Rule = Rule {
    code: "seal-duplicate",
    severity: Severity::Error,
    title: "每张证书只封存一次",
    clause: None,
    reason: "合并时两边的行都留下，旧的一行还能查出来：注销或更正过的证书会显示成原来的样子。",
    wrong: Example("seals 里有两行 Y000012000001204000001\n"),
    right: Example("seals 里每张证书一行\n"),
};

/// More of one file are not told one by one.
const MOST: usize = 20;

/// The seals, each with its batch.
fn pairs<'a>(
    context: &'a Context<'_>,
) -> impl Iterator<Item = (&'a Record<Seals>, String, Option<&'a Record<Batch>>)> {
    let batches: HashMap<&str, &Record<Batch>> =
        context.records.batches.iter().map(|record| (record.file.as_str(), record)).collect();
    context.records.seals.iter().map(move |record| {
        let file = record.value.batch_file(&record.file);
        let batch = batches.get(file.as_str()).copied();
        (record, file, batch)
    })
}

/// Whether the numbers are the same in the same order, as they are nearly always.
fn is_same(seals: &Seals, batch: &Batch) -> bool {
    let certificates = batch.certificates.iter().map(|certificate| certificate.number.bytes());
    seals.rows().iter().eq(certificates)
}

pub(super) fn unknown(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (record, file, batch) in pairs(context) {
        let Some(batch) = batch else {
            if !context.index.is_broken(&file) {
                let finding = UNKNOWN.at(Place::file(&record.file), "旁边没有 batch.yaml");
                found.push(finding.hint("把 batch.yaml 放回这个文件夹，或删去 seals"));
            }
            continue;
        };
        if is_same(&record.value, &batch.value) {
            continue;
        }
        let known: HashSet<&str> = batch.value.certificates.iter().map(|c| c.number.as_str()).collect();
        let rows = record.value.numbers().enumerate().filter(|(_, number)| !known.contains(number));
        for (row, number) in rows.take(MOST) {
            let message = format!("batch.yaml 里没有证书 {number}");
            found.push(
                UNKNOWN.at(line(record, row), message).hint("核对 batch.yaml，或用 skillreg reseal 重新封存"),
            );
        }
    }
}

pub(super) fn missing(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (record, _, batch) in pairs(context) {
        let Some(batch) = batch.filter(|batch| !is_same(&record.value, &batch.value)) else { continue };
        let sealed: HashSet<&str> = record.value.numbers().collect();
        let certificates = batch.value.certificates.iter().enumerate();
        let lacking = certificates.filter(|(_, certificate)| !sealed.contains(certificate.number.as_str()));
        for (at, certificate) in lacking.take(MOST) {
            let place = Place::value(&batch.file, route!["certificates", at, "number"]);
            let message = format!("证书 {} 没有封存", certificate.number);
            found.push(MISSING.at(place, message).hint("用 skillreg reseal 重新封存"));
        }
    }
}

pub(super) fn duplicate(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (record, _, batch) in pairs(context) {
        if batch.is_some_and(|batch| is_same(&record.value, &batch.value)) {
            continue;
        }
        let mut known = HashSet::new();
        let again = record.value.numbers().enumerate().filter(|(_, number)| !known.insert(*number));
        for (row, number) in again.take(MOST) {
            let message = format!("证书 {number} 在上面已经封存过一次");
            found.push(
                DUPLICATE.at(line(record, row), message).hint("从 git 历史看哪一行是现在的，删去另一行"),
            );
        }
    }
}

pub(super) fn order(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (record, _, batch) in pairs(context) {
        let Some(batch) = batch.filter(|batch| !is_same(&record.value, &batch.value)) else { continue };
        let sealed: HashSet<&str> = record.value.numbers().collect();
        let known: HashSet<&str> = batch.value.certificates.iter().map(|c| c.number.as_str()).collect();
        let ours = record.value.numbers().enumerate().filter(|(_, number)| known.contains(number));
        let theirs = batch.value.certificates.iter().map(|certificate| certificate.number.as_str());
        let mut both = ours.zip(theirs.filter(|number| sealed.contains(number)));
        if let Some(((row, number), expected)) = both.find(|((_, ours), theirs)| ours != theirs) {
            let message = format!("这里是 {number}，按 batch.yaml 的顺序应为 {expected}");
            found.push(ORDER.at(line(record, row), message).hint("用 skillreg reseal 重新封存"));
        }
    }
}
