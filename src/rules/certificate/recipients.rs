//! The encrypted holders can be opened by those who may open them now, and by nobody else.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::Batch;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "holders-recipients",
    severity: Severity::Warning,
    title: "持证人加密文件是加密给现在这些公钥的",
    clause: Some("个人信息保护法第五十一条"),
    reason: "换了经办人、换了密钥，就要重新加密：离任的人不该再打得开，接任的人要打得开。git 历史里的旧文件仍能用旧私钥打开，所以私钥泄露了要当泄露处理。",
    wrong: Example("recipients: 旧公钥清单的校验值  # content/recipients.txt 已经换了公钥\n"),
    right: Example("recipients: 与 content/recipients.txt 相符的校验值\n"),
};

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let (Some(is), Some(_)) = (record.value.recipients, record.value.holders) else { return };
    let present = context.records.recipients.as_ref().map(|list| list.value.digest());
    if present != Some(is) && !context.index.is_broken("content/recipients.txt") {
        let place = Place::value(&record.file, route!["recipients"]);
        let finding = RULE.at(place, "holders.age 不是加密给 content/recipients.txt 里现在这些公钥的");
        found.push(finding.hint("运行 skillreg holders rotate --identity 私钥文件，全部重新加密"));
    }
}
