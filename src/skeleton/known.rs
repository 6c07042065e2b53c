//! What is known of a record before anyone fills it in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Values by route (`sittings.edition` for every item, `materials[1].item` for one), and which lists and optional
/// keys the record begins with.
#[derive(Debug, Clone, Default)]
pub struct Known {
    values: BTreeMap<String, String>,
    items: BTreeMap<String, usize>,
    only: BTreeMap<String, Vec<&'static str>>,
    wanted: BTreeSet<String>,
    is_brief: bool,
}

impl Known {
    /// A value.
    #[must_use]
    pub fn value(mut self, route: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.insert(route.into(), value.into());
        self
    }

    /// How many items a list begins with; with none it is written `[]`, an item kept ready below it.
    #[must_use]
    pub fn items(mut self, route: impl Into<String>, count: usize) -> Self {
        self.items.insert(route.into(), count);
        self
    }

    /// The only keys that are written of a value.
    #[must_use]
    pub fn only(mut self, route: impl Into<String>, keys: &[&'static str]) -> Self {
        self.only.insert(route.into(), keys.to_vec());
        self
    }

    /// An optional key that is wanted here.
    #[must_use]
    pub fn want(mut self, route: impl Into<String>) -> Self {
        self.wanted.insert(route.into());
        self
    }

    /// All that a record says, given as JSON in the shape of its schema. What it does not say of the items of its lists is
    /// left out, but for the first.
    #[must_use]
    pub fn filled(mut self, record: &Value) -> Self {
        self.is_brief = true;
        self.fill("", record);
        self
    }

    fn fill(&mut self, route: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let inner = if route.is_empty() { key.clone() } else { format!("{route}.{key}") };
                    self.fill(&inner, member);
                }
                self.wanted.insert(route.to_owned());
            }
            Value::Array(items) => {
                self.items.insert(route.to_owned(), items.len());
                if !items.is_empty() {
                    self.wanted.insert(route.to_owned());
                }
                for (at, item) in items.iter().enumerate() {
                    self.fill(&format!("{route}[{at}]"), item);
                }
            }
            Value::Null => {}
            Value::String(text) => drop(self.values.insert(route.to_owned(), text.clone())),
            other => drop(self.values.insert(route.to_owned(), other.to_string())),
        }
    }

    /// Whether nothing is explained at a route, since it was at the first item.
    pub(super) fn is_brief_at(&self, route: &str) -> bool {
        let later = |part: &str| {
            part.split(']').next().is_some_and(|number| number.parse::<usize>().is_ok_and(|at| at > 0))
        };
        self.is_brief && route.split('[').skip(1).any(later)
    }

    pub(super) fn value_at(&self, route: &str) -> Option<&str> {
        self.values.get(route).or_else(|| self.values.get(&of_every_item(route))).map(String::as_str)
    }

    pub(super) fn items_at(&self, route: &str) -> usize {
        self.items.get(route).or_else(|| self.items.get(&of_every_item(route))).copied().unwrap_or(1)
    }

    pub(super) fn is_written(&self, parent: &str, key: &str) -> bool {
        self.only.get(&of_every_item(parent)).is_none_or(|only| only.contains(&key))
    }

    pub(super) fn is_wanted(&self, parent: &str, key: &str, route: &str) -> bool {
        self.wanted.contains(route)
            || self.wanted.contains(&of_every_item(route))
            || self.value_at(route).is_some()
            || self.only.get(&of_every_item(parent)).is_some_and(|only| only.contains(&key))
    }
}

/// A route without the numbers of items.
fn of_every_item(route: &str) -> String {
    let mut inside = false;
    let outside = |c: &char| {
        inside = *c == '[' || (inside && *c != ']');
        !inside && *c != ']'
    };
    route.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_of_every_item_or_of_one() {
        let known = Known::default().value("a.b", "every").value("a[1].b", "second");
        assert_eq!(known.value_at("a[0].b"), Some("every"));
        assert_eq!(known.value_at("a[1].b"), Some("second"));
        assert_eq!(known.value_at("a[0].c"), None);
    }
}
