//! Buckets of sealed certificates: which there are, what decides their bytes, and the bytes themselves. No key is
//! stretched here: that was done once, when the certificates were sealed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use lookup::bucket::{
    self, BucketError, Entry, Event, Grant, Granted, Institution, Occupation, Public, State,
};
use lookup::manifest::{self, Manifest};
use lookup::seal::{Seal, read_line};
use lookup::status::Status;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::cache;
use crate::registry::records::batch::{Batch, CertificateEventKind};
use crate::registry::records::seals::Seals;
use crate::registry::{self, Record, Registry};
use crate::source::{self, SourceError};

/// Up to so many buckets are made from single lines; more from files read whole, which stay in memory.
const FEW: usize = 256;

/// All buckets of a site.
#[derive(Debug)]
pub struct Buckets<'a> {
    root: PathBuf,
    manifest: Manifest,
    batches: Vec<Sealed<'a>>,
    /// Bucket, batch, row: sorted.
    members: Vec<(u32, u32, u32)>,
    program: [u8; 32],
    asked: AtomicUsize,
}

/// A batch with its seals and what is public about it.
#[derive(Debug)]
struct Sealed<'a> {
    seals: &'a Record<Seals>,
    institution: (&'a str, &'a str),
    state: State,
    occupation: Occupation,
    grant: Grant,
    /// Of all that is the same for its certificates.
    digest: [u8; 32],
    /// What happened to some of them, by row.
    events: HashMap<usize, (Status, Vec<Event>)>,
    loaded: OnceLock<Option<Vec<Seal>>>,
}

/// Why a bucket could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BucketFault {
    /// The seals cannot be read any more.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The seals are not those that were checked.
    #[error("生成期间 {0} 被改动了，请再运行一次")]
    Changed(String),
    /// The bucket could not be written.
    #[error(transparent)]
    Bucket(#[from] BucketError),
}

impl<'a> Buckets<'a> {
    /// Deals the certificates to buckets; none if none is sealed.
    pub fn new(registry: &'a Registry, root: &std::path::Path) -> Option<Self> {
        let manifest = registry.lookup()?;
        let batches: Vec<Sealed<'a>> =
            registry.sealed().into_par_iter().map(|(batch, seals)| sealed(registry, batch, seals)).collect();
        let member = |(at, batch): (usize, &Sealed<'_>)| -> Vec<(u32, u32, u32)> {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let numbers = (0..).map_while(|row| Some((row, batch.seals.value.number(row as usize)?)));
            numbers.map(|(row, number): (u32, _)| (manifest.bucket(number), at, row)).collect()
        };
        let mut members: Vec<_> = batches.par_iter().enumerate().flat_map_iter(member).collect();
        members.par_sort_unstable();
        let program = cache::identity();
        let asked = AtomicUsize::new(0);
        Some(Self { root: root.to_owned(), manifest, batches, members, program, asked })
    }

    /// How many files there are: the manifest and the buckets.
    pub fn len(&self) -> usize {
        1 + self.manifest.buckets() as usize
    }

    /// Whether there are none; there never are none.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The path of the nth file.
    pub fn path(&self, index: usize) -> String {
        match index.checked_sub(1) {
            None => manifest::FILE.to_owned(),
            Some(bucket) => manifest::file(u32::try_from(bucket).unwrap_or(u32::MAX)),
        }
    }

