//! The only writer of certificate records: `content/certificates` is staged beside itself and exchanged in one step, so
//! that a killed errand has changed nothing or all.

#![expect(clippy::disallowed_methods, reason = "the room that writes certificate records")]

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use walkdir::WalkDir;

const FOLDER: &str = "content/certificates";
/// Hidden, so that it is never read as a record.
const STAGED: &str = "content/.certificates.staged";

/// A file to create or replace: its path from the root, below `content/certificates/`, and its bytes.
pub type Change = (String, Vec<u8>);

/// Trouble with the machine; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// Another errand is at work.
    #[error("另一个命令正在写证书记录，等它结束再运行")]
    Busy,
    /// A path that is not below the folder.
    #[error("{0} 不在 content/certificates 里")]
    Outside(String),
    /// The rest.
    #[error("写不了 {path}：{error}")]
    Machine {
        /// Where.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// The right to write, held while it lives.
#[derive(Debug)]
pub struct Recorder {
    root: PathBuf,
    /// Locked; the lock goes with the file.
    _lock: File,
}

fn machine(path: &Path) -> impl FnOnce(std::io::Error) -> RecordingError {
    let path = path.to_owned();
    move |error| RecordingError::Machine { path, error }
}

impl Recorder {
    /// Takes the right to write the certificates of a root.
    ///
    /// # Errors
    /// When somebody else holds it.
    pub fn new(root: &Path) -> Result<Self, RecordingError> {
        let folder = root.join(crate::cache::FOLDER);
        fs::create_dir_all(&folder).map_err(machine(&folder))?;
        let path = folder.join("certificates.lock");
        let lock =
            File::options().write(true).create(true).truncate(false).open(&path).map_err(machine(&path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { root: root.to_owned(), _lock: lock }),
            Err(fs::TryLockError::WouldBlock) => Err(RecordingError::Busy),
            Err(fs::TryLockError::Error(error)) => Err(machine(&path)(error)),
        }
    }

    /// Creates or replaces files, all or none; `before` runs when all is staged and may still call it off.
    ///
    /// # Errors
    /// Trouble with the machine, or what `before` said.
    pub fn put<E: From<RecordingError>>(
        &self,
        files: &[Change],
        before: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let (folder, staged) = (self.root.join(FOLDER), self.root.join(STAGED));
        // What a killed errand left.
        remove(&staged)?;
        fs::create_dir_all(&folder).map_err(machine(&folder))?;
        link(&folder, &staged)?;
        for (path, bytes) in files {
            let inner = path.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
            let inner =
                inner.filter(|inner| inner.split('/').all(|part| !part.is_empty() && !part.starts_with('.')));
            let inner = inner.ok_or_else(|| RecordingError::Outside(path.clone()))?;
            write(&staged.join(inner), bytes)?;
        }
        before()?;
        renameat_with(CWD, &staged, CWD, &folder, RenameFlags::EXCHANGE)
            .map_err(|error| machine(&folder)(error.into()))?;
        // The new records are in place; what is left of the old ones is removed now or next time.
        let _ = remove(&staged);
        Ok(())
    }
}

/// Writes a file to the disk, in place of a link to the old one.
fn write(path: &Path, bytes: &[u8]) -> Result<(), RecordingError> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(machine(parent))?;
    let written = || {
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    written().map_err(machine(path))
}

fn remove(folder: &Path) -> Result<(), RecordingError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(machine(folder)(error)),
        _ => Ok(()),
    }
}

/// The same files under another folder, without copying them.
fn link(from: &Path, to: &Path) -> Result<(), RecordingError> {
    for entry in WalkDir::new(from).follow_links(false) {
        let entry = entry.map_err(|error| machine(from)(error.into()))?;
        let path = to.join(entry.path().strip_prefix(from).unwrap_or(entry.path()));
        let made = if entry.file_type().is_dir() {
            fs::create_dir(&path)
        } else {
            fs::hard_link(entry.path(), &path)
        };
        made.map_err(machine(&path))?;
    }
    Ok(())
}
