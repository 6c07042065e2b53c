//! Rules of single values: one for each scalar type of the records. The types themselves do the checking.

mod certificate_number;
mod credit_code;
mod date;
mod digest;
mod digits;
mod division_code;
mod email;
mod filing_number;
mod occupation_code;
mod prose;
mod record_id;
mod telephone;
mod text;
mod web_address;

use super::{Entry, Judge};
use crate::diagnostics::Rule;

pub(super) static RULES: &[Entry] = &[
    (&text::RULE, Judge::Form),
    (&prose::RULE, Judge::Form),
    (&date::RULE, Judge::Form),
    (&record_id::RULE, Judge::Form),
    (&credit_code::RULE, Judge::Form),
    (&filing_number::RULE, Judge::Form),
    (&certificate_number::RULE, Judge::Form),
    (&occupation_code::RULE, Judge::Form),
    (&division_code::RULE, Judge::Form),
    (&digest::RULE, Judge::Form),
    (&telephone::RULE, Judge::Form),
    (&email::RULE, Judge::Form),
    (&web_address::RULE, Judge::Form),
    (&digits::RULE, Judge::Form),
];

/// The rule of a format.
pub(super) fn rule(code: &str) -> &'static Rule {
    RULES.iter().map(|(rule, _)| *rule).find(|rule| rule.code == code).unwrap_or(&text::RULE)
}
