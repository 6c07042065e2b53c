//! Rules of supervision (五（二）): 双随机, 一公开.

mod inspectors;
mod redrawn;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] =
    &[(&inspectors::RULE, Judge::Whole(inspectors::whole)), (&redrawn::RULE, Judge::Whole(redrawn::whole))];
