//! The commits, newest first, each with the files it changed. One walk; what was told of a commit before is not found
//! again.

use std::collections::HashMap;
use std::path::Path;

use git2::{ErrorCode, Oid, Repository, Sort};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::changes::Desk;
use super::repository::{Missing, Place};
use super::{Change, Commit};
use crate::cache;
use crate::comparison::{Comparer, Comparison, public};
use crate::registry::Date;

/// A commit with the files it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) commit: Commit,
    /// In the order of their names; most commits of a large repository may change none.
    pub(super) files: Vec<Change>,
}

/// What is remembered from one run to the next. What a commit changed follows from its name, so this can be out of date
/// but not wrong; commits that cannot be reached any more are never looked up.
#[derive(Serialize, Deserialize)]
struct Kept {
    tip: String,
    content: String,
    steps: Vec<Step>,
}

const NOTE: &str = "history";

/// So many commits at least are looked at by one thread at a time: each opens the repository for itself.
const CHUNK: usize = 64;

pub(super) fn read(root: &Path) -> Result<Vec<Step>, Missing> {
    let Place { repository, content, tip } = Place::find(root)?;
    let tip = tip.to_string();
    let kept: Option<Kept> = cache::recall(root, NOTE);
    let kept = kept.filter(|kept| kept.content == content);
    let before = match kept {
        Some(kept) if kept.tip == tip => return Ok(kept.steps),
        Some(kept) => kept.steps,
        None => Vec::new(),
    };
    let steps = steps(&repository, &content, before)?;
    let is_absent = |file: &Change| file.what == Comparison::Absent;
    let kept = Kept { tip, content, steps };
    // What is absent today may be fetched tomorrow.
    if !kept.steps.iter().flat_map(|step| &step.files).any(is_absent) {
        cache::remember(root, NOTE, &kept);
    }
    Ok(kept.steps)
}

fn steps(repository: &Repository, content: &str, before: Vec<Step>) -> Result<Vec<Step>, Missing> {
    // Objects in a pack have checksums of their own; hashing folders with thousands of entries anew for each commit takes
    // longer than all the rest. Git does without it too.
    git2::opts::strict_hash_verification(false);
    let mut walk = repository.revwalk()?;
    walk.push_head()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
    let order = walk.collect::<Result<Vec<Oid>, git2::Error>>()?;
    let mut known: HashMap<String, Step> =
        before.into_iter().map(|step| (step.commit.id.clone(), step)).collect();
    let unknown: Vec<Oid> = order.iter().filter(|id| !known.contains_key(&id.to_string())).copied().collect();
    let comparer = Comparer::default();
    let share = unknown.len().div_ceil(rayon::current_num_threads() * 4).max(CHUNK);
    let path = repository.path().to_owned();
    let look = |chunk: &[Oid]| -> Result<Vec<Step>, git2::Error> {
        let repository = Repository::open(&path)?;
        let objects = repository.odb()?;
        let mut desk = Desk::new(&objects, content, &comparer);
        chunk.iter().map(|id| step(&repository, &mut desk, *id)).collect()
    };
    let fresh: Vec<Vec<Step>> = unknown.par_chunks(share).map(look).collect::<Result<_, _>>()?;
    known.extend(fresh.into_iter().flatten().map(|step| (step.commit.id.clone(), step)));
    Ok(order.iter().filter_map(|id| known.remove(&id.to_string())).collect())
}

fn step(repository: &Repository, desk: &mut Desk<'_>, id: Oid) -> Result<Step, git2::Error> {
    let found = repository.find_commit(id)?;
    let author = found.author();
    let commit = Commit {
        id: id.to_string(),
        date: beijing_day(found.time().seconds()),
        author: said(author.name_bytes(), 60),
        summary: said(found.summary_bytes().unwrap_or_default(), 200),
    };
    let bases = bases(repository, &found)?;
    Ok(Step { files: desk.files(&found, &bases)?, commit })
}

/// What the first parent of a merge and each further one have in common. Where they have nothing, nothing can be taken back.
fn bases<'r>(
    repository: &'r Repository,
    merge: &git2::Commit<'_>,
) -> Result<Vec<git2::Commit<'r>>, git2::Error> {
    let mut parents = merge.parent_ids();
    let Some(first) = parents.next() else { return Ok(Vec::new()) };
    let mut bases = Vec::new();
    for parent in parents {
        match repository.merge_base(first, parent) {
            Ok(base) => bases.push(repository.find_commit(base)?),
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        }
    }
    Ok(bases)
}

/// What may be published of what people wrote into git, where nobody checks it: personal numbers and e-mail addresses
/// are written over.
fn said(bytes: &[u8], most: usize) -> String {
    let text = public(&String::from_utf8_lossy(bytes));
    let short: String = text.chars().take(most).collect();
    without_addresses(&short)
}

/// Writes over what stands before the `@` of an address, and behind it.
fn without_addresses(text: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let mut rest = text;
    let mut told = String::new();
    while let Some((at, sign)) = rest.char_indices().find(|(_, c)| matches!(c, '@' | '＠' | '﹫')) {
        let (front, behind) = (&rest[..at], &rest[at + sign.len_utf8()..]);
        let kept = front.trim_end_matches(is_part);
        let after = behind.trim_start_matches(is_part);
        if kept.len() < front.len() && after.len() < behind.len() {
            told.push_str(kept);
            told.push_str("（邮箱略）");
        } else {
            told.push_str(&rest[..rest.len() - after.len()]);
        }
        rest = after;
    }
    told + rest
}

/// The day in China (UTC+8, no summer time) of a moment in seconds since 1970; the first day of all for moments that no
/// calendar has.
pub(super) fn beijing_day(seconds: i64) -> Date {
    let day = |seconds| {
        let moment = jiff::Timestamp::from_second(seconds).unwrap_or_default();
        jiff::tz::Offset::constant(8).to_datetime(moment).date().into()
    };
    day(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_beijing_whatever_the_moment() {
        assert_eq!(beijing_day(1_614_641_400).to_string(), "2021-03-02");
        assert_eq!(beijing_day(i64::MAX).to_string(), "1970-01-01");
    }

    #[test]
    fn addresses_are_written_over_wherever_they_stand() {
        assert_eq!(without_addresses("clerk@example.com"), "（邮箱略）");
        assert_eq!(without_addresses("收到 a.b+c@x-y.example，已回"), "收到 （邮箱略），已回");
        assert_eq!(without_addresses("@张 a@ @b 3 @ 4"), "@张 a@ @b 3 @ 4");
        assert_eq!(without_addresses("收到 clerk＠example.com"), "收到 （邮箱略）");
    }
}
