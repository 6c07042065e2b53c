//! The versions that records of draws had, one commit after the other.

use std::collections::HashSet;
use std::path::Path;

use git2::{Oid, Sort, Tree};

use super::commits::beijing_day;
use super::repository::{Missing, Place};
use crate::registry::Date;

/// Larger versions are not read.
const MOST: usize = 8 << 20;

/// The draws of a year as a commit has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The year's folder.
    pub year: String,
    /// The commit's name in full.
    pub commit: String,
    /// The day it was committed, by the clock of Beijing.
    pub day: Date,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl Version {
    /// The commit's name as people write it.
    pub fn short(&self) -> &str {
        crate::repository::short(&self.commit)
    }
}

/// All versions of all `content/supervision/<year>/draws.yaml`, on any branch that was merged, oldest first.
///
/// # Errors
/// Why there is no whole history (Chinese).
pub fn of_draws(root: &Path) -> Result<Vec<Version>, &'static str> {
    let place = Place::find(root).map_err(|missing| missing.in_words())?;
    versions(&place).map_err(|error| Missing::from(error).in_words())
}

fn versions(place: &Place) -> Result<Vec<Version>, git2::Error> {
    let repository = &place.repository;
    let mut walk = repository.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME | Sort::REVERSE)?;
    walk.push(place.tip)?;
    let folder = format!("{}/supervision", place.content);
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    for id in walk {
        let commit = repository.find_commit(id?)?;
        let tree = commit.tree()?;
        let Ok(entry) = tree.get_path(Path::new(&folder)) else { continue };
        // Whole folders that were seen before hold nothing new.
        if !seen.insert(entry.id()) {
            continue;
        }
        let Ok(years) = repository.find_tree(entry.id()) else { continue };
        for (year, file) in draws(&years, repository).into_iter().filter(|(_, file)| seen.insert(*file)) {
            let Ok(blob) = repository.find_blob(file) else { continue };
            if blob.size() <= MOST {
                let (commit, day) = (commit.id().to_string(), beijing_day(commit.time().seconds()));
                found.push(Version { year, commit, day, bytes: blob.content().to_vec() });
            }
        }
    }
    Ok(found)
}

/// The files of draws of all years.
fn draws(years: &Tree<'_>, repository: &git2::Repository) -> Vec<(String, Oid)> {
    let of_year = |year: git2::TreeEntry<'_>| {
        let folder = repository.find_tree(year.id()).ok()?;
        Some((year.name().ok()?.to_owned(), folder.get_name("draws.yaml")?.id()))
    };
    years.iter().filter_map(of_year).collect()
}
