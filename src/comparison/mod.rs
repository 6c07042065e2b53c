//! What changed between two versions of a record, in words a citizen understands. PURE: two texts and the kind of the
//! record in, typed changes out.
//!
//! Labels are the titles that the schemas carry. Names of people, opinions and long texts are never repeated, only
//! counted or said to have changed, and everything that is repeated has its personal numbers written over: old
//! versions may hold what was committed by mistake.

mod blocks;
mod differ;
mod field;
mod list;
mod shown;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::registry::kind::FileKind;
use crate::registry::schema::{RecordSchema, schemas};
use crate::yaml::{self, Node, NodeKind, Tree};

use differ::Differ;
use field::Field;

pub use shown::public;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// It was not there before.
    Created,
    /// It is there no more.
    Deleted,
    /// It changed as a whole: its content is not compared.
    Replaced,
    /// One of the versions is not a record that can be read.
    Unreadable,
    /// It is too large to be compared.
    TooLarge,
    /// One of the versions is not in this copy of the repository.
    Absent,
    /// These values changed; none if only the form did, comments or the order of keys.
    Changed(Vec<Change>),
}

/// One changed value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it is called: `联系电话`.
    pub label: String,
    /// What became of it.
    pub what: What,
}

/// What became of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// It was given.
    Filled(String),
    /// It was taken out.
    Cleared(String),
    /// It is another now.
    Replaced {
        /// What it was.
        old: String,
        /// What it is.
        new: String,
    },
    /// It is another now, and is not repeated: long, or about people.
    Rewritten,
    /// An item more in a list.
    Added(String),
    /// An item less in a list.
    Removed(String),
    /// Items of a list that are not named one by one.
    Counted {
        /// How many more.
        added: usize,
        /// How many less.
        removed: usize,
        /// How many are others now.
        changed: usize,
        /// What they are counted in: 人, 本.
        unit: String,
    },
    /// The items of a list stand in another order.
    Reordered,
}

impl Change {
    /// Whether both leave the same behind, whatever was there before each.
    pub fn ends_like(&self, other: &Self) -> bool {
        let ends_like = match (&self.what, &other.what) {
            (
                What::Filled(one) | What::Replaced { new: one, .. },
                What::Filled(other) | What::Replaced { new: other, .. },
            )
            | (What::Added(one), What::Added(other))
            | (What::Removed(one), What::Removed(other)) => one == other,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        };
        self.label == other.label && ends_like
    }

    /// Whether it takes back what another change did: what that one left behind is not there any more.
    pub fn undoes(&self, done: &Self) -> bool {
        let undoes = match (&done.what, &self.what) {
            (
                What::Filled(left) | What::Replaced { new: left, .. },
                What::Cleared(gone) | What::Replaced { old: gone, .. },
            )
            | (What::Added(left), What::Removed(gone))
            | (What::Removed(left), What::Added(gone)) => left == gone,
            (What::Cleared(_), What::Filled(_))
            | (What::Rewritten, What::Rewritten)
            | (What::Counted { .. }, What::Counted { .. }) => true,
            _ => false,
        };
        self.label == done.label && undoes
    }
}

impl Comparison {
    /// Adds what else became of the same file, as far as it was not told.
    pub fn add(&mut self, other: Self) {
        let (Self::Changed(known), Self::Changed(more)) = (self, other) else { return };
        for change in more {
            if !known.iter().any(|known| known.ends_like(&change)) {
                known.push(change);
            }
        }
    }
}

/// Larger files are not compared: no record that people write is as large.
pub const MOST_BYTES: usize = 4 << 20;

/// Compares versions of records. Holds the schemas, which take a while to make.
#[derive(Debug)]
pub struct Comparer {
    schemas: Vec<RecordSchema>,
}

impl Default for Comparer {
    fn default() -> Self {
        Self { schemas: schemas() }
    }
}

