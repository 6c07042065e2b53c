//! `skillreg due`.

use clap::{Args, ValueEnum};

use super::{Outcome, Place, office};
use crate::calendar::Calendar;
use crate::deadlines::{Agenda, Choice, Desk};
use crate::registry::identifier::RecordId;
use crate::shell;

/// Arguments of `due`.
#[derive(Debug, Args)]
pub(super) struct Due {
    #[command(flatten)]
    place: Place,
    /// How many days to look ahead.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    within: u16,
    /// Only what one desk has to see to.
    #[arg(long, value_enum)]
    desk: Option<DeskName>,
    /// Only what concerns one institution: the name of its record.
    #[arg(long, value_name = "ID")]
    institution: Option<RecordId>,
    /// How to write: a list for people, one JSON object a line, or a calendar that programs subscribe to.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Ics,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DeskName {
    Filing,
    Assessment,
    Supervision,
    Policy,
}

impl From<DeskName> for Desk {
    fn from(name: DeskName) -> Self {
        match name {
            DeskName::Filing => Self::Filing,
            DeskName::Assessment => Self::Assessment,
            DeskName::Supervision => Self::Supervision,
            DeskName::Policy => Self::Policy,
        }
    }
}

impl Due {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let Some(registry) = office::registry_of_day(&self.place)? else { return Ok(Outcome::Faults) };
        if let Some(id) = self.institution.as_deref().filter(|id| registry.filing(id).is_none()) {
            anyhow::bail!("content/institutions 里没有 {id}");
        }
        let table = registry.records().holidays.as_ref();
        let calendar = table.map(|record| Calendar::new(&record.value)).unwrap_or_default();
        let institution = self.institution.map(|id| id.to_string());
        let choice = Choice { within: self.within, desk: self.desk.map(Desk::from), institution };
        let agenda = Agenda::new(&registry, &calendar, &choice);
        shell::data(&match self.format {
            Format::Human => agenda.text(),
            Format::Json => agenda.json(),
            Format::Ics => agenda.calendar(),
        })?;
        Ok(Outcome::Fine)
    }
}
