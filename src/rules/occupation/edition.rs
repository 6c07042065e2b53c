//! The edition is that of the policy; a new occupation counts from the day it was published.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "occupation-edition",
    severity: Severity::Error,
    title: "职业要在政策所依据的大典版本里，新职业从发布之日起算",
    clause: Some("通知一（三）"),
    reason: "政策写明依据哪一版大典；同一编码在不同版本里可能是不同的职业。",
    wrong: Example("- {edition: \"2022\", code: 6-31-01-03, name: 电工, levels: [4]}\n"),
    right: Example("- {edition: \"2015\", code: 6-31-01-03, name: 电工, levels: [4]}\n"),
};

pub(super) fn filing(context: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for scope in super::scopes(&record.value) {
        let Some((date, policy)) = scope.date.and_then(|date| Some((date, context.policy(date)?))) else {
            continue;
        };
        let terms = &policy.terms;
        for (route, line) in scope.routed() {
            if line.edition != terms.occupation_edition {
                let message = format!(
                    "{}时的政策依据 {} 版大典，这里写的是 {} 版",
                    date.chinese(),
                    &*terms.occupation_edition,
                    &*line.edition
                );
                let finding = RULE.at(Place::value(&record.file, route.then("edition")), message);
                found.push(finding.hint(format!("按 {} 版核对编码和名称", &*terms.occupation_edition)));
                continue;
            }
            let occupation = context.catalogue.occupation(&line.edition, line.code);
            let Some(published) = occupation.and_then(|occupation| occupation.published) else { continue };
            let place = Place::value(&record.file, route.then("code"));
            let name = &*line.name;
            if !terms.new_occupations {
                found.push(RULE.at(place, format!("「{name}」是大典之后发布的新职业，政策不包括新职业")));
            } else if published > date {
                let message = format!("「{name}」是新职业，{}才发布", published.chinese());
                found.push(RULE.at(place, message).hint("核对提交日期；发布以后才能申请"));
            }
        }
    }
}
