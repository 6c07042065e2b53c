//! Rules of levels and of the standards they rest on (一（四）).

mod duplicate;
mod not_allowed;
mod outside_standard;
mod standard;

use super::occupation::{self, lines};
use super::{Entry, Judge, Reads};

pub(super) static RULES: &[Entry] = &[
    (&not_allowed::RULE, Judge::Filing(not_allowed::filing, Reads::both(occupation::DAYS, lines!["levels"]))),
    (&not_allowed::RULE, Judge::Plan(not_allowed::plan, Reads::apart(&["sittings.date"]))),
    (&duplicate::RULE, Judge::Filing(duplicate::filing, Reads::apart(lines!["levels"]))),
    (
        &outside_standard::RULE,
        Judge::Filing(
            outside_standard::filing,
            Reads::apart(lines!["edition" "code" "name" "levels" "standard.kind"]),
        ),
    ),
    (
        &standard::REQUIRED,
        Judge::Filing(
            standard::required,
            Reads::apart(lines!["name" "standard.kind" "standard.justification"]),
        ),
    ),
    (
        &standard::TITLE,
        Judge::Filing(
            standard::title,
            Reads::apart(lines!["name" "specialty" "standard.kind" "standard.title"]),
        ),
    ),
];
