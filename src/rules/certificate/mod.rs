//! Rules of certificates: numbers that fit their batch, holders that are masked (四（三）).

mod holder_mask;
mod mismatch;
mod unique;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[
    (&mismatch::RULE, Judge::Batch(mismatch::batch)),
    (&unique::RULE, Judge::Whole(unique::whole)),
    (&holder_mask::RULE, Judge::Batch(holder_mask::batch)),
];
