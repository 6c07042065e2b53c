//! Rules of certificates: numbers that fit their batch, dates that fit the sitting, holders that are masked (四（三）).

mod count;
mod date;
mod holder_mask;
mod holders_file;
mod mismatch;
mod notice;
mod recipients;
mod sequence;
mod standing;
mod unconfirmed;
mod unique;

use super::{Entry, Judge, Reads};
use crate::diagnostics::Rule;

pub(super) static HOLDER_MASK: &Rule = &holder_mask::RULE;

pub(super) static RULES: &[Entry] = &[
    (&mismatch::RULE, Judge::Batch(mismatch::batch, Reads::together(&["institution", "issued", "level"]))),
    (&date::RULE, Judge::Batch(date::batch, Reads::together(&["plan", "sitting", "issued"]))),
    (&unconfirmed::RULE, Judge::Batch(unconfirmed::batch, Reads::together(&["plan", "sitting", "issued"]))),
    (&notice::RULE, Judge::Batch(notice::batch, Reads::together(&["plan"]))),
    (&standing::RULE, Judge::Batch(standing::batch, Reads::together(&["institution", "issued"]))),
    (&count::RULE, Judge::Whole(count::whole)),
    (&unique::RULE, Judge::Whole(unique::whole)),
    (&sequence::RULE, Judge::Whole(sequence::whole)),
    (&holder_mask::RULE, Judge::Batch(holder_mask::batch, Reads::PLACES)),
    (&holders_file::RULE, Judge::Batch(holders_file::batch, Reads::together(&["holders"]))),
    (&holders_file::RULE, Judge::Filing(holders_file::filing, Reads::together(&["private_numbers"]))),
    (&holders_file::RULE, Judge::Whole(holders_file::whole)),
    (&recipients::RULE, Judge::Batch(recipients::batch, Reads::together(&["holders"]))),
    (
        &recipients::RULE,
        Judge::Filing(recipients::filing, Reads::together(&["private_numbers", "recipients"])),
    ),
];
