//! Text to drafts, and routes to places in the text. The only room that knows the YAML crates.
//!
//! Values come from one parser (serde); a second, [`Tree`], knows where everything stands. Most files are
//! right, so a file is read by serde alone unless it holds something serde passes over (`~`, anchors, merge
//! keys, several documents) or serde refuses it: then the tree is held against the JSON Schema of the record
//! and every fault of the file is found at once.

mod depth;
mod edit;
mod example;
mod fault;
mod head;
mod merge;
mod shape;
mod suspect;
mod syntax;
mod tree;

use std::cell::OnceCell;
use std::ops::Range;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

pub use edit::{Editor, quoted};
pub use fault::{Fault, FaultKind};
pub use head::{body_start, head, no_head};
pub use merge::merged;
pub use syntax::conflicts;
pub use tree::{Node, NodeKind, Tree};

use crate::diagnostics::{At, Route};

/// How closely a file is looked at before serde reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scrutiny {
    /// Against the schema in any case: bounds of numbers are checked too.
    Always,
    /// Only when something looks odd; for kinds of which there are many and whose types bound themselves.
    WhenOdd,
}

/// What a text turned out to be.
#[derive(Debug)]
pub struct Draft<T> {
    /// The record, as far as it could be read: with faults in optional values, those are left out.
    pub value: Option<T>,
    /// The record with examples in the place of values at fault, and where they stand; none if there is no fault, or
    /// so grave a one that nothing can be read.
    pub filled: Option<(T, Vec<Route>)>,
    /// All faults of the text.
    pub faults: Vec<Fault>,
}

impl<T> Draft<T> {
    const fn plain(value: Option<T>, faults: Vec<Fault>) -> Self {
        Self { value, filled: None, faults }
    }
}

/// Checks a text against a format by its name; `None` if the format is unknown.
pub type FormatCheck = fn(&str, &str) -> Option<Result<(), crate::registry::value::ValueFault>>;

/// Reads a record.
pub fn read<T: DeserializeOwned + JsonSchema>(
    text: &str,
    scrutiny: Scrutiny,
    formats: FormatCheck,
) -> Draft<T> {
    let trusted = scrutiny == Scrutiny::WhenOdd && !looks_odd(text) && !is_long_and_deep(text);
    if trusted && let Ok(value) = serde_yaml::from_str(text) {
        return Draft::plain(Some(value), Vec::new());
    }
    let tree = match Tree::parse(text) {
        Ok(tree) => tree,
        Err(faults) => return Draft::plain(None, faults),
    };
    let shape = shape::check(&tree, &schema::<T>(), formats);
    let mut faults = shape.faults;
    if faults.is_empty() {
        return match serde_yaml::from_str(text) {
            Ok(value) => Draft::plain(Some(value), faults),
            Err(error) => {
                faults.push(syntax::refused(text, &error));
                Draft::plain(None, faults)
            }
        };
    }
    let record = |value: Option<serde_yaml::Value>| serde_yaml::from_value(value?).ok();
    let filled = record(shape.filled).map(|value| (value, shape.holes));
    Draft { value: record(shape.readable), filled, faults }
}

/// Most texts are so short that serde reads them quickly however they nest.
fn is_long_and_deep(text: &str) -> bool {
    const SHORT: usize = 12 * 1024;
    text.len() > SHORT && depth::may_be_deep(text)
}

/// The JSON Schema of a record, as the tree is held against it.
fn schema<T: JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(T).to_value()
}

/// Finds the bytes of spots in a YAML text, which it reads once.
#[derive(Debug)]
pub struct Locator<'a> {
    text: &'a str,
    tree: OnceCell<Option<Tree>>,
}

impl<'a> Locator<'a> {
    /// For one text.
    pub const fn new(text: &'a str) -> Self {
        Self { text, tree: OnceCell::new() }
    }

