//! A folder that holds a site, or a copy of one.

#![expect(clippy::disallowed_methods, reason = "reads the folder it is pointed at")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Answer, HOME, Others, Seen, Served};
use crate::output::{MARKER, ORIGIN, is_origin};

/// A folder on this machine.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A folder, if there is one.
    ///
    /// # Errors
    /// When there is none.
    pub fn new(path: &Path) -> io::Result<Self> {
        let real = path.canonicalize()?;
        if real.is_dir() { Ok(Self(real)) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    /// Whether a site ever was in it, as far as can be seen.
    pub fn has_site(&self) -> bool {
        HOME.iter().chain(&["index.html", MARKER]).any(|path| self.0.join(path).symlink_metadata().is_ok())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        fs::read_dir(&self.0).is_ok_and(|mut entries| entries.next().is_none())
    }
}

impl Served for Folder {
    fn ask(&self, path: &str, most: u64) -> Answer {
        let file = self.0.join(path);
        match fs::symlink_metadata(&file) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(metadata) if metadata.is_symlink() => return Answer::Other("现在是一个符号链接".to_owned()),
            Ok(_) => return Answer::Other("现在不是普通文件".to_owned()),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Answer::Missing;
            }
            Err(error) => return Answer::Trouble(error.to_string()),
        }
        // A folder above it may be a link that leads elsewhere.
        if !file.canonicalize().is_ok_and(|real| real.starts_with(&self.0)) {
            return Answer::Other("所在的文件夹是一个通到别处的符号链接".to_owned());
        }
        let mut bytes = Vec::new();
        match File::open(&file).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
            Ok(_) => Answer::Found(bytes),
            Err(error) => Answer::Trouble(error.to_string()),
        }
    }

    fn hides(&self, _: &str) -> bool {
        false
    }

    fn others(&self, planned: &BTreeSet<String>, _: &[Seen], _: &str) -> Others {
        let mut others = Others::default();
        if self.0.join(".git").symlink_metadata().is_ok() {
            others
                .notes
                .push("文件夹里有 .git（检出分支时带的），里面没有核对；网站服务器不要对外提供它".to_owned());
        }
        // The repository of a checked-out branch is no part of the site.
        let entries = WalkDir::new(&self.0).min_depth(1).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() != 1 || entry.file_name() != ".git") {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let path = entry.path().strip_prefix(&self.0).unwrap_or(entry.path());
                    let path = path.to_string_lossy().into_owned();
                    let is_note = path == ORIGIN && is_origin(&self.0);
                    if !is_note && !planned.contains(&path) {
                        others.added.push(path);
                    }
                }
                Err(error) => others.notes.push(format!("有一处没有看到：{error}")),
            }
        }
        others
    }
}
