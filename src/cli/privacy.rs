//! `skillreg privacy`: what it would cost to attack what this registry publishes.

#![expect(clippy::disallowed_methods, reason = "measures what a guess takes on this machine")]

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use clap::Args;
use lookup::number::Number;
use lookup::seal::{Kdf, Keys};

use super::{Format, Outcome};
use crate::issuing::exposure::{self, Exposure};
use crate::{loading, shell};

/// Arguments of `privacy`.
#[derive(Debug, Args)]
pub(super) struct Privacy {
    /// How to report: sentences for people, or one JSON object.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The folder that holds `content/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

impl Privacy {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let records = loading::load(&self.root)?.records;
        let seconds = exposure::setting(&records).map(measured).transpose()?;
        let exposure = Exposure::of(&records, seconds);
        shell::data(&match self.format {
            Format::Human => exposure::human(&exposure),
            Format::Json => format!("{}\n", serde_json::to_string(&exposure)?),
        })?;
        Ok(Outcome::Fine)
    }
}

/// More measurements than these say nothing more.
const TRIES: usize = 5;

/// The least seconds that one guess at a name takes on one core.
fn measured(kdf: Kdf) -> anyhow::Result<f64> {
    let number = Number::strict("Y000012000001204000001").context("no number")?;
    let mut least = f64::INFINITY;
    for attempt in 0..TRIES {
        let begun = Instant::now();
        Keys::of_name("privacy", number, &format!("示例{attempt}"), kdf)?;
        least = least.min(begun.elapsed().as_secs_f64());
    }
    Ok(least)
}
