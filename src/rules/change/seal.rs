//! Seals and encrypted holders change only with what is recorded beside them.

use std::collections::{BTreeMap, HashMap};

use super::{Change, MOST, corrected};
use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;

pub(super) static SEAL: Rule = Rule {
    code: "seal-rewritten",
    severity: Severity::Error,
    title: "证书的封存只随更正和重新封存而变",
    clause: Some("通知四（三）"),
    reason: "封存是公众核验的依据，只有程序能写成。没有登记更正就换了的，要么弄坏了，要么查出来的已经不是发证时的内容。",
    wrong: Example("seals 里某张证书的一行变了，batch.yaml 没有登记更正；或 seals 不见了\n"),
    right: Example("seals 与以前相同；更正用 skillreg reissue，改计算成本用 skillreg reseal\n"),
};

pub(super) static HOLDERS: Rule = Rule {
    code: "holders-rewritten",
    severity: Severity::Error,
    title: "持证人加密文件只随更正和换公钥而变",
    clause: Some("个人信息保护法第五十一条"),
    reason: "全名和证件号码只在 holders.age 里，看不见里面，换掉了也看不出来；丢了就再也补不出证书。",
    wrong: Example("holders: 换了一个校验值，没有登记更正，公钥也没有换\n"),
    right: Example("holders: 与以前相同；更正用 skillreg reissue，换公钥用 skillreg holders rotate\n"),
};

fn mend(file: &str) -> String {
    format!("用 git 找回原来的文件：git checkout 基准 -- {file}")
}

pub(super) fn seals(change: &Change<'_>, found: &mut Vec<Finding>) {
    let removed = change.base.seals.iter().filter(|record| is_gone(change, &record.file));
    let stands = |file: &str| change.names.get(file).is_none_or(Option::is_some);
    for record in removed.filter(|record| stands(&record.value.batch_file(&record.file))) {
        found.push(SEAL.at(Place::file(&record.file), "这一批的封存文件不见了").hint(mend(&record.file)));
    }
    if change.seals.is_empty() {
        return;
    }
    let batches: HashMap<&str, (&Record<Batch>, &Record<Batch>)> = change
        .both(&change.base.batches, &change.working.batches)
        .into_iter()
        .map(|(old, new)| (new.file.as_str(), (old, new)))
        .collect();
    for (file, old, new) in &change.seals {
        let batch = file.strip_suffix("seals").map(|folder| format!("{folder}batch.yaml"));
        let pair = batch.and_then(|batch| batches.get(batch.as_str()));
        let corrected = pair.map(|(old, new)| corrected(&old.value, &new.value)).unwrap_or_default();
        let is_corrected = |number: &str| corrected.iter().any(|known| known.as_str() == number);
        let is_wrong = |(number, _): &(&str, usize)| !same_head(old, new) || !is_corrected(number);
        for (number, start) in altered(old, new).into_iter().filter(is_wrong).take(MOST) {
            let place = Place::bytes(*file, start..start + number.len());
            let message = match same_head(old, new) {
                true => format!("证书 {number} 的封存变了，没有登记更正"),
                false => format!("封存的站点标识或计算成本改了，证书 {number} 却没有重新封存"),
            };
            found.push(SEAL.at(place, message).hint(mend(file)));
        }
    }
}

fn same_head(old: &str, new: &str) -> bool {
    old.lines().next().map(str::trim_end) == new.lines().next().map(str::trim_end)
}

/// The numbers whose lines are others than they were, each with its place; of seals with another head, those that are not.
fn altered<'n>(old: &str, new: &'n str) -> Vec<(&'n str, usize)> {
    let (mut before, mut after) = (old.lines(), new.lines());
    // With another site or cost, what was sealed before opens no more: then it is the same lines that are wrong.
    let same_head = same_head(old, new);
    before.next();
    after.next();
    let before: BTreeMap<&str, &str> = before.filter_map(|line| line.split_once(' ')).collect();
    let is_other = |line: &&str| {
        let parts = line.split_once(' ');
        parts.is_some_and(|(number, rest)| before.get(number).is_some_and(|was| (*was != rest) == same_head))
    };
    let place = |line: &'n str| {
        let start = line.as_ptr().addr() - new.as_ptr().addr();
        Some((line.split_once(' ')?.0, start))
    };
    after.filter(is_other).filter_map(place).collect()
}

