//! What the commands after issue share: a registry in order, the office's keys, batches as they are kept.

#![expect(clippy::disallowed_methods, reason = "reads the private key it is pointed at")]

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::Args;

use super::{Place, clock};
use crate::check;
use crate::diagnostics;
use crate::issuing::holders;
use crate::issuing::keys::{Keys, Recipients};
use crate::issuing::renewal::Kept;
use crate::issuing::sealing::Desk;
use crate::recording::{Change, Recorder};
use crate::registry::records::batch::Batch;
use crate::registry::{Date, Record, Registry};
use crate::shell;

/// Where the office's private key is.
#[derive(Debug, Args)]
pub(super) struct Identity {
    /// The file of the private age key, as `age-keygen` writes it; its passphrase, if it has one, is asked for at the
    /// terminal, or read from the first line of standard input. May be given more than once, for several keys.
    #[arg(long = "identity", value_name = "KEY", required = true)]
    paths: Vec<PathBuf>,
}

/// No file of a key is larger.
const MOST_KEY: u64 = 1 << 20;

impl Identity {
    /// The keys in files.
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        Self { paths: paths.to_vec() }
    }

    /// The keys in the files.
    pub(super) fn keys(&self) -> anyhow::Result<Keys> {
        let keys = self.paths.iter().map(|path| self.keys_in(path));
        keys.collect::<anyhow::Result<Vec<Keys>>>().map(Keys::together)
    }

    fn keys_in(&self, file: &Path) -> anyhow::Result<Keys> {
        let path = file.display();
        let prompt = match self.paths.len() {
            1 => "私钥的口令".to_owned(),
            _ => format!("{path} 的口令"),
        };
        let unreadable = || format!("读不了私钥文件 {path}");
        let mut bytes = Vec::new();
        let file = std::fs::File::open(file).with_context(unreadable)?;
        file.take(MOST_KEY).read_to_end(&mut bytes).with_context(unreadable)?;
        let mut failed = None;
        let passphrase = || {
            shell::secret(&prompt).unwrap_or_else(|error| {
                failed = Some(error);
                None
            })
        };
        let keys = Keys::read(&bytes, passphrase);
        if let Some(error) = failed {
            return Err(error).context("读不了口令");
        }
        keys.map_err(|error| anyhow!("{path}：{error}"))
    }
}

/// The registry, if it has no errors but those a command mends; else says what they are.
pub(super) fn registry(place: &Place, mends: &[&str]) -> anyhow::Result<Option<Registry>> {
    let checked = check::check_but(&place.root, place.today, clock(), mends)?;
    if checked.registry.is_none() {
        shell::data(&diagnostics::human(&checked.report))?;
        shell::say("登记库里有错误，先改好再办；没有写入任何文件");
    }
    Ok(checked.registry)
}

/// The registry on the day asked for: an earlier day than that of the registry sees what was known then. What is wrong is
/// said beside the data that a command writes, so that no program takes it for them.
pub(super) fn registry_of_day(place: &Place) -> anyhow::Result<Option<Registry>> {
    let now = check::check(&place.root, None, clock())?;
    let checked = match place.today {
        None => now,
        Some(asked) => match now.registry {
            Some(registry) if asked < registry.today => return Ok(Some(registry.known_on(asked))),
            _ => check::check(&place.root, Some(asked), clock())?,
        },
    };
    if checked.registry.is_none() {
        shell::say(diagnostics::human(&checked.report).trim_end());
        shell::say("登记库里有错误，先改好再办");
    }
    Ok(checked.registry)
}

/// Whom holders are encrypted to now.
pub(super) fn recipients(registry: &Registry) -> anyhow::Result<Recipients> {
    let list = registry.records().recipients.as_ref().map(|list| list.value.clone());
    Ok(Recipients::read(&list.unwrap_or_default())?)
}

/// What seals are made with now.
pub(super) fn desk(registry: &Registry) -> anyhow::Result<Desk<'_>> {
    let settings = registry.site().lookup.as_ref().context("site.yaml 里没有 lookup")?;
    Ok(Desk { site: &registry.site().id, kdf: settings.key_derivation.kdf() })
}

/// A batch with the bytes of its files as they are.
pub(super) struct Opened<'a> {
    pub(super) kept: Kept<'a>,
    closed: Vec<u8>,
}

/// Opens a batch.
pub(super) fn opened<'a>(
    recorder: &Recorder,
    registry: &Registry,
    record: &'a Record<Batch>,
    keys: &Keys,
) -> anyhow::Result<Opened<'a>> {
    let of_batch = || format!("批次 {}", record.id);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).context("不是 UTF-8 文字").with_context(of_batch);
    let closed = recorder.read(&record.beside("holders.age")).with_context(of_batch)?;
    let holders = holders::open_of(&record.value, &closed, keys).with_context(of_batch)?;
    let seals = record.beside("seals");
    let seals = recorder.find(&seals)?.map(text).transpose()?;
    let kept = Kept {
        record,
        text: text(recorder.read(&record.file)?)?,
        seals,
        holders,
        assessed: assessed(registry, &record.value),
    };
    Ok(Opened { kept, closed })
}

impl Opened<'_> {
    /// Another record in place of the one that is there.
    pub(super) fn record(&self, text: String) -> Change {
        Change::replace(self.kept.record.file.clone(), self.kept.text.as_bytes(), text.into_bytes())
    }

    /// Other seals in place of those that are there.
    pub(super) fn seals(&self, text: String) -> Change {
        let path = self.kept.record.beside("seals");
        match &self.kept.seals {
            Some(old) => Change::replace(path, old.as_bytes(), text.into_bytes()),
            None => Change::create(path, text.into_bytes()),
        }
    }

    /// Other encrypted holders in place of those that are there.
    pub(super) fn holders(&self, closed: Vec<u8>) -> Change {
        Change::replace(self.kept.record.beside("holders.age"), &self.closed, closed)
    }
}

/// Refuses a batch that was issued without its holders.
pub(super) fn has_holders(record: &Record<Batch>) -> anyhow::Result<()> {
    record.value.holders.map(drop).with_context(|| {
        format!("批次 {} 发证时没有留下加密的持证人信息（holders.age），没有可以打开的内容", record.id)
    })
}

fn assessed(registry: &Registry, batch: &Batch) -> Option<Date> {
    let plan = registry.plan(&batch.plan)?;
    plan.value.sittings.iter().find(|sitting| sitting.id == batch.sitting).map(|sitting| sitting.date)
}

/// Random bytes for a printed code.
pub(super) fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    match getrandom::fill(&mut bytes) {
        Ok(()) => bytes,
        Err(error) => panic!("the system gives no random bytes: {error}"),
    }
}

/// Writes changes of records that concern nothing else.
pub(super) fn put(recorder: &Recorder, changes: &[Change]) -> anyhow::Result<()> {
    recorder.put(changes, || Ok::<(), anyhow::Error>(()))
}
