//! The end of a policy, with or without one that follows it.

use super::{Deadline, Kind};
use crate::diagnostics::{Place, route};
use crate::registry::records::policy::Policy;
use crate::registry::{Record, in_force};

/// When a policy runs out. That another has to follow it is a duty until one does.
pub(super) fn end<'a>(policies: &'a [Record<Policy>], record: &'a Record<Policy>) -> Option<Deadline<'a>> {
    let policy = &record.value;
    let until = policy.effective_until?;
    let next = until.tomorrow().ok().and_then(|day| in_force(policies, day.into()));
    let later = policies.iter().map(|other| other.value.effective_from).filter(|from| *from > until).min();
    let kind = if next.is_some() { Kind::PolicyEnd } else { Kind::PolicySuccession };
    let note = match (next, &policy.succeeded_by) {
        (Some(next), _) => format!("由{}接续", &*next.value.number),
        (None, Some(document)) => {
            let name = document.number.as_deref().unwrap_or(&document.title);
            format!("由{name}接续，它的条款还没有录入")
        }
        (None, None) => "没有登记接续的文件；此后提交的申请没有依据，期限、等级和方式不再核对".to_owned(),
    };
    Some(Deadline {
        kind,
        due: until,
        working_days: None,
        since: policy.effective_from,
        done: if next.is_none() { later } else { None },
        institution: None,
        about: Some(policy.number.to_string()),
        note: Some(note),
        place: Place::value(&record.file, route!["effective_until"]),
    })
}
