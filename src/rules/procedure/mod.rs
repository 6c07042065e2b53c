//! Rules of the procedure (三, 五（三）): what happens in which order and what each event carries.

mod order;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[(&order::RULE, Judge::Filing(order::filing))];
