//! What it would cost to attack what a registry publishes: the reckoning of `docs/threat-model.md` for its own figures.

mod words;

pub use words::human;

use std::collections::HashSet;

use lookup::manifest::Manifest;
use lookup::seal::Kdf;
use serde::Serialize;

use crate::registry::Records;
use crate::registry::records::batch::Batch;

/// Guesses a second of one rented graphics card at 19 MiB and two passes: what its memory lets through, about 1 TB/s.
/// An estimate; its source is in `docs/threat-model.md`.
const CARD_GUESSES: f64 = 10_000.0;
/// What that figure was reckoned for: memory in KiB times passes.
const CARD_WORK: f64 = 19_456.0 * 2.0;
/// Yuan for a card and an hour; an estimate.
const CARD_YUAN: f64 = 2.5;
/// Attempts a second of the same card at a code, which no memory slows down: SHA-256 at 22 billion a second, five for one
/// attempt. An estimate.
const CARD_CODES: f64 = 4.4e9;
const SECONDS_OF_A_YEAR: f64 = 365.25 * 86_400.0;

/// How many names a guesser tries.
const LISTS: [(&str, f64); 3] = [
    ("最常见的 1,000 个姓名", 1e3),
    ("10 万个常见姓名", 1e5),
    ("知道姓，3,000 个常用字的所有单名和双名", 9_003_000.0),
];

/// The figures of a registry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exposure {
    /// Certificates in all.
    pub certificates: usize,
    /// Those that can be looked up.
    pub sealed: usize,
    /// Files of the lookup.
    pub buckets: usize,
    /// How many certificates share a file: all that a host learns of a lookup.
    pub certificates_per_bucket: f64,
    /// The cost of a name key as site.yaml has it.
    pub key_derivation: Option<Setting>,
    /// Seconds that one guess at a name takes here, on one core.
    pub seconds_per_guess: Option<f64>,
    /// What guessing the name of one certificate takes.
    pub names: Vec<Guessing>,
    /// Bits of a printed code.
    pub code_bits: u32,
    /// Years that one card takes for the code of one certificate, on average.
    pub code_years: f64,
    /// Masked names that show more than the first character, or how long the name is.
    pub telling_masks: usize,
    /// Public keys in `content/recipients.txt`.
    pub recipients: usize,
    /// Batches by how their holders are kept.
    pub holders: Holders,
    /// Batches whose seals were made at another cost or for another site.
    pub differing_seals: Vec<String>,
    /// Batches without seals: their certificates cannot be looked up.
    pub unsealed: Vec<String>,
}

/// Parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Setting {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

/// What a list of names costs to try against one certificate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Guessing {
    /// The list.
    pub list: &'static str,
    /// How many names.
    pub guesses: f64,
    /// Seconds here, on one core.
    pub seconds_here: f64,
    /// Seconds on one rented graphics card, an estimate.
    pub seconds_on_card: f64,
    /// Yuan for that, an estimate.
    pub yuan: f64,
    /// Years on one card for all certificates, an estimate.
    pub years_for_all: f64,
}

/// Batches by how their holders are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Holders {
    /// Encrypted to the present keys.
    pub present: usize,
    /// Encrypted to other keys, by name.
    pub others: Vec<String>,
    /// Encrypted before it was noted to which keys.
    pub not_noted: usize,
    /// Issued without encrypted holders.
    pub none: usize,
}

/// The cost of a name key and what one guess takes here, if the registry has a lookup.
pub fn setting(records: &Records) -> Option<Kdf> {
    let site = records.site.as_ref()?;
    site.value.lookup.as_ref().map(|lookup| lookup.key_derivation.kdf())
}

