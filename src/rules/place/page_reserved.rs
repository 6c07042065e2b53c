//! Records do not take the addresses of the site's own pages.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::FileKind;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "page-reserved",
    severity: Severity::Error,
    title: "名字不能与网站自己的网页相同",
    clause: None,
    reason: "首页、统计、场次、网站地图、各种列表由程序生成；记录若取了同样的名字，它的网页就发布不出来。",
    wrong: Example("content/pages/statistics.md\n"),
    right: Example("content/pages/about-statistics.md\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let records = context.records;
    records.policies.iter().for_each(|record| name(&record.file, found));
    records.policy_texts.values().for_each(|record| name(&record.file, found));
    records.filings.iter().for_each(|record| name(&record.file, found));
    records.batches.iter().for_each(|record| name(&record.file, found));
    records.pages.iter().for_each(|record| name(&record.file, found));
}

fn name(file: &str, found: &mut Vec<Finding>) {
    let Some(kind) = FileKind::of(file).filter(|kind| kind.is_reserved()) else { return };
    let name = kind.names().pop().unwrap_or_default();
    let finding = RULE.at(Place::file(file), format!("名字「{name}」由网站自己的网页使用"));
    found.push(finding.hint("换一个名字"));
}
