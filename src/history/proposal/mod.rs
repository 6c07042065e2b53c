//! The change between a base and the working tree: which files, and what base had in them. Trees are compared by the names
//! of their objects, so that only what differs is read, and nothing is ever checked out.

mod differing;
mod held;
mod standing;
mod working;

use std::path::Path;

use git2::{ErrorCode, ObjectType, Oid, Repository};

use super::renames;
use super::repository::THEMES;
use crate::source::{self, Entry};
pub use held::{Held, HeldKind};
pub use standing::{Kinship, NoBase};

use standing::Standing;

/// A change that somebody proposes.
#[derive(Debug)]
pub struct Proposal {
    /// The full name of the commit that it is held against.
    pub base: String,
    /// How base was found.
    pub kinship: Kinship,
    /// The files below `content/` that are not as base has them, in the order of their names.
    pub files: Vec<Changed>,
    /// Records that the revision has otherwise than base: what others merged meanwhile.
    pub ahead: Vec<(String, Vec<u8>)>,
    /// All that base has below `content/`, if that was asked for.
    pub held: Vec<Held>,
    /// How many files of themes changed.
    pub themes: usize,
}

/// A file that is not as base has it.
#[derive(Debug)]
pub struct Changed {
    /// What it is called now; for one that is gone, what it was called. From the root: `content/site.yaml`.
    pub path: String,
    /// What it was called in base, if otherwise.
    pub from: Option<String>,
    /// What base has in it; none if the file is new.
    pub old: Option<Vec<u8>>,
    /// Whether it is gone.
    pub gone: bool,
}

impl Changed {
    /// What it was called in base.
    pub fn earlier(&self) -> &str {
        self.from.as_deref().unwrap_or(&self.path)
    }
}

/// What the working tree below a root changes, held against the last commit that a revision and the commit checked out
/// have in common. `entries` are the files below `content/` as they were listed; with `held`, all that base has there is
/// listed too.
///
/// # Errors
/// When base cannot be found or read.
pub fn find(root: &Path, revision: &str, entries: &[Entry], held: bool) -> Result<Proposal, NoBase> {
    let standing = Standing::find(root, revision)?;
    let Standing { repository: git, base, tip, kinship, prefix } = &standing;
    // Objects have checksums of their own; hashing folders with thousands of entries anew takes longer than all the rest.
    git2::opts::strict_hash_verification(false);
    let read = |error: git2::Error| standing.trouble(&error);
    let now = working::folder(git, prefix, entries).map_err(read)?;
    let tree = git.find_commit(*base).and_then(|commit| commit.tree()).map_err(read)?;
    let before = tree.get_path(&prefix.join(source::CONTENT)).ok();
    let before = before.filter(|entry| entry.kind() == Some(ObjectType::Tree)).map(|entry| entry.id());
    let before = before.ok_or_else(|| NoBase::NoRecords(revision.to_owned()))?;
    let differing = differing::files(git, Some(before), &now).map_err(read)?;
    let files = changed(git, root, differing).map_err(read)?;
    let themes = themes(git, &tree, prefix).map_err(read)?;
    let ahead = ahead(git, [*base, *tip], prefix).map_err(read)?;
    let held = if held { held::list(git, before).map_err(read)? } else { Vec::new() };
    Ok(Proposal { base: base.to_string(), kinship: *kinship, files, ahead, held, themes })
}

/// Puts together what was renamed and reads what base had.
fn changed(
    repository: &Repository,
    root: &Path,
    differing: Vec<differing::File>,
) -> Result<Vec<Changed>, git2::Error> {
    let objects = repository.odb()?;
    let blob = |id: Oid| objects.read(id).map(|object| object.data().to_vec());
    let of = |is: fn(&differing::File) -> Option<Oid>| -> Vec<renames::File> {
        differing.iter().filter_map(|file| Some((file.path.clone(), is(file)?))).collect()
    };
    let gone = of(|file| file.old.filter(|_| file.new.is_none()));
    let come = of(|file| file.new.filter(|_| file.old.is_none()));
    let on_disk = |id: Oid| {
        let (path, _) = come.iter().find(|(_, known)| *known == id)?;
        source::entry(root, path).raw()
    };
    let pairs = renames::find(&gone, &come, &mut |id| blob(id).ok().or_else(|| on_disk(id)));
    let earlier = |path: &str| {
        let (old, _) = pairs.iter().find(|(_, new)| come[*new].0 == path)?;
        Some(gone[*old].clone())
    };
    let renamed: Vec<&str> = pairs.iter().map(|(old, _)| gone[*old].0.as_str()).collect();
    let mut files = Vec::new();
    for file in &differing {
        if file.new.is_none() && renamed.contains(&file.path.as_str()) {
            continue;
        }
        let from = if file.old.is_none() { earlier(&file.path) } else { None };
        let old = file.old.or(from.as_ref().map(|(_, id)| *id)).map(blob).transpose()?;
        let from = from.map(|(path, _)| path);
        files.push(Changed { path: file.path.clone(), from, old, gone: file.new.is_none() });
    }
    Ok(files)
}

/// The records that came or changed from one commit to another.
fn ahead(
    repository: &Repository,
    commits: [Oid; 2],
    prefix: &Path,
) -> Result<Vec<(String, Vec<u8>)>, git2::Error> {
    let [base, tip] = commits;
    if base == tip {
        return Ok(Vec::new());
    }
    let tree = |commit: Oid| repository.find_commit(commit).and_then(|commit| commit.tree());
    let mut options = git2::DiffOptions::new();
    options.disable_pathspec_match(true).pathspec(prefix.join(source::CONTENT));
    let diff = repository.diff_tree_to_tree(Some(&tree(base)?), Some(&tree(tip)?), Some(&mut options))?;
    let record = |delta: git2::DiffDelta<'_>| {
        let path = delta.new_file().path()?.strip_prefix(prefix).ok()?.to_str()?.to_owned();
        let blob = repository.find_blob(delta.new_file().id()).ok()?;
        Some((path, blob.content().to_vec()))
    };
    Ok(diff.deltas().filter_map(record).collect())
}

/// How many files below `themes/` are not as base has them.
fn themes(repository: &Repository, tree: &git2::Tree<'_>, prefix: &Path) -> Result<usize, git2::Error> {
    let folder = prefix.join(THEMES);
    let was = match tree.get_path(&folder) {
        Ok(_) => true,
        Err(error) if error.code() == ErrorCode::NotFound => false,
        Err(error) => return Err(error),
    };
    let is = repository.workdir().is_some_and(|top| top.join(&folder).is_dir());
    if !was && !is {
        return Ok(0);
    }
    let mut options = git2::DiffOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true).disable_pathspec_match(true);
    options.pathspec(folder);
    Ok(repository.diff_tree_to_workdir_with_index(Some(tree), Some(&mut options))?.deltas().len())
}
