//! `skillreg holders`: who holds the certificates of a batch, and for whom that is encrypted.

mod rotate;

use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};

use super::office::{self, Identity};
use super::{Outcome, Place};
use crate::issuing::holders::{self, table};
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
            Errand::Rotate { identity, place } => rotate::run(&identity, &place),
        }
    }
}

fn open(batch: &RecordId, identity: &Identity, format: Format, root: &Path) -> anyhow::Result<Outcome> {
    let records = loading::load(root)?.records;
    let record = super::new::find(&records.batches, batch, "证书批次")?;
    office::has_holders(record)?;
    let closed = recording::read(root, &record.beside("holders.age"))?;
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
