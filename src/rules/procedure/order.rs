//! Events follow one another as the notice says.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::procedure::State;
use crate::registry::records::filing::Filing;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "procedure-order",
    severity: Severity::Error,
    title: "办理过程要按规定的先后",
    clause: Some("通知三（一）至（四）、五（三）"),
    reason: "申请、初审、评估、确认、公布依次进行，缺了前一步，后一步就没有依据。",
    wrong: Example(
        "procedure:\n  - {event: submitted, date: 2020-06-01, channel: online}\n  - {event: assessed, date: 2020-06-20, outcome: passed}\n",
    ),
    right: Example(
        "procedure:\n  - {event: submitted, date: 2020-06-01, channel: online}\n  - {event: reviewed, date: 2020-06-10, outcome: passed}\n  - {event: assessed, date: 2020-06-20, outcome: passed}\n",
    ),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    if record.value.procedure.is_empty() {
        let finding = RULE.at(Place::key(&record.file, route!["procedure"]), "办理过程是空的");
        found.push(finding.hint("至少写上「提交申请」：{event: submitted, date: …, channel: online}"));
    }
    let mut state = State::START;
    for (i, event) in record.value.procedure.iter().enumerate() {
        match state.after(event.event, event.outcome) {
            Ok(next) => state = next,
            Err(need) => {
                let place = Place::value(&record.file, route!["procedure", i, "event"]);
                let message = format!("这里还不能是「{}」", event.event.title());
                found.push(RULE.at(place, message).hint(need));
            }
        }
    }
}
