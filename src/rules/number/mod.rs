//! Rules of numbers that name a body: filing numbers and credit codes (三（三）; 人社鉴发〔2019〕2号).

mod credit_code;
mod kind;
mod province;
mod unique;

use super::{Entry, Judge, Reads};
use crate::registry::identifier::FilingNumber;
use crate::registry::records::filing::Filing;

pub(super) static RULES: &[Entry] = &[
    (&unique::RULE, Judge::Whole(unique::whole)),
    (&province::RULE, Judge::Filing(province::filing, Reads::PLACES)),
    (&kind::RULE, Judge::Filing(kind::filing, Reads::together(&["kind"]))),
    (&credit_code::RULE, Judge::Whole(credit_code::whole)),
];

/// The filing numbers in a procedure with the events that give them.
fn numbers(filing: &Filing) -> impl Iterator<Item = (usize, FilingNumber)> {
    filing.procedure.iter().enumerate().filter_map(|(i, event)| Some((i, event.number?)))
}
