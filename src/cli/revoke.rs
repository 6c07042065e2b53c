//! `skillreg revoke`: certificates that are no longer good. It needs no personal data.

use std::collections::BTreeMap;

use clap::Args;

use super::{Outcome, Place, office};
use crate::issuing::amending::amended;
use crate::issuing::events::{self, EventError, Found, Notice};
use crate::recording::{Change, Recorder};
use crate::registry::records::batch::{Batch, CertificateEventKind};
use crate::registry::{Date, Record};
use crate::shell;

/// Arguments of `revoke`.
#[derive(Debug, Args)]
pub(super) struct Revoke {
    /// The certificate numbers; all are revoked or none.
    #[arg(required = true, value_name = "NUMBER")]
    numbers: Vec<String>,
    /// Why: it is published, so it names nobody.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The date of the decision (default: today).
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    place: Place,
}

impl Revoke {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let recorder = Recorder::new(&self.place.root)?;
        let Some(registry) = office::registry(&self.place, &[])? else { return Ok(Outcome::Faults) };
        let notice = Notice::read(&self.reason, self.date, registry.today)?;
        let mut changed: Vec<(&Record<Batch>, Batch)> = Vec::new();
        let found = found(registry.batches(), &self.numbers)?;
        let seals = seals(&recorder, &found)?;
        for found in &found {
            let event = notice.of(found, CertificateEventKind::Revoked)?;
            if let Some(seals) = seals.get(found.batch.file.as_str()) {
                notice.spares_sealed(found, seals)?;
            }
            match changed.iter_mut().find(|(record, _)| record.file == found.batch.file) {
                Some((_, batch)) => batch.events.push(event),
                None => {
                    let mut batch = found.batch.value.clone();
                    batch.events.push(event);
                    changed.push((found.batch, batch));
                }
            }
        }
        let mut changes = Vec::new();
        for (record, batch) in &changed {
            let was = recorder.read(&record.file)?;
            let text = amended(&String::from_utf8_lossy(&was), &record.value, batch)?;
            changes.push(Change::replace(record.file.clone(), &was, text.into_bytes()));
        }
        office::put(&recorder, &changes)?;
        for found in &found {
            shell::say(&format!("已注销 {}，记在 {}", found.number, found.batch.file));
        }
        shell::say("合并并重新生成网站以后，查询和注销名单才会显示注销");
        Ok(Outcome::Fine)
    }
}

/// The seals of batches by the file of the batch's record; without those that have none.
fn seals<'a>(recorder: &Recorder, found: &[Found<'a>]) -> anyhow::Result<BTreeMap<&'a str, String>> {
    let mut seals = BTreeMap::new();
    for record in found.iter().map(|found| found.batch) {
        if !seals.contains_key(record.file.as_str())
            && let Some(bytes) = recorder.find(&record.beside("seals"))?
        {
            seals.insert(record.file.as_str(), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(seals)
}

/// All certificates, each once.
fn found<'a>(batches: &'a [Record<Batch>], numbers: &[String]) -> Result<Vec<Found<'a>>, EventError> {
    let mut found: Vec<Found<'a>> = Vec::new();
    for typed in numbers {
        let next = events::find(batches, typed)?;
        if found.iter().any(|known| known.number == next.number) {
            return Err(EventError::Twice(next.number));
        }
        found.push(next);
    }
    Ok(found)
}
