//! Puts a built site on a branch of the repository, and sends it to where it is served. The working tree, the index and
//! the branch that is checked out are left alone: blobs, trees and one commit are written, nothing is checked out.
//!
//! - **Only on top of its own**: the branch has the marker of an earlier site, or does not exist. What others put on it, such
//!   as `CNAME`, stays.
//! - **Not backwards**: if the site that stands there was made from records that are not in this history, publishing
//!   would take them away; that is refused unless it is asked for.
//! - **All or nothing**: the new commit goes to the remote in one step, and only if the branch is still where it was looked
//!   at; the local branch follows when the remote has taken it.
//!
//! Sending is left to the user's own git, which has their keys, proxies and helpers.

mod branch;
mod error;
mod folder;
mod git;
mod interruption;
mod listing;
mod next;
mod remote;
mod shelf;
mod sight;
mod source;
mod told;

use std::path::Path;
use std::time::Duration;

use git2::{Oid, Repository};

use crate::output::Contents;

pub use self::error::PublicationError;
pub use self::folder::refuse_older;
pub use self::source::Source;

use self::branch::Base;
use self::remote::Remote;

/// Where a site is to go.
#[derive(Debug, Clone, Copy)]
pub struct Address<'a> {
    /// The branch that holds the site and nothing of the records.
    pub branch: &'a str,
    /// A remote of the repository, or the address or path of one.
    pub remote: &'a str,
    /// Whether to publish although the branch holds what is not in this history.
    pub overrule: bool,
    /// How long the remote may say nothing.
    pub patience: Duration,
}

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// The branch held this very site.
    Unchanged {
        /// The commit it was published by.
        commit: String,
    },
    /// A commit more.
    Published(Change),
}

/// The commit that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub commit: String,
    /// Files with new bytes.
    pub changed: usize,
    /// Files that went.
    pub removed: usize,
    /// Files of others on the branch, left as they were.
    pub kept: Vec<String>,
}

/// What was published before: the blob that the bytes of a file are kept as, so that files need not be read to be compared.
const NOTE: &str = "published";

/// Puts the site that was built into a folder on the branch, and sends it.
///
/// # Errors
/// When it is refused, by this program or by the remote, or the machine is in the way; then the branch is as it was, here
/// and there.
pub fn publish(
    root: &Path,
    site: &Path,
    source: &Source,
    address: &Address<'_>,
) -> Result<Sent, PublicationError> {
    // Objects have checksums of their own; hashing folders with thousands of entries anew takes longer than the rest.
    git2::opts::strict_hash_verification(false);
    let contents = Contents::read(site)?;
    let repository = source.repository();
    let remote = Remote::new(repository, address)?;
    let base = Base::find(repository, &remote, source, address)?;
    let known = crate::cache::recall(root, NOTE).unwrap_or_default();
    let drawn = next::draw(repository, &base, site, &contents, &known)?;
    if drawn.known != known {
        crate::cache::remember(root, NOTE, &drawn.known);
    }
    if let Some(commit) = base.remote.filter(|_| base.tree == Some(drawn.tree)) {
        follow(repository, address.branch, commit)?;
        return Ok(Sent::Unchanged { commit: commit.to_string() });
    }
    let commit = next::commit(repository, &base, source, &drawn)?;
    remote.push(commit, base.remote)?;
    follow(repository, address.branch, commit)
        .map_err(|error| PublicationError::Unfollowed(error.to_string()))?;
    let kept = base.foreign().map(|(path, _)| branch::shown(path)).collect();
    Ok(Sent::Published(Change {
        commit: commit.to_string(),
        changed: drawn.changed,
        removed: drawn.removed,
        kept,
    }))
}

/// Moves the local branch to what the remote has.
fn follow(repository: &Repository, branch: &str, commit: Oid) -> Result<(), PublicationError> {
    let name = branch::reference(branch);
    if repository.refname_to_id(&name).ok() != Some(commit) {
        repository.reference(&name, commit, true, "skillreg publish")?;
    }
    Ok(())
}
