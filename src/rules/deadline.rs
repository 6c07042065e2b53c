//! What the rules of deadlines share.

use super::{Context, catalogue};
use crate::deadlines::{Counted, Deadline};
use crate::diagnostics::Finding;

/// The deadlines that were missed. Dates from which none can be counted, since their years are not in the table of
/// holidays, are told.
pub(super) fn missed<'a>(
    context: &Context<'_>,
    counted: impl IntoIterator<Item = Counted<'a>>,
    found: &mut Vec<Finding>,
) -> Vec<Deadline<'a>> {
    let mut missed = Vec::new();
    for counted in counted {
        match counted {
            Ok(deadline) => missed.extend(Some(deadline).filter(|it| it.is_missed(context.today))),
            Err((place, error)) => found.push(catalogue::year_missing(place, error)),
        }
    }
    missed
}
