//! Which policy holds on a day.

use super::records::policy::Policy;
use super::{Date, Record, Registry};

/// The policy in force on a day; the one that took effect last, if several are.
pub fn in_force(policies: &[Record<Policy>], on: Date) -> Option<&Record<Policy>> {
    policies.iter().filter(|policy| policy.value.holds(on)).max_by_key(|policy| policy.value.effective_from)
}

/// The least share of a year's sittings that is inspected (五（二）): by the policy in force at the end of the year, or today
/// if that comes first, or else the last one.
pub fn inspection_share(registry: &Registry, year: i16) -> f64 {
    let end = Date::new(year, 12, 31).unwrap_or(registry.today);
    let policies = &registry.records().policies;
    let policy = in_force(policies, end.min(registry.today)).or_else(|| registry.current_policy());
    policy.map_or(0.0, |policy| policy.value.terms.inspection_share)
}

/// How many of some sittings a share of them is, rounded up.
pub fn inspections_required(share: f64, sittings: usize) -> usize {
    // A share like 0.3 is not exact in binary; without this, 0.3 of 10 would ask for 4.
    (share * sittings as f64 - 1e-9).ceil().max(0.0) as usize
}

/// A share in per cent, to a tenth.
pub fn in_percent(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}

impl Policy {
    /// Whether it is in force on a day.
    pub fn holds(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_until.is_none_or(|until| on <= until)
    }
}
