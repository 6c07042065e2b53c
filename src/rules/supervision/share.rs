//! Over a year, at least the policy's share of the sittings is inspected.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::{Date, in_percent, inspection_share, inspections_required};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "inspection-share",
    severity: Severity::Warning,
    title: "全年现场督导的场次不低于规定的比例",
    clause: Some("通知五（二）"),
    reason: "抽查场次不低于全市年度评价场次的规定比例，一年结束时按全部场次计算，不足一场的进为一场。",
    wrong: Example("inspections: [x01, x02]  # 2020 年举行 8 场\n"),
    right: Example("inspections: [x01, x02, x03]  # 2020 年举行 8 场，按 30% 应督导 3 场\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some(today) = context.today else { return };
    let lacks = |folder: &str, name: &str| context.index.is_broken_below(folder, name);
    if context.policies().is_empty()
        || lacks("content/supervision/", "/inspections.yaml")
        || lacks("content/plans/", ".yaml")
    {
        return;
    }
    let mut years: BTreeMap<i16, Vec<Date>> = BTreeMap::new();
    let sittings = context.records.plans.iter().flat_map(|plan| &plan.value.sittings);
    for sitting in sittings.filter(|sitting| !sitting.is_cancelled()) {
        years.entry(sitting.date.year()).or_default().push(sitting.date);
    }
    let inspections = context.records.inspections.iter().flat_map(|record| &record.value.inspections);
    let mut inspected: BTreeMap<i16, BTreeSet<(&str, &str)>> = BTreeMap::new();
    // A share of random checks: what was inspected for another reason does not count.
    for inspection in inspections.filter(|inspection| inspection.draw.is_some()) {
        let sitting = context.index.sitting(&inspection.plan, &inspection.sitting);
        let Some(sitting) = sitting.filter(|sitting| !sitting.is_cancelled()) else { continue };
        let of_year = inspected.entry(sitting.date.year()).or_default();
        of_year.insert((&*inspection.plan, &*inspection.sitting));
    }
    for (year, dates) in years.into_iter().filter(|(year, _)| *year < today.year()) {
        let share = inspection_share(context.policies(), year, dates.iter().copied());
        let required = inspections_required(share, dates.len());
        let done = inspected.get(&year).map_or(0, BTreeSet::len);
        if done < required {
            let place = Place::file(format!("content/supervision/{year}/inspections.yaml"));
            let (held, percent) = (dates.len(), in_percent(share));
            let message = format!(
                "{year} 年举行 {held} 场，按不低于 {percent}% 应督导 {required} 场，只督导了 {done} 场"
            );
            found.push(RULE.at(place, message).hint("督导过没有登记的补上；确实不足的照实保留"));
        }
    }
}
