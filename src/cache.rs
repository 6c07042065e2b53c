//! What was read before, by content: a file that has not changed is not parsed again.
//!
//! `.skillreg/records.cache` below the root, a small file beside it for what was read since, and one for each note
//! ([`remember`]). They may be deleted at any time. Each is used only if this very program wrote it and its checksum
//! holds; otherwise it is as if it were not there. Entries are found by the
//! SHA-256 of a file's bytes and the kind of its record, so that a cache can be stale but never wrong. Only files
//! without faults are kept.

#![expect(clippy::disallowed_methods, reason = "the room that keeps what was read before")]

use std::collections::{BTreeSet, HashMap};
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
/// What was read since [`FILE`] was written, so that it need not be written again for one record.
const LATER: &str = "later.cache";
const MAGIC: &[u8; 16] = b"skillreg-cache 1";

/// The whole is written anew when so large a part of it has changed: a sixteenth.
const WORN: usize = 16;

/// A file's bytes (SHA-256) and the kind of record they were read as.
pub type Key = ([u8; 32], u8);

/// The entries of earlier runs.
#[derive(Debug, Default)]
pub struct Cache {
    folder: PathBuf,
    identity: [u8; 32],
    whole: Part,
    later: Part,
}

/// The entries of one file.
#[derive(Debug, Default)]
struct Part {
    bytes: Vec<u8>,
    entries: HashMap<Key, Range<usize>>,
}

/// Where the entries stand in the file.
#[derive(Serialize, Deserialize)]
struct Index {
    entries: Vec<(Key, u32)>,
}

impl Part {
    /// Reads a file of the cache; an empty part if it cannot be used.
    fn open(file: &Path, identity: &[u8; 32]) -> Self {
        let bytes = fs::read(file).unwrap_or_default();
        let entries = index(&bytes, identity).unwrap_or_default();
        Self { bytes, entries }
    }

    fn get(&self, key: &Key) -> Option<&[u8]> {
        self.bytes.get(self.entries.get(key)?.clone())
    }
}

impl Cache {
    /// Opens the cache of a root; an empty one if there is none that can be used.
    pub fn open(root: &Path) -> Self {
        let folder = root.join(FOLDER);
        let identity = identity();
        let part = |file| Part::open(&folder.join(file), &identity);
        let (whole, later) = (part(FILE), part(LATER));
        Self { folder, identity, whole, later }
    }

    /// What was read from a file before.
    pub fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        postcard::from_bytes(self.bytes(key)?).ok()
    }

    fn bytes(&self, key: &Key) -> Option<&[u8]> {
        self.whole.get(key).or_else(|| self.later.get(key))
    }

    /// Keeps the entries of this run; `fresh` are those that were not in the cache. Others are forgotten, in time.
    pub fn keep(&self, used: &[Key], fresh: &[(Key, Vec<u8>)]) {
        let used: BTreeSet<&Key> = used.iter().collect();
        let (of_whole, of_later): (Vec<&Key>, Vec<&Key>) =
            used.iter().partition(|key| self.whole.entries.contains_key(**key));
        let kept = |keys: &[&Key]| -> Vec<(Key, &[u8])> {
            keys.iter().filter_map(|key| Some((**key, self.bytes(key)?))).collect()
        };
        let mut later = kept(&of_later);
        later.extend(fresh.iter().map(|(key, bytes)| (*key, bytes.as_slice())));
        let size: usize = later.iter().map(|(_, bytes)| bytes.len()).sum();
        let unused = self.whole.entries.len() - of_whole.len();
        let is_worn = unused * WORN > self.whole.entries.len() || size * WORN > self.whole.bytes.len();
        // A cache that cannot be written costs time at the next run, nothing else.
        if is_worn {
            later.extend(kept(&of_whole));
            let _ = self.write(FILE, &later).and_then(|()| fs::remove_file(self.folder.join(LATER)));
        } else if !fresh.is_empty() || of_later.len() != self.later.entries.len() {
            let _ = self.write(LATER, &later);
        }
    }

    fn write(&self, file: &str, all: &[(Key, &[u8])]) -> std::io::Result<()> {
        let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let index = Index { entries: all.iter().map(|(key, bytes)| (*key, size(bytes))).collect() };
        let index = postcard::to_stdvec(&index).map_err(std::io::Error::other)?;
        let length = (index.len() as u64).to_le_bytes();
        let mut checksum = Sha256::new();
        [&self.identity, &length[..], &index].iter().for_each(|part| checksum.update(part));
        all.iter().for_each(|(_, bytes)| checksum.update(bytes));

        fs::create_dir_all(&self.folder)?;
        let staged = self.folder.join(format!("{file}.{}", std::process::id()));
        let mut out = std::io::BufWriter::with_capacity(1 << 20, fs::File::create(&staged)?);
        for part in [&MAGIC[..], &checksum.finalize(), &self.identity, &length, &index] {
            out.write_all(part)?;
        }
        all.iter().try_for_each(|(_, bytes)| out.write_all(bytes))?;
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        fs::rename(staged, self.folder.join(file))
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

    /// Of many records one changes: what was kept of the others is not written again.
    #[test]
    fn what_is_read_later_is_kept_beside_the_rest() {
        let root = tempfile::tempdir().unwrap();
        let key = |n: u8| ([n; 32], 3);
        let value = |n: u8| (key(n), postcard::to_stdvec(&format!("示例{n}").repeat(50)).unwrap());
        Cache::open(root.path()).keep(&[], &(0..100).map(value).collect::<Vec<_>>());
        let file = root.path().join(FOLDER).join(FILE);
        let whole = fs::read(&file).unwrap();
        let used: Vec<Key> = (1..100).map(key).collect();
        Cache::open(root.path()).keep(&used, &[value(200)]);
        assert_eq!(fs::read(&file).unwrap(), whole);
        let cache = Cache::open(root.path());
        assert!((1..100).chain([200]).all(|n| cache.get::<String>(&key(n)).is_some()));
        // The one that was replaced in turn goes; when much has changed, all is put together.
        cache.keep(&used, &[value(201)]);
        let cache = Cache::open(root.path());
        assert!(cache.get::<String>(&key(200)).is_none() && cache.get::<String>(&key(201)).is_some());
        cache.keep(&used[..80], &(210..220).map(value).collect::<Vec<_>>());
        let cache = Cache::open(root.path());
        assert!(cache.get::<String>(&key(215)).is_some() && cache.get::<String>(&key(99)).is_none());
        assert!(!root.path().join(FOLDER).join(LATER).exists());
    }

    #[test]
    fn forgets_what_is_no_longer_used() {
        let root = tempfile::tempdir().unwrap();
        filled(root.path());
        Cache::open(root.path()).keep(&[], &[(([8; 32], 3), postcard::to_stdvec("新").unwrap())]);
        assert_eq!(Cache::open(root.path()).get::<String>(&KEY), None);
    }
}
