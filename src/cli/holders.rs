//! `skillreg holders`: who holds the certificates of a batch, and for whom that is encrypted.

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use super::office::{self, Identity};
use super::{Outcome, Place};
use crate::issuing::holders::{self, table};
use crate::issuing::keys::{Keys, Recipients};
use crate::recording::Recorder;
use crate::registry::Registry;
use crate::registry::identifier::RecordId;
use crate::{loading, recording, shell};

/// Arguments of `holders`.
#[derive(Debug, Args)]
pub(super) struct Holders {
    #[command(subcommand)]
    errand: Errand,
}

#[derive(Debug, Subcommand)]
enum Errand {
    /// Show the encrypted rows of a batch on standard output: personal data, never written to a file by itself.
    Open {
        /// The batch: the name of its record.
        batch: RecordId,
        #[command(flatten)]
        identity: Identity,
        /// How to show them: columns for people, CSV for spreadsheets, or one JSON object a line.
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        /// The folder that holds `content/`.
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: std::path::PathBuf,
    },
    /// Encrypt the holders of all batches, and the private numbers of all filings (`people.age`), to the keys that stand in
    /// `content/recipients.txt` now. Nothing is written unless all of them can be opened.
    Rotate {
        #[command(flatten)]
        identity: Identity,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
}

impl Holders {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        match self.errand {
            Errand::Open { batch, identity, format, root } => open(&batch, &identity, format, &root),
            Errand::Rotate { identity, place } => rotate(&identity, &place),
        }
    }
}

fn open(
    batch: &RecordId,
    identity: &Identity,
    format: Format,
    root: &std::path::Path,
) -> anyhow::Result<Outcome> {
    let records = loading::load(root)?.records;
    let record = super::new::find(&records.batches, batch, "证书批次")?;
    office::has_holders(record)?;
    let closed = recording::read(root, &office::beside(record, "holders.age"))?;
    let keys = identity.keys()?;
    let rows = holders::open_of(&record.value, &closed, &keys)?;
    shell::say("下面是个人信息：看完关掉窗口，不要存进登记库，不要用聊天软件转发");
    shell::data(&match format {
        Format::Table => table::aligned(&rows),
        Format::Csv => table::csv(&rows),
        Format::Json => table::json(&rows),
    })?;
    Ok(Outcome::Fine)
}

fn rotate(identity: &Identity, place: &Place) -> anyhow::Result<Outcome> {
    let recorder = Recorder::new(&place.root)?;
    let Some(registry) = office::registry(place, &[])? else { return Ok(Outcome::Faults) };
    let recipients = office::recipients(&registry)?;
    let keys = identity.keys()?;
    let kept: Vec<_> = registry.batches().iter().filter(|batch| batch.value.holders.is_some()).collect();
    let progress = shell::Progress::new();
    progress.step("重新加密", kept.len());
    let mut changes = Vec::new();
    for record in &kept {
        let opened = office::opened(&recorder, &registry, record, &keys)?;
        let (text, closed) = opened.kept.rotated(&recipients)?;
        changes.extend([opened.record(text), opened.holders(closed)]);
        progress.tick();
    }
    progress.finish();
    let people = people(&recorder, &registry, &keys, &recipients)?;
    if changes.is_empty() && people.is_empty() {
        shell::say("没有加密的持证人信息，没有改动");
        return Ok(Outcome::Fine);
    }
    for (path, was, bytes) in &people {
        recording::put_one(&place.root, path, Some(was), bytes)?;
    }
    office::put(&recorder, &changes)?;
    let people = match people.len() {
        0 => String::new(),
        files => format!("、{files} 份备案申请的 people.age"),
    };
    shell::say(&format!(
        "{} 个批次的 holders.age{people} 已重新加密给 content/recipients.txt 里的公钥",
        kept.len()
    ));
    shell::say("git 历史里的旧文件仍能用旧私钥打开：旧私钥不再用了就销毁；泄露了要按个人信息泄露处理");
    Ok(Outcome::Fine)
}

/// A file with the bytes it had and those it gets.
type Turned = (String, Vec<u8>, Vec<u8>);

/// What is private of filings, encrypted anew; nothing is written yet.
fn people(
    recorder: &Recorder,
    registry: &Registry,
    keys: &Keys,
    recipients: &Recipients,
) -> anyhow::Result<Vec<Turned>> {
    let files = registry.records().holders.keys().filter(|file| file.ends_with("/people.age"));
    let turned = |file: &String| {
        let was = recorder.read(file)?;
        let hint = "有的文件已经加密给新的公钥时，把新旧两把私钥先后放进一个文件里给 --identity";
        let bytes = holders::turned(&was, keys, recipients).with_context(|| format!("{file}（{hint}）"))?;
        Ok((file.clone(), was, bytes))
    };
    files.map(turned).collect()
}
