//! The files a site is to have, checked and in path order.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use super::Target;
use super::error::OutputError;
use super::marker::MARKER;

pub(super) struct Plan<'a> {
    /// Targets in path order, each with its place in the caller's list.
    pub(super) files: Vec<(usize, &'a Target)>,
    /// Every folder that a target lies in.
    pub(super) folders: BTreeSet<OsString>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(targets: &'a [Target]) -> Result<Self, OutputError> {
        let mut files: Vec<_> = targets.iter().enumerate().collect();
        files.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
        if let Some((_, target)) = files.iter().find(|(_, target)| !is_plain(&target.path)) {
            return Err(OutputError::TargetPath(target.path.clone()));
        }
        if let Some(pair) = files.windows(2).find(|pair| pair[0].1.path == pair[1].1.path) {
            return Err(OutputError::TargetTwice(pair[0].1.path.clone()));
        }
        let mut folders = BTreeSet::new();
        for (_, target) in &files {
            add_folders_of(OsStr::new(&target.path), &mut folders);
        }
        let plan = Plan { files, folders };
        match plan.files.iter().find(|(_, target)| plan.folders.contains(OsStr::new(&target.path))) {
            Some((_, target)) => Err(OutputError::TargetTwice(target.path.clone())),
            None => Ok(plan),
        }
    }

    pub(super) fn has_file(&self, path: &OsStr) -> bool {
        self.files.binary_search_by(|(_, target)| target.path.as_bytes().cmp(path.as_bytes())).is_ok()
    }

    /// Refuses if a person's file stands where a file or a folder of the site belongs, or lies inside of one.
    pub(super) fn refuse_collision(&self, foreign: &OsStr) -> Result<(), OutputError> {
        let collision = |target: &OsStr| OutputError::Collision {
            existing: PathBuf::from(foreign),
            target: target.to_string_lossy().into_owned(),
        };
        if self.folders.contains(foreign) {
            let inside = self.files.iter().find(|(_, target)| {
                target
                    .path
                    .as_bytes()
                    .strip_prefix(foreign.as_bytes())
                    .is_some_and(|rest| rest.starts_with(b"/"))
            });
            return Err(collision(inside.map_or(foreign, |(_, target)| OsStr::new(&target.path))));
        }
        let mut within = Some(foreign);
        while let Some(path) = within {
            if self.has_file(path) {
                return Err(collision(path));
            }
            within = folder_of(path);
        }
        Ok(())
    }
}

/// Adds the folder that a path lies in, and the folders which that lies in.
pub(super) fn add_folders_of(path: &OsStr, folders: &mut BTreeSet<OsString>) {
    let mut within = folder_of(path);
    while let Some(folder) = within {
        if !folders.insert(folder.to_owned()) {
            return;
        }
        within = folder_of(folder);
    }
}

fn folder_of(path: &OsStr) -> Option<&OsStr> {
    let slash = path.as_bytes().iter().rposition(|byte| *byte == b'/')?;
    Some(OsStr::from_bytes(&path.as_bytes()[..slash]))
}

/// Relative, with forward slashes, nothing that leads elsewhere or breaks the marker's lines.
fn is_plain(path: &str) -> bool {
    let parts_are_names = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let characters_are_plain = !path.contains(|character: char| character.is_control() || character == '\\');
    let reserved = path == MARKER || path.starts_with(".skillreg-site/");
    parts_are_names && characters_are_plain && !reserved
}
