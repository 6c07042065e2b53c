//! Rules of the procedure (三, 五（三）): what happens in which order and what each event carries.

mod content;
mod date_order;
mod future;
mod order;
mod policy;
mod rectification;
mod rectification_late;
mod review_late;
pub(super) mod validity;

use super::{Entry, Judge, Reads};

pub(super) static RULES: &[Entry] = &[
    (&order::RULE, Judge::Filing(order::filing, Reads::together(&["procedure.event", "procedure.outcome"]))),
    (
        &content::RULE,
        Judge::Filing(
            content::filing,
            Reads::apart(&["procedure.event", "procedure.outcome", "procedure.means", "procedure.scope"]),
        ),
    ),
    (
        &date_order::RULE,
        Judge::Filing(date_order::filing, Reads::together(&["procedure.event", "procedure.date"])),
    ),
    (&future::RULE, Judge::Filing(future::filing, Reads::PLACES)),
    (&future::RULE, Judge::Plan(future::plan, Reads::PLACES)),
    (&future::RULE, Judge::Batch(future::batch, Reads::PLACES)),
    (&future::RULE, Judge::Whole(future::supervision)),
    (&policy::RULE, Judge::Filing(policy::filing, Reads::apart(&["procedure.event"]))),
    (
        &validity::RULE,
        Judge::Filing(
            validity::filing,
            Reads::together(&["procedure.event", "procedure.date", "procedure.valid_until"]),
        ),
    ),
    (&rectification::RULE, Judge::Filing(rectification::filing, Reads::apart(&["procedure.date"]))),
    (
        &review_late::RULE,
        Judge::Filing(review_late::filing, Reads::together(&["procedure.event", "procedure.date"])),
    ),
    (
        &rectification_late::RULE,
        Judge::Filing(
            rectification_late::filing,
            Reads::together(&["procedure.event", "procedure.date", "procedure.due"]),
        ),
    ),
];
