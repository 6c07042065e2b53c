//! The procedure of a filing as a state machine (三, 五（三）): what may follow what, and what it makes true.

use super::Date;
use super::identifier::FilingNumber;
use super::records::filing::{Filing, ScopeLine};
use super::records::procedure::{EventKind, EventRecord, Outcome};

/// Where an application or filing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Filed and in force.
    Filed,
    /// Filed, with a rectification order running.
    Rectifying,
    /// Filed once; the validity has run out.
    Expired,
    /// The right to assess was taken away.
    Revoked,
    /// Given up by the applicant.
    Withdrawn,
    /// Handed in, not yet reviewed.
    Submitted,
    /// Returned by the review or the assessment.
    Returned,
    /// Passed the preliminary review.
    Reviewed,
    /// Assessed by experts.
    Assessed,
    /// Recommended and reported to the ministry's centre.
    Recommended,
}

impl Status {
    /// All of them, in the order lists show them.
    pub const ALL: [Self; 10] = [
        Self::Filed,
        Self::Rectifying,
        Self::Expired,
        Self::Revoked,
        Self::Withdrawn,
        Self::Submitted,
        Self::Returned,
        Self::Reviewed,
        Self::Assessed,
        Self::Recommended,
    ];

    /// The word in addresses and data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Rectifying => "rectifying",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Withdrawn => "withdrawn",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Reviewed => "reviewed",
            Self::Assessed => "assessed",
            Self::Recommended => "recommended",
        }
    }

    /// The word people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Filed => "备案有效",
            Self::Rectifying => "限期整改中",
            Self::Expired => "备案已到期",
            Self::Revoked => "已取消资格",
            Self::Withdrawn => "已退出",
            Self::Submitted => "已提交申请",
            Self::Returned => "已退回",
            Self::Reviewed => "已通过初审",
            Self::Assessed => "已完成评估",
            Self::Recommended => "已列入建议名单",
        }
    }

    /// What it means for someone who wants to be assessed or holds a certificate.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Filed => "可以在备案的职业（工种）和等级范围内开展评价、颁发证书。",
            Self::Rectifying => "正在按要求整改，整改完成前不能开展新的评价；此前颁发的证书不受影响。",
            Self::Expired => "备案期限已过，未办理延续，不能再开展评价；有效期内颁发的证书仍然有效。",
            Self::Revoked => "已被取消自主评价资格，不能再开展评价；取消资格前依规颁发的证书可照常查询。",
            Self::Withdrawn => "申请单位已自愿退出，不能开展评价。",
            Self::Submitted => "申请材料已收到，等待初审，还不能开展评价。",
            Self::Returned => "申请被退回，补正后可以重新提交，还不能开展评价。",
            Self::Reviewed => "初审已通过，等待专家技术评估，还不能开展评价。",
            Self::Assessed => "专家技术评估已完成，等待确认，还不能开展评价。",
            Self::Recommended => "已列入建议名单并报备，等待赋码，还不能开展评价。",
        }
    }

    /// Whether the institution has a filing number, now or once.
    pub const fn was_filed(self) -> bool {
        matches!(self, Self::Filed | Self::Rectifying | Self::Expired | Self::Revoked)
    }

    /// Whether assessments may be held.
    pub const fn may_assess(self) -> bool {
        matches!(self, Self::Filed)
    }
}

/// The state after some events: what the rules of order are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Where the procedure stands; none before the first event.
    pub status: Option<Status>,
    /// Whether an assessment has been passed since filing that no scope change has used yet.
    pub reassessed: bool,
}

impl State {
    /// Before the first event.
    pub const START: Self = Self { status: None, reassessed: false };

