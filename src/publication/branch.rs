//! The branch as it stands, and whether it may be gone on from.

use std::collections::BTreeSet;

use git2::{ErrorCode, Oid, Repository};

use super::listing::{self, Files};
use super::remote::Remote;
use super::told::Told;
use super::{Address, PublicationError, Source};
use crate::output::{Contents, MARKER};

/// So many commits of others after the last publishing are looked past.
const MOST_OF_OTHERS: usize = 200;

pub(super) fn reference(branch: &str) -> String {
    format!("refs/heads/{branch}")
}

/// What stands on the branch, as the remote has it.
#[derive(Default)]
pub(super) struct Base {
    /// What the next commit comes after; none for the first.
    pub(super) parent: Option<Oid>,
    /// Where the remote has the branch; none if it does not have it.
    pub(super) remote: Option<Oid>,
    pub(super) tree: Option<Oid>,
    pub(super) files: Files,
    /// What an earlier publishing put there.
    site: Option<Contents>,
    branch: String,
}

impl Base {
    pub(super) fn find(
        repository: &Repository,
        remote: &Remote<'_>,
        source: &Source,
        address: &Address<'_>,
    ) -> Result<Self, PublicationError> {
        let branch = address.branch;
        refuse_checked_out(repository, branch)?;
        refuse_beside(repository, branch)?;
        let local = repository.refname_to_id(&reference(branch)).ok();
        let Some(commit) = remote.tip(repository)? else {
            return match local {
                // Published once, and gone from the remote: what is here goes on.
                Some(local) => Self::on(repository, local, branch),
                None => Ok(Self { branch: branch.to_owned(), ..Self::default() }),
            };
        };
        if !address.overrule {
            refuse_diverged(repository, branch, local, commit)?;
        }
        let base = Self::on(repository, commit, branch)?;
        if !address.overrule {
            refuse_elsewhere(repository, source, &base, commit)?;
        }
        Ok(Self { remote: Some(commit), ..base })
    }

    fn on(repository: &Repository, commit: Oid, branch: &str) -> Result<Self, PublicationError> {
        let tree = repository.find_commit(commit)?.tree_id();
        // A clone may leave files or folders on the remote until somebody looks at them.
        let partial = |error: git2::Error| match error.code() {
            ErrorCode::NotFound => PublicationError::Partial(branch.to_owned()),
            _ => error.into(),
        };
        let files = listing::read(repository, tree).map_err(partial)?;
        let not_ours = || PublicationError::NotOurs(branch.to_owned());
        let site = match files.get(MARKER.as_bytes()) {
            Some((marker, _)) => {
                let blob = repository.find_blob(*marker).map_err(partial)?;
                let text = std::str::from_utf8(blob.content()).map_err(|_| not_ours())?;
                Some(Contents::from_text(text).ok_or_else(not_ours)?)
            }
            None if files.is_empty() => None,
            None => return Err(not_ours()),
        };
        let (parent, tree) = (Some(commit), Some(tree));
        Ok(Self { parent, remote: None, tree, files, site, branch: branch.to_owned() })
    }

    /// Whether an earlier publishing put a file there.
    fn is_ours(&self, path: &[u8]) -> bool {
        path == MARKER.as_bytes() || self.site.as_ref().is_some_and(|site| site.has(path))
    }

    /// What an earlier publishing put on the branch and is still there.
    pub(super) fn ours(&self) -> impl Iterator<Item = &[u8]> {
        self.files.keys().map(Vec::as_slice).filter(|path| self.is_ours(path))
    }

    /// What others put on the branch.
    pub(super) fn foreign(&self) -> impl Iterator<Item = (&[u8], &(Oid, u32))> {
        let files = self.files.iter().map(|(path, file)| (path.as_slice(), file));
        files.filter(|(path, _)| !self.is_ours(path))
    }

    /// Refuses if somebody's file stands where a file or folder of the site belongs.
    pub(super) fn refuse_collisions(&self, wanted: &BTreeSet<&[u8]>) -> Result<(), PublicationError> {
        let collision = |existing: &[u8], target: &[u8]| PublicationError::Collision {
            branch: self.branch.clone(),
            existing: shown(existing),
            target: shown(target),
        };
        for (existing, _) in self.foreign() {
            let mut within = Some(existing);
            while let Some(path) = within {
                if wanted.contains(path) {
                    return Err(collision(existing, path));
                }
                within = path.iter().rposition(|byte| *byte == b'/').map(|slash| &path[..slash]);
            }
            let inside = [existing, b"/"].concat();
            if let Some(target) = wanted.range(&inside[..]..).next().filter(|path| path.starts_with(&inside))
            {
                return Err(collision(existing, target));
            }
        }
        Ok(())
    }
}

