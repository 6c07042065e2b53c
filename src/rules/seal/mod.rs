//! Rules of seals: whole, of this site, one for each certificate of the batch.

mod absent;
mod cost;
mod damaged;
mod matching;
mod site;

use super::{Entry, Judge};
use crate::diagnostics::{Place, Rule};
use crate::registry::Record;
use crate::registry::records::seals::Seals;

pub(super) static DAMAGED: &Rule = &damaged::RULE;

pub(super) static RULES: &[Entry] = &[
    (&damaged::RULE, Judge::Form),
    (&site::RULE, Judge::Whole(site::whole)),
    (&cost::RULE, Judge::Whole(cost::whole)),
    (&absent::RULE, Judge::Whole(absent::whole)),
    (&matching::UNKNOWN, Judge::Whole(matching::unknown)),
    (&matching::MISSING, Judge::Whole(matching::missing)),
    (&matching::DUPLICATE, Judge::Whole(matching::duplicate)),
    (&matching::ORDER, Judge::Whole(matching::order)),
];

/// The first line of a file of seals.
fn head(record: &Record<Seals>) -> Place {
    Place::bytes(&record.file, 0..record.value.range(0).start.saturating_sub(1))
}

/// The number of a line: what is told of the rest would help nobody.
fn line(record: &Record<Seals>, row: usize) -> Place {
    let start = record.value.range(row).start;
    Place::bytes(&record.file, start..start + lookup::number::LENGTH)
}
