//! One fault at one place.

use std::borrow::Cow;
use std::ops::Range;

use super::{Route, Rule};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The registry is not published with it.
    Error,
    /// Worth a look.
    Warning,
}

impl Severity {
    /// The severity as people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "提醒",
        }
    }

    /// The severity in English, for machines.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A fault, not yet located.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How grave it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
    /// What it rests on, where that is not what its rule names.
    pub ground: Option<Cow<'static, str>>,
}

impl Finding {
    /// Says how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what it rests on, where that is not what its rule names.
    #[must_use]
    pub fn resting_on(mut self, ground: impl Into<Cow<'static, str>>) -> Self {
        self.ground = Some(ground.into());
        self
    }

    /// The clause or standard it rests on.
    pub fn clause(&self) -> Option<&str> {
        self.ground.as_deref().or(self.rule.clause)
    }

    /// Makes it an error.
    #[must_use]
    pub fn error(mut self) -> Self {
        self.severity = Severity::Error;
        self
    }

    /// Makes it a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

/// A file and a spot in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to the root, with forward slashes.
    pub file: String,
    /// The spot.
    pub at: At,
}

/// A spot in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The file as a whole.
    File,
    /// A range of bytes.
    Bytes(RangeOf),
    /// The key at the end of a route.
    Key(Route),
    /// The value at the end of a route.
    Value(Route),
    /// A part of the value at the end of a route, as bytes of the value's text.
    Part(Route, RangeOf),
}

impl At {
    /// The route of the spot, if it is given by one.
    pub fn route(&self) -> Option<&Route> {
        match self {
            Self::Key(route) | Self::Value(route) | Self::Part(route, _) => Some(route),
            Self::File | Self::Bytes(_) => None,
        }
    }
}

/// A range of bytes that can be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RangeOf {
    /// The first byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl From<Range<usize>> for RangeOf {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), at: At::File }
    }

    /// A value of a record.
    pub fn value(file: impl Into<String>, route: Route) -> Self {
        Self { file: file.into(), at: At::Value(route) }
    }

    /// A key of a record.
    pub fn key(file: impl Into<String>, route: Route) -> Self {
        Self { file: file.into(), at: At::Key(route) }
    }

    /// A part of a value's text.
    pub fn part(file: impl Into<String>, route: Route, range: Range<usize>) -> Self {
        Self { file: file.into(), at: At::Part(route, range.into()) }
    }

    /// A range of bytes of the file.
    pub fn bytes(file: impl Into<String>, range: Range<usize>) -> Self {
        Self { file: file.into(), at: At::Bytes(range.into()) }
    }
}
