//! The only reader of `content/`: finds its files, reads each once, refuses what is not a plain text file.

#![expect(clippy::disallowed_methods, reason = "the room that reads the records")]

mod bytes;

use std::fs::{DirEntry, File, FileType, Metadata};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use bytes::{Content, POINTER, content, digest, sealed, stands_for};

use crate::stamp::Stamp;

/// The folder of the records below the root.
pub const CONTENT: &str = "content";

/// Where certificate records are staged before they take the place of the old ones. Hidden, so that it is never read as
/// a record.
pub const STAGED: &str = "content/.certificates.staged";

/// Where a folder of records is staged before it takes its place: beside it, hidden.
pub fn staged_beside(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.staged-new"))
}

/// Whether a hidden folder is one of records that are staged; those of before ended in the number of a process.
pub fn is_staged(path: &str) -> bool {
    path == STAGED || path.rsplit('/').next().is_some_and(|name| name.contains(".staged-"))
}

/// A larger file is not a record. The largest real ones are batches of some thousand certificates.
pub const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// Seals are written by machine; this is 140,000 of them.
pub const MOST_SEALS: u64 = 64 * 1024 * 1024;

/// The times of files are this coarse at worst (FAT), in seconds.
const COARSEST_CLOCK: u64 = 2;

/// A file below `content/`.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path relative to the root, with forward slashes: `content/site.yaml`.
    pub path: String,
    /// How it looked when it was listed; none if it was not, or could not be seen.
    pub look: Option<Look>,
    absolute: PathBuf,
}

/// What was found below `content/`.
#[derive(Debug, Default)]
pub struct Listing {
    /// The plain files, in the order of their paths.
    pub entries: Vec<Entry>,
    /// The folders, relative to the root.
    pub folders: Vec<String>,
    /// What is not a plain file or folder.
    pub faults: Vec<SourceFault>,
    /// Plain files whose names begin with a dot: no records, but published with the repository.
    pub hidden: Vec<Entry>,
    /// Folders that are hidden or left by an editor: nobody looks into them.
    pub passed: Vec<String>,
}

/// A file as the machine lists it, without its bytes. `changed` moves with every write, even one that sets the time back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    stamp: Stamp,
    changed: (i64, i64),
}

impl Look {
    /// What the machine says of a file.
    pub fn of(metadata: &Metadata) -> Self {
        Self { stamp: Stamp::of(metadata), changed: (metadata.ctime(), metadata.ctime_nsec()) }
    }

    /// Whether size and times are those that git noted: seconds and size modulo 2^32, and parts of seconds not by every git.
    pub fn is_as(&self, written: (u32, u32), changed: (u32, u32), size: u32) -> bool {
        let is_then = |noted: (u32, u32), (seconds, nanoseconds): (i64, i64)| {
            i64::from(noted.0) == seconds & i64::from(u32::MAX)
                && [0, nanoseconds].contains(&i64::from(noted.1))
        };
        is_then(written, self.modified())
            && is_then(changed, self.changed)
            && self.stamp.size & u64::from(u32::MAX) == u64::from(size)
    }

    /// When the file was written last: seconds and nanoseconds.
    pub fn modified(&self) -> (i64, i64) {
        (self.stamp.seconds, self.stamp.nanoseconds)
    }

    /// Whether the file had rested before a moment, for longer than the clocks of file systems are coarse. A file
    /// written at that moment could be written again and look the same.
    pub fn rested(&self, moment: SystemTime) -> bool {
        let moment = moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let latest = self.stamp.seconds.max(self.changed.0);
        u64::try_from(latest).is_ok_and(|latest| latest + COARSEST_CLOCK < moment)
    }
}

/// A file that cannot be read as a record.
#[derive(Debug, Clone)]
pub struct SourceFault {
    /// The file, relative to the root.
    pub path: String,
    /// What is the matter.
    pub kind: SourceFaultKind,
}

