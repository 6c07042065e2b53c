//! The remote, spoken to by the user's own git: it has their keys, proxies and helpers. It is never asked to ask, and
//! is ended when it says nothing for too long.

#![expect(clippy::disallowed_methods, reason = "respects how the user has told git to use ssh")]

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;

use git2::{Oid, Repository};
use rustix::process::{Pid, Signal, kill_process_group};

use super::branch::reference;
use super::{Address, PublicationError, git};

/// More than this is not kept of what a remote says.
const MOST_SAID: usize = 64 * 1024;

/// So many lines of it are shown.
const LINES: usize = 12;

pub(super) struct Remote<'a> {
    address: &'a Address<'a>,
    /// What git is told: the name of a remote, or where it is.
    place: String,
    folder: PathBuf,
    /// Whether git has been told how to use ssh.
    ssh: bool,
}

/// How a git ended.
struct Done {
    well: bool,
    said: String,
    answered: String,
}

impl<'a> Remote<'a> {
    pub(super) fn new(repository: &Repository, address: &'a Address<'a>) -> Result<Self, PublicationError> {
        let name = address.remote;
        let is_address = name.contains(['/', ':']) || Path::new(name).exists();
        if name.is_empty() || name.starts_with('-') || (!is_address && repository.find_remote(name).is_err())
        {
            return Err(PublicationError::NoRemote(name.to_owned()));
        }
        let folder = repository.workdir().unwrap_or(repository.path()).to_owned();
        let ssh = ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| std::env::var_os(name).is_some())
            || repository.config()?.get_string("core.sshCommand").is_ok();
        // Git runs in the working tree, wherever this was started.
        let here = Path::new(name).canonicalize().ok().filter(|_| repository.find_remote(name).is_err());
        let place = here.and_then(|here| here.to_str().map(str::to_owned)).unwrap_or_else(|| name.to_owned());
        Ok(Self { address, place, folder, ssh })
    }

    /// What people may be shown: the name of a remote; of an address nothing, for it may hold a password.
    fn name(&self) -> String {
        let name = self.address.remote;
        if name.contains("://") { "指定的地址".to_owned() } else { name.to_owned() }
    }

    /// Where the branch is, fetched if it is not here; none if the remote has no such branch.
    pub(super) fn tip(&self, repository: &Repository) -> Result<Option<Oid>, PublicationError> {
        let name = reference(self.address.branch);
        let action = "查看远端的网站分支";
        let done = self.git(&["ls-remote", "--", &self.place, &name])?;
        if !done.well {
            return Err(self.trouble(action, &done));
        }
        let line = done.answered.lines().find(|line| line.ends_with(&format!("\t{name}")));
        let Some(tip) = line.and_then(|line| line.split('\t').next()) else { return Ok(None) };
        let tip = Oid::from_str(tip)?;
        if repository.find_commit(tip).is_err() {
            let done = self.git(&[
                "fetch",
                "--progress",
                "--no-tags",
                "--no-recurse-submodules",
                "--",
                &self.place,
                &name,
            ])?;
            if !done.well {
                return Err(self.trouble("取回远端的网站分支", &done));
            }
            repository.odb()?.refresh()?;
        }
        Ok(Some(tip))
    }

    /// Sends a commit, if the branch still is where it was.
    pub(super) fn push(&self, commit: Oid, expected: Option<Oid>) -> Result<(), PublicationError> {
        let name = reference(self.address.branch);
        let expected = expected.map(|expected| expected.to_string()).unwrap_or_default();
        let lease = format!("--force-with-lease={name}:{expected}");
        let what = format!("{commit}:{name}");
        let done = self.git(&[
            "push",
            "--progress",
            "--no-follow-tags",
            "--recurse-submodules=no",
            &lease,
            "--",
            &self.place,
            &what,
        ])?;
        if done.well { Ok(()) } else { Err(self.trouble("推送网站分支", &done)) }
    }

    fn git(&self, arguments: &[&str]) -> Result<Done, PublicationError> {
        let mut command = git::command(&self.folder, arguments);
        if !self.ssh {
            command.env("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        }
        self.run(command)
    }

    fn run(&self, mut command: Command) -> Result<Done, PublicationError> {
        // In a group of its own, so that what it started ends with it.
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut child = git::start(&mut command)?;
        let (sender, heard) = mpsc::channel();
        for (is_answer, stream) in [
            (true, child.stdout.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>)),
            (false, child.stderr.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>)),
        ] {
            let sender = sender.clone();
            thread::spawn(move || listen(stream, |bytes| sender.send((is_answer, bytes)).is_ok()));
        }
        drop(sender);
        let (mut answered, mut said) = (Vec::new(), Vec::new());
        loop {
            match heard.recv_timeout(self.address.patience) {
                Ok((true, bytes)) => keep(&mut answered, &bytes),
                Ok((false, bytes)) => keep(&mut said, &bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    end(child.id());
                    child.wait()?;
                    let seconds = self.address.patience.as_secs();
                    return Err(PublicationError::Silent { remote: self.name(), seconds });
                }
            }
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Done { well: child.wait()?.success(), said: text(&said), answered: text(&answered) })
    }

    fn trouble(&self, action: &'static str, done: &Done) -> PublicationError {
        let has = |words: &[&str]| words.iter().any(|word| done.said.contains(word));
        let (remote, said) = (self.name(), shown(&done.said));
        if has(&["stale info", "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref"])
        {
            PublicationError::Overtaken(remote)
        } else if has(&["remote rejected", "hook declined", "protected branch", "GH006"]) {
            PublicationError::Refused { remote, said }
        } else if has(&[
            "Authentication failed",
            "could not read Username",
            "could not read Password",
            "Permission denied",
            "Permission to",
            "403",
            "401",
        ]) {
            PublicationError::Denied { remote, said }
        } else if has(&[
            "does not appear to be a git repository",
            "Could not resolve",
            "Could not read from remote",
            "unable to access",
            "unable to connect",
            "Connection refused",
            "repository not found",
        ]) {
            PublicationError::Unreachable { remote, said }
        } else {
            PublicationError::Git { action, said }
        }
    }
}

