//! `skillreg holders rotate`: everything encrypted anew, to the public keys of now.

use std::path::Path;

use anyhow::Context;

use crate::cli::office::{self, Identity};
use crate::cli::{Outcome, Place};
use crate::issuing::amending::bound;
use crate::issuing::holders::{self, HoldersError};
use crate::issuing::keys::{Keys, Recipients};
use crate::recording::{self, Change, Recorder, RecordingError};
use crate::registry::identifier::Digest;
use crate::registry::records::filing::Filing;
use crate::registry::{Record, Registry};
use crate::shell;

pub(super) fn run(identity: &Identity, place: &Place) -> anyhow::Result<Outcome> {
    let recorder = Recorder::new(&place.root)?;
    let Some(registry) = office::registry(place, &[])? else { return Ok(Outcome::Faults) };
    let recipients = office::recipients(&registry)?;
    let keys = identity.keys()?;
    let mut passed = Vec::new();
    let batches = batches(&recorder, &registry, &keys, &recipients, &mut passed)?;
    let people = people(&recorder, &registry, &keys, &recipients, &mut passed)?;
    if batches.is_empty() && people.is_empty() && !passed.is_empty() {
        return Err(HoldersError::WrongKey.into());
    }
    if batches.is_empty() && people.is_empty() {
        shell::say("没有加密的持证人信息，没有改动");
        return Ok(Outcome::Fine);
    }
    let told = done(batches.len(), people.len());
    put(&place.root, &recorder, batches, &people)?;
    shell::say(&told);
    if !passed.is_empty() {
        shell::say(&format!(
            "没有动的：{}。记录上写着已经加密给现在的公钥，这把私钥打不开它们；旧私钥销毁以前，用新私钥试一试都打得开",
            passed.join("、")
        ));
    }
    shell::say("git 历史里的旧文件仍能用旧私钥打开：旧私钥不再用了就销毁；泄露了要按个人信息泄露处理");
    Ok(Outcome::Fine)
}

fn done(batches: usize, people: usize) -> String {
    let people = match people {
        0 => String::new(),
        files => format!("、{files} 份备案申请的 people.age"),
    };
    format!("{batches} 个批次的 holders.age{people} 已重新加密给 content/recipients.txt 里的公钥")
}

/// Writes filings one by one, then all batches in one step; where that stops, what was done until then is said.
fn put(
    root: &Path,
    recorder: &Recorder,
    batches: Vec<[Change; 2]>,
    people: &[Turned<'_>],
) -> anyhow::Result<()> {
    let halted = |done: usize| {
        let files = |turned: &[Turned<'_>]| {
            turned.iter().map(|turned| turned.record.beside("people.age")).collect::<Vec<_>>()
        };
        let (is, mut is_not) = (files(&people[..done]), files(&people[done..]));
        if !batches.is_empty() {
            is_not.push(format!("{} 个批次的 holders.age", batches.len()));
        }
        let is = if is.is_empty() { "没有".to_owned() } else { is.join("、") };
        format!(
            "没有全部换好。已经换好的：{is}；还没有换的：{}。解决下面的问题，用同样的命令再运行一次，会接着换没有换的",
            is_not.join("、")
        )
    };
    for (done, turned) in people.iter().enumerate() {
        turned.put(root, recorder).with_context(|| halted(done))?;
    }
    let changes: Vec<Change> = batches.iter().flatten().cloned().collect();
    office::put(recorder, &changes).with_context(|| halted(people.len()))
}

/// The record and the holders of each batch, encrypted to these recipients; nothing is written yet. What is passed over is
/// added to `passed`.
fn batches(
    recorder: &Recorder,
    registry: &Registry,
    keys: &Keys,
    recipients: &Recipients,
    passed: &mut Vec<String>,
) -> anyhow::Result<Vec<[Change; 2]>> {
    let kept: Vec<_> = registry.batches().iter().filter(|batch| batch.value.holders.is_some()).collect();
    let progress = shell::Progress::new();
    progress.step("重新加密", kept.len());
    let mut all = Vec::new();
    for record in kept {
        let is_current = record.value.recipients == Some(recipients.digest);
        let opened = office::opened(recorder, registry, record, keys);
        match unless_turned(opened, is_current)? {
            Some(opened) => {
                let (text, closed) = opened.kept.rotated(recipients)?;
                all.push([opened.record(text), opened.holders(closed)]);
            }
            None => passed.push(record.beside("holders.age")),
        }
        progress.tick();
    }
    progress.finish();
    Ok(all)
}

/// What is private of a filing, encrypted anew, with the record that names it.
struct Turned<'a> {
    record: &'a Record<Filing>,
    was: [Vec<u8>; 2],
    is: [Vec<u8>; 2],
}

const FILES: [&str; 2] = ["filing.yaml", "people.age"];

impl Turned<'_> {
    /// Both files or neither, if they are still those that were read.
    fn put(&self, root: &Path, recorder: &Recorder) -> anyhow::Result<()> {
        for (name, was) in FILES.iter().zip(&self.was) {
            let path = self.record.beside(name);
            if recorder.find(&path)?.as_ref() != Some(was) {
                return Err(RecordingError::Moved(path).into());
            }
        }
        let files: Vec<(&str, &[u8])> = FILES.into_iter().zip(self.is.iter().map(Vec::as_slice)).collect();
        let folder = self.record.file.trim_end_matches("/filing.yaml");
        Ok(recording::put_folder(root, folder, &files, true)?)
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
        let file = record.beside("people.age");
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
    let path = record.beside("people.age");
    let (text, closed) = (recorder.read(&record.file)?, recorder.read(&path)?);
    let bytes = holders::turned(&closed, keys, recipients).with_context(|| path.clone())?;
    let anew = std::str::from_utf8(&text)?;
    let anew = bound(anew, &record.value, Digest::of(&bytes), recipients.digest);
    let anew = anew.with_context(|| record.file.clone())?;
    Ok(Turned { record, was: [text, closed], is: [anew.into_bytes(), bytes] })
}