    /// The bytes of a spot; of the nearest enclosing value if the spot does not exist; none for a whole file.
    pub fn locate(&self, at: &At) -> Option<Range<usize>> {
        let (route, key) = match at {
            At::File => return None,
            At::Bytes(range) => return Some(clamp(self.text, range.start, range.end)),
            At::Key(route) => (route, true),
            At::Value(route) | At::Part(route, _) => (route, false),
        };
        let tree = self.tree.get_or_init(|| Tree::parse(self.text).ok()).as_ref()?;
        let (range, exact) = tree.find(route, key);
        match at {
            At::Part(_, part) if exact => Some(tree::part(self.text, range, part.start, part.end)),
            _ => Some(range),
        }
    }
}

fn clamp(text: &str, start: usize, end: usize) -> Range<usize> {
    let start = text.floor_char_boundary(start.min(text.len()));
    start..text.ceil_char_boundary(end.min(text.len()).max(start))
}

/// Whether a text holds a sign or word that serde would pass over in silence. Signs count only where a value
/// can begin: masked names (`示*一`) stand in every batch.
fn looks_odd(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |at: usize| {
        at.checked_sub(1).is_none_or(|before| {
            matches!(bytes[before], b' ' | b'\n' | b'\r' | b'[' | b'{' | b',' | b':' | b'-' | b'?')
        })
    };
    let odd = |(at, byte): (usize, &u8)| match byte {
        b'~' | b'&' | b'*' | b'!' | b'<' => begins(at),
        b'\t' => true,
        b't' | b'T' | b'f' | b'F' | b'y' | b'Y' | b'n' | b'N' | b'o' | b'O' | b'.' => {
            begins(at) && is_no_text(bytes, at)
        }
        _ => false,
    };
    bytes.iter().enumerate().any(odd)
        || text.contains("\n---")
        || text.contains("\n...")
        || ["null", "Null", "NULL"].iter().any(|word| text.contains(word))
}

/// Keys of records read without scrutiny whose value is `true` or `false`.
const FLAGS: [&str; 1] = ["sealed"];

/// Whether a word that is no text stands at a byte, and not as the value of a flag.
fn is_no_text(bytes: &[u8], at: usize) -> bool {
    let (before, rest) = bytes.split_at(at);
    let ends = |rest: &[u8]| {
        rest.first().is_none_or(|next| matches!(next, b' ' | b'\n' | b'\r' | b',' | b']' | b'}'))
    };
    let word = |word: &&str| {
        rest.split_at_checked(word.len())
            .is_some_and(|(start, rest)| start.eq_ignore_ascii_case(word.as_bytes()) && ends(rest))
    };
    let flag = |key: &str| before.strip_suffix(b": ").is_some_and(|before| before.ends_with(key.as_bytes()));
    shape::NO_TEXT.iter().any(word) && !FLAGS.iter().any(|key| flag(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::records::batch::Batch;
    use crate::registry::records::catalogue::Occupations;
    use crate::registry::records::filing::Filing;
    use crate::registry::records::plan::Plan;

    fn flags(schema: &serde_json::Value, found: &mut Vec<String>) {
        for (key, value) in schema.as_object().into_iter().flatten() {
            if value["type"] == "boolean" {
                found.push(key.clone());
            }
            flags(value, found);
        }
    }

    #[test]
    fn knows_the_flags_of_records_read_without_scrutiny() {
        let mut found = Vec::new();
        for schema in [schema::<Filing>(), schema::<Plan>(), schema::<Batch>(), schema::<Occupations>()] {
            flags(&schema, &mut found);
        }
        assert_eq!(found, FLAGS);
    }

    #[test]
    fn only_signs_that_begin_a_value_look_odd() {
        for odd in [
            "a: ~",
            "a: &x 1",
            "b: *x",
            "a: [*x]",
            "a: {b: !t 1}",
            "<<: *x",
            "- ~",
            "\ta: 1",
            "a: null",
            "a: true",
            "a: [No, x]",
            "- OFF\r\n",
            "a: .inf",
        ] {
            assert!(looks_odd(odd), "{odd}");
        }
        for plain in [
            "holder: \"示*一\"",
            "name: A&B",
            "text: 注意！a<b",
            "a: 1~2",
            "a: trueness",
            "p: {sealed: true}",
            "a: noon",
        ] {
            assert!(!looks_odd(plain), "{plain}");
        }
    }
}
