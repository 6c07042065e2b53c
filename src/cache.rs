//! What was read before, by content: a file that has not changed is not parsed again.
//!
//! One file, `.skillreg/records.cache` below the root, and a small one for each note ([`remember`]). It may be deleted at any time. It is used only if this very
//! program wrote it and its checksum holds; otherwise it is as if it were not there. Entries are found by the
//! SHA-256 of a file's bytes and the kind of its record, so that a cache can be stale but never wrong. Only files
//! without faults are kept.

#![expect(clippy::disallowed_methods, reason = "the room that keeps what was read before")]

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

/// The folder below the root for what can be made again.
pub const FOLDER: &str = ".skillreg";
const FILE: &str = "records.cache";
const MAGIC: &[u8; 16] = b"skillreg-cache 1";

/// A file's bytes (SHA-256) and the kind of record they were read as.
pub type Key = ([u8; 32], u8);

/// The entries of an earlier run.
#[derive(Debug, Default)]
pub struct Cache {
    file: PathBuf,
    identity: [u8; 32],
    bytes: Vec<u8>,
    entries: HashMap<Key, Range<usize>>,
}

/// Where the entries stand in the file.
#[derive(Serialize, Deserialize)]
struct Index {
    entries: Vec<(Key, u32)>,
}

impl Cache {
    /// Opens the cache of a root; an empty one if there is none that can be used.
    pub fn open(root: &Path) -> Self {
        let file = root.join(FOLDER).join(FILE);
        let identity = identity();
        let bytes = fs::read(&file).unwrap_or_default();
        let entries = index(&bytes, &identity).unwrap_or_default();
        Self { file, identity, bytes, entries }
    }

    /// What was read from a file before.
    pub fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        let range = self.entries.get(key)?.clone();
        postcard::from_bytes(self.bytes.get(range)?).ok()
    }

    /// Keeps the entries of this run and no others; `fresh` are those that were not in the cache. Leaves the file
    /// alone when nothing changed.
    pub fn keep(&self, used: &[Key], fresh: &[(Key, Vec<u8>)]) {
        if fresh.is_empty() && used.len() == self.entries.len() {
            return;
        }
        // A cache that cannot be written costs time at the next run, nothing else.
        let _ = self.write(used, fresh);
    }

    fn write(&self, used: &[Key], fresh: &[(Key, Vec<u8>)]) -> std::io::Result<()> {
        let kept =
            used.iter().filter_map(|key| Some((*key, self.bytes.get(self.entries.get(key)?.clone())?)));
        let added = fresh.iter().map(|(key, bytes)| (*key, bytes.as_slice()));
        let all: Vec<(Key, &[u8])> = kept.chain(added).collect();
        let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let index = Index { entries: all.iter().map(|(key, bytes)| (*key, size(bytes))).collect() };
        let index = postcard::to_stdvec(&index).map_err(std::io::Error::other)?;
        let length = (index.len() as u64).to_le_bytes();
        let mut checksum = Sha256::new();
        [&self.identity, &length[..], &index].iter().for_each(|part| checksum.update(part));
        all.iter().for_each(|(_, bytes)| checksum.update(bytes));

        let folder = self.file.parent().unwrap_or(&self.file);
        fs::create_dir_all(folder)?;
        let staged = folder.join(format!("{FILE}.{}", std::process::id()));
        let mut out = std::io::BufWriter::with_capacity(1 << 20, fs::File::create(&staged)?);
        for part in [&MAGIC[..], &checksum.finalize(), &self.identity, &length, &index] {
            out.write_all(part)?;
        }
        all.iter().try_for_each(|(_, bytes)| out.write_all(bytes))?;
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        fs::rename(staged, &self.file)
    }
}

/// A value that an earlier run kept under a name; none if it cannot be used.
pub fn recall<T: DeserializeOwned>(root: &Path, name: &str) -> Option<T> {
    let bytes = fs::read(note(root, name)).ok()?;
    let rest = bytes.strip_prefix(MAGIC)?;
    let (checksum, body) = rest.split_at_checked(32)?;
    let (theirs, value) = body.split_at_checked(32)?;
    let is_whole = theirs == identity() && Sha256::digest(body)[..] == *checksum;
    postcard::from_bytes(Some(value).filter(|_| is_whole)?).ok()
}

