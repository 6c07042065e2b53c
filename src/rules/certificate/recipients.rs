//! What is encrypted can be opened by those who may open it now, and by nobody else.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::identifier::Digest;
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "holders-recipients",
    severity: Severity::Warning,
    title: "加密文件是加密给现在这些公钥的",
    clause: Some("个人信息保护法第五十一条"),
    reason: "换了经办人、换了密钥，就要重新加密：离任的人不该再打得开，接任的人要打得开。git 历史里的旧文件仍能用旧私钥打开，所以私钥泄露了要当泄露处理。",
    wrong: Example("recipients: 旧公钥清单的校验值  # content/recipients.txt 已经换了公钥\n"),
    right: Example("recipients: 由程序写成，不手改  # 运行 skillreg holders rotate --identity 私钥文件\n"),
};

const FILE: &str = "content/recipients.txt";

const HINT: &str = "运行 skillreg holders rotate --identity 私钥文件，全部重新加密";

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let (Some(is), Some(_)) = (record.value.recipients, record.value.holders) else { return };
    if is_other(context, is) {
        let place = Place::value(&record.file, route!["recipients"]);
        found.push(RULE.at(place, format!("holders.age 不是加密给 {FILE} 里现在这些公钥的")).hint(HINT));
    }
}

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let file = record.beside("people.age");
    let finding = match (record.value.private_numbers, record.value.recipients) {
        (Some(_), Some(is)) if is_other(context, is) => {
            let place = Place::value(&record.file, route!["recipients"]);
            RULE.at(place, format!("people.age 不是加密给 {FILE} 里现在这些公钥的"))
        }
        (Some(_), Some(_)) => return,
        _ if !context.records.holders.contains_key(&file) => return,
        _ => RULE.at(
            Place::file(&file),
            "旁边的 filing.yaml 没有写它的校验值（private_numbers）和加密给谁（recipients），换了、丢了、还能被谁打开都看不出来",
        ),
    };
    found.push(finding.hint(HINT));
}

/// Whether a list is not the one of now.
fn is_other(context: &Context<'_>, is: Digest) -> bool {
    let present = context.records.recipients.as_ref().map(|list| list.value.digest());
    present != Some(is) && !context.index.is_broken(FILE)
}
