//! The files of a theme: those in the program and those of a site.

#![expect(clippy::disallowed_methods, reason = "reads the theme's folders")]

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use super::ThemeError;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// No stylesheet or template is larger; a stray video should not become part of a site unnoticed.
const LARGEST: u64 = 20 * 1024 * 1024;

/// Files by name.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// The files of a folder of the default theme.
pub(super) fn embedded_files(folder: &str) -> Files {
    let mut files = Files::new();
    let mut open: Vec<&Dir<'_>> = DEFAULT.get_dir(folder).into_iter().collect();
    while let Some(dir) = open.pop() {
        open.extend(dir.dirs());
        for file in dir.files() {
            let name = file.path().strip_prefix(folder).map(name_of).unwrap_or_default();
            files.insert(name, file.contents().to_vec());
        }
    }
    files
}

fn name_of(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The files below a folder by name; none if there is no such folder. Links are not followed, and hidden
/// files, which editors leave about, are passed over.
pub(super) fn read(folder: &Path) -> Result<Files, ThemeError> {
    let mut files = Files::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry.map_err(|error| ThemeError::Io {
            path: error.path().unwrap_or(folder).to_path_buf(),
            source: error.into(),
        })?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).map(name_of).unwrap_or_default();
            files.insert(name, read_file(entry.path())?);
        }
    }
    Ok(files)
}

fn read_file(path: &Path) -> Result<Vec<u8>, ThemeError> {
    let file = |reason| ThemeError::File { path: path.to_path_buf(), reason };
    let io = |source| ThemeError::Io { path: path.to_path_buf(), source };
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if !path.file_name().is_some_and(|name| name.to_string_lossy().chars().all(plain)) {
        return Err(file("文件名只能用字母、数字、点、连字符和下划线"));
    }
    if std::fs::metadata(path).map_err(io)?.len() > LARGEST {
        return Err(file("文件超过 20 MB"));
    }
    std::fs::read(path).map_err(io)
}
