//! A place in a schema: what a value is called, and what its choices are called.

use serde_json::Value;

use crate::registry::schema::resolve;

/// A value as its schema describes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'s> {
    root: &'s Value,
    node: &'s Value,
}

impl<'s> Field<'s> {
    /// A whole record.
    pub(super) const fn new(root: &'s Value) -> Self {
        Self { root, node: root }
    }

    /// A value whose schema may stand elsewhere, or be one of several of which the others say that it is absent.
    fn at(self, node: &'s Value) -> Self {
        Self { root: self.root, node: resolve(self.root, node) }
    }

    /// The keys of an object in the order of the schema, each with its title and what its value is.
    pub(super) fn properties(self) -> impl Iterator<Item = (&'s str, &'s str, Self)> {
        let properties = self.node["properties"].as_object().into_iter().flatten();
        properties
            .map(move |(key, node)| (key.as_str(), node["title"].as_str().unwrap_or(key), self.at(node)))
    }

    /// What a value of an object is.
    pub(super) fn property(self, key: &str) -> Option<Self> {
        Some(self.at(self.node["properties"].as_object()?.get(key)?))
    }

    /// What the items of a list are.
    pub(super) fn items(self) -> Self {
        self.at(&self.node["items"])
    }

    /// Whether it is an object.
    pub(super) fn is_object(self) -> bool {
        self.node["properties"].is_object()
    }

    /// The name of the format of its text.
    pub(super) fn format(self) -> &'s str {
        self.node["format"].as_str().unwrap_or_default()
    }

    /// Whether it is true or false.
    pub(super) fn is_flag(self) -> bool {
        self.node["type"] == "boolean"
    }

    /// What people read for a word of a choice.
    pub(super) fn choice(self, word: &str) -> Option<&'s str> {
        let is_it = |option: &&Value| match &option["const"] {
            Value::String(text) => text == word,
            // Levels are numbers where they have one.
            Value::Number(number) => word.parse().ok().as_ref() == Some(number),
            _ => false,
        };
        self.node["oneOf"].as_array()?.iter().find(is_it)?["title"].as_str()
    }
}
