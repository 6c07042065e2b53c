//! A holder's full name never enters the repository.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::Batch;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "holder-mask",
    severity: Severity::Error,
    title: "持证人只写遮盖后的姓名",
    clause: Some("个人信息保护法第六条、第二十五条"),
    reason: "登记库公开，而且历史版本删不掉。两个字的留姓，三个字以上的最多留首尾，其余写 *。全名只放在加密的文件里。可以凭姓名查询的批次（有 holders），末字和字数都会让人更容易猜出姓名，只留首字、写成「示**」，否则提醒。",
    wrong: Example("holder: 示例一\n"),
    right: Example("holder: \"示*一\"\n"),
};

pub(super) fn batch(_: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    for (i, certificate) in record.value.certificates.iter().enumerate() {
        if let Err(message) = masked(&certificate.holder) {
            let place = Place::value(&record.file, route!["certificates", i, "holder"]);
            // The hint does not repeat the name: reports are kept in logs.
            found.push(
                RULE.at(place, message).hint("写成「张*」「张*三」的样子，* 前后最多各留一个字，加引号"),
            );
        }
    }
    if record.value.holders.is_some() {
        found.extend(telling(record));
    }
}

/// The first holder of a batch whose mask shows more than `skillreg issue` shows, with how many there are.
fn telling(record: &Record<Batch>) -> Option<Finding> {
    let tells = |mask: &str| mask != "**" && !(mask.ends_with("**") && mask.chars().count() == 3);
    let holders = record.value.certificates.iter().map(|certificate| &certificate.holder).enumerate();
    let mut telling = holders.filter(|(_, holder)| masked(holder).is_ok() && tells(holder));
    let (first, _) = telling.next()?;
    let place = Place::value(&record.file, route!["certificates", first, "holder"]);
    let message = match telling.count() {
        0 => "遮盖后的姓名还看得出末字或字数，容易猜".to_owned(),
        more => format!("从这一张起，有 {} 张遮盖后的姓名还看得出末字或字数，容易猜", more + 1),
    };
    Some(RULE.at(place, message).hint("不论几个字，写成「张**」的样子").warning())
}

/// Whether a name is masked: at least one `*`, and only the first and the last character in the clear.
/// Each part of a name with `·` is masked by itself.
fn masked(holder: &str) -> Result<(), &'static str> {
    holder.split('·').try_for_each(part)
}

fn part(name: &str) -> Result<(), &'static str> {
    let inner = name.strip_prefix(|first| first != '*').unwrap_or(name);
    let inner = inner.strip_suffix(|last| last != '*').unwrap_or(inner);
    if !name.contains('*') {
        return Err("持证人的姓名没有遮盖");
    }
    if inner.chars().any(|character| character != '*') {
        return Err("持证人的姓名遮盖得不够");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_at_most_the_first_and_last_character() {
        for right in ["示*", "示*一", "示**一", "*一", "**", "示*·样*一"] {
            assert_eq!(masked(right), Ok(()), "{right}");
        }
        for wrong in ["示例一", "示例*", "*例一", "示*例一", "示*·样例", "示", ""] {
            assert!(masked(wrong).is_err(), "{wrong}");
        }
    }
}