    /// The state after an event.
    ///
    /// # Errors
    /// What the event needs before it, for the officer who reads it.
    pub fn after(self, event: EventKind, outcome: Option<Outcome>) -> Result<Self, &'static str> {
        use EventKind as E;
        use Status as S;
        let returned = outcome == Some(Outcome::Returned);
        let to = |status| Ok(Self { status: Some(status), reassessed: false });
        let keep = Ok(self);
        let live = matches!(self.status, Some(S::Filed | S::Rectifying));
        match (event, self.status) {
            (E::Submitted, None | Some(S::Returned)) => to(S::Submitted),
            (E::Submitted, _) => Err("「提交申请」只能在最前面，或在被退回之后"),
            (E::Reviewed, Some(S::Submitted)) => to(if returned { S::Returned } else { S::Reviewed }),
            (E::Reviewed, _) => Err("「初审」之前要有「提交申请」"),
            (E::Assessed, Some(S::Reviewed)) => to(if returned { S::Returned } else { S::Assessed }),
            (E::Assessed, Some(S::Filed | S::Rectifying)) => Ok(Self { reassessed: !returned, ..self }),
            (E::Assessed, _) => Err("「技术评估」之前要先通过「初审」"),
            (E::Recommended, Some(S::Assessed)) => to(S::Recommended),
            (E::Recommended, _) => Err("「列入建议名单」之前要先通过「技术评估」"),
            (E::Filed, Some(S::Recommended)) => to(S::Filed),
            (E::Filed, _) => Err("「备案」之前要先「列入建议名单」"),
            (E::ScopeChanged, _) if live && self.reassessed => Ok(Self { reassessed: false, ..self }),
            (E::ScopeChanged, _) => Err("「变更评价范围」之前要先备案，并通过新的「技术评估」"),
            (E::Rectified, Some(S::Rectifying)) => Ok(Self { status: Some(S::Filed), ..self }),
            (E::Rectified, _) => Err("「整改完成」之前要有「责令限期整改」"),
            (E::RectificationOrdered, _) if live => Ok(Self { status: Some(S::Rectifying), ..self }),
            (E::Revoked, _) if live => to(S::Revoked),
            (E::Published | E::Renewed | E::Interviewed, _) if live => keep,
            (E::Published | E::Renewed | E::Interviewed | E::RectificationOrdered | E::Revoked, _) => {
                Err("这件事要在「备案」之后、资格存续期间")
            }
            (E::Withdrawn, None | Some(S::Revoked | S::Withdrawn)) => {
                Err("「自愿退出」要在提交申请之后、资格存续期间")
            }
            (E::Withdrawn, _) => to(S::Withdrawn),
        }
    }
}

impl EventRecord {
    /// The keys this kind of event needs and this record lacks.
    pub fn missing(&self) -> Vec<&'static str> {
        use EventKind as E;
        let has = |key: &str| match key {
            "channel" => self.channel.is_some(),
            "outcome" => self.outcome.is_some(),
            "opinion" => self.opinion.is_some(),
            "mode" => self.mode.is_some(),
            "means" => self.means.as_ref().is_some_and(|means| !means.is_empty()),
            "experts" => self.experts.is_some(),
            "reported_to" => self.reported_to.is_some(),
            "number" => self.number.is_some(),
            "receipt" => self.receipt.is_some(),
            "valid_until" => self.valid_until.is_some(),
            "medium" => self.medium.is_some(),
            "scope" => self.scope.as_ref().is_some_and(|scope| !scope.is_empty()),
            "reason" => self.reason.is_some(),
            "due" => self.due.is_some(),
            _ => self.document.is_some(),
        };
        let [needed, allowed] = self.event.keys();
        // Who is sent back has to be told why.
        let returned = self.event == E::Reviewed && self.outcome == Some(Outcome::Returned);
        let needed = needed.iter().chain(allowed.iter().filter(|_| returned));
        needed.copied().filter(|key| !has(key)).collect()
    }
}

impl Filing {
    /// The events up to and including a day.
    pub fn events_until(&self, on: Date) -> impl DoubleEndedIterator<Item = &EventRecord> {
        self.procedure.iter().filter(move |event| event.date <= on)
    }

    /// Where it stands at the end of a day; none before it was submitted.
    pub fn status(&self, on: Date) -> Option<Status> {
        let step =
            |state: State, event: &EventRecord| state.after(event.event, event.outcome).unwrap_or(state);
        let status = self.events_until(on).fold(State::START, step).status?;
        let run_out = self.valid_until(on).is_some_and(|until| until < on);
        let live = matches!(status, Status::Filed | Status::Rectifying);
        Some(if live && run_out { Status::Expired } else { status })
    }

    /// The filing number, once there is one.
    pub fn number(&self) -> Option<FilingNumber> {
        self.procedure.iter().find_map(|event| event.number)
    }

    /// The day it was filed.
    pub fn filed_on(&self) -> Option<Date> {
        self.procedure.iter().find(|event| event.event == EventKind::Filed).map(|event| event.date)
    }

    /// The last day of validity, as known on a day.
    pub fn valid_until(&self, on: Date) -> Option<Date> {
        self.events_until(on).filter_map(|event| event.valid_until).next_back()
    }

    /// The day it was first submitted.
    pub fn submitted_on(&self) -> Option<Date> {
        self.procedure.iter().find(|event| event.event == EventKind::Submitted).map(|event| event.date)
    }

