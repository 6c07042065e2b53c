//! Rules of policies: terms that can be applied, questions that rest on clauses.

mod clause_unknown;
mod terms;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[
    (&terms::RULE, Judge::Whole(terms::whole)),
    (&clause_unknown::RULE, Judge::Whole(clause_unknown::whole)),
];