/// A path as people are told of it.
pub(super) fn shown(path: &[u8]) -> String {
    String::from_utf8_lossy(path).chars().filter(|c| !c.is_control()).collect()
}

/// Refuses a branch that some working tree shows: its files would no longer be those of its branch.
fn refuse_checked_out(repository: &Repository, branch: &str) -> Result<(), PublicationError> {
    let name = reference(branch);
    // Names that git itself takes for something else.
    let is_taken = branch == "HEAD" || branch.starts_with("refs/");
    if !git2::Reference::is_valid_name(&name) || branch.starts_with('-') || is_taken {
        return Err(PublicationError::BranchName(branch.to_owned()));
    }
    let mut trees = vec![Repository::open(repository.commondir())?];
    for worktree in repository.worktrees()?.iter().filter_map(|name| name.ok().flatten()) {
        // One whose folder is gone shows nothing.
        let opened =
            repository.find_worktree(worktree).and_then(|tree| Repository::open_from_worktree(&tree));
        trees.extend(opened.ok());
    }
    for tree in trees.iter().filter(|tree| !tree.is_bare()) {
        let head = tree.find_reference("HEAD")?;
        if head.symbolic_target().ok().flatten() == Some(name.as_str()) {
            let place = tree.workdir().unwrap_or(tree.path()).display().to_string();
            return Err(PublicationError::CheckedOut { branch: branch.to_owned(), place });
        }
    }
    Ok(())
}

/// Refuses a name that cannot be beside that of another branch here.
fn refuse_beside(repository: &Repository, branch: &str) -> Result<(), PublicationError> {
    let above = branch.match_indices('/').map(|(at, _)| reference(&branch[..at]));
    let within = repository.references_glob(&format!("{}/*", reference(branch)))?;
    let within: Option<String> = within.flatten().find_map(|found| found.name().ok().map(str::to_owned));
    let taken = above.into_iter().find(|name| repository.find_reference(name).is_ok()).or(within);
    taken.map_or(Ok(()), |other| Err(PublicationError::name_taken(branch, &other)))
}

fn short(commit: Oid) -> String {
    crate::repository::short(&commit.to_string()).to_owned()
}

/// Refuses a local branch with commits that the remote does not have.
fn refuse_diverged(
    repository: &Repository,
    branch: &str,
    local: Option<Oid>,
    remote: Oid,
) -> Result<(), PublicationError> {
    let Some(local) = local.filter(|local| *local != remote) else { return Ok(()) };
    if repository.graph_descendant_of(remote, local)? {
        return Ok(());
    }
    Err(PublicationError::Diverged { branch: branch.to_owned(), local: short(local), remote: short(remote) })
}

/// Refuses a site that was made from records which are not in this history: they would be taken away. And one whose pages
/// somebody changed on the branch; that they added files of their own, such as `CNAME`, is no matter.
fn refuse_elsewhere(
    repository: &Repository,
    source: &Source,
    base: &Base,
    tip: Oid,
) -> Result<(), PublicationError> {
    let mut commit = repository.find_commit(tip)?;
    let mut told = read(&commit);
    for _ in 0..MOST_OF_OTHERS {
        match commit.parent(0) {
            Ok(parent) if told.commit.is_none() => commit = parent,
            _ => break,
        }
        told = read(&commit);
    }
    let follows = source.follows_named(told.commit.as_deref())?;
    if let Some(other) = told.other(source, follows) {
        return Err(PublicationError::OtherRegistry { branch: base.branch.clone(), other });
    }
    if !follows {
        let made_from = told.commit.map(|name| name.chars().take(8).collect());
        return Err(PublicationError::Elsewhere { commit: short(tip), made_from });
    }
    if commit.id() == tip {
        return Ok(());
    }
    let (then, now) = (commit.tree()?, repository.find_commit(tip)?.tree()?);
    let diff = repository.diff_tree_to_tree(Some(&then), Some(&now), None)?;
    let paths = diff.deltas().filter_map(|delta| {
        delta.old_file().path_bytes().or_else(|| delta.new_file().path_bytes()).map(<[u8]>::to_vec)
    });
    let touched: Vec<String> = paths.filter(|path| base.is_ours(path)).map(|path| shown(&path)).collect();
    if touched.is_empty() { Ok(()) } else { Err(PublicationError::Touched(touched)) }
}

fn read(commit: &git2::Commit<'_>) -> Told {
    Told::read(&String::from_utf8_lossy(commit.message_bytes()))
}
