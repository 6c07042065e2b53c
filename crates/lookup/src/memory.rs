//! tantivy's `Directory` over the parts of a bundle: read only, in memory, nothing to wait for.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Index;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

/// Files of an index in memory.
#[derive(Debug, Clone)]
pub struct MemoryDirectory {
    files: Arc<BTreeMap<PathBuf, OwnedBytes>>,
}

impl MemoryDirectory {
    /// Takes files by their names.
    pub fn new(files: impl IntoIterator<Item = (PathBuf, OwnedBytes)>) -> Self {
        Self { files: Arc::new(files.into_iter().collect()) }
    }

    fn file(&self, path: &Path) -> Result<OwnedBytes, OpenReadError> {
        self.files.get(path).cloned().ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }
}

fn read_only() -> io::Error {
    io::Error::from(io::ErrorKind::ReadOnlyFilesystem)
}

impl Directory for MemoryDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(self.file(path)?))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.files.contains_key(path))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        Ok(self.file(path)?.to_vec())
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    // Nothing here changes, so nobody has to be kept out.
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// The files of an index of one segment that was written to `directory`, in the order of their names. tantivy names
/// segments at random; here the name is always the same, so that the same documents make the same bytes.
///
/// # Errors
/// When the index cannot be read or has more than one segment.
pub fn files(index: &Index, directory: &dyn Directory) -> tantivy::Result<Vec<(String, Vec<u8>)>> {
    const PLAIN: &str = "00000000000000000000000000000000";
    let metas = index.load_metas()?;
    let [segment] = &metas.segments[..] else {
        return Err(tantivy::TantivyError::InvalidArgument("not one segment".to_owned()));
    };
    let name = segment.id().uuid_string();
    let mut files = Vec::new();
    let paths: BTreeSet<PathBuf> = metas.list_segment_files().into_iter().collect();
    for path in paths {
        // Past the index's own directory, which would leave out the footers that it asks for when it opens.
        if directory.exists(&path)? {
            let plain = path.to_string_lossy().replace(&name, PLAIN);
            files.push((plain, directory.open_read(&path)?.read_bytes()?.to_vec()));
        }
    }
    let meta = directory.atomic_read(Path::new("meta.json"))?;
    let meta = String::from_utf8_lossy(&meta).replace(&name, PLAIN);
    let meta = meta.replace(&hyphenated(&name), &hyphenated(PLAIN));
    files.push(("meta.json".to_owned(), meta.into_bytes()));
    files.sort();
    Ok(files)
}

/// The other way a segment's name is written: 8-4-4-4-12.
fn hyphenated(name: &str) -> String {
    let cut = |range: std::ops::Range<usize>| name.get(range).unwrap_or_default();
    [cut(0..8), cut(8..12), cut(12..16), cut(16..20), cut(20..32)].join("-")
}
