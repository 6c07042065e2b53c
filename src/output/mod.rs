//! The only writer under the output folder: the site is staged beside it and put in place whole, or not at all.
//!
//! - **Whole**: a build works on a tree in the [staging folder](staging_folder) and then exchanges the two folders in
//!   one step. Whoever looks sees the complete old or the complete new site; a killed build leaves the old one.
//! - **No more work than the change**: a file whose inputs are the same is not rendered; one whose bytes are the same
//!   is not written. Both stay the same file on the disk, with their times.
//! - **Repaired**: a file of the site that was damaged or edited by hand is made again, and named to the caller. What is
//!   compared is size, time and inode; where these moved, the hash. An edit that restores all three is not seen.
//! - **Not ours, not touched**: a folder without the [marker](MARKER) is refused unless it is empty; in a folder of
//!   ours, files that skillreg did not write (such as `CNAME`) are carried over from site to site.
//! - **The old site is not public**: it stays in the staging folder, which nobody but its owner can enter (mode 0700),
//!   so that a web server that publishes the folder above cannot serve it. The tree inside has the mode of the output
//!   folder, whose place it takes.
//!
//! The output folder is another folder after each build, so a container should be given the folder above it to
//! serve from: mounted by itself, it would go on showing the tree in which the next site is made.

#![expect(clippy::disallowed_methods, reason = "the room that writes the site")]

mod error;
mod found;
mod lists;
mod marker;
mod mirror;
mod origin;
mod part;
mod place;
mod plan;
mod published;
mod stage;
mod state;
mod tree;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use self::error::During;
use self::marker::{Hash, Marker, hash};
use self::place::Place;
use self::plan::{Plan, add_folders_of};
use self::published::Published;
use self::stage::Stage;
use self::state::{Known, State};
use self::tree::Entry;
use crate::stamp::Stamp;

pub use self::error::{OutputError, PublishError};
pub use self::lists::{Listed, Lists};
pub use self::marker::{Contents, MARKER};
pub use self::mirror::{Mirrored, Origin, mirror};
pub use self::origin::{ORIGIN, is_origin};
pub use self::place::{Destination, resolved, staging_folder};

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Relative to the output folder, with forward slashes.
    pub path: String,
    /// Hash of everything the file is made of: while it stays the same, the file is not rendered again.
    pub input: [u8; 32],
}

/// What a build did to the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files of the site, all together.
    pub files: usize,
    /// Files with new bytes.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files of the last build that the site no longer has.
    pub removed: usize,
    /// Files for which the renderer was asked.
    pub rendered: usize,
    /// Files that somebody had changed since the last build, and that are as skillreg makes them again, or gone.
    pub edited: Vec<String>,
}

/// One file of the next generation.
struct Made {
    content: Hash,
    stamp: Stamp,
    rendered: bool,
    written: bool,
}

/// Makes the output folder hold exactly these files, besides those of people.
///
/// `render` is called from several threads with positions in `targets`, once for each file whose input changed; no
/// more than one file a thread is held in memory. `waiting` is called once if another build is publishing here.
/// After an error the output folder is as it was.
pub fn publish<E: Send>(
    destination: &Destination<'_>,
    targets: &[Target],
    render: &(dyn Fn(usize) -> Result<Vec<u8>, E> + Sync),
    waiting: &dyn Fn(),
) -> Result<Summary, PublishError<E>> {
    let plan = Plan::new(targets)?;
    let place = Place::open(destination)?;
    // Asked once more under the lock; here so that nothing is made beside a folder that is refused.
    place.refuse_if_foreign()?;
    let _lock = place.lock(waiting)?;
    place.recover()?;
    let published = Published::look(&place)?;
    if let Some(summary) = nothing_to_do(&place, &plan, &published)? {
        return Ok(summary);
    }
    let (stage, foreign) = prepare(&place, &plan, &published)?;
    let made = make_all(&plan, &published, &stage, render)?;
    let summary = summarise(&published, &plan, &made);
    let content = plan.files.iter().zip(&made).map(|((_, target), made)| (target.path.clone(), made.content));
    let marker = Marker::new(content.collect());
    let known = plan.files.iter().zip(&made);
    let known = known.map(|((_, target), made)| Known { input: target.input, stamp: made.stamp }).collect();
    if published.marker.as_ref() == Some(&marker) && summary.written == 0 {
        remember(&place, &published, marker.identity, known)?;
        return Ok(summary);
    }
    foreign.par_iter().try_for_each(|(path, entry)| stage.carry(path, entry).map(drop))?;
    let names = foreign.keys().map(OsString::as_os_str);
    put_in_place(&place, &stage, &marker, &State::new(marker.identity, known, names))?;
    Ok(summary)
}

