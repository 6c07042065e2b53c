//! The folder that papers go to. They are written beside it and moved in once the batches are in the registry, so that
//! there never are papers of certificates that were not issued.

#![expect(clippy::disallowed_methods, reason = "writes what is printed, outside the registry")]

use std::cell::Cell;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::Papers;
use crate::issuing::draft::Draft;
use crate::registry::Registry;
use crate::registry::identifier::{CertificateNumber, Digest};
use crate::registry::records::batch::Batch;

/// Says which batches a folder belongs to; written first.
const BATCHES: &str = "batches.json";
/// No list of batches is larger.
const MOST_BYTES: u64 = 64 << 20;

/// Where papers go.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    partial: PathBuf,
    /// Whether what is in `partial` was written by this errand.
    begun: Cell<bool>,
}

/// What an interrupted errand left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// Nothing that matters any more.
    Nothing,
    /// Papers of batches that are in the registry: they are in their place now.
    Papers,
}

/// A batch, as the folder of its papers names it.
#[derive(Debug, Serialize, Deserialize)]
struct Named {
    batch: String,
    holders: Option<Digest>,
    numbers: Vec<CertificateNumber>,
    /// Of a corrected certificate: how many events it has, this correction included.
    #[serde(default)]
    events: usize,
}

impl Folder {
    /// The folder for the papers of a plan.
    ///
    /// # Errors
    /// When it would lie in the registry or in a git work tree.
    pub(crate) fn new(out: Option<&Path>, root: &Path, plan: &str) -> anyhow::Result<Self> {
        let root = root.canonicalize().with_context(|| format!("读不了 {}", root.display()))?;
        let path = match out {
            Some(out) => real(out)?,
            None => root.parent().unwrap_or(&root).join("issued").join(plan),
        };
        if path.starts_with(&root) {
            bail!("{} 在登记库里；证书含个人信息，用 --out 换一个登记库以外的文件夹", path.display());
        }
        if let Some(tree) = path.ancestors().find(|folder| folder.join(".git").exists()) {
            bail!(
                "{} 在 git 仓库 {} 里；证书含个人信息，用 --out 换一个 git 仓库以外的文件夹",
                path.display(),
                tree.display()
            );
        }
        let mut partial = path.file_name().context("--out 要是一个文件夹")?.to_owned();
        partial.push(".partial");
        Ok(Self { partial: path.with_file_name(partial), path, begun: Cell::new(false) })
    }

    /// The folder while it is not in place.
    pub(super) fn partial(&self) -> &Path {
        &self.partial
    }

