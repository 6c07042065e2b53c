//! `skillreg holders`: who holds the certificates of a batch, and for whom that is encrypted.

use std::path::Path;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use super::office::{self, Identity};
use super::{Outcome, Place};
use crate::issuing::amending::bound;
use crate::issuing::holders::{self, HoldersError, table};
use crate::issuing::keys::{Keys, Recipients};
use crate::recording::{Recorder, RecordingError};
use crate::registry::identifier::{Digest, RecordId};
use crate::registry::records::filing::Filing;
use crate::registry::{Record, Registry};
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

fn open(batch: &RecordId, identity: &Identity, format: Format, root: &Path) -> anyhow::Result<Outcome> {
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
    let (mut changes, mut passed) = (Vec::new(), Vec::new());
    for record in &kept {
        let is_current = record.value.recipients == Some(recipients.digest);
        let opened = office::opened(&recorder, &registry, record, &keys);
        let Some(opened) = unless_turned(opened, is_current)? else {
            passed.push(office::beside(record, "holders.age"));
            continue;
        };
        let (text, closed) = opened.kept.rotated(&recipients)?;
        changes.extend([opened.record(text), opened.holders(closed)]);
        progress.tick();
    }
    progress.finish();
    let people = people(&recorder, &registry, &keys, &recipients, &mut passed)?;
    if changes.is_empty() && people.is_empty() && !passed.is_empty() {
        return Err(HoldersError::WrongKey.into());
    }
    if changes.is_empty() && people.is_empty() {
        shell::say("没有加密的持证人信息，没有改动");
        return Ok(Outcome::Fine);
    }
    for turned in &people {
        turned.put(&place.root, &recorder)?;
    }
    office::put(&recorder, &changes)?;
    let people = match people.len() {
        0 => String::new(),
        files => format!("、{files} 份备案申请的 people.age"),
    };
    shell::say(&format!(
        "{} 个批次的 holders.age{people} 已重新加密给 content/recipients.txt 里的公钥",
        changes.len() / 2
    ));
    if !passed.is_empty() {
        shell::say(&format!(
            "没有动的：{}。记录上写着已经加密给现在的公钥，这把私钥打不开它们；旧私钥销毁以前，用新私钥试一试都打得开",
            passed.join("、")
        ));
    }
    shell::say("git 历史里的旧文件仍能用旧私钥打开：旧私钥不再用了就销毁；泄露了要按个人信息泄露处理");
    Ok(Outcome::Fine)
}

/// What is private of a filing, encrypted anew, with the record that names it.
struct Turned<'a> {
    record: &'a Record<Filing>,
    was: [Vec<u8>; 2],
    is: [Vec<u8>; 2],
}

const FILES: [&str; 2] = ["filing.yaml", "people.age"];

impl Turned<'_> {
    fn folder(&self) -> &str {
        self.record.file.trim_end_matches("/filing.yaml")
    }

    /// Both files or neither, if they are still those that were read.
    fn put(&self, root: &Path, recorder: &Recorder) -> anyhow::Result<()> {
        for (name, was) in FILES.iter().zip(&self.was) {
            let path = format!("{}/{name}", self.folder());
            if recorder.find(&path)?.as_ref() != Some(was) {
                return Err(RecordingError::Moved(path).into());
            }
        }
        let files: Vec<(&str, &[u8])> = FILES.into_iter().zip(self.is.iter().map(Vec::as_slice)).collect();
        Ok(recording::put_folder(root, self.folder(), &files, true)?)
    }
}

/// None for what the key does not open and is said to be encrypted to the recipients of now: a rotation that was cut short,
/// or a merge of one, goes on with the key it began with.
fn unless_turned<T>(opened: anyhow::Result<T>, is_current: bool) -> anyhow::Result<Option<T>> {
    match opened {
        Err(error) if is_current && matches!(error.downcast_ref(), Some(HoldersError::WrongKey)) => Ok(None),
        opened => opened.map(Some),
    }
}

/// What is private of filings, encrypted to these recipients; nothing is written yet. What is passed over is added to
/// `passed`.
fn people<'a>(
    recorder: &Recorder,
    registry: &'a Registry,
    keys: &Keys,
    recipients: &Recipients,
    passed: &mut Vec<String>,
) -> anyhow::Result<Vec<Turned<'a>>> {
    let mut all = Vec::new();
    for record in registry.filings() {
        let file = format!("{}people.age", record.file.trim_end_matches("filing.yaml"));
        if !registry.records().holders.contains_key(&file) {
            continue;
        }
        let is_current =
            record.value.private_numbers.is_some() && record.value.recipients == Some(recipients.digest);
        match unless_turned(turned(recorder, record, keys, recipients), is_current)? {
            Some(turned) => all.push(turned),
            None => passed.push(file),
        }
    }
    Ok(all)
}

fn turned<'a>(
    recorder: &Recorder,
    record: &'a Record<Filing>,
    keys: &Keys,
    recipients: &Recipients,
) -> anyhow::Result<Turned<'a>> {
    let path = format!("{}people.age", record.file.trim_end_matches("filing.yaml"));
    let (text, closed) = (recorder.read(&record.file)?, recorder.read(&path)?);
    let bytes = holders::turned(&closed, keys, recipients).with_context(|| path.clone())?;
    let anew = std::str::from_utf8(&text)?;
    let anew = bound(anew, &record.value, Digest::of(&bytes), recipients.digest);
    let anew = anew.with_context(|| record.file.clone())?;
    Ok(Turned { record, was: [text, closed], is: [anew.into_bytes(), bytes] })
}
