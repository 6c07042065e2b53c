//! Rules of policies: terms that can be applied, questions that rest on clauses.

mod clause_unknown;
mod overlap;
mod terms;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[
    (&terms::RULE, Judge::Whole(terms::whole)),
    (&overlap::RULE, Judge::Whole(overlap::whole)),
    (&clause_unknown::RULE, Judge::Whole(clause_unknown::whole)),
];
