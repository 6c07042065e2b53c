//! What is encrypted lies beside its record, and is that of this record.

use std::collections::HashSet;

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::identifier::Digest;
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "holders-file",
    severity: Severity::Error,
    title: "加密文件在记录旁边，并且就是这份记录的",
    clause: Some("通知四（三）"),
    reason: "持证人的全名和证件号码只在 holders.age 里，丢了或换了，证书就补不出来，也更正不了；申请表里的身份证号和手机号只在 people.age 里，丢了就要请申请单位再报一次。以前没有加密文件的不算错。",
    wrong: Example("holders: 写着一个校验值，旁边没有 holders.age\n"),
    right: Example("holders: 由程序写成，不手改  # 用 git 找回原来的一对：batch.yaml 和 holders.age\n"),
};

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let file = record.beside("holders.age");
    let is = context.records.holders.get(&file).map(|digest| Digest::from(*digest));
    let (place, message) = match (record.value.holders, is) {
        (named, is) if named == is => return,
        (Some(_), None) if context.index.is_broken(&file) => return,
        (Some(_), None) => (Place::value(&record.file, route!["holders"]), "旁边没有 holders.age"),
        (Some(_), Some(_)) => {
            (Place::value(&record.file, route!["holders"]), "旁边的 holders.age 不是这一批写下的那一个")
        }
        (None, _) => (Place::file(&file), "旁边的 batch.yaml 没有写它的校验值（holders）"),
    };
    found.push(RULE.at(place, message).hint("这两个文件由程序一起写成：用 git 找回原来的一对"));
}

/// What is encrypted and has no record beside it: nobody knows whose it is, and no rotation turns it.
pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let records = context.records;
    let filings = records.filings.iter().map(|record| record.file.as_str());
    let batches = records.batches.iter().map(|record| record.file.as_str());
    let known: HashSet<&str> = filings.chain(batches).collect();
    for file in records.holders.keys() {
        let (folder, name) = file.rsplit_once('/').unwrap_or_default();
        let (owner, rest) = match name {
            "people.age" => ("filing.yaml", format!("；这份申请确实不留了的，git rm {file}")),
            _ => ("batch.yaml", String::new()),
        };
        let record = format!("{folder}/{owner}");
        if known.contains(record.as_str()) || context.index.is_broken(&record) {
            continue;
        }
        let message = format!("旁边没有 {owner}：里面是谁的不知道，holders rotate 也换不了它的公钥");
        found.push(
            RULE.at(Place::file(file), message)
                .hint(format!("{owner} 移到了别的文件夹的，把这个文件也移过去；误删的，用 git 找回{rest}")),
        );
    }
}

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let Some(named) = record.value.private_numbers else { return };
    let file = record.beside("people.age");
    let message = match context.records.holders.get(&file) {
        Some(digest) if Digest::from(*digest) == named => return,
        None if context.index.is_broken(&file) => return,
        None => "旁边没有 people.age",
        Some(_) => "旁边的 people.age 不是这份记录写下的那一个",
    };
    let place = Place::value(&record.file, route!["private_numbers"]);
    found.push(RULE.at(place, message).hint(
        "这两个文件由程序一起写成：用 git 找回原来的一对；找不回的，请申请单位再填一份申请表，用 skillreg import filing --replace --drop-private 导入",
    ));
}
