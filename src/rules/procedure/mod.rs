//! Rules of the procedure (三, 五（三）): what happens in which order and what each event carries.

mod content;
mod date_order;
mod future;
mod order;
mod policy;
mod rectification;
mod rectification_late;
mod review_late;
mod validity;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[
    (&order::RULE, Judge::Filing(order::filing)),
    (&content::RULE, Judge::Filing(content::filing)),
    (&date_order::RULE, Judge::Filing(date_order::filing)),
    (&future::RULE, Judge::Filing(future::filing)),
    (&future::RULE, Judge::Plan(future::plan)),
    (&future::RULE, Judge::Batch(future::batch)),
    (&future::RULE, Judge::Whole(future::supervision)),
    (&policy::RULE, Judge::Filing(policy::filing)),
    (&validity::RULE, Judge::Filing(validity::filing)),
    (&rectification::RULE, Judge::Filing(rectification::filing)),
    (&review_late::RULE, Judge::Filing(review_late::filing)),
    (&rectification_late::RULE, Judge::Filing(rectification_late::filing)),
];
