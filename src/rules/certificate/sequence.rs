//! Certificate numbers leave no gap.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "certificate-sequence",
    severity: Severity::Warning,
    title: "同一机构、年份、等级的证书序列码从 000001 起连续",
    clause: Some("人社鉴发〔2019〕2号"),
    reason: "序列码逐张递增；中间缺了号，多半是漏登了证书。",
    wrong: Example(
        "certificates:\n  - {number: Y000012000001204000001, holder: \"示*一\"}\n  - {number: Y000012000001204000003, holder: \"示*\"}\n",
    ),
    right: Example(
        "certificates:\n  - {number: Y000012000001204000001, holder: \"示*一\"}\n  - {number: Y000012000001204000002, holder: \"示*\"}\n",
    ),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let batches = &context.records.batches;
    // A batch that was not read whole may hold the missing ones.
    if context.index.is_broken_below("content/certificates/", "/batch.yaml") {
        return;
    }
    let mut before = None;
    for &(number, b, c) in &context.numbers {
        let series = (number.filing_number(), number.year(), number.level());
        let last = before.filter(|(known, _)| *known == series).map_or(0, |(_, sequence)| sequence);
        before = Some((series, number.sequence()));
        if number.sequence() > last + 1 {
            let place = Place::part(&batches[b].file, route!["certificates", c, "number"], 16..22);
            let message = match number.sequence() - last {
                2 => format!("这张证书前面缺序列码 {:06}", last + 1),
                _ => format!("这张证书前面缺序列码 {:06} 至 {:06}", last + 1, number.sequence() - 1),
            };
            found.push(
                RULE.at(place, message).hint("核对是否漏登了证书；确实没有用过的号，写明情况报登记机构"),
            );
        }
    }
}
