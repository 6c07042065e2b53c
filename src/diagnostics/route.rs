//! The way from the root of a record to one of its values.

use std::borrow::Cow;
use std::fmt;

/// One step: into a key or to an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The value of a key.
    Key(Cow<'static, str>),
    /// The item of a list, from 0.
    Index(usize),
}

impl From<&'static str> for Step {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Step {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A route, as `procedure[2].date`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Vec<Step>);

impl Route {
    /// The root of a record.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// The route one step further.
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.into());
        Self(steps)
    }

    /// Whether it leads through the end of another route, or to it.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The steps from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl FromIterator<Step> for Route {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Writes a route: `route!["procedure", 2, "date"]`.
#[macro_export]
macro_rules! route {
    ($($step:expr),* $(,)?) => {
        <$crate::diagnostics::Route as FromIterator<_>>::from_iter([$($crate::diagnostics::Step::from($step)),*])
    };
}
pub use crate::route;

#[cfg(test)]
mod tests {
    #[test]
    fn reads_like_a_path() {
        assert_eq!(super::route!["procedure", 2, "date"].to_string(), "procedure[2].date");
    }
}
