//! A file that comes in place whole: it is written under a name of its own beside it, and renamed.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::error::{During, OutputError};
use super::origin::ORIGIN;

/// The end of the name of a file that is being written.
const PART: &str = ".skillreg-part";

/// The list of the site that is being put in place.
pub(super) const NEXT: &str = ".skillreg-site.next";

/// Whether mirroring put a file there that is no part of the site: its list, its note, or what was cut short.
pub(super) fn is_of_mirroring(path: &OsStr) -> bool {
    path == NEXT || path == ORIGIN || is_part(path)
}

/// Whether a file was being written.
pub(super) fn is_part(path: &OsStr) -> bool {
    let name = Path::new(path).file_name().unwrap_or_default().as_encoded_bytes();
    name.starts_with(b".") && name.ends_with(PART.as_bytes())
}

/// Writes a file of a folder that is there. `path` is relative to it, with forward slashes.
pub(super) fn put(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let part = folder.join(above).join(format!(".{name}{PART}"));
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error).during("清理", &part),
        _ => {}
    }
    let written = File::create_new(&part).and_then(|mut file| file.write_all(bytes));
    written.during("写入", &part)?;
    let to = folder.join(path);
    fs::rename(&part, &to).during("写入", &to)
}
