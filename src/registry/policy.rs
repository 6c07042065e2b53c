//! Which policy holds on a day.

use super::records::policy::Policy;
use super::{Date, Record};

/// The policy in force on a day; the one that took effect last, if several are.
pub fn in_force(policies: &[Record<Policy>], on: Date) -> Option<&Record<Policy>> {
    policies.iter().filter(|policy| policy.value.holds(on)).max_by_key(|policy| policy.value.effective_from)
}

/// The least share of a year's sittings that is inspected (五（二）): each sitting counts by the policy in force on its date,
/// so that a year in which one policy follows another has a share between theirs. Where none is in force, the one of before
/// counts.
pub fn inspection_share(policies: &[Record<Policy>], year: i16, sittings: impl Iterator<Item = Date>) -> f64 {
    let share = |on: Date| last_begun(policies, on).map_or(0.0, |policy| policy.value.terms.inspection_share);
    let (sum, count) = sittings.fold((0.0, 0_u32), |(sum, count), on| (sum + share(on), count + 1));
    match count {
        0 => Date::new(year, 12, 31).map_or(0.0, share),
        _ => sum / f64::from(count),
    }
}

/// The policy in force on a day, or else the one that began last before it, or else the first.
fn last_begun(policies: &[Record<Policy>], on: Date) -> Option<&Record<Policy>> {
    let begun = |policy: &&Record<Policy>| policy.value.effective_from <= on;
    let from = |policy: &&Record<Policy>| policy.value.effective_from;
    in_force(policies, on)
        .or_else(|| policies.iter().filter(begun).max_by_key(from))
        .or_else(|| policies.iter().min_by_key(from))
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
