//! An institution assesses while its filing is in force, and what it is filed for.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::registry::records::filing::{Filing, ScopeLine};
use crate::registry::records::plan::{Plan, Sitting};
use crate::registry::{Record, Status};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "scope-of-sitting",
    severity: Severity::Error,
    title: "评价场次要在备案有效期和备案范围内",
    clause: Some("通知五（一）"),
    reason: "企业在备案范围内开展评价；超出范围或备案无效时的评价没有依据，证书也不能颁发。",
    wrong: Example("- {id: s1, date: 2020-06-08, edition: \"2015\", occupation: 6-31-01-03, level: 1}\n"),
    right: Example("- {id: s1, date: 2020-09-08, edition: \"2015\", occupation: 6-31-01-03, level: 4}\n"),
};

pub(super) fn plan(context: &Context<'_>, record: &Record<Plan>, found: &mut Vec<Finding>) {
    let Some(filing) = context.standing(&record.value.institution) else { return };
    let held = record.value.sittings.iter().enumerate().filter(|(_, sitting)| !sitting.is_cancelled());
    for (i, sitting) in held {
        let route = route!["sittings", i];
        found.extend(
            standing(&record.file, &route, sitting, &filing.value)
                .or_else(|| covered(&record.file, &route, sitting, &filing.value)),
        );
    }
}

/// Whether the institution may assess on the day of the sitting.
fn standing(file: &str, route: &Route, sitting: &Sitting, filing: &Filing) -> Option<Finding> {
    let status = filing.status(sitting.date);
    if status.is_some_and(Status::may_assess) {
        return None;
    }
    let name = &*filing.applicant.name;
    let day = sitting.date.chinese();
    let message = match status {
        Some(status) => format!("{day}时「{name}」的状态是「{}」，不能开展评价", status.title()),
        None => format!("{day}时「{name}」还没有提交申请，不能开展评价"),
    };
    let finding = RULE.at(Place::value(file, route.then("date")), message);
    Some(finding.hint("核对场次日期和机构的办理过程"))
}

/// Whether the scope of that day covers the sitting.
fn covered(file: &str, route: &Route, sitting: &Sitting, filing: &Filing) -> Option<Finding> {
    let same = |line: &&ScopeLine| line.edition == sitting.edition && line.code == sitting.occupation;
    let lines: Vec<&ScopeLine> = filing.scope(sitting.date).iter().filter(same).collect();
    let Some(first) = lines.first() else {
        let message = format!("当日的备案范围里没有职业 {}（{} 版）", sitting.occupation, &*sitting.edition);
        let names: Vec<_> =
            filing.scope(sitting.date).iter().map(|l| format!("{} {}", l.code, &*l.name)).collect();
        let finding = RULE.at(Place::value(file, route.then("occupation")), message);
        return Some(finding.hint(format!("备案的职业：{}", names.join("、"))));
    };
    let name = &*first.name;
    let fits = |line: &&&ScopeLine| line.specialty.is_none() || line.specialty == sitting.specialty;
    let fitting: Vec<&&ScopeLine> = lines.iter().filter(fits).collect();
    if fitting.is_empty() {
        let filed: Vec<&str> = lines.iter().filter_map(|line| line.specialty.as_deref()).collect();
        let finding = RULE.at(
            Place::value(file, route.then("specialty")),
            match &sitting.specialty {
                Some(specialty) => format!("当日的备案范围里没有「{name}」的工种「{}」", &**specialty),
                None => format!("「{name}」只备案了部分工种，这里没有写工种"),
            },
        );
        return Some(finding.hint(format!("备案的工种：{}", filed.join("、"))));
    }
    if fitting.iter().any(|line| line.levels.contains(&sitting.level)) {
        return None;
    }
    let levels: Vec<&str> = fitting.iter().flat_map(|line| &line.levels).map(|level| level.name()).collect();
    let message = format!("当日的备案范围里「{name}」没有「{}」", sitting.level);
    let finding = RULE.at(Place::value(file, route.then("level")), message);
    Some(finding.hint(format!("备案的等级：{}", levels.join("、"))))
}
