//! Photos of holders, found by the names of their files. What is printed of them never says whose they are in full.

#![expect(clippy::disallowed_methods, reason = "reads photos")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::Photos;
use crate::issuing::draft::Draft;
use crate::issuing::holders::Holder;
use crate::issuing::printed::{MOST_BYTES, Photo};
use crate::issuing::roster::{Roster, Row};

/// Everybody a photo may show, each with their row.
#[derive(Debug)]
pub(crate) struct Crowd<'a> {
    /// What they stand in: 花名册.
    list: &'static str,
    people: Vec<Person<'a>>,
}

struct Person<'a> {
    name: &'a str,
    document: &'a str,
    row: u32,
}

/// Logs are kept.
impl std::fmt::Debug for Person<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("row", &self.row).finish_non_exhaustive()
    }
}

impl<'a> Crowd<'a> {
    /// The people of a roster.
    pub(crate) fn of_roster(roster: &'a Roster) -> Self {
        let person = |row: &'a Row| Person { name: &row.name, document: &row.document.number, row: row.line };
        Self { list: "花名册", people: roster.rows.iter().map(person).collect() }
    }

    /// The holders of a batch.
    pub(crate) fn of_holders(holders: &'a [Holder]) -> Self {
        let person = |(row, holder): (u32, &'a Holder)| Person {
            name: &holder.name,
            document: &holder.document_number,
            row,
        };
        Self { list: "批次", people: (1..).zip(holders).map(person).collect() }
    }
}

/// The photos of the holders of drafts.
pub(super) fn find(folder: &Path, crowd: &Crowd<'_>, drafts: &[Draft]) -> anyhow::Result<Photos> {
    let files = files(folder)?;
    let shared = shared(crowd);
    let mut photos = Vec::new();
    for draft in drafts {
        let mut of_draft = Vec::new();
        for holder in &draft.holders {
            let photo = path(&files, &shared, holder).map(|path| read(path)).transpose();
            let photo = photo
                .map_err(|why| anyhow!("没有发证：{}第 {} 行的{why}", crowd.list, row(crowd, holder)))?;
            of_draft.push(photo);
        }
        photos.push(of_draft);
    }
    Ok(photos)
}

/// Where a holder stands in the list, which tells a clerk whom it is about and a log nothing.
fn row(crowd: &Crowd<'_>, holder: &Holder) -> u32 {
    let is_holder =
        |person: &&Person<'_>| person.document == holder.document_number && person.name == holder.name;
    crowd.people.iter().find(is_holder).map_or(0, |person| person.row)
}

/// The pictures of a folder by what they are named after.
fn files(folder: &Path) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let unreadable = || format!("读不了放照片的文件夹 {}", folder.display());
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        let is_picture = extension
            .is_some_and(|is| ["jpg", "jpeg", "png"].iter().any(|known| is.eq_ignore_ascii_case(known)));
        if let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_picture) {
            files.insert(stem.to_uppercase(), path);
        }
    }
    Ok(files)
}

/// Names that several people have: a file of that name may show any of them.
fn shared<'a>(crowd: &Crowd<'a>) -> BTreeSet<&'a str> {
    let mut people: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for person in &crowd.people {
        people.entry(person.name).or_default().insert(person.document);
    }
    people.into_iter().filter(|(_, numbers)| numbers.len() > 1).map(|(name, _)| name).collect()
}

fn path<'a>(
    files: &'a BTreeMap<String, PathBuf>,
    shared: &BTreeSet<&str>,
    holder: &Holder,
) -> Option<&'a PathBuf> {
    let by_name = || files.get(&holder.name.to_uppercase()).filter(|_| !shared.contains(&*holder.name));
    files.get(&holder.document_number.to_uppercase()).or_else(by_name)
}

/// A photo, or what is wrong with it.
fn read(path: &Path) -> Result<Photo, String> {
    let mut bytes = Vec::new();
    // A name that leads to a pipe or the like is no photo, and would be waited for.
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    let file = File::open(path).ok().filter(|_| is_file).ok_or("照片读不了")?;
    let most = MOST_BYTES as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(|_| "照片读不了")?;
    Photo::read(bytes).map_err(|fault| fault.to_string())
}
