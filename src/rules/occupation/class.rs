//! Only skill occupations (技能类) are assessed: classes 3 to 6 of the classification.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "occupation-class",
    severity: Severity::Error,
    title: "只评价技能类职业（大类 3 至 6）",
    clause: Some("通知一（三）"),
    reason: "大类 1、2、7、8 不是技能类；专业技术人员（大类 2）走职称评审。",
    wrong: Example("- {edition: \"2015\", code: 2-02-10-09, name: 人工智能工程技术人员, levels: [3]}\n"),
    right: Example("- {edition: \"2015\", code: 6-31-01-03, name: 电工, levels: [3]}\n"),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (route, line) in super::scope_lines(&record.value) {
        if !line.code.is_skill_class() {
            let place = Place::part(&record.file, route.then("code"), 0..1);
            let message = format!("「{}」属于大类 {}，不是技能类职业", &*line.name, line.code.class());
            found.push(RULE.at(place, message).hint("从申请里删去这个职业，或核对编码的第一位"));
        }
    }
}
