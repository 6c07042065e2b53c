//! Where the site goes: the output folder, the staging folder beside it, and the exchange of the two.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Component, Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::error::{During, OutputError};
use super::marker::{self, MARKER, Marker};

/// Put there by version control to keep the folder; does not make a folder somebody else's.
const KEPT: &str = ".gitkeep";

/// Mode of the staging folder: the old site in it is nobody else's business.
const PRIVATE: u32 = 0o700;

/// Where to publish, and what must not be lost by it.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The output folder. It is made if it does not exist.
    pub folder: &'a Path,
    /// Folders with sources: an output folder that is, contains or lies in one of them is refused.
    pub protected: &'a [&'a Path],
}

/// The folder beside the output folder where the next generation is made. It ignores itself in git.
pub fn staging_folder(output: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(".skillreg");
    output.with_file_name(name)
}

/// The paths of one output folder, all of them in the same parent and so on one file system.
pub(super) struct Place {
    pub(super) output: PathBuf,
    staging: PathBuf,
    /// The tree that will be exchanged with the output folder: what is left of the generation before the last.
    pub(super) spare: PathBuf,
    /// Only exists for a moment, and only where folders cannot be exchanged in one step.
    previous: PathBuf,
    pub(super) state: PathBuf,
    pub(super) next_state: PathBuf,
}

/// Held while publishing; the lock goes with it.
pub(super) struct Lock(#[expect(dead_code, reason = "closing the file releases the lock")] File);

impl Place {
    pub(super) fn open(destination: &Destination<'_>) -> Result<Self, OutputError> {
        let asked = destination.folder;
        let absolute = std::path::absolute(asked).during("找到", asked)?;
        let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
            return Err(OutputError::OutputHasNoName(asked.to_owned()));
        };
        refuse_what_is_no_folder(&absolute)?;
        // Asked with links resolved as far as the path exists, so that nothing is made where it is refused.
        refuse_sources(&resolved(&absolute), destination)?;
        fs::create_dir_all(parent).during("新建文件夹", parent)?;
        let output = parent.canonicalize().during("找到", parent)?.join(name);
        refuse_sources(&output, destination)?;
        let staging = staging_folder(&output);
        Ok(Place {
            spare: staging.join("next"),
            previous: staging.join("previous"),
            state: staging.join("state"),
            next_state: staging.join("state.next"),
            staging,
            output,
        })
    }

    /// The marker of the published site; `None` if there is nothing yet. Refuses a folder that is not skillreg's.
    pub(super) fn read_marker(&self) -> Result<Option<Marker>, OutputError> {
        match marker::read(&self.output.join(MARKER))? {
            Some(marker) => Ok(Some(marker)),
            None => self.refuse_if_foreign().map(|()| None),
        }
    }

    /// Refuses a folder that has files and no marker.
    pub(super) fn refuse_if_foreign(&self) -> Result<(), OutputError> {
        if fs::symlink_metadata(self.output.join(MARKER)).is_ok() {
            return Ok(());
        }
        let listing = match fs::read_dir(&self.output) {
            Ok(listing) => listing,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error).during("读取文件夹", &self.output),
        };
        for entry in listing {
            if entry.during("读取文件夹", &self.output)?.file_name() != KEPT {
                return Err(OutputError::OutputIsForeign(self.output.clone()));
            }
        }
        Ok(())
    }

    /// Waits until no other build publishes here; `waiting` is called once if that takes more than an instant.
    pub(super) fn lock(&self, waiting: &dyn Fn()) -> Result<Lock, OutputError> {
        self.make_staging()?;
        let path = self.staging.join("lock");
        // The lock file is never removed: a second build could otherwise lock a file that no longer has a name.
        let file = File::options().create(true).append(true).open(&path).during("打开", &path)?;
        if retried(|| flock(&file, FlockOperation::NonBlockingLockExclusive)).is_err() {
            waiting();
            retried(|| flock(&file, FlockOperation::LockExclusive)).during("锁定", &path)?;
        }
        Ok(Lock(file))
    }

    fn make_staging(&self) -> Result<(), OutputError> {
        match fs::symlink_metadata(&self.staging) {
            Ok(metadata) if metadata.is_symlink() => Err(OutputError::OutputIsSymlink(self.staging.clone())),
            Ok(metadata) if metadata.permissions().mode() & 0o077 != 0 => {
                // Made by an older version.
                let private = fs::Permissions::from_mode(PRIVATE);
                fs::set_permissions(&self.staging, private).during("设置权限", &self.staging)
            }
            Ok(_) => Ok(()),
            Err(_) => {
                DirBuilder::new().mode(PRIVATE).create(&self.staging).during("新建文件夹", &self.staging)
            }
        }?;
        // It may be missing where the folder was made and the process died.
        let ignore = self.staging.join(".gitignore");
        if fs::symlink_metadata(&ignore).is_ok() {
            return Ok(());
        }
        fs::write(&ignore, "*\n").during("写入", &ignore)
    }

    /// Finishes what a killed build left half done between the two renames of [`Place::exchange_in_steps`].
    pub(super) fn recover(&self) -> Result<(), OutputError> {
        if fs::symlink_metadata(&self.previous).is_err() {
            return Ok(());
        }
        if !self.output.exists() {
            return fs::rename(&self.previous, &self.output).during("恢复", &self.output);
        }
        if !self.spare.exists() {
            return fs::rename(&self.previous, &self.spare).during("恢复", &self.spare);
        }
        fs::remove_dir_all(&self.previous).during("清理", &self.previous)
    }

    /// Puts the staged tree in the place of the output folder, in one step where the system can.
    ///
    /// Nothing is synced to the disk before: that costs more than the build itself, and after a power failure the
    /// next build finds files of the wrong size and makes them again. A killed process loses nothing by it.
    pub(super) fn swap(&self) -> Result<(), OutputError> {
        if !self.output.exists() {
            return fs::rename(&self.spare, &self.output).during("发布到", &self.output);
        }
        let mut permissions = fs::metadata(&self.output).during("查看", &self.output)?.permissions();
        // What its owner may not write to could not be made anew or cleared away, now or later.
        permissions.set_mode(permissions.mode() | PRIVATE);
        fs::set_permissions(&self.spare, permissions).during("设置权限", &self.spare)?;
        match exchange(&self.spare, &self.output) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => self.exchange_in_steps(),
            result => result.during("发布到", &self.output),
        }
    }

    /// For file systems without an exchange: the output folder is missing for an instant, and [`Place::recover`]
    /// brings the old site back if the process dies just then.
    pub(super) fn exchange_in_steps(&self) -> Result<(), OutputError> {
        fs::rename(&self.output, &self.previous).during("发布到", &self.output)?;
        if let Err(error) = fs::rename(&self.spare, &self.output) {
            // The first error is the one to tell; the next build recovers if this fails as well.
            let _ = fs::rename(&self.previous, &self.output);
            return Err(error).during("发布到", &self.output);
        }
        fs::rename(&self.previous, &self.spare).during("清理", &self.previous)
    }
}

