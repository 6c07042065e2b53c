//! What has run out is not changed any more.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::registry::records::procedure::EventKind;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "filing-expired",
    severity: Severity::Error,
    title: "变更评价范围、延续备案要在有效期内",
    clause: Some("通知三（四）"),
    reason: "备案到期就失效了：到期以后没有可以变更的范围；到期以后才延续，中间的日子不能评价。",
    wrong: Example("- {event: scope_changed, date: 2023-08-01, scope: […]}  # 有效期至 2023-07-15\n"),
    right: Example("- {event: renewed, date: 2023-07-01, receipt: 示例1号, valid_until: 2026-07-15}\n"),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    if super::validity::is_doubtful(&record.value) {
        return;
    }
    let mut until = None;
    for (i, event) in record.value.procedure.iter().enumerate() {
        if let Some(until) = until.filter(|until| event.date > *until) {
            let place = Place::value(&record.file, route!["procedure", i, "date"]);
            match event.event {
                EventKind::ScopeChanged => {
                    let message = format!("备案已于 {until} 到期，不能再变更评价范围");
                    found.push(RULE.at(place, message).hint("核对日期；先办理延续，再变更"));
                }
                EventKind::Renewed => {
                    let message = format!("备案 {until} 已经到期，{} 才延续", event.date);
                    let hint = "核对日期；确实晚了的照实保留，中间的日子不能开展评价";
                    found.push(RULE.at(place, message).warning().hint(hint));
                }
                _ => {}
            }
        }
        until = event.valid_until.or(until);
    }
}
