//! The tree and the commit that come next on the branch.

#![expect(clippy::disallowed_methods, reason = "reads the site that was built")]

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use git2::{ErrorCode, Index, IndexEntry, IndexTime, ObjectType, Oid, Repository};

use super::branch::{Base, SOURCE};
use super::{PublicationError, Source};
use crate::output::{Contents, MARKER};
use crate::registry::identifier::Digest;

/// A plain file, as git keeps it.
const PLAIN: u32 = 0o100_644;

/// By the SHA-256 of a file's bytes, the name of the blob they are kept as.
pub(super) type Blobs = HashMap<[u8; 32], [u8; 20]>;

/// The tree of the new site.
pub(super) struct Drawn {
    pub(super) tree: Oid,
    pub(super) changed: usize,
    pub(super) removed: usize,
    pub(super) known: Blobs,
}

pub(super) fn draw(
    repository: &Repository,
    base: &Base,
    site: &Path,
    contents: &Contents,
    known: Blobs,
) -> Result<Drawn, PublicationError> {
    let marker = (MARKER.to_owned(), *Digest::of(contents.text().as_bytes()).bytes());
    let files: Vec<&(String, [u8; 32])> = contents.files().iter().chain([&marker]).collect();
    let wanted: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    base.refuse_collisions(&wanted)?;
    let mut index = Index::new()?;
    if let Some(tree) = base.tree {
        index.read_tree(&repository.find_tree(tree)?)?;
    }
    let gone: Vec<&String> = base.ours.iter().filter(|path| !wanted.contains(path.as_str())).collect();
    for path in &gone {
        match index.remove_path(Path::new(path)) {
            Err(error) if error.code() != ErrorCode::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    let mut shelf = Shelf { repository, site, known, kept: Blobs::with_capacity(files.len()) };
    let mut changed = 0;
    for (path, digest) in files {
        let before = base.files.get(path).filter(|(_, mode)| *mode == PLAIN).map(|(blob, _)| *blob);
        let blob = shelf.blob(path, digest, before)?;
        if before != Some(blob) {
            index.add(&entry(path, blob))?;
            changed += usize::from(path != MARKER);
        }
    }
    let removed = gone.iter().filter(|path| base.files.contains_key(path.as_str())).count();
    let tree = index.write_tree_to(repository)?;
    Ok(Drawn { tree, changed, removed, known: shelf.kept })
}

/// Where blobs are found or put.
struct Shelf<'a> {
    repository: &'a Repository,
    site: &'a Path,
    known: Blobs,
    kept: Blobs,
}

impl Shelf<'_> {
    /// The blob of a file; its bytes are read only if it is not known, or has to be written.
    fn blob(&mut self, path: &str, digest: &[u8; 32], before: Option<Oid>) -> Result<Oid, PublicationError> {
        if let Some(blob) = self.kept.get(digest) {
            return Ok(Oid::from_bytes(blob)?);
        }
        let known = self.known.get(digest).map(|blob| Oid::from_bytes(blob)).transpose()?;
        let blob = match known.filter(|blob| before == Some(*blob)) {
            Some(blob) => blob,
            None => {
                let bytes = std::fs::read(self.site.join(path))
                    .ok()
                    .filter(|bytes| Digest::of(bytes).bytes() == digest)
                    .ok_or_else(|| PublicationError::Altered(path.to_owned()))?;
                let blob = Oid::hash_object(ObjectType::Blob, &bytes)?;
                if before == Some(blob) { blob } else { self.repository.blob(&bytes)? }
            }
        };
        let name = <[u8; 20]>::try_from(blob.as_bytes())
            .map_err(|_| git2::Error::from_str("blob names of this length are not known"))?;
        self.kept.insert(*digest, name);
        Ok(blob)
    }
}

fn entry(path: &str, blob: Oid) -> IndexEntry {
    let time = IndexTime::new(0, 0);
    IndexEntry {
        ctime: time,
        mtime: time,
        dev: 0,
        ino: 0,
        mode: PLAIN,
        uid: 0,
        gid: 0,
        file_size: 0,
        id: blob,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}

/// Writes the commit; no branch moves.
pub(super) fn commit(
    repository: &Repository,
    base: &Base,
    source: &Source,
    drawn: &Drawn,
) -> Result<Oid, PublicationError> {
    let nobody = |error: git2::Error| match error.code() {
        ErrorCode::NotFound => PublicationError::NoCommitter,
        _ => error.into(),
    };
    let author = repository.author_from_env().map_err(nobody)?;
    let committer = repository.committer_from_env().map_err(nobody)?;
    let tree = repository.find_tree(drawn.tree)?;
    let parent = base.parent.map(|commit| repository.find_commit(commit)).transpose()?;
    let parents: Vec<_> = parent.iter().collect();
    let message = message(source, drawn);
    Ok(repository.commit(None, &author, &committer, &message, &tree, &parents)?)
}

fn message(source: &Source, drawn: &Drawn) -> String {
    let commit = source.commit();
    let (state, dirty) = match source.is_dirty() {
        true => ("，含没有提交的修改", "yes"),
        false => ("", "no"),
    };
    let (changed, removed) = (drawn.changed, drawn.removed);
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "发布：记录的提交 {}{state}\n\n写入 {changed} 个文件，删去 {removed} 个；由 skillreg {version} 生成。\n\n{SOURCE}{commit}\nSource-Dirty: {dirty}\n",
        crate::repository::short(&commit),
    )
}
