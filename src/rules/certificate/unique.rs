//! A certificate number is given once.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "certificate-unique",
    severity: Severity::Error,
    title: "一个证书编号只发一张证书",
    clause: Some("人社鉴发〔2019〕2号；通知四（三）"),
    reason: "公众凭编号查证书；两张同号，就查不出哪一张是真的。",
    wrong: Example(
        "certificates:\n  - {number: Y000012000001204000001, holder: \"示*一\"}\n  - {number: Y000012000001204000001, holder: \"示*\"}\n",
    ),
    right: Example(
        "certificates:\n  - {number: Y000012000001204000001, holder: \"示*一\"}\n  - {number: Y000012000001204000002, holder: \"示*\"}\n",
    ),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let batches = &context.records.batches;
    for pair in context.numbers.windows(2) {
        let [(number, b, c), (next, in_batch, at)] = pair else { continue };
        if number == next {
            let (before, record) = (&batches[*b], &batches[*in_batch]);
            let place = Place::value(&record.file, route!["certificates", *at, "number"]);
            // The one issued later is the one that people know less of.
            let later = [before, record].into_iter().max_by_key(|batch| (batch.value.issued, &batch.id));
            let message = format!("证书编号 {number} 与 {} 第 {} 张重复", before.id, c + 1);
            let finding = RULE.at(place, message);
            found.push(match b == in_batch {
                true => finding.hint("核对证书登记；编号按顺序，不重复使用"),
                false => finding.hint(format!(
                    "两个分支同时发证、合并后重号的，给还没有公布的那一批换编号：skillreg issue --renumber {} --identity 私钥文件",
                    later.unwrap_or(record).id
                )),
            });
        }
    }
}
