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
    of: &'static [EventKind],
    is_set: fn(&EventRecord) -> bool,
}

macro_rules! keys {
    ($($name:ident $title:literal $($kind:ident)+;)+) => {
        [$(Key {
            name: stringify!($name),
            title: $title,
            of: &[$(EventKind::$kind),+],
            is_set: |event| event.$name.is_some(),
        }),+]
    };
}

static KEYS: [Key; 15] = keys! {
    channel "提交渠道" Submitted;
    outcome "结果" Reviewed Assessed;
    opinion "意见" Reviewed Assessed Rectified;
    mode "评估形式" Assessed;
    means "评估方式" Assessed;
    experts "专家人数" Assessed;
    reported_to "报备单位" Recommended;
    number "备案号" Filed;
    receipt "备案回执编号" Filed Renewed;
    valid_until "有效期至" Filed Renewed;
    medium "公布载体" Published;
    scope "变更后的全部职业（工种）" ScopeChanged;
    reason "事由" Interviewed RectificationOrdered Revoked Withdrawn;
    due "整改期限" RectificationOrdered;
    document "文书编号" RectificationOrdered Revoked;
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    for (i, event) in record.value.procedure.iter().enumerate() {
        for name in event.missing() {
            let title = KEYS.iter().find(|key| key.name == name).map_or(name, |key| key.title);
            let place = Place::value(&record.file, route!["procedure", i, "event"]);
            let message = format!("「{}」没有写{title}", event.event.title());
            found.push(RULE.at(place, message).hint(format!("在这件事下面补上 {name}: …")));
        }
        for key in KEYS.iter().filter(|key| (key.is_set)(event) && !key.of.contains(&event.event)) {
            let place = Place::key(&record.file, route!["procedure", i, key.name]);
            let message = format!("「{}」不写{}", event.event.title(), key.title);
            let titles: Vec<_> = key.of.iter().map(|kind| format!("「{}」", kind.title())).collect();
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
    fn every_event_may_carry_what_it_needs() {
        for kind in [
            "submitted",
            "reviewed",
            "assessed",
            "recommended",
            "filed",
            "published",
            "scope_changed",
            "renewed",
            "interviewed",
            "rectification_ordered",
            "rectified",
            "revoked",
            "withdrawn",
        ] {
            let text = format!("event: {kind}\ndate: 2020-06-01\n");
            let event: EventRecord = serde_yaml::from_str(&text).unwrap();
            let missing = event.missing();
            assert!(!missing.is_empty(), "{kind}");
            for name in missing {
                let key = KEYS.iter().find(|key| key.name == name).unwrap();
                assert!(key.of.contains(&event.event), "{kind} {name}");
            }
        }
    }
}
