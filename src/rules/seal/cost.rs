//! All seals of a site cost the same: who looks one up is told the cost before.

use crate::diagnostics::{Example, Finding, Rule, Severity};
use crate::rules::Context;

use super::head;

pub(super) static RULE: Rule = Rule {
    code: "seal-cost",
    severity: Severity::Error,
    title: "封存时的计算成本与 site.yaml 相同",
    clause: None,
    reason: "按姓名查询要用同样的成本重算一遍；成本不同，姓名再对也查不出来。",
    wrong: Example("lookup:\n  key_derivation: {memory_kib: 65536, iterations: 2, parallelism: 1}\n"),
    right: Example("lookup:\n  key_derivation: {memory_kib: 19456, iterations: 2, parallelism: 1}\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some(site) = context.records.site.as_ref().filter(|site| !context.index.is_broken(&site.file)) else {
        return;
    };
    let ours = site.value.lookup.as_ref().map(|lookup| lookup.key_derivation.kdf());
    for record in context.records.seals.iter().filter(|record| Some(record.value.kdf) != ours) {
        let finding = match ours {
            Some(_) => RULE.at(head(record), "封存时的计算成本与 site.yaml 的 lookup 不同"),
            None => RULE.at(head(record), "site.yaml 里没有证书查询设置（lookup）"),
        };
        found.push(
            finding.hint("site.yaml 的 lookup.key_derivation 写封存时的成本，或用 skillreg reseal 重新封存"),
        );
    }
}