/// Keeps a value for the next run. If that fails, the next run has more to do, nothing else.
pub fn remember<T: Serialize>(root: &Path, name: &str, value: &T) {
    let write = || {
        let mut body = identity().to_vec();
        body.extend(postcard::to_stdvec(value).map_err(std::io::Error::other)?);
        let file = note(root, name);
        fs::create_dir_all(file.parent().unwrap_or(root))?;
        let staged = file.with_extension(format!("{}", std::process::id()));
        fs::write(&staged, [&MAGIC[..], &Sha256::digest(&body), &body].concat())?;
        fs::rename(staged, file)
    };
    let _: std::io::Result<()> = write();
}

fn note(root: &Path, name: &str) -> PathBuf {
    root.join(FOLDER).join(format!("{name}.cache"))
}

/// Reads the index of a cache file; none unless this program wrote it and it is whole.
fn index(bytes: &[u8], identity: &[u8; 32]) -> Option<HashMap<Key, Range<usize>>> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (checksum, body) = rest.split_at_checked(32)?;
    let (theirs, rest) = body.split_at_checked(32)?;
    if theirs != identity || Sha256::digest(body)[..] != *checksum {
        return None;
    }
    let (length, rest) = rest.split_at_checked(8)?;
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let index: Index = postcard::from_bytes(rest.get(..length)?).ok()?;
    let mut start = bytes.len() - rest.len() + length;
    let mut entries = HashMap::with_capacity(index.entries.len());
    for (key, size) in index.entries {
        let end = start + size as usize;
        entries.insert(key, start..end);
        start = end;
    }
    (start == bytes.len()).then_some(entries)
}

/// What tells this program from any other build of it: its version, size and time.
pub(crate) fn identity() -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    let program = std::env::current_exe().and_then(fs::metadata);
    if let Ok(program) = program {
        let modified = program.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        hash.update(program.len().to_le_bytes());
        hash.update(modified.unwrap_or_default().as_nanos().to_le_bytes());
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = ([7; 32], 3);

    fn filled(root: &Path) {
        Cache::open(root).keep(&[], &[(KEY, postcard::to_stdvec("示例").unwrap())]);
    }

    #[test]
    fn gives_back_what_was_kept() {
        let root = tempfile::tempdir().unwrap();
        filled(root.path());
        assert_eq!(Cache::open(root.path()).get::<String>(&KEY).as_deref(), Some("示例"));
        assert_eq!(Cache::open(root.path()).get::<String>(&([7; 32], 4)), None);
    }

    #[test]
    fn remembers_a_value_unless_it_was_touched() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(recall::<String>(root.path(), "note"), None);
        remember(root.path(), "note", &"示例");
        assert_eq!(recall::<String>(root.path(), "note").as_deref(), Some("示例"));
        let file = note(root.path(), "note");
        let whole = fs::read(&file).unwrap();
        for at in [0, 20, 60, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&file, bytes).unwrap();
            assert_eq!(recall::<String>(root.path(), "note"), None, "byte {at}");
        }
    }

    #[test]
    fn a_damaged_or_foreign_cache_is_as_none() {
        let root = tempfile::tempdir().unwrap();
        filled(root.path());
        let file = root.path().join(FOLDER).join(FILE);
        let whole = fs::read(&file).unwrap();
        for at in [0, 16, 48, 90, whole.len() - 1] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(&file, bytes).unwrap();
            assert_eq!(Cache::open(root.path()).get::<String>(&KEY), None, "byte {at}");
        }
        fs::write(&file, &whole[..whole.len() - 2]).unwrap();
        assert_eq!(Cache::open(root.path()).get::<String>(&KEY), None);
    }

    #[test]
    fn forgets_what_is_no_longer_used() {
        let root = tempfile::tempdir().unwrap();
        filled(root.path());
        Cache::open(root.path()).keep(&[], &[(([8; 32], 3), postcard::to_stdvec("新").unwrap())]);
        assert_eq!(Cache::open(root.path()).get::<String>(&KEY), None);
    }
}
