//! The records a site is made from: which commit, and whether all of it is committed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use git2::{
    BranchType, ErrorCode, IndexEntry, IndexEntryExtendedFlag, ObjectType, Oid, Repository, RepositoryState,
    StatusOptions,
};

use super::PublicationError;
use super::sight::Sight;
use crate::registry::identifier::RecordId;
use crate::repository::{around, prefix};

/// The repository and commit that a site is made from.
pub struct Source {
    repository: Repository,
    place: PathBuf,
    commit: Oid,
    uncommitted: Vec<String>,
    /// The `id` of its `site.yaml`, once that was read.
    registry: Option<RecordId>,
    /// The files at that time.
    sight: Option<Sight>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("commit", &self.commit).finish_non_exhaustive()
    }
}

/// The bit of an index entry that says that its file is to be taken as it is (`git update-index --assume-unchanged`).
const ASSUMED: u16 = 0x8000;

/// What a site is made from, below the root.
const READ: [&str; 2] = ["content", "themes"];

/// The same within the repository.
fn read(place: &Path) -> [PathBuf; 2] {
    READ.map(|folder| place.join(folder))
}

fn sight(repository: &Repository, place: &Path) -> Option<Sight> {
    Sight::take(repository.workdir()?, &read(place).each_ref().map(PathBuf::as_path))
}

impl Source {
    /// Looks at the repository around a root; none if there is none.
    ///
    /// # Errors
    /// When nothing can be published from it, such as one whose history was cut short.
    pub fn find(root: &Path) -> Result<Option<Self>, PublicationError> {
        let repository = around(root).map_err(|error| match error.code() {
            ErrorCode::Owner => PublicationError::Foreign,
            _ => error.into(),
        })?;
        let Some(repository) = repository else { return Ok(None) };
        if repository.is_bare() {
            return Err(PublicationError::Bare);
        }
        if repository.is_shallow() {
            return Err(PublicationError::Shallow);
        }
        let place = prefix(&repository, root).ok_or(PublicationError::NoRepository)?;
        let commit = head(&repository)?;
        let sight = sight(&repository, &place);
        let is_committed = match &sight {
            Some(sight) => {
                sight.is_committed(&repository, commit, &read(&place).each_ref().map(PathBuf::as_path))?
            }
            None => false,
        };
        let uncommitted = if is_committed { Vec::new() } else { uncommitted(&repository, &place)? };
        Ok(Some(Self { repository, place, commit, uncommitted, registry: None, sight }))
    }

    /// The same, with the registry named that was found there.
    pub fn of(self, registry: RecordId) -> Self {
        Self { registry: Some(registry), ..self }
    }

    pub(super) fn registry(&self) -> Option<&str> {
        self.registry.as_deref()
    }

    /// Refuses records that are not committed, unless they are allowed.
    ///
    /// # Errors
    /// When there are such.
    pub fn refuse_uncommitted(&self, allowed: bool) -> Result<(), PublicationError> {
        if allowed {
            return Ok(());
        }
        if self.repository.state() == RepositoryState::Merge {
            return Err(PublicationError::Merging);
        }
        if self.uncommitted.is_empty() {
            return Ok(());
        }
        Err(PublicationError::Dirty(self.uncommitted.clone()))
    }

    /// Refuses if the records are others now than when they were looked at.
    ///
    /// # Errors
    /// When they are.
    pub fn refuse_moved(&self) -> Result<(), PublicationError> {
        let is_same =
            head(&self.repository)? == self.commit && (self.still_holds() || self.holds_the_same()?);
        if is_same { Ok(()) } else { Err(PublicationError::Moved) }
    }

    fn still_holds(&self) -> bool {
        let top = self.repository.workdir().zip(self.sight.as_ref());
        top.is_some_and(|(top, sight)| sight.still_holds(top))
    }

    /// Asked where something moved: touched perhaps, and not changed. Of files that git does not have, that cannot be told.
    fn holds_the_same(&self) -> Result<bool, PublicationError> {
        let now = sight(&self.repository, &self.place);
        if now.zip(self.sight.as_ref()).is_some_and(|(now, then)| now.has_files_of(then)) {
            return Ok(true);
        }
        Ok(self.uncommitted.is_empty() && uncommitted(&self.repository, &self.place)?.is_empty())
    }

    /// The commit that is checked out, in full.
    pub fn commit(&self) -> String {
        self.commit.to_string()
    }

    /// Whether records that are not committed go into the site.
    pub fn is_dirty(&self) -> bool {
        !self.uncommitted.is_empty()
    }

