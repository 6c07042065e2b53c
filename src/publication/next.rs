//! The tree and the commit that come next on the branch.

use std::collections::BTreeSet;
use std::path::Path;

use git2::{ErrorCode, Oid, Repository};

use super::branch::Base;
use super::shelf::{self, Blobs, Wanted};
use super::told::Told;
use super::{PublicationError, Source, listing};
use crate::output::{Contents, MARKER};
use crate::registry::identifier::Digest;
use crate::repository::File;

/// A plain file, as git keeps it.
const PLAIN: u32 = 0o100_644;

/// The tree of the new site.
pub(super) struct Drawn {
    pub(super) tree: Oid,
    pub(super) changed: usize,
    pub(super) removed: usize,
    pub(super) known: Blobs,
}

/// Draws the whole tree anew, of the site and what others put on the branch, so that nothing depends on what is remembered
/// but how much has to be read.
pub(super) fn draw(
    repository: &Repository,
    base: &Base,
    site: &Path,
    contents: &Contents,
    known: &Blobs,
) -> Result<Drawn, PublicationError> {
    let marker = (MARKER.to_owned(), *Digest::of(contents.text().as_bytes()).bytes());
    let site_files = || contents.files().iter().chain([&marker]);
    let paths: BTreeSet<&[u8]> = site_files().map(|(path, _)| path.as_bytes()).collect();
    base.refuse_collisions(&paths)?;
    let before = |path: &str| {
        let found = base.files.get(path.as_bytes()).filter(|(_, mode)| *mode == PLAIN);
        found.map(|(blob, _)| *blob)
    };
    let wanted: Vec<Wanted<'_>> =
        site_files().map(|(path, digest)| Wanted { path, digest, before: before(path) }).collect();
    let blobs = shelf::stock(repository, site, &wanted, known)?;
    let ours = wanted.iter().zip(&blobs).map(|(wanted, blob)| (wanted.path.as_bytes(), PLAIN, *blob));
    let others = base.foreign().map(|(path, (blob, mode))| (path, *mode, *blob));
    let mut files: Vec<File<'_>> = ours.chain(others).collect();
    files.sort_unstable();
    let tree = listing::write(repository, &files)?;
    let is_new =
        |(wanted, blob): &(&Wanted<'_>, &Oid)| wanted.path != MARKER && wanted.before != Some(**blob);
    let known = wanted.iter().zip(&blobs);
    let known = known.filter_map(|(wanted, blob)| Some((*wanted.digest, blob.as_bytes().try_into().ok()?)));
    Ok(Drawn {
        tree,
        changed: wanted.iter().zip(&blobs).filter(is_new).count(),
        removed: base.ours().filter(|path| !paths.contains(path)).count(),
        known: known.collect(),
    })
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
    let state = if source.is_dirty() { "，含没有提交的修改" } else { "" };
    let (changed, removed) = (drawn.changed, drawn.removed);
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "发布：记录的提交 {}{state}\n\n写入 {changed} 个文件，删去 {removed} 个；由 skillreg {version} 生成。\n\n{}",
        crate::repository::short(&commit),
        Told::lines(source),
    )
}
