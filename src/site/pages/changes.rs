//! What changed in the records a page is about.

use crate::comparison::public;
use crate::history::{Change, Told};
use crate::registry::kind::FileKind;
use crate::site::context::{ChangeRow, ChangedRecord, Changes, Day};
use crate::site::world::World;

/// So many commits are told on a page; the data hold them all.
const MOST: usize = 20;

/// The latest changes of some files.
pub(crate) fn of<'a>(world: &'a World<'a>, files: &[String]) -> Changes<'a> {
    let told = world.history.told(files);
    let total = told.len();
    let rows = told.into_iter().take(MOST).map(|told| row(&told)).collect();
    Changes { rows, total, missing: world.history.missing.is_some() }
}

fn row<'a>(told: &Told<'a>) -> ChangeRow<'a> {
    ChangeRow {
        commit: told.commit.short(),
        date: Day(told.commit.date),
        author: &told.commit.author,
        summary: &told.commit.summary,
        records: told.changes.iter().map(|change| record(change)).collect(),
    }
}

fn record(change: &Change) -> ChangedRecord {
    let title = FileKind::of(&change.file).map_or_else(|| change.file.clone(), FileKind::title);
    // Names of files are not checked in old versions.
    ChangedRecord { title: public(&title), words: change.words() }
}
