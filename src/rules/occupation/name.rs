//! A code and a name must mean the same occupation.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::catalogue::Occupation;
use crate::registry::records::filing::{Filing, ScopeLine};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "occupation-name",
    severity: Severity::Error,
    title: "职业名称要与编码相符",
    clause: Some("通知一（三）；附件1 二"),
    reason: "证书印的是名称，系统认的是编码；两者不符时不知道备案的是哪一个。",
    wrong: Example("- {edition: \"2015\", code: 6-31-01-03, name: 电气工, levels: [4]}\n"),
    right: Example("- {edition: \"2015\", code: 6-31-01-03, name: 电工, levels: [4]}\n"),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (route, line) in super::scope_lines(&record.value) {
        match context.catalogue.occupation(&line.edition, line.code) {
            Some(occupation) if occupation.name != line.name => {
                found.push(finding(context, &record.file, &route, line, occupation));
            }
            _ => {}
        }
    }
}

fn finding(
    context: &Context<'_>,
    file: &str,
    route: &Route,
    line: &ScopeLine,
    occupation: &Occupation,
) -> Finding {
    let (edition, name) = (&*line.edition, &*line.name);
    let message = format!("{edition} 版大典里 {} 是「{}」，不是「{name}」", line.code, &*occupation.name);
    let finding = RULE.at(Place::value(file, route.then("name")), message);
    if occupation.specialty.as_deref() == Some(name) {
        let right = &*occupation.name;
        return finding.hint(format!("「{name}」是工种：name 写「{right}」，specialty 写「{name}」"));
    }
    match context.catalogue.codes_named(edition, name).first() {
        Some(code) => {
            finding.hint(format!("名称改为「{}」；若要评价「{name}」，编码是 {code}", &*occupation.name))
        }
        None => finding.hint(format!("改为「{}」", &*occupation.name)),
    }
}