/// Why a file cannot be read as a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceFaultKind {
    /// A symbolic link: it could lead out of the repository.
    SymbolicLink,
    /// A folder where a file belongs.
    Folder,
    /// Neither file nor folder.
    Special,
    /// Larger than [`MOST_BYTES`].
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// A hidden workbook: no record, but published with the repository, and nobody sees what is in it.
    Workbook,
    /// Not UTF-8.
    NotUtf8 {
        /// The line of the first byte that is not, from 1.
        line: usize,
    },
    /// A name that is not UTF-8 or holds control characters.
    Name,
    /// What Git LFS leaves in the place of a file it did not fetch.
    Pointer,
    /// A folder that is another repository: a submodule.
    Repository,
    /// What should be encrypted and is not.
    Unencrypted,
    /// What was encrypted, with the ends of lines that git writes on Windows in it.
    Converted,
    /// Another one differs from it only in the case of letters.
    Twin,
    /// The machine does not let it be read.
    Unreadable {
        /// Why not.
        error: std::io::ErrorKind,
    },
}

/// Trouble with the machine while reading.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is no `content/` folder.
    #[error("{0} 里没有 content 文件夹：用 --root 指定登记库所在的文件夹，或用 skillreg init 新建一个")]
    NoContent(PathBuf),
    /// The folder of the records could not be read.
    #[error("读不了 {path}：{error}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
}

/// The present moment, for [`Look::rested`].
pub fn moment() -> SystemTime {
    SystemTime::now()
}

/// Lists the files below `content/`, in the order of their paths. What is hidden or left by an editor is none.
///
/// # Errors
/// When there is no such folder or it cannot be listed; what cannot be listed below it is a fault of the records.
pub fn list(root: &Path) -> Result<Listing, SourceError> {
    let content = root.join(CONTENT);
    if !content.is_dir() {
        return Err(SourceError::NoContent(root.to_owned()));
    }
    if let Err(error) = std::fs::read_dir(&content) {
        return Err(SourceError::Unreadable { path: content, error });
    }
    let mut listing = Listing::default();
    listing.fill(root, &content, 0);
    Ok(listing)
}

/// Folders so deep below `content/` are looked into at the same time: there are as many as institutions.
const TOGETHER: usize = 2;

/// Hidden files (`.git`, `.x.swp`, `.#x`) and what editors leave beside those they edit (`x~`, `#x#`): never records.
pub fn is_scratch(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}

