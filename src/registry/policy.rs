//! Which policy holds on a day.

use super::records::policy::Policy;
use super::{Date, Record, Text};

/// The policy in force on a day; the one that took effect last, if several are.
pub fn in_force(policies: &[Record<Policy>], on: Date) -> Option<&Record<Policy>> {
    policies.iter().filter(|policy| policy.value.holds(on)).max_by_key(|policy| policy.value.effective_from)
}

/// The least share of a year's sittings that is inspected (五（二）): each sitting counts by the policy in force on its date,
/// so that a year in which one policy follows another has a share between theirs. Where none is in force, the one of before
/// counts.
pub fn inspection_share(policies: &[Record<Policy>], year: i16, sittings: impl Iterator<Item = Date>) -> f64 {
    let shares = inspection_shares(policies, sittings);
    let sum: f64 = shares.iter().map(|(share, sittings)| share * *sittings as f64).sum();
    match shares.iter().map(|(_, sittings)| sittings).sum() {
        0 => Date::new(year, 12, 31).map_or(0.0, |on| share_on(policies, on)),
        count => sum / count as f64,
    }
}

/// The shares that count for some sittings, each with how many of them, in the order of the sittings.
pub fn inspection_shares(
    policies: &[Record<Policy>],
    sittings: impl Iterator<Item = Date>,
) -> Vec<(f64, usize)> {
    let mut shares: Vec<(f64, usize)> = Vec::new();
    for share in sittings.map(|on| share_on(policies, on)) {
        match shares.iter_mut().find(|(known, _)| known.to_bits() == share.to_bits()) {
            Some((_, count)) => *count += 1,
            None => shares.push((share, 1)),
        }
    }
    shares
}

fn share_on(policies: &[Record<Policy>], on: Date) -> f64 {
    last_begun(policies, on).map_or(0.0, |policy| policy.value.terms.inspection_share)
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
    /// How people cite it, or some clauses of it: `津人社办发〔2020〕85号三（一）、五（二）`.
    pub fn cited<'c>(&self, clauses: impl IntoIterator<Item = &'c Text>) -> String {
        let clauses: Vec<&str> = clauses.into_iter().map(|clause| &**clause).collect();
        format!("{}{}", &*self.number, clauses.join("、"))
    }

    /// Whether it is in force on a day.
    pub fn holds(&self, on: Date) -> bool {
        self.effective_from <= on && self.effective_until.is_none_or(|until| on <= until)
    }
}
