//! Which policy holds on a day.

use super::records::policy::Policy;
use super::{Date, Record};

/// The policy in force on a day; the one that took effect last, if several are.
pub fn in_force(policies: &[Record<Policy>], on: Date) -> Option<&Record<Policy>> {
    policies.iter().filter(|policy| policy.value.holds(on)).max_by_key(|policy| policy.value.effective_from)
}

impl Policy {
    /// Whether it is in force on a day.
    pub fn holds(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_until.is_none_or(|until| on <= until)
    }
}