fn listen(stream: Option<Box<dyn Read + Send>>, mut tell: impl FnMut(Vec<u8>) -> bool) {
    let Some(mut stream) = stream else { return };
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        if !tell(buffer[..read].to_vec()) {
            return;
        }
    }
}

/// Keeps the end of what is said.
fn keep(said: &mut Vec<u8>, bytes: &[u8]) {
    said.extend_from_slice(bytes);
    if said.len() > MOST_SAID {
        said.drain(..said.len() - MOST_SAID);
    }
}

fn end(process: u32) {
    let group = i32::try_from(process).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        // It may have ended by itself just now.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// The last lines of what git and the remote said, without progress and without what could command a terminal.
pub(super) fn shown(said: &str) -> String {
    let lines =
        said.lines().map(|line| line.rsplit('\r').find(|part| !part.trim().is_empty()).unwrap_or_default());
    let plain = |line: &str| line.chars().filter(|c| !c.is_control()).take(300).collect::<String>();
    let is_progress = |line: &String| {
        ["objects: ", "deltas: ", "objects, done", "hint: ", "Delta compression", "Total "]
            .iter()
            .any(|word| line.contains(word))
    };
    let lines: Vec<String> =
        lines.map(plain).filter(|line| !line.trim().is_empty() && !is_progress(line)).collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_a_remote_says_and_not_how_far_it_is() {
        let said = "Counting objects: 50% (1/2)\rCounting objects: 100% (2/2), done.\nremote: \u{1b}[31m不行\u{1b}[0m\n\nerror: failed to push some refs\n";
        assert_eq!(shown(said), "remote: [31m不行[0m\nerror: failed to push some refs");
        let many = "line\n".repeat(50);
        assert_eq!(shown(&many).lines().count(), LINES);
    }

    #[test]
    fn keeps_the_end_of_what_is_said() {
        let mut said = Vec::new();
        (0..100).for_each(|_| keep(&mut said, &[b'x'; 4096]));
        keep(&mut said, b"the end");
        assert!(said.len() == MOST_SAID && said.ends_with(b"the end"));
    }
}