    /// What decides the bytes of the nth file: the seals in it, what became of them, what is public about who issued
    /// them, and this program.
    pub fn input(&self, index: usize) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.program);
        hash.update(self.manifest.text());
        let Some(bucket) = index.checked_sub(1) else { return hash.finalize().into() };
        hash.update((bucket as u64).to_le_bytes());
        for (_, at, row) in self.members(bucket) {
            let batch = &self.batches[*at as usize];
            hash.update(batch.digest);
            hash.update(row.to_le_bytes());
            for event in batch.events.get(&(*row as usize)).iter().flat_map(|(_, events)| events) {
                let text = format!("{:?} {} {}", event.status, event.date, event.reason);
                hash.update((text.len() as u64).to_le_bytes());
                hash.update(text);
            }
        }
        hash.finalize().into()
    }

    /// The bytes of the nth file.
    ///
    /// # Errors
    /// When the seals changed since they were checked, or the machine is in the way.
    pub fn bytes(&self, index: usize) -> Result<Vec<u8>, BucketFault> {
        let Some(bucket) = index.checked_sub(1) else { return Ok(self.manifest.text().into_bytes()) };
        let whole = self.asked.fetch_add(1, Ordering::Relaxed) >= FEW;
        let members = self.members(bucket);
        let mut entries = Vec::with_capacity(members.len());
        for (_, at, row) in members {
            let (batch, row) = (&self.batches[*at as usize], *row as usize);
            let seal = if whole { self.loaded(batch, row)? } else { self.line(batch, row)? };
            let (status, events) = batch.events.get(&row).cloned().unwrap_or_default();
            entries.push(Entry { seal, status, events });
        }
        let bucket = u32::try_from(bucket).unwrap_or(u32::MAX);
        Ok(bucket::write(&self.manifest, bucket, entries, self.public(members))?)
    }

    fn members(&self, bucket: usize) -> &[(u32, u32, u32)] {
        let before = |wanted: usize| self.members.partition_point(|member| (member.0 as usize) < wanted);
        &self.members[before(bucket)..before(bucket + 1)]
    }

    /// One line of a file; all of it, if lines do not stand where they should (a byte order mark before them).
    fn line(&self, batch: &Sealed<'_>, row: usize) -> Result<Seal, BucketFault> {
        let seals = &batch.seals.value;
        let bytes = source::read_part(&self.root, &batch.seals.file, seals.range(row));
        let read = bytes.ok().and_then(|bytes| read_line(std::str::from_utf8(&bytes).ok()?).ok());
        match read.filter(|(number, _)| Some(*number) == seals.number(row)) {
            Some((_, seal)) => Ok(seal),
            None => self.loaded(batch, row),
        }
    }

    fn loaded(&self, batch: &Sealed<'_>, row: usize) -> Result<Seal, BucketFault> {
        let loaded = batch.loaded.get_or_init(|| {
            let content = source::entry(&self.root, &batch.seals.file).read().ok()?;
            // The same bytes that were checked need no second look at their sums.
            (Some(content.hash) == batch.seals.digest).then_some(())?;
            let lines = content.text.lines().skip(1);
            lines.map(|line| read_line(line).ok().map(|(_, seal)| seal)).collect()
        });
        let seal = loaded.as_ref().and_then(|seals| seals.get(row)).copied();
        seal.ok_or_else(|| BucketFault::Changed(batch.seals.file.clone()))
    }

    fn public(&self, members: &[(u32, u32, u32)]) -> Public {
        let mut institutions: BTreeMap<&str, (&Sealed<'_>, BTreeSet<&Grant>)> = BTreeMap::new();
        let (mut occupations, mut states) = (BTreeSet::new(), BTreeSet::new());
        for (_, at, _) in members {
            let batch = &self.batches[*at as usize];
            let known = institutions.entry(batch.institution.0).or_insert_with(|| (batch, BTreeSet::new()));
            known.1.insert(&batch.grant);
            occupations.insert(&batch.occupation);
            states.insert(&batch.state);
        }
        let institution = |(id, (batch, grants)): (&str, (&Sealed<'_>, BTreeSet<&Grant>))| Institution {
            id: id.to_owned(),
            name: batch.institution.1.to_owned(),
            state: batch.state.key.clone(),
            grants: grants.into_iter().cloned().collect(),
        };
        Public {
            institutions: institutions.into_iter().map(institution).collect(),
            occupations: occupations.into_iter().cloned().collect(),
            states: states.into_iter().cloned().collect(),
            events: Vec::new(),
        }
    }
}

fn sealed<'a>(registry: &'a Registry, record: &'a Record<Batch>, seals: &'a Record<Seals>) -> Sealed<'a> {
    let batch = &record.value;
    let filing = registry.filing(&batch.institution).map(|filing| &filing.value);
    let status = filing.and_then(|filing| filing.status(registry.today));
    let status = status.unwrap_or(registry::Status::Withdrawn);
    let name = filing.map_or(&*batch.institution, |filing| &*filing.applicant.name);
    let state = State {
        key: status.key().to_owned(),
        title: status.title().to_owned(),
        sentence: status.explanation().to_owned(),
        active: status.may_assess(),
    };
    let code = batch.occupation.as_str();
    let occupation = Occupation {
        edition: batch.edition.to_string(),
        code: code.to_owned(),
        name: occupation_name(registry, batch).unwrap_or(code).to_owned(),
    };
    let grant = Grant(
        occupation.edition.clone(),
        occupation.code.clone(),
        batch.level.key().to_owned(),
        batch.issued.to_string(),
        granted(registry, batch),
    );
    let mut digest = Sha256::new();
    let told = postcard::to_stdvec(&(&*batch.institution, name, &state, &occupation, &grant));
    // Seals that were not read from a file are new every time, and there are none.
    digest.update(seals.digest.unwrap_or_default());
    digest.update(told.expect("texts and numbers can be written"));
    Sealed {
        seals,
        institution: (&batch.institution, name),
        state,
        occupation,
        grant,
        digest: digest.finalize().into(),
        events: events(registry, batch, &seals.value),
        loaded: OnceLock::new(),
    }
}

fn occupation_name<'a>(registry: &'a Registry, batch: &Batch) -> Option<&'a str> {
    let editions = &registry.records().occupations;
    let edition = editions.iter().find(|record| record.value.edition == batch.edition)?;
    let mut occupations = edition.value.occupations.iter();
    occupations.find(|known| known.code == batch.occupation).map(|known| &*known.name)
}

/// Whether the institution was filed for what it certified, on the day of issue. An order to rectify stops new
/// assessments, not the certificates of those held before.
fn granted(registry: &Registry, batch: &Batch) -> Granted {
    use registry::Status as S;
    let Some(filing) = registry.filing(&batch.institution) else { return Granted::NotFiled };
    if !matches!(filing.value.status(batch.issued), Some(S::Filed | S::Rectifying)) {
        return Granted::NotFiled;
    }
    let covers = filing.value.scope(batch.issued).iter().any(|line| {
        line.edition == batch.edition && line.code == batch.occupation && line.levels.contains(&batch.level)
    });
    if covers { Granted::Yes } else { Granted::OutOfScope }
}

/// What happened to certificates up to today, by row: the last revocation counts, else the last correction.
fn events(registry: &Registry, batch: &Batch, seals: &Seals) -> HashMap<usize, (Status, Vec<Event>)> {
    let mut events: HashMap<usize, (Status, Vec<Event>)> = HashMap::new();
    for event in batch.events.iter().filter(|event| event.date <= registry.today) {
        let rows = seals.numbers().enumerate().filter(|(_, number)| *number == event.number.as_str());
        let status = match event.event {
            CertificateEventKind::Revoked => Status::Revoked,
            CertificateEventKind::Corrected => Status::Corrected,
        };
        for (row, _) in rows {
            let (known, told) = events.entry(row).or_default();
            if *known != Status::Revoked {
                *known = status;
            }
            let (date, reason) = (event.date.to_string(), event.reason.to_string());
            told.push(Event { position: 0, status, date, reason });
        }
    }
    events
}