    /// Where the papers are in the end.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Clears up after an errand that was interrupted: papers of batches that are not in the registry are removed, others
    /// put into their place.
    ///
    /// # Errors
    /// When it cannot be told which they are, or they cannot be moved.
    pub(crate) fn recover(&self, registry: &Registry) -> anyhow::Result<Left> {
        let partial = self.partial.display();
        match fs::symlink_metadata(&self.partial) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Left::Nothing),
            Err(error) => return Err(error).with_context(|| format!("读不了 {partial}")),
            Ok(found) if found.is_dir() => {}
            Ok(_) => bail!("{partial} 不是文件夹；把它移走再运行"),
        }
        let Some(text) = self.batches()? else {
            // It was interrupted before anything was written; what is not empty is somebody else's.
            fs::remove_dir(&self.partial)
                .with_context(|| format!("{partial} 不是发证留下的；核对后移走它再运行"))?;
            return Ok(Left::Nothing);
        };
        // Nothing personal is written before the list is whole.
        let named: Vec<Named> = serde_json::from_slice(&text).unwrap_or_default();
        if named.iter().any(|named| named.is_in(registry)) {
            self.keep()?;
            return Ok(Left::Papers);
        }
        let undone = named.iter().any(|named| named.is_undone(registry));
        if !undone && named.iter().any(|named| named.resembles(registry)) {
            bail!("{partial} 里的证书编号在登记库里，但不是同一次发证的；核对还有没有用，移走它再运行");
        }
        fs::remove_dir_all(&self.partial).with_context(|| format!("删不了 {partial}"))?;
        Ok(Left::Nothing)
    }

    fn batches(&self) -> anyhow::Result<Option<Vec<u8>>> {
        let path = self.partial.join(BATCHES);
        let unreadable = || format!("读不了 {}", path.display());
        let file = match fs::File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.with_context(unreadable)?,
        };
        let mut bytes = Vec::new();
        file.take(MOST_BYTES).read_to_end(&mut bytes).with_context(unreadable)?;
        Ok(Some(bytes))
    }

    /// Whether papers may go there: what is there is never written over.
    ///
    /// # Errors
    /// When something is there.
    pub(crate) fn check_free(&self) -> anyhow::Result<()> {
        let path = self.path.display();
        let mut entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            opened => opened.with_context(|| format!("{path} 不能用来放证书"))?,
        };
        if entries.next().is_some() {
            bail!("{path} 里已经有文件，没有改动它；用 --out 换一个空文件夹");
        }
        Ok(())
    }

    /// Writes papers beside their place, so that only their owner can read them.
    ///
    /// # Errors
    /// Trouble with the machine.
    pub(super) fn fill(&self, drafts: &[Draft], papers: &Papers) -> anyhow::Result<()> {
        let named: Vec<Named> = drafts.iter().map(Named::of).collect();
        let batches = serde_json::to_vec(&named)?;
        let parent = self.partial.parent().unwrap_or(&self.partial);
        let unwritable = || format!("写不了 {}", self.partial.display());
        DirBuilder::new().recursive(true).mode(0o700).create(parent).with_context(unwritable)?;
        DirBuilder::new().mode(0o700).create(&self.partial).with_context(unwritable)?;
        self.begun.set(true);
        let written = || {
            write(&self.partial.join(BATCHES), &batches)?;
            papers.iter().try_for_each(|(name, bytes)| write(&self.partial.join(name), bytes))
        };
        written().with_context(unwritable)
    }

    /// Takes back what is not in place, as far as that goes: the next errand looks again.
    pub(crate) fn discard(&self) {
        if self.begun.get() {
            let _ = fs::remove_dir_all(&self.partial);
        }
    }

    /// Puts the papers into their place.
    ///
    /// # Errors
    /// When something else is there.
    pub(crate) fn keep(&self) -> anyhow::Result<()> {
        fs::rename(&self.partial, &self.path).with_context(|| {
            format!(
                "记录已经写入登记库，但证书文件不能从 {} 移到 {}；把后者清空，再运行一次同样的命令",
                self.partial.display(),
                self.path.display()
            )
        })
    }
}

impl Named {
    fn of(draft: &Draft) -> Self {
        let batch = &draft.batch;
        let numbers = batch.certificates.iter().map(|certificate| certificate.number).collect();
        Self { batch: draft.id.clone(), holders: batch.holders, numbers, events: events(batch, draft) }
    }

    /// Whether it is of a correction that was never recorded.
    fn is_undone(&self, registry: &Registry) -> bool {
        let mut batches = registry.batches().iter();
        let recorded = batches.find(|batch| batch.id == self.batch).map_or(0, |batch| {
            batch.value.events.iter().filter(|event| self.numbers.contains(&event.number)).count()
        });
        recorded < self.events
    }

    fn is_in(&self, registry: &Registry) -> bool {
        let mut batches = registry.batches().iter();
        self.holders.is_some()
            && batches.any(|batch| batch.id == self.batch && batch.value.holders == self.holders)
    }

    /// Whether its numbers are given: its holders may have been encrypted again since.
    fn resembles(&self, registry: &Registry) -> bool {
        let mut given = registry.batches().iter().flat_map(|batch| &batch.value.certificates);
        given.any(|certificate| self.numbers.contains(&certificate.number))
    }
}

/// How many events the certificates of a draft have.
fn events(batch: &Batch, draft: &Draft) -> usize {
    let is_of = |number| draft.holders.iter().any(|holder| holder.number == number);
    batch.events.iter().filter(|event| is_of(event.number)).count()
}

/// A path without links, of which the last folders need not be there.
fn real(path: &Path) -> anyhow::Result<PathBuf> {
    let path = std::path::absolute(path).with_context(|| format!("读不了 {}", path.display()))?;
    for ancestor in path.ancestors() {
        let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), path.strip_prefix(ancestor)) else { continue };
        if rest.components().all(|part| matches!(part, Component::Normal(_))) {
            return Ok(real.components().chain(rest.components()).collect());
        }
        break;
    }
    bail!("{} 不是一个可以用的文件夹；写出它的完整路径", path.display())
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
