//! The only writer of certificate records: `content/certificates` is staged beside itself and exchanged in one step, so
//! that a killed errand has changed nothing or all, however many batches it was about.

#![expect(clippy::disallowed_methods, reason = "the room that writes certificate records")]

mod folder;

pub use folder::put_folder;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::source::{CONTENT, MOST_SEALS, STAGED};

const FOLDER: &str = "content/certificates";

/// Puts one file of the records in place in one step, if it still is what was read; none if there was none.
///
/// # Errors
/// Trouble with the machine, or somebody changed the file meanwhile.
pub fn put_one(root: &Path, path: &str, was: Option<&[u8]>, bytes: &[u8]) -> Result<(), RecordingError> {
    let target = root.join(path);
    let parent = target.parent().unwrap_or(root);
    fs::create_dir_all(parent).map_err(machine(parent))?;
    let written = || -> std::io::Result<tempfile::NamedTempFile> {
        let mut file = tempfile::Builder::new().prefix(".").permissions(ordinary()).tempfile_in(parent)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    let file = written().map_err(machine(&target))?;
    if find(root, path)?.as_deref() != was {
        return Err(RecordingError::Moved(path.to_owned()));
    }
    let put = if was.is_some() { file.persist(&target) } else { file.persist_noclobber(&target) };
    put.map(drop).map_err(|error| machine(&target)(error.error))
}

/// Files of the records are for everybody to read.
fn ordinary() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o644)
}

/// A file to create or replace.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its path from the root, below `content/certificates/`.
    path: String,
    /// The SHA-256 of what is replaced; none if the file is new.
    was: Option<[u8; 32]>,
    bytes: Vec<u8>,
}

impl Change {
    /// A new file.
    pub fn create(path: String, bytes: Vec<u8>) -> Self {
        Self { path, was: None, bytes }
    }

    /// A file in place of what was read.
    pub fn replace(path: String, was: &[u8], bytes: Vec<u8>) -> Self {
        Self { path, was: Some(Sha256::digest(was).into()), bytes }
    }

    /// The path below the folder of the records.
    fn inner(&self) -> Result<&str, RecordingError> {
        let inner = self.path.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
        let plain = |inner: &&str| inner.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
        inner.filter(plain).ok_or_else(|| RecordingError::Outside(self.path.clone()))
    }
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// Another errand is at work.
    #[error("另一个命令正在写记录，等它结束再运行")]
    Busy,
    /// A path that is not below the folder.
    #[error("{0} 不在 content/certificates 里")]
    Outside(String),
    /// Somebody changed the records meanwhile.
    #[error("{0} 在这期间被改动过，没有写入任何文件；再运行一次")]
    Moved(String),
    /// Something stands where a record should go.
    #[error(
        "“{0}”已经在那里了（里面没有这份记录，或者刚刚有人建好），没有写入任何文件。看看里面是什么：没有用的，删去或移走；有用的，用 --id 换一个名字"
    )]
    Taken(String),
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

/// The bytes of a record below a root, for whoever does not write.
///
/// # Errors
/// When it cannot be read.
pub fn read(root: &Path, path: &str) -> Result<Vec<u8>, RecordingError> {
    let path = root.join(path);
    let mut bytes = Vec::new();
    let file = File::open(&path).map_err(machine(&path))?;
    file.take(MOST_SEALS).read_to_end(&mut bytes).map_err(machine(&path))?;
    Ok(bytes)
}

/// The bytes of a file of the records; none if there is none.
///
/// # Errors
/// When it cannot be read.
pub fn find(root: &Path, path: &str) -> Result<Option<Vec<u8>>, RecordingError> {
    match read(root, path) {
        Err(RecordingError::Machine { error, .. }) if error.kind() == ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

impl Recorder {
    /// Takes the right to write the certificates of a root.
    ///
    /// # Errors
    /// When somebody else holds it.
    pub fn new(root: &Path) -> Result<Self, RecordingError> {
        Ok(Self { root: root.to_owned(), _lock: lock(root, "certificates.lock")? })
    }

    /// The bytes of a record.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, RecordingError> {
        read(&self.root, path)
    }

    /// The bytes of a record; none if there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn find(&self, path: &str) -> Result<Option<Vec<u8>>, RecordingError> {
        find(&self.root, path)
    }

    /// Creates or replaces files, all or none; `before` runs when all is staged and may still call it off.
    ///
    /// # Errors
    /// Trouble with the machine, records that were changed meanwhile, or what `before` said.
    pub fn put<E: From<RecordingError>>(
        &self,
        files: &[Change],
        before: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let (folder, staged) = (self.root.join(FOLDER), self.root.join(STAGED));
        // What a killed errand left.
        remove(&staged)?;
        fs::create_dir_all(&folder).map_err(machine(&folder))?;
        let known = link(&folder, &staged)?;
        for file in files {
            write(&staged.join(file.inner()?), &file.bytes)?;
        }
        before()?;
        self.unmoved(files, known)?;
        renameat_with(CWD, &staged, CWD, &folder, RenameFlags::EXCHANGE)
            .map_err(|error| machine(&folder)(error.into()))?;
        // The new records are in place; what is left of the old ones is removed now or next time.
        let _ = remove(&staged);
        let _ = File::open(self.root.join(CONTENT)).and_then(|content| content.sync_all());
        Ok(())
    }

    /// Refuses if the records are not those any more that were staged: what somebody saved meanwhile would be lost.
    fn unmoved(&self, files: &[Change], known: usize) -> Result<(), RecordingError> {
        let (folder, staged) = (self.root.join(FOLDER), self.root.join(STAGED));
        let mut changed = BTreeSet::new();
        for file in files {
            let inner = file.inner()?;
            let path = folder.join(inner);
            let is = match fs::read(&path) {
                Ok(bytes) => Some(Sha256::digest(bytes).into()),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(machine(&path)(error)),
            };
            if is != file.was {
                return Err(RecordingError::Moved(file.path.clone()));
            }
            changed.insert(PathBuf::from(inner));
        }
        let mut count = 0;
        for entry in WalkDir::new(&folder).follow_links(false) {
            let entry = entry.map_err(|error| machine(&folder)(error.into()))?;
            let inner = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
            count += 1;
            if entry.file_type().is_dir() || changed.contains(inner) {
                continue;
            }
            let same = |path: &Path| fs::symlink_metadata(path).ok().map(|found| (found.dev(), found.ino()));
            if same(entry.path()) != same(&staged.join(inner)) {
                return Err(RecordingError::Moved(entry.path().display().to_string()));
            }
        }
        if count == known { Ok(()) } else { Err(RecordingError::Moved(FOLDER.to_owned())) }
    }
}

