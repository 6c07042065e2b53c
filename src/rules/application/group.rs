//! A branch names its group; an enterprise on its own has none.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::{ApplicantKind, Filing};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "application-group",
    severity: Severity::Error,
    title: "驻津分支机构要写明集团，其他企业不写",
    clause: Some("通知三（一）3"),
    reason: "只有集团已经备案的分支机构可以少交材料，所以要写明集团和它的备案回执。",
    wrong: Example("kind: branch\napplicant:\n  name: 示例集团天津分公司\n"),
    right: Example(
        "kind: branch\ngroup:\n  name: 示例集团有限公司\n  filed_with: 人力资源社会保障部\n  receipt: 示例〔2019〕1号\napplicant:\n  name: 示例集团天津分公司\n",
    ),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    match (record.value.kind, &record.value.group) {
        (ApplicantKind::Branch, None) => {
            let place = Place::value(&record.file, route!["kind"]);
            let finding = RULE.at(place, "分支机构没有写所属集团");
            found.push(
                finding.hint("补上 group:，写 name、filed_with、receipt；不是分支机构就写 kind: enterprise"),
            );
        }
        (ApplicantKind::Enterprise, Some(_)) => {
            let place = Place::key(&record.file, route!["group"]);
            let finding = RULE.at(place, "申请类型是企业，不应写所属集团");
            found.push(finding.hint("集团已备案的分支机构写 kind: branch；否则删去 group"));
        }
        _ => {}
    }
}
