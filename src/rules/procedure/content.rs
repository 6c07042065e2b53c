//! Each kind of event carries its own keys.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::Filing;
use crate::registry::records::procedure::{EventKind, EventRecord};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "event-content",
    severity: Severity::Error,
    title: "每种事件写它该写的项",
    clause: Some("通知三（一）至（四）、五（三）"),
    reason: "网站上的办理过程、备案号和有效期都取自事件；缺了就无从公布，写在别的事件里会被误读。",
    wrong: Example("- {event: filed, date: 2020-07-16, number: Y000012000001}\n"),
    right: Example(
        "- event: filed\n  date: 2020-07-16\n  number: Y000012000001\n  receipt: 津技鉴备（示例）〔2020〕0001号\n  valid_until: 2023-07-15\n",
    ),
};

struct Key {
    name: &'static str,
    title: &'static str,
    is_set: fn(&EventRecord) -> bool,
}

impl Key {
    fn kinds(&self) -> impl Iterator<Item = EventKind> {
        EventKind::ALL.into_iter().filter(|kind| kind.carries(self.name))
    }
}

macro_rules! keys {
    ($($name:ident $title:literal;)+) => {
        [$(Key { name: stringify!($name), title: $title, is_set: |event| event.$name.is_some() }),+]
    };
}

static KEYS: [Key; 15] = keys! {
    channel "提交渠道";
    outcome "结果";
    opinion "意见";
    mode "评估形式";
    means "评估方式";
    experts "专家人数";
    reported_to "报备单位";
    number "备案号";
    receipt "备案回执编号";
    valid_until "有效期至";
    medium "公布载体";
    scope "变更后的全部职业（工种）";
    reason "事由";
    due "整改期限";
    document "文书编号";
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (i, event) in record.value.procedure.iter().enumerate() {
        for name in event.missing() {
            let title = KEYS.iter().find(|key| key.name == name).map_or(name, |key| key.title);
            let place = Place::value(&record.file, route!["procedure", i, "event"]);
            let message = format!("「{}」没有写{title}", event.event.title());
            found.push(RULE.at(place, message).hint(format!("在这件事下面补上 {name}: …")));
        }
        for key in KEYS.iter().filter(|key| (key.is_set)(event) && !event.event.carries(key.name)) {
            let place = Place::key(&record.file, route!["procedure", i, key.name]);
            let message = format!("「{}」不写{}", event.event.title(), key.title);
            let titles: Vec<_> = key.kinds().map(|kind| format!("「{}」", kind.title())).collect();
            found.push(RULE.at(place, message).hint(format!(
                "删去；{}只写在{}里",
                key.title,
                titles.join("、")
            )));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each event must carry: without it, it is a fault.
    #[test]
    fn every_event_must_carry_what_it_makes_true() {
        for (kind, outcome, needed) in [
            ("submitted", "", "channel"),
            ("reviewed", "outcome: passed", ""),
            ("reviewed", "outcome: returned", "opinion"),
            ("assessed", "outcome: passed", "mode means experts opinion"),
            ("recommended", "", "reported_to"),
            ("filed", "", "number receipt valid_until"),
            ("published", "", "medium"),
            ("scope_changed", "", "scope"),
            ("renewed", "", "receipt valid_until"),
            ("interviewed", "", "reason"),
            ("rectification_ordered", "", "reason due"),
            ("rectified", "", "opinion"),
            ("revoked", "", "reason document"),
            ("withdrawn", "", "reason"),
        ] {
            let text = format!("event: {kind}\ndate: 2020-06-01\n{outcome}\n");
            let event: EventRecord = serde_yaml::from_str(&text).unwrap();
            assert_eq!(event.missing(), needed.split_whitespace().collect::<Vec<_>>(), "{kind} {outcome}");
        }
    }

    #[test]
    fn every_key_belongs_to_an_event_and_every_event_has_only_such_keys() {
        for key in &KEYS {
            assert!(key.kinds().next().is_some(), "{}", key.name);
        }
        for name in EventKind::ALL.into_iter().flat_map(|kind| kind.keys().concat()) {
            assert!(KEYS.iter().any(|key| key.name == name), "{name}");
        }
    }
}
