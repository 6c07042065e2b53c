//! `skillreg check`.

use clap::Args;

use super::{Format, Outcome, Place, clock};
use crate::{diagnostics, publishing, shell};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
    /// How to report: annotated source for people, or one JSON object a line.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let report = &publishing::rehearse(&self.place.root, self.place.today, clock())?;
        shell::data(&match self.format {
            Format::Human => diagnostics::human(report),
            Format::Json => diagnostics::json(report),
        })?;
        Ok(if report.has_errors() { Outcome::Faults } else { Outcome::Fine })
    }
}
