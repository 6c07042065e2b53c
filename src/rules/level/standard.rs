//! An assessment rests on a standard; an enterprise's own specification only where there is none.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::{Filing, StandardKind};
use crate::rules::{Context, occupation};

pub(super) static REQUIRED: Rule = Rule {
    code: "standard-required",
    severity: Severity::Error,
    title: "用企业评价规范的，要说明没有相应标准",
    clause: Some("通知一（四）"),
    reason: "有国家或行业标准的应依据标准；只有没有相应标准时，企业才可以开发评价规范。",
    wrong: Example("standard: {kind: enterprise, title: 天津示例重工有限公司企业评价规范}\n"),
    right: Example(
        "standard:\n  kind: enterprise\n  title: 天津示例重工有限公司企业评价规范\n  justification: 尚无国家和行业标准，按编制技术规程（2018年版）开发。\n",
    ),
};

pub(super) static TITLE: Rule = Rule {
    code: "standard-title",
    severity: Severity::Warning,
    title: "国家标准的名称里应有职业名称",
    clause: Some("通知一（四）；附件1 二"),
    reason: "国家职业技能标准按职业命名；名称里没有这个职业，多半抄错了行。",
    wrong: Example("- name: 电工\n  standard: {kind: national, title: 国家职业技能标准 车工}\n"),
    right: Example("- name: 电工\n  standard: {kind: national, title: 国家职业技能标准 电工}\n"),
};

pub(super) fn required(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for scope in occupation::scopes(&record.value) {
        for (route, line) in scope.routed() {
            let route = route.then("standard");
            let given = line.standard.justification.is_some();
            if line.standard.kind == StandardKind::Enterprise && !given {
                let place = Place::value(&record.file, route.then("kind"));
                let message = format!("「{}」用企业评价规范，没有说明为什么", &*line.name);
                found.push(REQUIRED.at(place, message).hint("补上 justification: …，说明没有哪些标准"));
            }
        }
    }
}

pub(super) fn title(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for scope in occupation::scopes(&record.value) {
        for (route, line) in scope.routed() {
            let title = &*line.standard.title;
            let named = title.contains(&*line.name)
                || line.specialty.as_ref().is_some_and(|specialty| title.contains(&**specialty));
            if line.standard.kind == StandardKind::National && !named {
                let place = Place::value(&record.file, route.then("standard").then("title"));
                let message = format!("国家标准的名称里没有「{}」", &*line.name);
                found.push(TITLE.at(place, message).hint("核对认定依据是不是这个职业的"));
            }
        }
    }
}
