//! Records of what happened are not removed.

use super::{Change, Fate};
use crate::diagnostics::{Example, Finding, Place, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "record-removed",
    severity: Severity::Error,
    title: "登记过的记录不整个删去",
    clause: None,
    reason: "公布过的机构、证书、督导和政策，以后还会有人来查。退出、取消、注销、废止都有登记的办法，不靠删除。",
    wrong: Example("content/institutions/2020-0001/filing.yaml: 删去\n"),
    right: Example(
        "- {event: filed, date: 2020-07-16}  # 以前的照旧，末尾加一件\n- {event: withdrawn, date: 2021-03-01, reason: 自愿退出}\n",
    ),
};

pub(super) fn removed(change: &Change<'_>, found: &mut Vec<Finding>) {
    let mut tell = |file: &str, message: String, hint: &str| {
        found.push(
            RULE.at(Place::file(file), message)
                .hint(format!("恢复这个文件（git checkout 基准 -- {file}）；{hint}")),
        );
    };
    macro_rules! gone {
        ($list:ident) => {
            change
                .pairs(&change.base.$list, &change.working.$list)
                .into_iter()
                .filter(|(_, fate)| matches!(fate, Fate::Gone))
                .map(|(record, _)| record)
        };
    }
    for record in gone!(filings).filter(|record| !record.value.procedure.is_empty()) {
        let message = format!("「{}」的备案申请不见了", &*record.value.applicant.name);
        tell(&record.file, message, "申请单位不办了的，在办理过程末尾追加 withdrawn");
    }
    for record in gone!(batches) {
        let message = format!("批次 {} 的 {} 张证书不见了", record.id, record.value.certificates.len());
        tell(&record.file, message, "证书不再有效的，用 skillreg revoke 注销");
    }
    for record in gone!(plans).filter(|record| !record.value.sittings.is_empty()) {
        let message = format!("实施方案 {} 不见了", record.id);
        tell(&record.file, message, "不考了的场次，加上 cancelled（日期和原因）");
    }
    for record in gone!(policies) {
        let message = format!("政策 {} 不见了", record.id);
        tell(&record.file, message, "政策废止的，填写 effective_until，以前的记录还要按它判断");
    }
    let hint = "督导的记录只追加";
    for record in gone!(inspectors).filter(|record| !record.value.inspectors.is_empty()) {
        tell(&record.file, "这一年的督导人员名录不见了".to_owned(), hint);
    }
    for record in gone!(draws).filter(|record| !record.value.draws.is_empty()) {
        tell(&record.file, "这一年的随机抽取不见了".to_owned(), hint);
    }
    for record in gone!(inspections).filter(|record| !record.value.inspections.is_empty()) {
        tell(&record.file, "这一年的现场督导不见了".to_owned(), hint);
    }
    for record in gone!(measures).filter(|record| !record.value.measures.is_empty()) {
        tell(&record.file, "这一年的处理措施不见了".to_owned(), hint);
    }
}

pub(crate) static UNJUDGED: Rule = Rule {
    code: "change-unjudged",
    severity: Severity::Error,
    title: "基准里读不全的文件，先只改好读不出的地方",
    clause: None,
    reason: "读不全就没法核对以前的内容有没有改动；趁着改错把别的也改了，谁也看不出来。",
    wrong: Example("telephone: 022-55550199\nprocedure: [改错电话时，少了以前的一件事]\n"),
    right: Example("telephone: 022-55550199\nprocedure: [与以前相同]\n"),
};
