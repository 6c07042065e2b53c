//! What the rules of deadlines share.

use super::{Context, catalogue};
use crate::deadlines::{Counted, Deadline, Kind};
use crate::diagnostics::Finding;

/// The deadlines of a kind that were missed.
pub(super) fn missed<'a>(
    context: &Context<'_>,
    counted: Vec<Counted<'a>>,
    kind: Kind,
) -> impl Iterator<Item = Deadline<'a>> {
    let today = context.today;
    let is_missed = move |deadline: &Deadline<'_>| deadline.kind == kind && deadline.is_missed(today);
    counted.into_iter().flatten().filter(is_missed)
}

/// The dates from which no deadline can be counted: their years are not in the table of holidays.
pub(super) fn uncounted(counted: &[Counted<'_>], found: &mut Vec<Finding>) {
    let errors = counted.iter().filter_map(|counted| counted.as_ref().err());
    found.extend(errors.map(|(place, error)| catalogue::year_missing(place.clone(), *error)));
}
