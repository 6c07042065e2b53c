//! Waits for changes in the folders with sources, and hands them over in batches.
//!
//! An editor that saves, or git that switches a branch, makes many events within an instant: they are one batch.
//! Folders that do not exist yet, or that are removed and made again, are waited for through the folder above.

#![expect(clippy::disallowed_methods, reason = "waits for quiet, which takes time")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::is_scratch;

/// A batch ends when it has been quiet for so long ...
const QUIET: Duration = Duration::from_millis(100);
/// ... or, where it never is quiet, after this.
const LONGEST: Duration = Duration::from_secs(2);

/// Why changes cannot be watched.
#[derive(Debug, thiserror::Error)]
#[error("无法监视文件的变化：{0}")]
pub struct WatchError(#[from] notify::Error);

/// Watches folders until it is dropped.
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    folders: Vec<Watched>,
    ignored: Vec<PathBuf>,
}

struct Watched {
    folder: PathBuf,
    /// Whether the folder itself is watched with all below it, or only waited for.
    is_there: bool,
}

impl Watch {
    /// Watches these folders (or single files), except for what lies in the ignored ones, in `.git`, `.skillreg` and
    /// other hidden places, and except for the scratch files of editors.
    pub fn new(folders: &[&Path], ignored: &[&Path]) -> Result<Self, WatchError> {
        let (sender, events) = channel();
        // After the receiver is gone nobody wants to know.
        let watcher = notify::recommended_watcher(move |event| drop(sender.send(event)))?;
        let folders =
            folders.iter().map(|folder| Watched { folder: real(folder), is_there: false }).collect();
        let ignored = ignored.iter().map(|folder| real(folder)).collect();
        let mut watch = Watch { watcher, events, folders, ignored };
        watch.refresh()?;
        Ok(watch)
    }

    /// Blocks until something changes and then is quiet; the changed paths in order. `None` after `patience`.
    pub fn next_batch(
        &mut self,
        patience: Option<Duration>,
    ) -> Result<Option<BTreeSet<PathBuf>>, WatchError> {
        let mut batch = BTreeSet::new();
        let give_up = patience.map(|patience| Instant::now() + patience);
        while batch.is_empty() {
            match self.receive(give_up)? {
                Some(event) => self.take(&event, &mut batch)?,
                None => return Ok(None),
            }
        }
        let end = Instant::now() + LONGEST;
        while let Some(event) = self.receive(Some(end.min(Instant::now() + QUIET)))? {
            self.take(&event, &mut batch)?;
            if Instant::now() >= end {
                break;
            }
        }
        Ok(Some(batch))
    }

    fn receive(&self, until: Option<Instant>) -> Result<Option<Event>, WatchError> {
        let event = match until {
            Some(until) => self.events.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match event {
            Ok(event) => Ok(Some(event?)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            // The watcher holds the sender as long as `self` lives.
            Err(RecvTimeoutError::Disconnected) => Err(notify::Error::generic("watcher stopped").into()),
        }
    }

    fn take(&mut self, event: &Event, batch: &mut BTreeSet<PathBuf>) -> Result<(), WatchError> {
        if event.need_rescan() {
            // Events were lost: everything may have changed.
            batch.extend(self.folders.iter().map(|watched| watched.folder.clone()));
        }
        if !is_change(event.kind) {
            return Ok(());
        }
        let comes_or_goes = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        for path in &event.paths {
            if comes_or_goes {
                // The folder of that name may be another one now, which is not watched yet.
                self.folders
                    .iter_mut()
                    .filter(|watched| watched.folder.starts_with(path))
                    .for_each(|watched| watched.is_there = false);
            }
            if self.matters(path) {
                batch.insert(path.clone());
            }
        }
        batch.extend(self.refresh()?);
        Ok(())
    }

    fn matters(&self, path: &Path) -> bool {
        let inside = self.folders.iter().find_map(|watched| path.strip_prefix(&watched.folder).ok());
        inside.is_some_and(|inside| !inside.iter().any(|name| is_scratch(&name.to_string_lossy())))
            && !self.ignored.iter().any(|ignored| path.starts_with(ignored))
    }

    /// Watches the folders that have appeared, which are returned, and the places where the others will appear.
    fn refresh(&mut self) -> Result<Vec<PathBuf>, WatchError> {
        let mut appeared = Vec::new();
        let covered: Vec<PathBuf> = self
            .folders
            .iter()
            .filter(|watched| watched.is_there)
            .map(|watched| watched.folder.clone())
            .collect();
        for watched in self.folders.iter_mut().filter(|watched| !watched.is_there) {
            let above = watched.folder.ancestors().skip(1).find(|above| above.is_dir());
            // Watching a folder alone would end the watching of all below it.
            if let Some(above) = above.filter(|above| !covered.iter().any(|folder| above.starts_with(folder)))
            {
                self.watcher.watch(above, RecursiveMode::NonRecursive)?;
            }
            if watched.folder.exists() {
                // It may vanish again in between; the folder above will tell when it is back.
                watched.is_there = self.watcher.watch(&watched.folder, RecursiveMode::Recursive).is_ok();
                appeared.push(watched.folder.clone());
            }
        }
        Ok(appeared)
    }
}

fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// With links resolved as far as the path exists, since that is how events name it.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for above in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (above.canonicalize(), absolute.strip_prefix(above)) {
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    absolute
}
