//! The folder of one record, written whole.

use std::fs;
use std::path::Path;

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::{RecordingError, link, lock, machine, remove, write};
use crate::source::staged_beside;

/// Puts the files of one record in place in one step: in a folder that is not there yet, or, if there `was` one, over its
/// files, of which the others stay.
///
/// # Errors
/// Trouble with the machine, or somebody made the folder meanwhile.
pub fn put_folder(root: &Path, path: &str, files: &[(&str, &[u8])], was: bool) -> Result<(), RecordingError> {
    let target = root.join(path);
    let _lock = lock(root, "institutions.lock")?;
    let staged = staged_beside(&target);
    // What a killed errand left.
    remove(&staged)?;
    let done = stage(&target, &staged, files, was).and_then(|()| {
        let flags = if was { RenameFlags::EXCHANGE } else { RenameFlags::NOREPLACE };
        match renameat_with(CWD, &staged, CWD, &target, flags) {
            Err(rustix::io::Errno::EXIST) => Err(RecordingError::Taken(path.to_owned())),
            renamed => renamed.map_err(|error| machine(&target)(error.into())),
        }
    });
    // What is staged is either half written or what was there before.
    let removed = if was || done.is_err() { remove(&staged) } else { Ok(()) };
    done.and(removed)
}

fn stage(target: &Path, staged: &Path, files: &[(&str, &[u8])], was: bool) -> Result<(), RecordingError> {
    if was {
        link(target, staged)?;
    } else {
        fs::create_dir_all(staged).map_err(machine(staged))?;
    }
    files.iter().try_for_each(|(name, bytes)| write(&staged.join(name), bytes))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn takes_the_place_of_its_files_only_and_never_of_another_record() {
        let folder = tempfile::tempdir().unwrap();
        let path = "content/institutions/a";
        let read = |name: &str| fs::read_to_string(folder.path().join(path).join(name)).ok();
        put_folder(folder.path(), path, &[("filing.yaml", b"1")], false).unwrap();
        fs::write(folder.path().join(path).join("README.md"), "mine").unwrap();
        fs::create_dir_all(folder.path().join("content/institutions/.a.staged-new/left")).unwrap();
        let mode = |path: &str, mode: Option<u32>| {
            let path = folder.path().join(path);
            if let Some(mode) = mode {
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            }
            fs::metadata(&path).unwrap().permissions().mode() & 0o777
        };
        let file = format!("{path}/filing.yaml");
        let modes = [mode(path, Some(0o751)), mode(&file, Some(0o640))];
        let again = put_folder(folder.path(), path, &[("filing.yaml", b"2")], false);
        assert!(matches!(again, Err(RecordingError::Taken(_))));
        assert_eq!(read("filing.yaml").as_deref(), Some("1"));
        put_folder(folder.path(), path, &[("filing.yaml", b"2"), ("people.age", b"3")], true).unwrap();
        assert_eq!(read("filing.yaml").as_deref(), Some("2"));
        assert_eq!(read("README.md").as_deref(), Some("mine"));
        assert_eq!([mode(path, None), mode(&file, None)], modes);
        let left = fs::read_dir(folder.path().join("content/institutions")).unwrap().count();
        assert_eq!(left, 1);
    }
}
