//! A number that was given to one is never given to another.

use std::collections::{HashMap, HashSet};

use super::{Change, Fate, MOST};
use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::identifier::{CertificateNumber, FilingNumber};
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;

pub(super) static RULE: Rule = Rule {
    code: "number-reused",
    severity: Severity::Error,
    title: "给出去的备案号和证书编号不再给别人",
    clause: Some("通知三（三）、四（三）；人社鉴发〔2019〕2号"),
    reason: "号码印在回执和证书上，收不回来。原来的记录删去或改号以后再用，同一个号码就指着两家机构、两个人。",
    wrong: Example("number: Y000012000001  # 以前是另一家机构的备案号，那家的记录已经删去\n"),
    right: Example("number: Y000012000002  # 从来没有用过的号码\n"),
};

pub(super) fn reused(change: &Change<'_>, found: &mut Vec<Finding>) {
    filings(change, found);
    holders(change, found);
    certificates(change, found);
    meanwhile(change, found);
}

/// Numbers that others gave away since this change was begun.
fn meanwhile(change: &Change<'_>, found: &mut Vec<Finding>) {
    const HINT: &str = "先把目标分支并进来（git pull），再换一个没有用过的号码";
    let is_changed = |file: &str| change.changed.contains(file);
    let given = |filing: &Filing| numbers(filing).map(|(_, number)| number).collect::<Vec<_>>();
    let had: Vec<FilingNumber> = change.base.filings.iter().flat_map(|filing| given(&filing.value)).collect();
    for record in change.working.filings.iter().filter(|record| is_changed(&record.file)) {
        for (at, number) in numbers(&record.value).filter(|(_, number)| !had.contains(number)) {
            let mut others = change.ahead.filings.iter().filter(|other| other.file != record.file);
            let Some(other) = others.find(|other| given(&other.value).contains(&number)) else { continue };
            let name = &*other.value.applicant.name;
            let place = Place::value(&record.file, route!["procedure", at, "number"]);
            let message = format!("备案号 {number} 在目标分支上已经给了「{name}」");
            found.push(RULE.at(place, message).hint(HINT));
        }
    }
    let issued = |batch: &Batch| batch.certificates.iter().map(|row| row.number).collect::<HashSet<_>>();
    let had: HashSet<CertificateNumber> =
        change.base.batches.iter().flat_map(|batch| issued(&batch.value)).collect();
    let given: HashMap<CertificateNumber, &Record<Batch>> = change
        .ahead
        .batches
        .iter()
        .flat_map(|batch| batch.value.certificates.iter().map(move |row| (row.number, batch)))
        .collect();
    if given.is_empty() {
        return;
    }
    for record in change.working.batches.iter().filter(|record| is_changed(&record.file)) {
        let rows = record.value.certificates.iter().enumerate().filter(|(_, row)| !had.contains(&row.number));
        let taken = rows.filter_map(|(at, row)| {
            let other = given.get(&row.number).filter(|other| other.file != record.file)?;
            Some((at, row.number, &other.id))
        });
        for (at, number, batch) in taken.take(MOST) {
            let place = Place::value(&record.file, route!["certificates", at, "number"]);
            let message = format!("证书编号 {number} 在目标分支上的批次 {batch} 里已经发出");
            found.push(RULE.at(place, message).hint(HINT));
        }
    }
}

/// The enterprise that a number was given to is known by its credit code.
fn holders(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.filings, &change.working.filings) {
        let (was, is) = (&old.value.applicant, &new.value.applicant);
        let Some((_, number)) = numbers(&old.value).last() else { continue };
        if was.credit_code != is.credit_code {
            let place = Place::value(&new.file, route!["applicant", "credit_code"]);
            let message = format!("备案号 {number} 给了「{}」，统一社会信用代码不能再改", &*was.name);
            let hint = "恢复原来的代码；换了单位的另行申请、另给备案号，原来的登记退出";
            found.push(RULE.at(place, message).hint(hint));
        } else if was.name != is.name {
            let place = Place::value(&new.file, route!["applicant", "name"]);
            let message = format!("备案号 {number} 所给的企业改了名称，原来是「{}」", &*was.name);
            found.push(RULE.at(place, message).warning().hint("核对变更登记；换了单位的另行申请"));
        }
    }
}

fn numbers(filing: &Filing) -> impl Iterator<Item = (usize, FilingNumber)> {
    filing.procedure.iter().enumerate().filter_map(|(at, event)| Some((at, event.number?)))
}

fn filings(change: &Change<'_>, found: &mut Vec<Finding>) {
    let mut lost: HashMap<FilingNumber, &str> = HashMap::new();
    for (old, fate) in change.pairs(&change.base.filings, &change.working.filings) {
        let kept: Vec<FilingNumber> = match fate {
            Fate::Now(new) => numbers(&new.value).map(|(_, number)| number).collect(),
            Fate::Gone => Vec::new(),
            Fate::Unread => continue,
        };
        let gone = numbers(&old.value).filter(|(_, number)| !kept.contains(number));
        lost.extend(gone.map(|(_, number)| (number, &*old.value.applicant.name)));
    }
    if lost.is_empty() {
        return;
    }
    for record in &change.working.filings {
        for (at, number) in numbers(&record.value) {
            let Some(name) = lost.get(&number) else { continue };
            let place = Place::value(&record.file, route!["procedure", at, "number"]);
            let message = format!("备案号 {number} 以前给了「{name}」，不能再给别家");
            found.push(RULE.at(place, message).hint("换一个没有用过的号码；原来那一家的记录要恢复"));
        }
    }
}

fn certificates(change: &Change<'_>, found: &mut Vec<Finding>) {
    let mut lost: HashMap<CertificateNumber, &str> = HashMap::new();
    for (old, fate) in change.pairs(&change.base.batches, &change.working.batches) {
        let kept: HashSet<CertificateNumber> = match fate {
            Fate::Now(new) => new.value.certificates.iter().map(|row| row.number).collect(),
            Fate::Gone => HashSet::new(),
            Fate::Unread => continue,
        };
        let rows = old.value.certificates.iter().filter(|row| !kept.contains(&row.number));
        lost.extend(rows.map(|row| (row.number, old.id.as_str())));
    }
    if lost.is_empty() {
        return;
    }
    for record in &change.working.batches {
        let rows = record.value.certificates.iter().enumerate();
        let reused = rows.filter_map(|(at, row)| Some((at, row.number, lost.get(&row.number)?)));
        for (at, number, batch) in reused.take(MOST) {
            let place = Place::value(&record.file, route!["certificates", at, "number"]);
            let message = format!("证书编号 {number} 以前在批次 {batch} 里给了别人");
            let hint = "原来的证书要恢复在原来的批次里；新证书用 skillreg issue 发，号码由程序接着往下排";
            found.push(RULE.at(place, message).hint(hint));
        }
    }
}
