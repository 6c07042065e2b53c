//! Records stand in the folder of their year.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::{Date, Record};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "year-folder",
    severity: Severity::Error,
    title: "记录放在自己年份的文件夹里",
    clause: None,
    reason: "统计和抽查比例按年计算；放错年份就算到别的年里去了。方案按报送或评价的年份，证书按发证的年份，督导按发生的年份。",
    wrong: Example("content/plans/2021/2020-0001.yaml  # 报送和评价都在 2020 年\n"),
    right: Example("content/plans/2020/2020-0001.yaml\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let records = context.records;
    for record in &records.plans {
        let plan = &record.value;
        let sittings = plan.sittings.iter().map(|sitting| sitting.date);
        check(record, sittings.chain([plan.reported]), found);
    }
    for record in &records.batches {
        check(record, [record.value.issued].into_iter(), found);
    }
    for record in &records.inspectors {
        check(record, std::iter::empty(), found);
    }
    for record in &records.draws {
        check(record, record.value.draws.iter().map(|draw| draw.date), found);
    }
    for record in &records.inspections {
        check(record, record.value.inspections.iter().map(|inspection| inspection.date), found);
    }
    for record in &records.measures {
        check(record, record.value.measures.iter().map(|measure| measure.date), found);
    }
}

/// One date of the folder's year is enough: what begins in December may end in January.
fn check<T>(record: &Record<T>, dates: impl Iterator<Item = Date>, found: &mut Vec<Finding>) {
    let folder = record.year.as_deref().unwrap_or_default();
    let year = folder.parse::<i16>().ok().filter(|year| folder.len() == 4 && Date::YEARS.contains(year));
    let Some(year) = year else {
        let finding = RULE.at(Place::file(&record.file), format!("文件夹「{folder}」不是年份"));
        found.push(finding.hint("年份写四位数字，例如 2020"));
        return;
    };
    let mut years: Vec<i16> = dates.map(|date| date.year()).collect();
    if years.is_empty() || years.contains(&year) {
        return;
    }
    years.sort_unstable();
    years.dedup();
    let years: Vec<String> = years.into_iter().map(|year| year.to_string()).collect();
    let message = format!("文件在 {folder} 年的文件夹里，内容是 {} 年的", years.join("、"));
    found.push(RULE.at(Place::file(&record.file), message).hint("移到对应年份的文件夹，或核对日期"));
}