fn is_gone(change: &Change<'_>, file: &str) -> bool {
    change.names.get(file).is_some_and(Option::is_none)
}

pub(super) fn holders(change: &Change<'_>, found: &mut Vec<Finding>) {
    let owners = [("holders.age", "batch.yaml"), ("people.age", "filing.yaml")];
    let owner = |file: &str| {
        owners.iter().find_map(|(name, owner)| Some(format!("{}{owner}", file.strip_suffix(name)?)))
    };
    let stands = |file: &str| owner(file).is_some_and(|owner| !is_gone(change, &owner));
    let removed = change.base.holders.keys().filter(|file| is_gone(change, file) && stands(file));
    for file in removed.take(MOST) {
        let message = match file.ends_with("/people.age") {
            true => "这份申请的加密文件不见了，里面的身份证号和手机号别处没有",
            false => "这一批的持证人加密文件不见了",
        };
        found.push(HOLDERS.at(Place::file(file), message).hint(mend(file)));
    }
    let present = change.working.recipients.as_ref().map(|list| list.value.digest());
    for (old, new) in change.both(&change.base.batches, &change.working.batches) {
        let (was, is) = (&old.value, &new.value);
        found.extend(unsealed(change, old, new));
        let is_explained = was.holders.is_none()
            || was.holders == is.holders
            || is.recipients.is_some() && was.recipients != is.recipients && is.recipients == present
            || !corrected(was, is).is_empty();
        if !is_explained {
            let place = match is.holders {
                Some(_) => Place::value(&new.file, route!["holders"]),
                None => Place::file(&new.file),
            };
            let message = "持证人加密文件换了，没有登记更正，公钥也没有换";
            found.push(HOLDERS.at(place, message).hint(mend(&new.beside(""))));
        }
    }
}

/// Private numbers that are others now, though neither the keys nor the people are: a form taken in anew may do so, and a
/// reviewer should know.
pub(super) fn people(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.filings, &change.working.filings) {
        let (was, is) = (&old.value, &new.value);
        let is_other = was.private_numbers.is_some()
            && is.private_numbers.is_some()
            && was.private_numbers != is.private_numbers;
        let people = |filing: &Filing| serde_json::to_value(&filing.people).ok();
        if !is_other || was.recipients != is.recipients || people(was) != people(is) {
            continue;
        }
        let place = Place::value(&new.file, route!["private_numbers"]);
        let finding = HOLDERS.at(place, "人员身份证号码的加密文件换了，人员名单和公钥都没有变").warning();
        found.push(finding.hint(format!(
            "里面是什么在这里看不见：请经办人说明换了什么；不该换的，{}",
            mend(&new.beside("people.age"))
        )));
    }
}

/// A correction comes with another seal.
fn unsealed(change: &Change<'_>, old: &Record<Batch>, new: &Record<Batch>) -> Option<Finding> {
    let corrected = corrected(&old.value, &new.value);
    let seals = new.beside("seals");
    if !change.working.seals.iter().any(|record| record.file == seals) {
        return None;
    }
    let sealed = change.seals.iter().find(|(file, ..)| *file == seals);
    let other: Vec<&str> = match sealed {
        Some((_, old, new)) if same_head(old, new) => {
            altered(old, new).into_iter().map(|(number, _)| number).collect()
        }
        Some(_) => return None,
        None => Vec::new(),
    };
    let lacking = corrected.iter().find(|number| !other.contains(&number.as_str()))?;
    let at = new.value.events.iter().rposition(|event| event.number == *lacking)?;
    let place = Place::value(&new.file, route!["events", at, "number"]);
    let message = format!("登记了更正 {lacking}，封存没有换");
    Some(SEAL.at(place, message).hint("更正用 skillreg reissue，它会一起换封存和加密文件；不要手工登记"))
}

#[cfg(test)]
mod tests {
    use super::altered;

    #[test]
    fn lines_are_the_same_whatever_their_ends_and_order() {
        let old = "head 1\nA x\nB y\n";
        assert_eq!(altered(old, "head 1\r\nB y\r\nA x\r\nC z\r\n"), []);
        assert_eq!(altered(old, "head 1\nA x\nB z\n"), [("B", 11)]);
        assert_eq!(altered(old, "head 2\nA a\nB b\n"), []);
        assert_eq!(altered(old, "head 2\nA a\nB y\n"), [("B", 11)]);
    }
}
