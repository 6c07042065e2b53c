//! Certificates that were issued stay as they were issued.

use std::collections::{HashMap, HashSet};

use super::aligned::{Telling, sequence};
use super::{Change, MOST, corrected, values};
use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::{Batch, CertificateEventKind};

pub(super) static ROW: Rule = Rule {
    code: "certificate-rewritten",
    severity: Severity::Error,
    title: "发过的证书不删、不改",
    clause: Some("通知四（三）"),
    reason: "持证人手里的证书和登记库要一直对得上。发错了的，注销或更正都会留下记录；删去或直接改，以后就说不清了。",
    wrong: Example("certificates: [少了以前发的一张，或编号、姓名、职业、等级、日期与以前不同]\n"),
    right: Example(
        "certificates: [与以前相同]\nevents: [{event: revoked, date: 2021-03-01, number: Y000012000001204000001, reason: 成绩有误}]\n",
    ),
};

pub(super) static EVENT: Rule = Rule {
    code: "certificate-event-rewritten",
    severity: Severity::Error,
    title: "证书的注销和更正只追加",
    clause: Some("通知四（三）"),
    reason: "注销名单和更正记录已经公布，有人据此作过决定；改掉了就没有依据。",
    wrong: Example("events: [少了以前登记的一条，或日期、事由与以前不同]\n"),
    right: Example("events: [以前的照旧，新的写在末尾]\n"),
};

pub(super) fn rows(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.batches, &change.working.batches) {
        let mut told = Vec::new();
        head(change, old, new, &mut told);
        numbers(old, new, &mut told);
        holders(old, new, &mut told);
        told.truncate(MOST);
        found.extend(told);
    }
}

/// What holds for all certificates of the batch.
fn head(change: &Change<'_>, old: &Record<Batch>, new: &Record<Batch>, found: &mut Vec<Finding>) {
    let (was, is) = (&old.value, &new.value);
    let keys = [
        ("institution", "评价机构", change.filing(&was.institution) == &*is.institution),
        ("plan", "实施方案", change.plan(&was.plan) == &*is.plan),
        ("sitting", "场次", was.sitting == is.sitting),
        ("edition", "职业分类大典版本", was.edition == is.edition),
        ("occupation", "职业", was.occupation == is.occupation),
        ("level", "等级", was.level == is.level),
        ("issued", "发证日期", was.issued == is.issued),
    ];
    for (key, title, _) in keys.into_iter().filter(|(.., same)| !same) {
        let place = Place::value(&new.file, route![key]);
        let message = format!("这一批证书已经发出，{title}改动了");
        found.push(
            ROW.at(place, message).hint("恢复原来的内容；确实发错的，注销这些证书，再按正确的另发一批"),
        );
    }
}

fn numbers(old: &Record<Batch>, new: &Record<Batch>, found: &mut Vec<Finding>) {
    let was: HashSet<_> = old.value.certificates.iter().map(|row| row.number).collect();
    let is: HashSet<_> = new.value.certificates.iter().map(|row| row.number).collect();
    let lost = old.value.certificates.iter().enumerate().filter(|(_, row)| !is.contains(&row.number));
    for (at, row) in lost.take(MOST) {
        let here = new.value.certificates.get(at).filter(|row| !was.contains(&row.number));
        let place = Place::value(&new.file, route!["certificates", at, "number"]);
        let finding = match here {
            Some(now) => ROW.at(place, format!("证书 {} 的编号改成了 {}", row.number, now.number)),
            None => {
                let place = Place::value(&new.file, route!["certificates", at]);
                ROW.at(place, format!("以前发的证书 {} 不见了", row.number))
            }
        };
        let hint = format!("恢复这一行；证书不再有效的，用 skillreg revoke {} --reason 事由", row.number);
        found.push(finding.hint(hint));
    }
}

fn holders(old: &Record<Batch>, new: &Record<Batch>, found: &mut Vec<Finding>) {
    let was: HashMap<_, _> = old.value.certificates.iter().map(|row| (row.number, &row.holder)).collect();
    let corrected = corrected(&old.value, &new.value);
    let altered = new.value.certificates.iter().enumerate().filter(|(_, row)| {
        was.get(&row.number).is_some_and(|holder| **holder != row.holder) && !corrected.contains(&row.number)
    });
    for (at, row) in altered.take(MOST) {
        let place = Place::value(&new.file, route!["certificates", at, "holder"]);
        let message = format!("证书 {} 的持证人改动了，没有登记更正", row.number);
        let hint =
            format!("恢复原来的内容；姓名录错的，用 skillreg reissue {} --reason 事由 更正", row.number);
        found.push(ROW.at(place, message).hint(hint));
    }
}

pub(super) fn events(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.batches, &change.working.batches) {
        let (was, is) = (values(&old.value.events), values(&new.value.events));
        let (lost, _) = sequence(&was, &is, &["event", "number"]);
        let name = |at: usize| {
            let event = &old.value.events[at];
            let what = match event.event {
                CertificateEventKind::Revoked => "注销",
                CertificateEventKind::Corrected => "更正",
            };
            format!("{} {what} {}", event.date, event.number)
        };
        let hint = "恢复原来的内容；又有新情况的，用 skillreg revoke 或 reissue 在末尾追加";
        let telling =
            Telling { rule: &EVENT, file: &new.file, kind: "batch", list: "events", name: &name, hint };
        telling.tell(lost, found);
    }
}
