//! The files of a theme: those in the program and those of a site.

#![expect(clippy::disallowed_methods, reason = "reads the theme's folders")]

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use super::ThemeFault;
use crate::source::POINTER;
use crate::yaml;

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

/// The files of a folder below the root by name; none if there is no such folder. Hidden files,
/// which editors leave about, are passed over. Files at fault are left out and told.
pub(super) fn read(root: &Path, folder: &str, faults: &mut Vec<ThemeFault>) -> Files {
    let mut files = Files::new();
    let absolute = root.join(folder);
    if !absolute.exists() {
        return files;
    }
    if !absolute.is_dir() {
        faults.push(ThemeFault::file(folder, "这里要一个文件夹"));
        return files;
    }
    let hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(&absolute).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !hidden(entry)) {
        let name = |path: &Path| path.strip_prefix(&absolute).map(name_of).unwrap_or_default();
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let name = name(entry.path());
                match read_file(entry.path()) {
                    Ok(bytes) => drop(files.insert(name, bytes)),
                    Err(reason) => faults.push(ThemeFault::file(&format!("{folder}/{name}"), reason)),
                }
            }
            Ok(entry) if entry.path_is_symlink() => {
                let path = format!("{folder}/{}", name(entry.path()));
                faults.push(ThemeFault::file(&path, "这是一个符号链接，可能指到仓库之外"));
            }
            Ok(_) => {}
            Err(error) => {
                let name = name(error.path().unwrap_or(&absolute));
                let path = format!("{folder}/{name}");
                faults.push(ThemeFault::file(path.trim_end_matches('/'), UNREADABLE));
            }
        }
    }
    files
}

const UNREADABLE: &str = "读不出来，看看有没有读取的权限";

/// The bytes of a file, or why it cannot be part of a theme.
fn read_file(path: &Path) -> Result<Vec<u8>, &'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if !path.file_name().is_some_and(|name| name.to_string_lossy().chars().all(plain)) {
        return Err("文件名只能用字母、数字、点、连字符和下划线");
    }
    if std::fs::metadata(path).map_err(|_| UNREADABLE)?.len() > LARGEST {
        return Err("文件超过 20 MB");
    }
    let bytes = std::fs::read(path).map_err(|_| UNREADABLE)?;
    if bytes.starts_with(POINTER) {
        return Err("这里只有 Git LFS 的指针，没有文件本身：运行 git lfs pull 取回");
    }
    if std::str::from_utf8(&bytes).is_ok_and(|text| !yaml::conflicts(text).is_empty()) {
        return Err("合并冲突没有解决：选定要保留的内容，删去 <<<<<<<、=======、>>>>>>> 这几行标记");
    }
    Ok(bytes)
}

/// Tells files of a site's own whose names differ only in case from another's, or from the default theme's, which they
/// were meant to replace.
pub(super) fn twins(folder: &str, own: &Files, default: &Files, faults: &mut Vec<ThemeFault>) {
    let mut known: BTreeMap<String, &str> =
        default.keys().map(|name| (name.to_lowercase(), name.as_str())).collect();
    for name in own.keys() {
        let other = known.insert(name.to_lowercase(), name);
        if other.is_some_and(|other| other != name) {
            faults.push(ThemeFault::file(&format!("{folder}/{name}"), "另有一个文件，名字只与它差在大小写"));
        }
    }
}