/// Whether a file is a workbook, by its name: of Excel, WPS or LibreOffice.
pub fn is_workbook(name: &str) -> bool {
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    ["xlsx", "xlsm", "xlsb", "xls", "et", "ods"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// A path relative to the root, with forward slashes.
fn relative(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

impl Listing {
    /// Adds what lies below a folder, in the order of names.
    fn fill(&mut self, root: &Path, folder: &Path, depth: usize) {
        let children = match children(folder) {
            Ok(children) => children,
            Err(error) => {
                let kind = SourceFaultKind::Unreadable { error: error.kind() };
                return self.faults.push(SourceFault { path: relative(root, folder), kind });
            }
        };
        if depth >= TOGETHER {
            return children.iter().for_each(|child| self.take(root, child, depth));
        }
        let part = |child: &Child| {
            let mut part = Self::default();
            part.take(root, child, depth);
            part
        };
        let parts: Vec<Self> = children.par_iter().map(part).collect();
        for part in parts {
            self.entries.extend(part.entries);
            self.folders.extend(part.folders);
            self.faults.extend(part.faults);
            self.hidden.extend(part.hidden);
            self.passed.extend(part.passed);
        }
    }

    /// Adds a file or a folder with all that is in it.
    fn take(&mut self, root: &Path, child: &Child, depth: usize) {
        let Child { absolute, kind, look } = child;
        let path = relative(root, absolute);
        let entry = |path| Entry { path, look: *look, absolute: absolute.clone() };
        let name = absolute.file_name().unwrap_or_default().to_string_lossy();
        if name == ".git" {
            let path = path.trim_end_matches("/.git").to_owned();
            return self.faults.push(SourceFault { path, kind: SourceFaultKind::Repository });
        }
        if is_scratch(&name) {
            if kind.is_file() && is_workbook(&name) {
                self.faults.push(SourceFault { path: path.clone(), kind: SourceFaultKind::Workbook });
            }
            match kind {
                kind if kind.is_file() => self.hidden.push(entry(path)),
                kind if kind.is_dir() => self.passed.push(path),
                _ => {}
            }
            return;
        }
        let shown = absolute.strip_prefix(root).unwrap_or(absolute).to_str();
        if shown.is_none_or(|path| path.contains(char::is_control)) {
            let path = path.escape_debug().to_string();
            self.faults.push(SourceFault { path, kind: SourceFaultKind::Name });
        } else if kind.is_file() {
            return self.entries.push(entry(path));
        } else if kind.is_dir() {
            self.folders.push(path);
        } else {
            let kind =
                if kind.is_symlink() { SourceFaultKind::SymbolicLink } else { SourceFaultKind::Special };
            self.faults.push(SourceFault { path, kind });
        }
        if kind.is_dir() {
            self.fill(root, absolute, depth + 1);
        }
    }
}

/// What lies in a folder and what it is, as the machine lists it.
struct Child {
    absolute: PathBuf,
    kind: FileType,
    /// Of a file.
    look: Option<Look>,
}

/// What lies in a folder, in the order of names.
fn children(folder: &Path) -> std::io::Result<Vec<Child>> {
    let child = |entry: std::io::Result<DirEntry>| {
        let entry = entry?;
        let kind = entry.file_type()?;
        let look = kind.is_file().then(|| entry.metadata().ok().as_ref().map(Look::of)).flatten();
        Ok(Child { absolute: entry.path(), kind, look })
    };
    let mut children = std::fs::read_dir(folder)?.map(child).collect::<std::io::Result<Vec<Child>>>()?;
    children.sort_unstable_by(|a, b| a.absolute.as_os_str().cmp(b.absolute.as_os_str()));
    Ok(children)
}

/// Reads a part of a file, given its path from the root.
///
/// # Errors
/// When it cannot be read, or is shorter.
pub fn read_part(root: &Path, path: &str, range: std::ops::Range<usize>) -> Result<Vec<u8>, SourceError> {
    use std::os::unix::fs::FileExt;
    let absolute = root.join(path);
    let mut bytes = vec![0; range.len()];
    let file = File::open(&absolute);
    match file.and_then(|file| file.read_exact_at(&mut bytes, range.start as u64)) {
        Ok(()) => Ok(bytes),
        Err(error) => Err(SourceError::Unreadable { path: absolute, error }),
    }
}

/// The file with a path from the root, to be read; nobody looks at it before.
pub fn entry(root: &Path, path: &str) -> Entry {
    Entry { path: path.to_owned(), look: None, absolute: root.join(path) }
}

impl Entry {
    /// Reads the file.
    ///
    /// # Errors
    /// Why it is not taken in.
    pub fn read(&self) -> Result<Content, SourceFault> {
        self.bytes().and_then(content).map_err(|kind| self.fault(kind))
    }

    /// The text of the file as far as it is one; none if it cannot be read.
    pub fn lossy(&self) -> Option<String> {
        self.bytes().ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The bytes of the file, whatever they are; none if they are not taken in.
    pub fn raw(&self) -> Option<Vec<u8>> {
        self.bytes().ok()
    }

    /// The SHA-256 of the file, which is encrypted.
    ///
    /// # Errors
    /// Why it is not taken in.
    pub fn sealed(&self) -> Result<[u8; 32], SourceFault> {
        self.bytes().and_then(|bytes| sealed(&bytes)).map_err(|kind| self.fault(kind))
    }

    /// The bytes, or why they are not taken in. The size is bounded while reading, since a file may grow.
    fn bytes(&self) -> Result<Vec<u8>, SourceFaultKind> {
        let unreadable = |error: std::io::Error| SourceFaultKind::Unreadable { error: error.kind() };
        let file = File::open(&self.absolute).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        let by_machine = ["/seals", "/holders.age"].iter().any(|name| self.path.ends_with(name));
        let most = if by_machine { MOST_SEALS } else { MOST_BYTES };
        if size > most {
            return Err(SourceFaultKind::TooLarge { bytes: size });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
        file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        let read = bytes.len() as u64;
        if read > most { Err(SourceFaultKind::TooLarge { bytes: read }) } else { Ok(bytes) }
    }

    fn fault(&self, kind: SourceFaultKind) -> SourceFault {
        SourceFault { path: self.path.clone(), kind }
    }
}
