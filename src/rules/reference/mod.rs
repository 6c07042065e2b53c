//! Rules of references: what a record names is there, and says the same.

mod mismatch;
mod unknown;

use super::{Entry, Judge, Reads};

pub(super) static RULES: &[Entry] = &[
    (&unknown::RULE, Judge::Plan(unknown::plan, Reads::together(&["institution"]))),
    (&unknown::RULE, Judge::Batch(unknown::batch, Reads::together(&["plan", "certificates.number"]))),
    (&unknown::RULE, Judge::Whole(unknown::policies)),
    (&unknown::RULE, Judge::Whole(unknown::inspectors)),
    (&unknown::RULE, Judge::Whole(unknown::draws)),
    (&unknown::RULE, Judge::Whole(unknown::inspections)),
    (&unknown::RULE, Judge::Whole(unknown::measures)),
    (&mismatch::RULE, Judge::Batch(mismatch::batch, Reads::together(&["plan", "sitting"]))),
    (&mismatch::RULE, Judge::Whole(mismatch::inspections)),
    (&mismatch::RULE, Judge::Whole(mismatch::measures)),
];
