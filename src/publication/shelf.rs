//! Brings the bytes of files into the repository. A few of them become objects of their own; many become one pack, written
//! by the user's git: tens of thousands of small files take it minutes to make and again to send.

#![expect(clippy::disallowed_methods, reason = "reads the site that was built")]

use std::collections::{HashMap, HashSet};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};

use git2::{ObjectType, Odb, OdbLookupFlags, Oid, Repository};
use rayon::prelude::*;

use super::{PublicationError, git};
use crate::registry::identifier::Digest;

/// So many files are read at a time.
const AT_ONCE: usize = 64;

/// More objects than this are packed; git draws the line in the same place.
const MOST_LOOSE: usize = 100;

/// More bytes than this are not held back.
const MOST_HELD: usize = 32 * 1024 * 1024;

/// By the SHA-256 of a file's bytes, the name of the blob they are kept as.
pub(super) type Blobs = HashMap<[u8; 32], [u8; 20]>;

/// A file of the site, and what stands in its place on the branch.
pub(super) struct Wanted<'w> {
    pub(super) path: &'w str,
    pub(super) digest: &'w [u8; 32],
    pub(super) before: Option<Oid>,
}

/// The name of the blob of each file, all of them kept in the repository. A file is read only if it is not known to be
/// what stands in its place.
pub(super) fn stock(
    repository: &Repository,
    site: &Path,
    wanted: &[Wanted<'_>],
    known: &Blobs,
) -> Result<Vec<Oid>, PublicationError> {
    let settled = |wanted: &Wanted<'_>| {
        let known = Oid::from_bytes(known.get(wanted.digest)?).ok();
        known.filter(|known| wanted.before == Some(*known))
    };
    let mut names: Vec<Option<Oid>> = wanted.iter().map(settled).collect();
    let open: Vec<usize> = (0..wanted.len()).filter(|at| names[*at].is_none()).collect();
    let objects = repository.odb()?;
    let mut keeper = Keeper::new(repository, &objects);
    for chunk in open.chunks(AT_ONCE) {
        let read: Vec<(Oid, Vec<u8>)> =
            chunk.par_iter().map(|at| read(site, &wanted[*at])).collect::<Result<_, _>>()?;
        for (at, (name, bytes)) in chunk.iter().zip(read) {
            if wanted[*at].before != Some(name) {
                keeper.keep(name, bytes)?;
            }
            names[*at] = Some(name);
        }
    }
    keeper.finish()?;
    names
        .into_iter()
        .collect::<Option<_>>()
        .ok_or_else(|| git2::Error::from_str("a file was passed over").into())
}

/// The bytes that were built, and the name of their blob.
fn read(site: &Path, wanted: &Wanted<'_>) -> Result<(Oid, Vec<u8>), PublicationError> {
    let bytes = std::fs::read(site.join(wanted.path))
        .ok()
        .filter(|bytes| Digest::of(bytes).bytes() == wanted.digest)
        .ok_or_else(|| PublicationError::Altered(wanted.path.to_owned()))?;
    Ok((Oid::hash_object(ObjectType::Blob, &bytes)?, bytes))
}

struct Keeper<'k> {
    repository: &'k Repository,
    objects: &'k Odb<'k>,
    met: HashSet<Oid>,
    /// Held back until it is known whether they are many.
    held: Vec<Vec<u8>>,
    size: usize,
    pack: Option<Pack>,
}

impl<'k> Keeper<'k> {
    fn new(repository: &'k Repository, objects: &'k Odb<'k>) -> Self {
        Self { repository, objects, met: HashSet::new(), held: Vec::new(), size: 0, pack: None }
    }

    fn keep(&mut self, name: Oid, bytes: Vec<u8>) -> Result<(), PublicationError> {
        if !self.met.insert(name) || self.objects.exists_ext(name, OdbLookupFlags::NO_REFRESH) {
            return Ok(());
        }
        if let Some(pack) = &mut self.pack {
            return pack.add(&bytes);
        }
        self.size += bytes.len();
        self.held.push(bytes);
        if self.held.len() > MOST_LOOSE || self.size > MOST_HELD {
            let pack = self.pack.insert(Pack::begin(self.repository)?);
            self.held.drain(..).try_for_each(|bytes| pack.add(&bytes))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), PublicationError> {
        for bytes in &self.held {
            self.objects.write(ObjectType::Blob, bytes)?;
        }
        if let Some(pack) = self.pack {
            pack.finish()?;
            self.objects.refresh()?;
        }
        let is_there = |name: &Oid| self.objects.exists_ext(*name, OdbLookupFlags::NO_REFRESH);
        match self.met.iter().find(|name| !is_there(name)) {
            Some(name) => Err(git2::Error::from_str(&format!("{name} was not kept")).into()),
            None => Ok(()),
        }
    }
}

/// A pack that git is writing. Each blob is kept by how it differs from the one before, and pages of one kind come one after
/// another.
struct Pack(Child);

impl Pack {
    fn begin(repository: &Repository) -> Result<Self, PublicationError> {
        let folder = repository.workdir().unwrap_or(repository.path());
        let mut command = git::command(folder, &["fast-import", "--quiet", "--done"]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        Ok(Self(git::start(&mut command)?))
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), PublicationError> {
        let length = bytes.len();
        self.write(&[format!("blob\ndata {length}\n").as_bytes(), bytes, b"\n"])
    }

    fn finish(mut self) -> Result<(), PublicationError> {
        self.write(&[b"done\n"])?;
        drop(self.0.stdin.take());
        self.end(true)
    }

    fn write(&mut self, parts: &[&[u8]]) -> Result<(), PublicationError> {
        let stream =
            self.0.stdin.as_mut().ok_or_else(|| std::io::Error::from(std::io::ErrorKind::BrokenPipe))?;
        let written = parts.iter().try_for_each(|part| stream.write_all(part));
        // What git said as it gave up tells more than that it went away.
        if written.is_ok() { Ok(()) } else { self.end(false) }
    }

    fn end(&mut self, well: bool) -> Result<(), PublicationError> {
        drop(self.0.stdin.take());
        let mut said = String::new();
        if let Some(stream) = self.0.stderr.take() {
            stream.take(64 * 1024).read_to_string(&mut said)?;
        }
        if self.0.wait()?.success() && well {
            return Ok(());
        }
        Err(PublicationError::Git { action: "把网页存进仓库", said: super::remote::shown(&said) })
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        // Without its last word git keeps nothing of it. One that has ended already is not ended again.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
