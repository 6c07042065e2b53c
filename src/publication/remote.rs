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

use super::branch::reference;
use super::interruption::{Interruption, end_group};
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
    interruption: Interruption,
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
        if push_addresses(repository, name)? > 1 {
            return Err(PublicationError::SeveralAddresses(name.to_owned()));
        }
        let folder = repository.workdir().unwrap_or(repository.path()).to_owned();
        let ssh = ["GIT_SSH_COMMAND", "GIT_SSH"].iter().any(|name| std::env::var_os(name).is_some())
            || repository.config()?.get_string("core.sshCommand").is_ok();
        // Git runs in the working tree, wherever this was started.
        let here = Path::new(name).canonicalize().ok().filter(|_| repository.find_remote(name).is_err());
        let place = here.and_then(|here| here.to_str().map(str::to_owned)).unwrap_or_else(|| name.to_owned());
        Ok(Self { address, place, folder, ssh, interruption: Interruption::listen()? })
    }

    /// What people may be shown: the name of a remote; of an address nothing, for it may hold a password.
    fn name(&self) -> String {
        let name = self.address.remote;
        if name.contains("://") { "指定的地址".to_owned() } else { name.to_owned() }
    }

    /// Where the branch is, fetched if it is not here; none if the remote has no such branch.
    pub(super) fn tip(&self, repository: &Repository) -> Result<Option<Oid>, PublicationError> {
        let name = reference(self.address.branch);
        let Some(tip) = self.look()? else { return Ok(None) };
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

    /// Where the remote has the branch.
    fn look(&self) -> Result<Option<Oid>, PublicationError> {
        let branch = self.address.branch;
        let name = reference(branch);
        let within = format!("{name}/*");
        // Git keeps branches as files: none may bear the name of a folder that another lies in.
        let above = branch.match_indices('/').map(|(at, _)| reference(&branch[..at]));
        let names: Vec<String> = above.chain([name.clone(), within]).collect();
        let mut arguments = vec!["ls-remote", "--", &self.place];
        arguments.extend(names.iter().map(String::as_str));
        let done = self.git(&arguments)?;
        if !done.well {
            return Err(self.trouble("查看远端的网站分支", &done));
        }
        let found: Vec<(&str, &str)> =
            done.answered.lines().filter_map(|line| line.split_once('\t')).collect();
        if let Some((tip, _)) = found.iter().find(|(_, found)| *found == name) {
            return Ok(Some(Oid::from_str(tip)?));
        }
        let is_in_the_way =
            |found: &str| found.starts_with(&format!("{name}/")) || names.iter().any(|name| name == found);
        match found.iter().find(|(_, found)| is_in_the_way(found)) {
            Some((_, other)) => Err(PublicationError::name_taken(branch, other)),
            None => Ok(None),
        }
    }

    /// Sends a commit, if the branch still is where it was.
    pub(super) fn push(&self, commit: Oid, expected: Option<Oid>) -> Result<(), PublicationError> {
        let name = reference(self.address.branch);
        let expected = expected.map(|expected| expected.to_string()).unwrap_or_default();
        let lease = format!("--force-with-lease={name}:{expected}");
        let what = format!("{commit}:{name}");
        if self.interruption.is_heard() {
            return Err(PublicationError::Stopped);
        }
        let done = self.git(&[
            "push",
            "--progress",
            "--no-follow-tags",
            "--recurse-submodules=no",
            &lease,
            "--",
            &self.place,
            &what,
        ]);
        match done {
            Ok(done) if done.well => Ok(()),
            Ok(done) => self.arrived(commit, self.trouble("推送网站分支", &done)),
            Err(PublicationError::Silent { remote, seconds }) => {
                self.arrived(commit, PublicationError::Unanswered { remote, seconds })
            }
            Err(PublicationError::Stopped) => Err(PublicationError::StoppedSending),
            Err(error) => Err(error),
        }
    }

    /// Whether the remote took a commit although sending it failed: else the reason.
    fn arrived(&self, commit: Oid, reason: PublicationError) -> Result<(), PublicationError> {
        match self.look() {
            Ok(Some(tip)) if tip == commit => Ok(()),
            _ => Err(reason),
        }
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
        self.interruption.guard(Some(child.id()));
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
                    end_group(child.id());
                    child.wait()?;
                    let seconds = self.address.patience.as_secs();
                    return Err(PublicationError::Silent { remote: self.name(), seconds });
                }
            }
        }
        let well = child.wait()?.success();
        self.interruption.guard(None);
        if self.interruption.is_heard() {
            return Err(PublicationError::Stopped);
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Done { well, said: text(&said), answered: text(&answered) })
    }

    fn trouble(&self, action: &'static str, done: &Done) -> PublicationError {
        let has = |words: &[&str]| words.iter().any(|word| done.said.contains(word));
        let (remote, said) = (self.name(), shown(&done.said));
        if has(&["No space left", "Disk quota exceeded", "unpacker error", "index-pack abnormal exit"]) {
            PublicationError::Git {
                action: "推送网站分支，远端没有存下（多半是那里的磁盘满了）", said
            }
        } else if has(&[
            "stale info",
            "fetch first",
            "non-fast-forward",
            "cannot lock ref",
            "failed to update ref",
        ]) {
            PublicationError::Overtaken(remote)
        } else if has(&["remote rejected", "hook declined", "protected branch", "GH006"]) {
            PublicationError::Refused { remote, said }
        } else if has(&[
            "Authentication failed",
            "could not read Username",
            "could not read Password",
            "Permission denied",
            "Permission to",
            "error: 403",
            "error: 401",
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

/// How many addresses a remote is pushed to; one that is no remote but an address, to itself.
fn push_addresses(repository: &Repository, name: &str) -> Result<usize, PublicationError> {
    if repository.find_remote(name).is_err() {
        return Ok(1);
    }
    let config = repository.config()?;
    let count = |key: &str| -> Result<usize, git2::Error> {
        let (mut values, mut count) = (config.multivar(&format!("remote.{name}.{key}"), None)?, 0);
        while values.next().is_some() {
            count += 1;
        }
        Ok(count)
    };
    let own = count("pushurl").unwrap_or_default();
    Ok(if own > 0 { own } else { count("url").unwrap_or_default() })
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
