//! What a rule says of itself: the same text serves `check`, `explain` and the reference page.

use super::finding::{Finding, Place, Severity};

/// A rule's public face. The code is a promise: it is never renamed or reused.
#[derive(Debug)]
pub struct Rule {
    /// The code, in kebab case.
    pub code: &'static str,
    /// How grave a breach is, if the rule does not say otherwise.
    pub severity: Severity,
    /// What must hold, in one Chinese phrase.
    pub title: &'static str,
    /// The clause of the notice, or the standard, it rests on; none for rules of the file format.
    pub clause: Option<&'static str>,
    /// Why it is so.
    pub reason: &'static str,
    /// A record that breaks it.
    pub wrong: Example,
    /// The same record, mended.
    pub right: Example,
}

/// An example: a piece of a record.
#[derive(Debug)]
pub struct Example(pub &'static str);

impl Rule {
    /// A finding of this rule.
    pub fn at(&'static self, place: Place, message: impl Into<String>) -> Finding {
        Finding {
            rule: self,
            severity: self.severity,
            place,
            message: message.into(),
            hint: None,
            ground: None,
        }
    }
}