impl Comparer {
    /// Compares two versions of a file of some kind; none is for a file that is not there.
    pub fn compare(&self, kind: Option<FileKind<'_>>, old: Option<&[u8]>, new: Option<&[u8]>) -> Comparison {
        let (old, new) = match (old, new) {
            (None, None) => return Comparison::Changed(Vec::new()),
            (None, Some(_)) => return Comparison::Created,
            (Some(_), None) => return Comparison::Deleted,
            (Some(old), Some(new)) => (old, new),
        };
        if old == new {
            return Comparison::Changed(Vec::new());
        }
        let Some(schema) = kind.and_then(name).and_then(|name| self.schema(name)) else {
            return Comparison::Replaced;
        };
        if old.len().max(new.len()) > MOST_BYTES {
            return Comparison::TooLarge;
        }
        let (Ok(old), Ok(new)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
            return Comparison::Unreadable;
        };
        match kind {
            Some(FileKind::Page(_)) => {
                changed_page(schema, old, new).map_or(Comparison::Replaced, Comparison::Changed)
            }
            _ => changed_record(schema, old, new).map_or(Comparison::Unreadable, Comparison::Changed),
        }
    }

    /// Whether files of a kind are looked into.
    pub fn compares(&self, kind: Option<FileKind<'_>>) -> bool {
        kind.and_then(name).is_some()
    }

    fn schema(&self, name: &str) -> Option<&RecordSchema> {
        self.schemas.iter().find(|schema| schema.name == name)
    }
}

fn changed_record(schema: &RecordSchema, old: &str, new: &str) -> Option<Vec<Change>> {
    changed_blocks(schema, old, new).or_else(|| {
        let (old, new) = (Tree::parse(old).ok()?, Tree::parse(new).ok()?);
        compare_roots(schema, Some(&old.root), Some(&new.root))
    })
}

/// What a page says of itself, and whether its text is another.
fn changed_page(schema: &RecordSchema, old: &str, new: &str) -> Option<Vec<Change>> {
    let ((old, was), (new, is)) = (parted(old)?, parted(new)?);
    let mut changes = if old == new { Vec::new() } else { changed_record(schema, old, new)? };
    if was != is {
        changes.push(Change { label: "正文".to_owned(), what: What::Rewritten });
    }
    Some(changes)
}

/// What stands between the marks above a page, and the text below them.
fn parted(text: &str) -> Option<(&str, &str)> {
    let head = yaml::head(text)?;
    Some((text.get(head.clone())?, text.get(head.end..)?))
}

/// Compares only the parts of the texts that differ: most changes are small, and records may be long.
fn changed_blocks(schema: &RecordSchema, old: &str, new: &str) -> Option<Vec<Change>> {
    let (old, new) = blocks::changed(old, new)?;
    compare_roots(schema, old.parse()?.as_ref(), new.parse()?.as_ref())
}

/// None if one of them is no record.
fn compare_roots(schema: &RecordSchema, old: Option<&Node>, new: Option<&Node>) -> Option<Vec<Change>> {
    let is_record = |node: Option<&Node>| node.is_none_or(|node| matches!(node.kind, NodeKind::Mapping(_)));
    if !is_record(old) || !is_record(new) {
        return None;
    }
    Some(Differ::new(schema.name).compare(Field::new(&schema.schema), old, new))
}

/// The name of the schema of a kind of file; none for files that are not compared.
fn name(kind: FileKind<'_>) -> Option<&'static str> {
    Some(match kind {
        FileKind::Site => "site",
        FileKind::Policy(_) => "policy",
        FileKind::Questions(_) => "questions",
        FileKind::Occupations(_) => "occupations",
        FileKind::Restricted => "restricted",
        FileKind::Divisions => "divisions",
        FileKind::Holidays => "holidays",
        FileKind::Filing(_) => "filing",
        FileKind::Plan(..) => "plan",
        FileKind::Batch(..) => "batch",
        FileKind::Inspectors(_) => "inspectors",
        FileKind::Draws(_) => "draws",
        FileKind::Inspections(_) => "inspections",
        FileKind::Measures(_) => "measures",
        FileKind::Upload(_) => "upload",
        FileKind::Page(_) => "page",
        FileKind::PolicyText(..)
        | FileKind::Seals(..)
        | FileKind::Sealed
        | FileKind::Recipients
        | FileKind::Aside => return None,
    })
}