/// The quick way out: every file is there and made from the same inputs.
fn nothing_to_do(
    place: &Place,
    plan: &Plan<'_>,
    published: &Published,
) -> Result<Option<Summary>, OutputError> {
    let Some(marker) = published.marker.as_ref().filter(|marker| marker.files().len() == plan.files.len())
    else {
        return Ok(None);
    };
    let mut known = Vec::with_capacity(plan.files.len());
    for (_, target) in &plan.files {
        match published.intact(&target.path).filter(|intact| intact.is_made_from(target)) {
            Some(intact) => known.push(Known { input: target.input, stamp: intact.stamp }),
            None => return Ok(None),
        }
    }
    remember(place, published, marker.identity, known)?;
    Ok(Some(Summary { files: plan.files.len(), unchanged: plan.files.len(), ..Summary::default() }))
}

/// Opens the staged tree and clears it of all that the next generation does not have.
fn prepare<'a>(
    place: &'a Place,
    plan: &Plan<'_>,
    published: &Published,
) -> Result<(Stage<'a>, BTreeMap<OsString, Entry>), OutputError> {
    let mut foreign: BTreeMap<OsString, Entry> =
        published.foreign().map(|(path, entry)| (path.clone(), *entry)).collect();
    foreign.keys().try_for_each(|path| plan.refuse_collision(path))?;
    let mut stage = Stage::open(place)?;
    for (path, entry) in stage.rescue(published.state.as_ref())? {
        plan.refuse_collision(&path)?;
        foreign.insert(path, entry);
    }
    let mut folders = plan.folders.clone();
    foreign.keys().for_each(|path| add_folders_of(path, &mut folders));
    stage.prepare(|path| plan.has_file(path) || foreign.contains_key(path), &folders)?;
    Ok((stage, foreign))
}

fn make_all<E: Send>(
    plan: &Plan<'_>,
    published: &Published,
    stage: &Stage<'_>,
    render: &(dyn Fn(usize) -> Result<Vec<u8>, E> + Sync),
) -> Result<Vec<Made>, PublishError<E>> {
    // Files after the first faulty one are skipped, those before it are not: the fault that is told is always the same.
    let first_fault = AtomicUsize::new(usize::MAX);
    let results: Vec<Option<Result<Made, PublishError<E>>>> = plan
        .files
        .par_iter()
        .enumerate()
        .map(|(order, (position, target))| {
            if order > first_fault.load(Ordering::Relaxed) {
                return None;
            }
            let made = make(target, published, stage, || render(*position));
            if made.is_err() {
                first_fault.fetch_min(order, Ordering::Relaxed);
            }
            Some(made)
        })
        .collect();
    results.into_iter().flatten().collect()
}

fn make<E>(
    target: &Target,
    published: &Published,
    stage: &Stage<'_>,
    render: impl FnOnce() -> Result<Vec<u8>, E>,
) -> Result<Made, PublishError<E>> {
    let path = OsStr::new(&target.path);
    let intact = published.intact(&target.path);
    let carry = |intact: &published::Intact, rendered: bool| {
        let stamp = stage.carry(path, &intact.entry)?.unwrap_or(intact.stamp);
        Ok(Made { content: intact.content, stamp, rendered, written: false })
    };
    if let Some(intact) = intact.filter(|intact| intact.is_made_from(target)) {
        return carry(intact, false);
    }
    let bytes = render().map_err(|source| PublishError::Render { path: target.path.clone(), source })?;
    let content = hash(&bytes);
    match intact.filter(|intact| intact.content == content) {
        Some(intact) => carry(intact, true),
        None => Ok(Made { content, stamp: stage.write(path, &bytes)?, rendered: true, written: true }),
    }
}

fn summarise(published: &Published, plan: &Plan<'_>, made: &[Made]) -> Summary {
    let written = made.iter().filter(|made| made.written).count();
    let before = published.marker.as_ref().map_or(&[][..], Marker::files);
    Summary {
        files: made.len(),
        written,
        unchanged: made.len() - written,
        removed: before.iter().filter(|(path, _)| !plan.has_file(OsStr::new(path))).count(),
        rendered: made.iter().filter(|made| made.rendered).count(),
        edited: published.edited(),
    }
}

/// Keeps the state of a site that stays in place, if anything in it is new.
fn remember(
    place: &Place,
    published: &Published,
    identity: Hash,
    files: Vec<Known>,
) -> Result<(), OutputError> {
    let foreign = published.foreign().map(|(path, _)| path.as_os_str());
    let state = match &published.state {
        Some(old) if old.files == files => return Ok(()),
        Some(old) => old.with_files(files),
        None => State::new(identity, files, foreign),
    };
    state.save(&place.next_state)?;
    fs::rename(&place.next_state, &place.state).during("写入", &place.state)
}

fn put_in_place(place: &Place, stage: &Stage<'_>, marker: &Marker, state: &State) -> Result<(), OutputError> {
    stage.write(OsStr::new(MARKER), marker.text().as_bytes())?;
    state.save(&place.next_state)?;
    place.swap()?;
    fs::rename(&place.next_state, &place.state).during("写入", &place.state)
}
