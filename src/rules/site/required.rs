//! Some records no registry can do without.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "site-required",
    severity: Severity::Error,
    title: "登记库要有站点信息、政策、职业目录、行政区划和节假日",
    clause: None,
    reason: "没有这些文件，别的记录无从核对，网站也无从生成。",
    wrong: Example("content/  # 没有 site.yaml\n"),
    right: Example("content/site.yaml\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let records = context.records;
    let unread = |folder: &str, name: &str| context.index.is_broken_below(folder, name);
    let needed = [
        (records.site.is_some(), "content/", "site.yaml", "content/site.yaml", "站点信息"),
        (
            !records.policies.is_empty(),
            "content/policies/",
            "/policy.yaml",
            "content/policies/<名字>/policy.yaml",
            "政策",
        ),
        (
            !records.occupations.is_empty(),
            "content/catalogue/occupations-",
            ".yaml",
            "content/catalogue/occupations-<版本>.yaml",
            "职业目录",
        ),
        (
            records.divisions.is_some(),
            "content/catalogue/",
            "divisions.yaml",
            "content/catalogue/divisions.yaml",
            "行政区划表",
        ),
        (
            records.holidays.is_some(),
            "content/catalogue/",
            "holidays.yaml",
            "content/catalogue/holidays.yaml",
            "节假日表",
        ),
    ];
    for (there, folder, name, path, what) in needed {
        if !there && !unread(folder, name) {
            let finding = RULE.at(Place::file(path), format!("没有{what}"));
            found.push(finding.hint("用 skillreg init 新建一个登记库，可以看到全部必需的文件"));
        }
    }
}
