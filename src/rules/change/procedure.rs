//! What happened to an application is only appended to.

use serde_json::Value;

use super::aligned::{Telling, sequence};
use super::{Change, MOST, values};
use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::procedure::EventKind;

pub(super) static EVENT: Rule = Rule {
    code: "procedure-rewritten",
    severity: Severity::Error,
    title: "办理过程只追加，以前的不删、不改",
    clause: Some("通知三"),
    reason: "机构的备案、整改、取消资格都由办理过程算出，而且已经公布；改掉以前的事项，谁在什么时候有没有资格就说不清了。",
    wrong: Example("procedure: [少了以前登记的一项，或日期、备案号、有效期与以前不同]\n"),
    right: Example("procedure: [以前的照旧，新的写在末尾]\n"),
};

pub(super) static INSERTED: Rule = Rule {
    code: "event-inserted",
    severity: Severity::Warning,
    title: "补记的事项请看清楚",
    clause: None,
    reason: "新事项写在以前的事项之间，说明是事后补记。漏登的可以补，但会改变当时的状态，请审核的人核对凭据。",
    wrong: Example("procedure: [submitted, 新加的 reviewed, filed]\n"),
    right: Example("procedure: [submitted, filed, 新加的写在末尾]\n"),
};

pub(super) static APPLICATION: Rule = Rule {
    code: "application-altered",
    severity: Severity::Warning,
    title: "备案以后，申请时的内容不再改",
    clause: Some("通知三（一）"),
    reason: "备案是按当时的职业范围、材料和承诺给的。以后要增减职业，登记变更评价范围，旧的范围才查得到。",
    wrong: Example("scope: [备案以后直接加一个职业]\n"),
    right: Example(
        "- {event: filed, date: 2020-07-16}  # 以前的照旧，末尾加一件\n- {event: scope_changed, date: 2021-03-01, scope: [变更后的全部职业]}\n",
    ),
};

pub(super) fn events(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.filings, &change.working.filings) {
        let (was, is) = (values(&old.value.procedure), values(&new.value.procedure));
        let (lost, _) = sequence(&was, &is, &["event", "date"]);
        let name = |at: usize| {
            let event = &old.value.procedure[at];
            format!("{} {}", event.date, event.event.title())
        };
        let hint = "恢复原来的内容；情况有变的，在办理过程末尾追加新的一项，例如 scope_changed、renewed";
        let telling =
            Telling { rule: &EVENT, file: &new.file, kind: "filing", list: "procedure", name: &name, hint };
        telling.tell(lost, found);
    }
}

pub(super) fn inserted(change: &Change<'_>, found: &mut Vec<Finding>) {
    let mut tell = |file: &str, list: &'static str, was: &[Value], is: &[Value], alike: &[&str]| {
        for at in sequence(was, is, alike).1.into_iter().take(MOST) {
            let finding = INSERTED.at(Place::value(file, route![list, at]), "这一项补记在以前的事项之间");
            found.push(finding.hint("核对当时的凭据；不是漏登的，移到末尾"));
        }
    };
    for (old, new) in change.both(&change.base.filings, &change.working.filings) {
        let (was, is) = (values(&old.value.procedure), values(&new.value.procedure));
        tell(&new.file, "procedure", &was, &is, &["event", "date"]);
    }
    for (old, new) in change.both(&change.base.batches, &change.working.batches) {
        let (was, is) = (values(&old.value.events), values(&new.value.events));
        tell(&new.file, "events", &was, &is, &["event", "number"]);
    }
}

pub(super) fn application(change: &Change<'_>, found: &mut Vec<Finding>) {
    for (old, new) in change.both(&change.base.filings, &change.working.filings) {
        let (was, is) = (&old.value, &new.value);
        if !was.procedure.iter().any(|event| event.event == EventKind::Filed) {
            continue;
        }
        let parts = [
            ("scope", "申请的职业（工种）", values(&was.scope) == values(&is.scope)),
            ("materials", "收到的申请材料", values(&was.materials) == values(&is.materials)),
            (
                "pledge",
                "诚信承诺",
                serde_json::to_value(&was.pledge).ok() == serde_json::to_value(&is.pledge).ok(),
            ),
        ];
        for (key, title, _) in parts.into_iter().filter(|(.., same)| !same) {
            let place = Place::key(&new.file, route![key]);
            let finding = APPLICATION.at(place, format!("已经备案，{title}又改动了"));
            found.push(
                finding.hint("增减职业、等级的，在办理过程末尾追加 scope_changed；录错的，请在说明里写清楚"),
            );
        }
    }
}
