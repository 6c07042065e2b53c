//! What has to be uploaded and removed elsewhere, for programs that take lists. A list that nobody has taken away has not
//! been worked off: the next one is added to it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::error::{During, OutputError};
use super::mirror::Mirrored;

const UPLOAD: &str = "upload.txt";
const REMOVE: &str = "remove.txt";

/// Adds what mirroring did to the lists in a folder.
///
/// # Errors
/// When they cannot be read or written.
pub fn add_to_lists(folder: &Path, mirrored: &Mirrored) -> Result<(), OutputError> {
    fs::create_dir_all(folder).during("新建文件夹", folder)?;
    let (upload, remove) = (read(folder, UPLOAD)?, read(folder, REMOVE)?);
    let written: BTreeSet<&str> = mirrored.written.iter().map(String::as_str).collect();
    let removed: BTreeSet<&str> = mirrored.removed.iter().map(String::as_str).collect();
    let old = upload.lines().filter(|path| !written.contains(path) && !removed.contains(path));
    let upload: Vec<&str> = old.chain(mirrored.written.iter().map(String::as_str)).collect();
    let old = remove.lines().filter(|path| !written.contains(path) && !removed.contains(path));
    let remove: Vec<&str> = old.chain(mirrored.removed.iter().map(String::as_str)).collect();
    write(folder, UPLOAD, &upload)?;
    write(folder, REMOVE, &remove)
}

fn read(folder: &Path, name: &str) -> Result<String, OutputError> {
    let path = folder.join(name);
    match fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        read => read.during("读取", &path),
    }
}

fn write(folder: &Path, name: &str, paths: &[&str]) -> Result<(), OutputError> {
    let (path, next) = (folder.join(name), folder.join(format!("{name}.next")));
    let text: String = paths.iter().map(|path| format!("{path}\n")).collect();
    fs::write(&next, text).during("写入", &next)?;
    fs::rename(&next, &path).during("写入", &path)
}
