//! What can be wrong with a text as a record, before its meaning is looked at.

use crate::diagnostics::At;

/// A fault of form.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Which rule it breaks.
    pub kind: FaultKind,
    /// Where.
    pub at: At,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

/// The kinds of faults of form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// Not YAML.
    Syntax,
    /// What git leaves where it could not bring two versions together.
    Conflict,
    /// Nothing in it.
    Empty,
    /// More than one document.
    Documents,
    /// Anchors, aliases, merge keys or tags.
    Reference,
    /// Nested too deeply.
    Depth,
    /// A key the record does not have.
    UnknownKey,
    /// A key that stands twice.
    DuplicateKey,
    /// A key that is needed.
    MissingKey,
    /// A list where text belongs, and the like.
    WrongType,
    /// `~`, `null` or nothing where a value is needed.
    Null,
    /// Not one of the words allowed here.
    Choice,
    /// A number out of bounds.
    Bounds,
    /// Seals that are damaged: no YAML, but a fault of form like the others.
    Seal,
    /// Not a value of the format; the format's name is the code of its rule.
    Format(&'static str),
}

impl Fault {
    /// A fault without a hint.
    pub fn new(kind: FaultKind, at: At, message: impl Into<String>) -> Self {
        Self { kind, at, message: message.into(), hint: None }
    }

    /// Says how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
