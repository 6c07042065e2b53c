//! What a folder says of the records its site was made from, so that whoever publishes into it next knows whether theirs
//! are newer. What the lines say is the caller's matter; here it is only known how they begin.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{During, OutputError};
use super::part::put;

/// Name of the note in the folder. It is no part of the site.
pub const ORIGIN: &str = ".skillreg-source";

/// How every line of a note begins.
const LINE: &str = "Source-";

/// Longer ones were not written by us.
const LONGEST: u64 = 4096;

/// The note of a folder; none if there is nothing, and an empty one if what is there cannot be read.
pub(super) fn read(folder: &Path) -> Result<Option<String>, OutputError> {
    let path = folder.join(ORIGIN);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() && found.len() <= LONGEST => {
            let bytes = fs::read(&path).unwrap_or_default();
            Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
        }
        Ok(found) if found.is_dir() => Err(OutputError::NoteIsFolder(path)),
        Ok(_) => Ok(Some(String::new())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).during("查看", &path),
    }
}

/// Whether a file in the place of the note is one: a stranger's would be served.
pub fn is_origin(folder: &Path) -> bool {
    let is_plain = fs::symlink_metadata(folder.join(ORIGIN)).is_ok_and(|found| found.is_file());
    let note = read(folder).ok().flatten().unwrap_or_default();
    is_plain && !note.is_empty() && note.lines().all(|line| line.starts_with(LINE) && !line.contains('<'))
}

/// Writes the note, or takes it away where nothing is known.
pub(super) fn write(folder: &Path, note: Option<&str>) -> Result<(), OutputError> {
    if read(folder)?.as_deref() == note {
        return Ok(());
    }
    let path = folder.join(ORIGIN);
    match note {
        Some(note) => put(folder, ORIGIN, note.as_bytes()),
        None => fs::remove_file(&path).during("删除", &path),
    }
}