    /// What it may assess, or applies for, on a day.
    pub fn scope(&self, on: Date) -> &[ScopeLine] {
        let changed = self.events_until(on).filter_map(|event| event.scope.as_deref()).next_back();
        changed.unwrap_or(&self.scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(events: &[EventKind]) -> Result<State, &'static str> {
        events.iter().try_fold(State::START, |state, event| state.after(*event, None))
    }

    const TO_FILED: [EventKind; 5] = [
        EventKind::Submitted,
        EventKind::Reviewed,
        EventKind::Assessed,
        EventKind::Recommended,
        EventKind::Filed,
    ];

    #[test]
    fn leads_from_submission_to_filing_step_by_step() {
        assert_eq!(run(&TO_FILED).map(|s| s.status), Ok(Some(Status::Filed)));
        for skipped in 0..TO_FILED.len() - 1 {
            let mut events = TO_FILED.to_vec();
            events.remove(skipped);
            assert!(run(&events).is_err(), "{events:?}");
        }
    }

    /// Every event in every state: where it may happen, and what it makes true. Everywhere else it is refused with a reason.
    #[test]
    fn every_event_in_every_state() {
        use EventKind as E;
        use Status as S;
        const PASSED: Option<Outcome> = Some(Outcome::Passed);
        const RETURNED: Option<Outcome> = Some(Outcome::Returned);
        let keeps = [(Some(S::Filed), S::Filed), (Some(S::Rectifying), S::Rectifying)];
        let ends = |end| [(Some(S::Filed), end), (Some(S::Rectifying), end)];
        let from_all = |end| {
            let states = [S::Submitted, S::Returned, S::Reviewed, S::Assessed, S::Recommended, S::Filed];
            states.into_iter().chain([S::Rectifying, S::Expired]).map(|s| (Some(s), end)).collect::<Vec<_>>()
        };
        type Row = (EventKind, Option<Outcome>, Vec<(Option<Status>, Status)>);
        let table: [Row; 15] = [
            (E::Submitted, None, vec![(None, S::Submitted), (Some(S::Returned), S::Submitted)]),
            (E::Reviewed, PASSED, vec![(Some(S::Submitted), S::Reviewed)]),
            (E::Reviewed, RETURNED, vec![(Some(S::Submitted), S::Returned)]),
            (E::Assessed, PASSED, [&[(Some(S::Reviewed), S::Assessed)], &keeps[..]].concat()),
            (E::Assessed, RETURNED, [&[(Some(S::Reviewed), S::Returned)], &keeps[..]].concat()),
            (E::Recommended, None, vec![(Some(S::Assessed), S::Recommended)]),
            (E::Filed, None, vec![(Some(S::Recommended), S::Filed)]),
            (E::Published, None, keeps.to_vec()),
            (E::ScopeChanged, None, keeps.to_vec()),
            (E::Renewed, None, keeps.to_vec()),
            (E::Interviewed, None, keeps.to_vec()),
            (E::RectificationOrdered, None, ends(S::Rectifying).to_vec()),
            (E::Rectified, None, vec![(Some(S::Rectifying), S::Filed)]),
            (E::Revoked, None, ends(S::Revoked).to_vec()),
            (E::Withdrawn, None, from_all(S::Withdrawn)),
        ];
        for (event, outcome, allowed) in table {
            for status in Status::ALL.into_iter().map(Some).chain([None]) {
                for reassessed in [false, true] {
                    let next = State { status, reassessed }.after(event, outcome);
                    let expected = allowed.iter().find(|(from, _)| *from == status).map(|(_, to)| *to);
                    // A change of scope needs an assessment of its own, and uses it up.
                    let expected = expected.filter(|_| event != E::ScopeChanged || reassessed);
                    match (next, expected) {
                        (Ok(next), Some(to)) => {
                            assert_eq!(next.status, Some(to), "{event:?} {outcome:?} after {status:?}");
                            let live = matches!(status, Some(S::Filed | S::Rectifying));
                            if event == E::Assessed && live {
                                assert_eq!(next.reassessed, outcome == PASSED);
                            }
                            assert!(event != E::ScopeChanged || !next.reassessed);
                        }
                        (Err(reason), None) => assert!(!reason.is_empty()),
                        (next, _) => panic!("{event:?} {outcome:?} after {status:?}, {reassessed}: {next:?}"),
                    }
                }
            }
        }
    }

    #[test]
    fn a_returned_application_starts_again() {
        let returned = run(&[EventKind::Submitted])
            .unwrap()
            .after(EventKind::Reviewed, Some(Outcome::Returned))
            .unwrap();
        assert_eq!(returned.status, Some(Status::Returned));
        assert_eq!(returned.after(EventKind::Submitted, None).unwrap().status, Some(Status::Submitted));
        assert!(returned.after(EventKind::Assessed, None).is_err());
    }

    #[test]
    fn changing_the_scope_takes_a_new_assessment() {
        let filed = run(&TO_FILED).unwrap();
        assert!(filed.after(EventKind::ScopeChanged, None).is_err());
        let assessed = filed.after(EventKind::Assessed, Some(Outcome::Passed)).unwrap();
        let changed = assessed.after(EventKind::ScopeChanged, None).unwrap();
        assert!(changed.after(EventKind::ScopeChanged, None).is_err());
    }

    #[test]
    fn nothing_follows_revocation() {
        let revoked = run(&TO_FILED).unwrap().after(EventKind::Revoked, None).unwrap();
        assert!(revoked.after(EventKind::Renewed, None).is_err());
        assert!(revoked.after(EventKind::Withdrawn, None).is_err());
    }
}