impl Exposure {
    /// The figures of some records; `seconds` is what one guess takes here.
    pub fn of(records: &Records, seconds: Option<f64>) -> Self {
        let (certificates, sealed) =
            (count(records), records.seals.iter().map(|seals| seals.value.len()).sum());
        let kdf = setting(records);
        let site = records.site.as_ref().map(|site| &site.value);
        let lookup = site.and_then(|site| Some((site, site.lookup.as_ref()?)));
        let bits = lookup.filter(|_| sealed > 0).map(|(site, lookup)| {
            let most = lookup.certificates_per_bucket as usize;
            Manifest::new(&site.id, lookup.key_derivation.kdf(), sealed, most).bits
        });
        let buckets = bits.map_or(0, |bits| 1_usize << bits);
        let timed = kdf.zip(seconds);
        let list = |(list, guesses): (&'static str, f64)| {
            timed.map(|(kdf, seconds)| Guessing::of(list, guesses, kdf, seconds, certificates))
        };
        let differs = |(site, kdf): (&str, Kdf)| {
            Some(kdf) != setting(records) || Some(site) != lookup.map(|(site, _)| &*site.id)
        };
        let differing = records.seals.iter().filter(|seals| differs((&seals.value.site, seals.value.kdf)));
        Self {
            certificates,
            sealed,
            buckets,
            certificates_per_bucket: if buckets == 0 { 0.0 } else { sealed as f64 / buckets as f64 },
            key_derivation: kdf.map(|Kdf { memory_kib, iterations, parallelism }| Setting {
                memory_kib,
                iterations,
                parallelism,
            }),
            seconds_per_guess: seconds,
            names: LISTS.into_iter().filter_map(list).collect(),
            code_bits: 80,
            code_years: 2_f64.powi(79) / CARD_CODES / SECONDS_OF_A_YEAR,
            telling_masks: telling(records),
            recipients: records.recipients.as_ref().map_or(0, |list| list.value.keys.len()),
            holders: Holders::of(records),
            differing_seals: differing.map(|seals| seals.id.clone()).collect(),
            unsealed: unsealed(records),
        }
    }
}

impl Guessing {
    fn of(list: &'static str, guesses: f64, kdf: Kdf, seconds: f64, certificates: usize) -> Self {
        let work = f64::from(kdf.memory_kib) * f64::from(kdf.iterations);
        let on_card = guesses / (CARD_GUESSES * CARD_WORK / work);
        Self {
            list,
            guesses,
            seconds_here: guesses * seconds,
            seconds_on_card: on_card,
            yuan: on_card / 3600.0 * CARD_YUAN,
            years_for_all: on_card * certificates as f64 / SECONDS_OF_A_YEAR,
        }
    }
}

impl Holders {
    fn of(records: &Records) -> Self {
        let present = records.recipients.as_ref().map(|list| list.value.digest());
        let mut holders = Self::default();
        for batch in &records.batches {
            match (batch.value.holders, batch.value.recipients) {
                (None, _) => holders.none += 1,
                (Some(_), None) => holders.not_noted += 1,
                (Some(_), noted) if noted == present => holders.present += 1,
                (Some(_), Some(_)) => holders.others.push(batch.id.clone()),
            }
        }
        holders
    }
}

fn count(records: &Records) -> usize {
    records.batches.iter().map(|batch| batch.value.certificates.len()).sum()
}

/// A mask of one character and two stars says nothing more.
fn telling(records: &Records) -> usize {
    let is_plain =
        |mask: &str| mask == "**" || mask.strip_suffix("**").is_some_and(|first| first.chars().count() == 1);
    let masks = |batch: &Batch| {
        batch.certificates.iter().filter(|certificate| !is_plain(&certificate.holder)).count()
    };
    records.batches.iter().map(|batch| masks(&batch.value)).sum()
}

fn unsealed(records: &Records) -> Vec<String> {
    let sealed: HashSet<String> =
        records.seals.iter().map(|seals| seals.value.batch_file(&seals.file)).collect();
    let lacking = records.batches.iter().filter(|batch| !sealed.contains(&batch.file));
    lacking.map(|batch| batch.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reckons_in_proportion_to_the_cost_of_a_guess() {
        let kdf = |memory_kib, iterations| Kdf { memory_kib, iterations, parallelism: 1 };
        let usual = Guessing::of("", 1e5, kdf(19_456, 2), 0.02, 1000);
        assert!((usual.seconds_here - 2000.0).abs() < 1e-6 && (usual.seconds_on_card - 10.0).abs() < 1e-9);
        let dearer = Guessing::of("", 1e5, kdf(38_912, 4), 0.08, 1000);
        assert!((dearer.yuan / usual.yuan - 4.0).abs() < 1e-9);
        assert!((usual.years_for_all * SECONDS_OF_A_YEAR - 10_000.0).abs() < 1e-3);
    }
}
