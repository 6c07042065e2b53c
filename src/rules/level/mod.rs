//! Rules of levels and of the standards they rest on (一（四）).

mod duplicate;
mod not_allowed;
mod outside_standard;
mod standard;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[
    (&not_allowed::RULE, Judge::Filing(not_allowed::filing)),
    (&duplicate::RULE, Judge::Filing(duplicate::filing)),
    (&outside_standard::RULE, Judge::Filing(outside_standard::filing)),
    (&standard::REQUIRED, Judge::Filing(standard::required)),
    (&standard::TITLE, Judge::Filing(standard::title)),
];
