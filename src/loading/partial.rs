//! Records of which not every value could be read, and the rules that may judge them all the same.

use crate::diagnostics::{Finding, Route, Step};
use crate::registry::Record;

/// A record with examples in the place of values that could not be read. Nobody gets at it but a rule that does not look
/// at those: an example says nothing about what was meant.
#[derive(Debug)]
pub struct Partial<T> {
    record: Record<T>,
    holes: Vec<Route>,
}

/// What a rule looks at in a record besides the values that its findings point at: keys without the places of items, as
/// `procedure.date`. With a key go those above and below it.
#[derive(Debug, Clone, Copy)]
pub struct Reads {
    together: &'static [&'static str],
    apart: &'static [&'static str],
}

impl Reads {
    /// Nothing but the values that findings point at.
    pub const PLACES: Self = Self { together: &[], apart: &[] };

    /// Values any of which may bear on any finding.
    pub const fn together(keys: &'static [&'static str]) -> Self {
        Self { together: keys, apart: &[] }
    }

    /// Values that bear only on findings about the same item of the outermost list they stand in.
    pub const fn apart(keys: &'static [&'static str]) -> Self {
        Self { together: &[], apart: keys }
    }

    /// Both.
    pub const fn both(together: &'static [&'static str], apart: &'static [&'static str]) -> Self {
        Self { together, apart }
    }
}

impl<T> Partial<T> {
    pub(super) const fn new(record: Record<T>, holes: Vec<Route>) -> Self {
        Self { record, holes }
    }

    /// The file it stands in.
    pub fn file(&self) -> &str {
        &self.record.file
    }

    /// The findings that hold whatever was meant where nothing could be read.
    pub fn judged(&self, reads: Reads, judge: impl FnOnce(&Record<T>, &mut Vec<Finding>)) -> Vec<Finding> {
        let mut found = Vec::new();
        let Some(uncertain) = self.uncertain(reads) else { return found };
        judge(&self.record, &mut found);
        let is_certain = |finding: &Finding| {
            let route = finding.place.at.route();
            route.is_none_or(|route| !uncertain.iter().any(|hole| route.starts_with(hole)))
        };
        found.retain(is_certain);
        found
    }

    /// Where a rule has nothing to say; none if that is everywhere.
    fn uncertain(&self, reads: Reads) -> Option<Vec<Route>> {
        let mut uncertain = self.holes.clone();
        for hole in &self.holes {
            if reads.together.iter().any(|key| meets(hole, key)) {
                return None;
            }
            if reads.apart.iter().any(|key| meets(hole, key)) {
                uncertain.push(item(hole)?);
            }
        }
        Some(uncertain)
    }
}

/// Whether a route leads to the values of a key, above or below them.
fn meets(route: &Route, key: &str) -> bool {
    let names = route.steps().iter().filter_map(|step| match step {
        Step::Key(name) => Some(&**name),
        Step::Index(_) => None,
    });
    names.zip(key.split('.')).all(|(name, part)| name == part)
}

/// The item of the outermost list that a route leads into.
fn item(route: &Route) -> Option<Route> {
    let index = route.steps().iter().position(|step| matches!(step, Step::Index(_)))?;
    Some(route.steps().iter().take(index + 1).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::route;

    #[test]
    fn a_key_goes_with_those_above_and_below() {
        for hole in [route!["procedure"], route!["procedure", 2], route!["procedure", 2, "date"]] {
            assert!(meets(&hole, "procedure.date"), "{hole}");
        }
        assert!(meets(&route!["group", "name"], "group"));
        assert!(!meets(&route!["procedure", 2, "event"], "procedure.date"));
        assert!(!meets(&route!["scope", 0, "code"], "procedure.scope.code"));
    }

    #[test]
    fn an_item_is_that_of_the_outermost_list() {
        let hole = route!["procedure", 2, "scope", 1, "code"];
        assert_eq!(item(&hole), Some(route!["procedure", 2]));
        assert_eq!(item(&route!["kind"]), None);
    }
}