    /// Where in the repository the registry lies; `.` at its top.
    pub(super) fn place(&self) -> String {
        let place = self.place.to_string_lossy();
        if place.is_empty() { ".".to_owned() } else { place.into_owned() }
    }

    /// The branch that is checked out, or the commit, if no branch that a remote has holds its commit, but for the branch of
    /// the site: then a site would show what nobody else has. None too where nothing was ever fetched.
    pub fn unshared(&self, site: &str) -> Option<String> {
        let branches = self.repository.branches(Some(BranchType::Remote)).ok()?.flatten();
        let is_of_site =
            |name: &str| name.split_once('/').is_some_and(|(_, branch)| branch == site || branch == "HEAD");
        let others =
            branches.filter(|(branch, _)| branch.name().ok().flatten().is_some_and(|name| !is_of_site(name)));
        let tips: Vec<Oid> = others.filter_map(|(branch, _)| branch.get().target()).collect();
        let holds = |tip: &Oid| {
            *tip == self.commit || self.repository.graph_descendant_of(*tip, self.commit).unwrap_or_default()
        };
        if tips.is_empty() || tips.iter().any(holds) {
            return None;
        }
        let head = self.repository.head().ok()?;
        let branch = head.is_branch().then(|| head.shorthand().ok().map(str::to_owned)).flatten();
        Some(branch.unwrap_or_else(|| crate::repository::short(&self.commit()).to_owned()))
    }

    pub(super) fn repository(&self) -> &Repository {
        &self.repository
    }

    /// The same of one that is named; not if it is not.
    pub(super) fn follows_named(&self, earlier: Option<&str>) -> Result<bool, PublicationError> {
        match earlier.map(Oid::from_str) {
            Some(Ok(earlier)) => self.follows(earlier),
            _ => Ok(false),
        }
    }

    /// Whether a commit is the one of this source, or one before it.
    pub(super) fn follows(&self, earlier: Oid) -> Result<bool, PublicationError> {
        // A commit that is not here is in no history of this one.
        if earlier == self.commit || self.repository.find_commit(earlier).is_err() {
            return Ok(earlier == self.commit);
        }
        Ok(self.repository.graph_descendant_of(self.commit, earlier)?)
    }
}

fn head(repository: &Repository) -> Result<Oid, PublicationError> {
    let commit = repository.head().and_then(|head| head.peel_to_commit());
    commit.map(|commit| commit.id()).map_err(|error| match error.code() {
        ErrorCode::UnbornBranch | ErrorCode::NotFound => PublicationError::Unborn,
        _ => error.into(),
    })
}

/// Files that go into the site and are not as they were committed; ignored ones too, for they are read all the same.
fn uncommitted(repository: &Repository, place: &Path) -> Result<Vec<String>, PublicationError> {
    let mut options = StatusOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true);
    options.include_ignored(true).recurse_ignored_dirs(true);
    options.disable_pathspec_match(true);
    for folder in read(place) {
        options.pathspec(folder);
    }
    let statuses = repository.statuses(Some(&mut options))?;
    let paths = statuses.iter().map(|entry| String::from_utf8_lossy(entry.path_bytes()).into_owned());
    let unwatched = unwatched(repository, place)?;
    let paths = paths.chain(unwatched).collect::<BTreeSet<_>>().into_iter();
    Ok(paths.filter(|path| !is_hidden(path, place)).collect())
}

/// Files that git was told not to look at, and that are not as it has them.
fn unwatched(repository: &Repository, place: &Path) -> Result<Vec<String>, PublicationError> {
    let Some(top) = repository.workdir() else { return Ok(Vec::new()) };
    let is_unwatched = |entry: &IndexEntry| {
        let apart = IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended);
        entry.flags & ASSUMED != 0 || apart.is_skip_worktree()
    };
    let is_other =
        |entry: &IndexEntry, path: &Path| Oid::hash_file(ObjectType::Blob, top.join(path)) != Ok(entry.id);
    let folders = read(place);
    let entries = repository.index()?.iter().filter(is_unwatched).collect::<Vec<_>>();
    let named = entries.iter().map(|entry| (entry, String::from_utf8_lossy(&entry.path).into_owned()));
    let ours = named.filter(|(_, path)| folders.iter().any(|folder| Path::new(path).starts_with(folder)));
    Ok(ours.filter(|(entry, path)| is_other(entry, Path::new(path))).map(|(_, path)| path).collect())
}

/// Whether a file is passed over when records and themes are read.
fn is_hidden(path: &str, place: &Path) -> bool {
    let below = Path::new(path).strip_prefix(place).unwrap_or(Path::new(path));
    below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
}