/// Writes a file to the disk, in place of a link to the old one, whose permissions it takes over.
fn write(path: &Path, bytes: &[u8]) -> Result<(), RecordingError> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(machine(parent))?;
    let written = || {
        let permissions = fs::symlink_metadata(path).ok().map(|old| old.permissions());
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        file.sync_all()
    };
    written().map_err(machine(path))
}

/// Takes a lock of a root, which goes with the file.
fn lock(root: &Path, name: &str) -> Result<File, RecordingError> {
    let folder = root.join(crate::cache::FOLDER);
    fs::create_dir_all(&folder).map_err(machine(&folder))?;
    let path = folder.join(name);
    let lock =
        File::options().write(true).create(true).truncate(false).open(&path).map_err(machine(&path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(fs::TryLockError::WouldBlock) => Err(RecordingError::Busy),
        Err(fs::TryLockError::Error(error)) => Err(machine(&path)(error)),
    }
}

fn remove(folder: &Path) -> Result<(), RecordingError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(machine(folder)(error)),
        _ => Ok(()),
    }
}

/// A folder with the permissions of another, in which its owner may always write.
fn folder_like(other: &Path, path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir(path)?;
    let mode = fs::metadata(other)?.permissions().mode();
    fs::set_permissions(path, fs::Permissions::from_mode(mode | 0o700))
}

/// The same files under another folder, without copying them; folders keep their permissions. How many files and folders there are.
fn link(from: &Path, to: &Path) -> Result<usize, RecordingError> {
    let mut count = 0;
    for entry in WalkDir::new(from).follow_links(false) {
        let entry = entry.map_err(|error| machine(from)(error.into()))?;
        let path = to.join(entry.path().strip_prefix(from).unwrap_or(entry.path()));
        let made = if entry.file_type().is_dir() {
            folder_like(entry.path(), &path)
        } else {
            fs::hard_link(entry.path(), &path)
        };
        made.map_err(machine(&path))?;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "content/certificates/2020/b/batch.yaml";

    fn registry() -> (tempfile::TempDir, Recorder) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/certificates/2020/b")).unwrap();
        fs::write(folder.path().join(FILE), "old").unwrap();
        let recorder = Recorder::new(folder.path()).unwrap();
        (folder, recorder)
    }

    #[test]
    fn what_somebody_saves_meanwhile_is_never_lost() {
        let beside = "content/certificates/2020/b/seals";
        // In place, by another file of that name as editors do, by a new file, by none.
        type Save = fn(&Path);
        let saves: [(&str, Save); 4] = [
            (FILE, |path| fs::write(path, "mine").unwrap()),
            (beside, |path| {
                fs::write(path.with_extension("new"), "mine").unwrap();
                fs::rename(path.with_extension("new"), path).unwrap();
            }),
            ("content/certificates/2020/b/extra", |path| fs::write(path, "mine").unwrap()),
            (beside, |path| fs::remove_file(path).unwrap()),
        ];
        for (name, save) in saves {
            let (folder, recorder) = registry();
            fs::write(folder.path().join(beside), "seals").unwrap();
            let change = [Change::replace(FILE.to_owned(), b"old", b"new".to_vec())];
            let path = folder.path().join(name);
            let put = recorder.put(&change, || {
                save(&path);
                Ok::<(), RecordingError>(())
            });
            assert!(matches!(put, Err(RecordingError::Moved(_))), "{name}: {put:?}");
            assert_ne!(fs::read(folder.path().join(FILE)).unwrap(), b"new");
            assert_eq!(fs::read(&path).ok().filter(|bytes| bytes == b"seals"), None);
            let again = [Change::replace(FILE.to_owned(), &recorder.read(FILE).unwrap(), b"new".to_vec())];
            recorder.put(&again, || Ok::<(), RecordingError>(())).unwrap();
            assert_eq!(recorder.read(FILE).unwrap(), b"new");
        }
    }

    #[test]
    fn writes_nothing_elsewhere_and_only_one_at_a_time() {
        let (folder, recorder) = registry();
        for path in ["content/site.yaml", "content/certificates/../site.yaml", "content/certificates/.git/x"]
        {
            let change = [Change::create(path.to_owned(), Vec::new())];
            let put = recorder.put(&change, || Ok::<(), RecordingError>(()));
            assert!(matches!(put, Err(RecordingError::Outside(_))), "{path}: {put:?}");
        }
        let create = [Change::create(FILE.to_owned(), Vec::new())];
        let put = recorder.put(&create, || Ok::<(), RecordingError>(()));
        assert!(matches!(put, Err(RecordingError::Moved(_))), "a file that is there is not created: {put:?}");
        assert!(matches!(Recorder::new(folder.path()), Err(RecordingError::Busy)));
        assert_eq!(recorder.find("content/certificates/none").unwrap(), None);
    }
}
