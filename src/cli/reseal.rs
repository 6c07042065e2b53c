//! `skillreg reseal`: seals of all batches, made anew at the cost that site.yaml names.

use std::collections::HashMap;

use anyhow::{Context, bail};
use clap::Args;

use super::office::{self, Identity};
use super::{Outcome, Place};
use crate::issuing::sealing::Desk;
use crate::recording::Recorder;
use crate::registry::records::batch::Batch;
use crate::registry::records::seals::Seals;
use crate::registry::{Record, Registry};
use crate::shell;

/// Arguments of `reseal`.
#[derive(Debug, Args)]
pub(super) struct Reseal {
    #[command(flatten)]
    identity: Identity,
    /// Also seal the batches anew whose seals are in order.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    place: Place,
}

/// What new seals mend.
const MENDS: [&str; 8] = [
    "seal-cost",
    "seal-site",
    "seal-damaged",
    "seal-absent",
    "seal-missing",
    "seal-unknown",
    "seal-duplicate",
    "seal-order",
];

impl Reseal {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let recorder = Recorder::new(&self.place.root)?;
        let Some(registry) = office::registry(&self.place, &MENDS)? else { return Ok(Outcome::Faults) };
        let desk = office::desk(&registry)?;
        let sealed = sealed(&registry);
        let batches: Vec<&Record<Batch>> = registry
            .batches()
            .iter()
            .filter(|batch| self.all && batch.value.holders.is_some() || !is_in_order(&sealed, batch, &desk))
            .collect();
        if batches.is_empty() {
            shell::say("所有批次的封存都与 site.yaml 相符，没有改动");
            return Ok(Outcome::Fine);
        }
        let lacking: Vec<&str> = batches
            .iter()
            .filter(|batch| batch.value.holders.is_none())
            .map(|batch| batch.id.as_str())
            .collect();
        if !lacking.is_empty() {
            bail!(
                "批次 {} 没有 holders.age，不能重新封存，没有改动任何批次：把 site.yaml 的 lookup 改回原来的设置",
                lacking.join("、")
            );
        }
        let keys = self.identity.keys()?;
        let progress = shell::Progress::new();
        progress.step("重新封存", batches.iter().map(|batch| batch.value.certificates.len()).sum());
        let mut changes = Vec::new();
        for record in &batches {
            let opened = office::opened(&recorder, &registry, record, &keys)?;
            let seals = opened.kept.resealed(&desk, &|| progress.tick());
            changes.push(opened.seals(seals.with_context(|| format!("批次 {}", record.id))?));
        }
        progress.finish();
        office::put(&recorder, &changes)?;
        shell::say(&format!(
            "{} 个批次已重新封存；编号和校验码没有变，印好的证书照常可以核验",
            batches.len()
        ));
        Ok(Outcome::Fine)
    }
}

/// The seals that can be read, by the file of their batch.
fn sealed(registry: &Registry) -> HashMap<String, &Seals> {
    let seals = registry.records().seals.iter();
    seals.map(|seals| (seals.value.batch_file(&seals.file), &seals.value)).collect()
}

/// Whether a batch has the seals it should have; a batch without holders need not have any.
fn is_in_order(sealed: &HashMap<String, &Seals>, batch: &Record<Batch>, desk: &Desk<'_>) -> bool {
    let Some(seals) = sealed.get(&batch.file) else { return batch.value.holders.is_none() };
    let numbers = batch.value.certificates.iter().map(|certificate| certificate.number.as_str());
    seals.site == desk.site && seals.kdf == desk.kdf && seals.numbers().eq(numbers)
}
