//! Rules of the procedure (三, 五（三）): what happens in which order and what each event carries.

mod after_expiry;
mod content;
mod date_order;
mod future;
mod lapsed;
mod order;
mod policy;
mod rectification;
mod rectification_late;
mod review_late;
mod twice;
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
    (&lapsed::RULE, Judge::Filing(lapsed::filing, Reads::apart(&["procedure.event"]))),
    (
        &lapsed::RULE,
        Judge::Plan(lapsed::plan, Reads::together(&["reported", "sittings.date", "results.ended"])),
    ),
    (&twice::RULE, Judge::Filing(twice::filing, Reads::together(&["procedure"]))),
    (
        &after_expiry::RULE,
        Judge::Filing(
            after_expiry::filing,
            Reads::together(&["procedure.event", "procedure.date", "procedure.valid_until"]),
        ),
    ),
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
