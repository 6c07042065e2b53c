//! Rules of certificates: numbers that fit their batch, dates that fit the sitting, holders that are masked (四（三）).

mod date;
mod holder_mask;
mod mismatch;
mod unique;

use super::{Entry, Judge};
use crate::diagnostics::Rule;

pub(super) static HOLDER_MASK: &Rule = &holder_mask::RULE;

pub(super) static RULES: &[Entry] = &[
    (&mismatch::RULE, Judge::Batch(mismatch::batch)),
    (&date::RULE, Judge::Batch(date::batch)),
    (&unique::RULE, Judge::Whole(unique::whole)),
    (&holder_mask::RULE, Judge::Batch(holder_mask::batch)),
];
