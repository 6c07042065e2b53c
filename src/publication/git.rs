//! The user's own git, as a program.

use std::path::Path;
use std::process::{Child, Command};

use super::PublicationError;

/// Set where this runs in a hook; they would lead git elsewhere.
const LEADING_ELSEWHERE: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
];

/// A git that works on the repository around a folder, says nothing in other languages, and asks nothing.
pub(super) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    for name in LEADING_ELSEWHERE {
        command.env_remove(name);
    }
    command
}

pub(super) fn start(command: &mut Command) -> Result<Child, PublicationError> {
    command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => PublicationError::NoGit,
        _ => error.into(),
    })
}
