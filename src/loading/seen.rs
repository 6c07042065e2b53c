//! Which files were read before and how they looked then: one that has not moved since is not read again.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::cache;
use crate::source::Look;

/// The name of the note in the cache.
const NOTE: &str = "files";

/// How a file looked before it was read, and the SHA-256 of what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sight {
    pub(super) look: Look,
    pub(super) digest: [u8; 32],
}

/// The files of an earlier run that had no faults, by path.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<String, Sight>);

impl Seen {
    /// What the last run left; nothing if it cannot be used.
    pub(super) fn open(root: &Path) -> Self {
        Self(cache::recall(root, NOTE).unwrap_or_default())
    }

    /// The digest of a file that looks as it did when it was read.
    pub(super) fn digest(&self, path: &str, look: Option<Look>) -> Option<[u8; 32]> {
        let sight = self.0.get(path)?;
        (Some(sight.look) == look).then_some(sight.digest)
    }

    /// Keeps what this run saw, in the order of paths. Files touched just before it began are left out: another
    /// change could leave them looking the same.
    pub(super) fn keep(&self, root: &Path, begun: SystemTime, sights: Vec<(&str, Sight)>) {
        let mut rested = sights;
        rested.retain(|(_, sight)| sight.look.rested(begun));
        let before = self.0.iter().map(|(path, sight)| (path.as_str(), *sight));
        if !before.eq(rested.iter().copied()) {
            cache::remember(root, NOTE, &rested.into_iter().collect::<BTreeMap<_, _>>());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::time::Duration;

    use super::*;
    use crate::source;

    const FILE: &str = "content/site.yaml";
    const DIGEST: [u8; 32] = [7; 32];

    fn look(root: &Path) -> Option<Look> {
        source::list(root).unwrap().entries.first().and_then(|entry| entry.look)
    }

    /// A root with one file, seen so long after it was written.
    fn seen_after(root: &Path, rest: Duration) -> Seen {
        fs::create_dir_all(root.join("content")).unwrap();
        fs::write(root.join(FILE), "name: 示例一").unwrap();
        let sight = Sight { look: look(root).unwrap(), digest: DIGEST };
        Seen::open(root).keep(root, SystemTime::now() + rest, vec![(FILE, sight)]);
        Seen::open(root)
    }

    #[test]
    fn a_file_that_has_not_moved_is_known() {
        let root = tempfile::tempdir().unwrap();
        let seen = seen_after(root.path(), Duration::from_secs(10));
        assert_eq!(seen.digest(FILE, look(root.path())), Some(DIGEST));
        assert_eq!(seen.digest("content/other.yaml", look(root.path())), None);
        assert_eq!(seen.digest(FILE, None), None);
    }

    #[test]
    fn a_file_of_the_same_size_and_time_is_not_taken_for_the_old_one() {
        let root = tempfile::tempdir().unwrap();
        let seen = seen_after(root.path(), Duration::from_secs(10));
        let path = root.path().join(FILE);
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, "name: 示例二").unwrap();
        File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), time);
        assert_eq!(seen.digest(FILE, look(root.path())), None);
    }

    #[test]
    fn a_file_written_just_before_is_read_again() {
        let root = tempfile::tempdir().unwrap();
        let seen = seen_after(root.path(), Duration::ZERO);
        assert_eq!(seen.digest(FILE, look(root.path())), None);
    }
}
