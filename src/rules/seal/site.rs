//! Seals belong to one site: its id is in every salt.

use crate::diagnostics::{Example, Finding, Rule, Severity};
use crate::rules::Context;

use super::head;

pub(super) static RULE: Rule = Rule {
    code: "seal-site",
    severity: Severity::Error,
    title: "封存文件属于本站",
    clause: None,
    reason: "站点标识参与封存；别的站点封存的证书，在本站查不出来。",
    wrong: Example("skillreg-seals 1 elsewhere argon2id 19456 2 1\n"),
    right: Example("skillreg-seals 1 tianjin argon2id 19456 2 1\n"),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    let Some(site) = &context.records.site else { return };
    for record in context.records.seals.iter().filter(|record| record.value.site != *site.value.id) {
        let message = format!("这是为站点 {} 封存的，本站是 {}", record.value.site, &*site.value.id);
        found.push(
            RULE.at(head(record), message)
                .hint("核对 site.yaml 的 id（永不更改），或用 skillreg reseal 重新封存"),
        );
    }
}