pub(super) fn refuse_what_is_no_folder(output: &Path) -> Result<(), OutputError> {
    match fs::symlink_metadata(output) {
        Ok(metadata) if metadata.is_symlink() => Err(OutputError::OutputIsSymlink(output.to_owned())),
        Ok(metadata) if !metadata.is_dir() => Err(OutputError::OutputIsNoFolder(output.to_owned())),
        _ => Ok(()),
    }
}

pub(super) fn refuse_sources(output: &Path, destination: &Destination<'_>) -> Result<(), OutputError> {
    for protected in destination.protected {
        let absolute = std::path::absolute(protected).during("找到", protected)?;
        let real = resolved(&absolute);
        let (output, protected) = (output.to_owned(), protected.to_path_buf());
        if absolute.starts_with(&output) || real.starts_with(&output) {
            return Err(OutputError::OutputHoldsSources { output, protected });
        }
        if output.starts_with(&absolute) || output.starts_with(&real) {
            return Err(OutputError::OutputInsideSources { output, protected });
        }
    }
    let mut above = output.ancestors().skip(1);
    match above.find(|folder| fs::symlink_metadata(folder.join(MARKER)).is_ok()) {
        Some(site) => Err(OutputError::OutputInsideSite { output: output.to_owned(), site: site.to_owned() }),
        None => Ok(()),
    }
}

/// What a path is or lies in: one of these folders, or a site that was published.
pub(super) fn holder(path: &Path, folders: &[&Path]) -> Result<Option<PathBuf>, OutputError> {
    for folder in folders {
        let absolute = std::path::absolute(folder).during("找到", folder)?;
        if path.starts_with(&absolute) || path.starts_with(resolved(&absolute)) {
            return Ok(Some(folder.to_path_buf()));
        }
    }
    let is_site = |folder: &&Path| fs::symlink_metadata(folder.join(MARKER)).is_ok();
    Ok(path.ancestors().find(is_site).map(Path::to_path_buf))
}

/// The path with links resolved in that part of it that exists; `..` leads back from where it really is.
pub fn resolved(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |real, part| {
        let next = match part {
            Component::ParentDir => real.parent().unwrap_or(&real).to_owned(),
            part => real.join(part),
        };
        next.canonicalize().unwrap_or(next)
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> Result<(), Errno> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> Result<(), Errno> {
    Err(Errno::NOSYS)
}

pub(super) fn retried(mut call: impl FnMut() -> Result<(), Errno>) -> Result<(), Errno> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            result => return result,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    fn place(root: &Path) -> Place {
        let place = Place::open(&Destination { folder: &root.join("public"), protected: &[] }).unwrap();
        for (folder, text) in [(&place.output, "old"), (&place.spare, "new")] {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join("page"), text).unwrap();
        }
        place
    }

    fn page(folder: &Path) -> Option<String> {
        fs::read_to_string(folder.join("page")).ok()
    }

    #[test]
    fn folders_are_exchanged_with_and_without_help_of_the_system() {
        for swap in [Place::swap, Place::exchange_in_steps] {
            let root = tempfile::tempdir().unwrap();
            let place = place(root.path());
            swap(&place).unwrap();
            assert_eq!(
                (page(&place.output).as_deref(), page(&place.spare).as_deref()),
                (Some("new"), Some("old"))
            );
            assert!(!place.previous.exists());
        }
    }

    #[test]
    fn a_build_killed_between_two_renames_is_recovered() {
        let root = tempfile::tempdir().unwrap();
        let place = place(root.path());
        fs::rename(&place.output, &place.previous).unwrap();
        place.recover().unwrap();
        assert_eq!(page(&place.output).as_deref(), Some("old"));
        fs::rename(&place.output, &place.previous).unwrap();
        fs::rename(&place.spare, &place.output).unwrap();
        place.recover().unwrap();
        assert_eq!(
            (page(&place.output).as_deref(), page(&place.spare).as_deref()),
            (Some("new"), Some("old"))
        );
        assert!(!place.previous.exists());
    }
}
