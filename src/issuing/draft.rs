//! What is to be issued: one batch a sitting, with the people who passed, their numbers and codes.

use lookup::seal::Code;

use super::holders::Holder;
use super::mask::masked;
use super::numbers::{NoNumber, Sequences};
use super::roster::{Roster, Row};
use crate::registry::identifier::{FilingNumber, RecordId};
use crate::registry::records::batch::{Batch, Certificate};
use crate::registry::records::plan::{Plan, Sitting};
use crate::registry::value::Value;
use crate::registry::{Date, Text};
use crate::yaml::quoted;

/// A batch that is not written yet.
#[derive(Debug)]
pub struct Draft {
    /// The name of its record: that of the plan and of the sitting, so that two branches never choose the same.
    pub id: String,
    /// The year's folder it belongs to.
    pub year: i16,
    /// The date of the sitting it came of.
    pub assessed: Date,
    /// What people read; its digest of the holders is still missing.
    pub batch: Batch,
    /// Who holds the certificates, in the order of the batch.
    pub holders: Vec<Holder>,
}

/// What batches are drafted from.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The name of the plan's record.
    pub id: &'a RecordId,
    /// The plan whose results these are.
    pub plan: &'a Plan,
    /// The filing number of the institution.
    pub body: FilingNumber,
    /// The people.
    pub roster: &'a Roster,
    /// The date of issue.
    pub issued: Date,
}

/// Why batches cannot be drafted.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The numbers have run out.
    #[error(transparent)]
    NoNumber(#[from] NoNumber),
    /// A name cannot be written into a record.
    #[error("花名册第 {0} 行的姓名写不进登记记录")]
    Name(u32),
}

/// Drafts the batches of a roster, in the order of the plan's sittings; people in the order of the roster. `code` gives
/// ten random bytes.
///
/// # Errors
/// When the numbers run out or a name cannot be written.
pub fn drafts(
    order: &Order<'_>,
    sequences: &mut Sequences,
    code: &mut dyn FnMut() -> [u8; 10],
) -> Result<Vec<Draft>, DraftError> {
    let mut drafts = Vec::new();
    for sitting in &order.plan.sittings {
        let passed = order.roster.rows.iter().filter(|row| row.sitting == sitting.id && row.passed);
        let rows: Vec<&Row> = passed.collect();
        if !rows.is_empty() {
            drafts.push(draft(order, sitting, &rows, sequences, code)?);
        }
    }
    Ok(drafts)
}

fn draft(
    order: &Order<'_>,
    sitting: &Sitting,
    rows: &[&Row],
    sequences: &mut Sequences,
    code: &mut dyn FnMut() -> [u8; 10],
) -> Result<Draft, DraftError> {
    let (mut certificates, mut holders) = (Vec::new(), Vec::new());
    for row in rows {
        let number = sequences.next(order.body, order.issued, sitting.level)?;
        let holder = Holder::new(number, &Code::new(code()), row);
        let masked = Text::parse(&masked(&holder.name)).map_err(|_| DraftError::Name(row.line))?;
        certificates.push(Certificate { number, holder: masked });
        holders.push(holder);
    }
    let batch = Batch {
        institution: order.plan.institution.clone(),
        plan: order.id.clone(),
        sitting: sitting.id.clone(),
        edition: sitting.edition.clone(),
        occupation: sitting.occupation,
        level: sitting.level,
        issued: order.issued,
        holders: None,
        recipients: None,
        certificates,
        events: Vec::new(),
    };
    let id = format!("{}-{}", &**order.id, &*sitting.id);
    Ok(Draft { id, year: order.issued.year(), assessed: sitting.date, batch, holders })
}

impl Draft {
    /// The folder of the batch from the root.
    pub fn folder(&self) -> String {
        format!("content/certificates/{}/{}", self.year, self.id)
    }
}

/// The record of a batch as it is written: `batch.yaml`.
pub fn yaml(batch: &Batch) -> String {
    use std::fmt::Write;
    let mut text =
        String::from("# 由 skillreg issue 写成。持证人只写遮盖后的姓名；全名在 holders.age 里，是加密的。\n");
    let mut line = |key: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{key}: {value}");
    };
    line("institution", &quoted(&batch.institution));
    line("plan", &quoted(&batch.plan));
    line("sitting", &quoted(&batch.sitting));
    line("edition", &quoted(&batch.edition));
    line("occupation", &batch.occupation.as_text());
    line("level", batch.level.key());
    line("issued", &batch.issued.as_text());
    for (key, digest) in [("holders", &batch.holders), ("recipients", &batch.recipients)] {
        if let Some(digest) = digest {
            line(key, &digest.as_text());
        }
    }
    text.push_str("certificates:\n");
    for Certificate { number, holder } in &batch.certificates {
        let _ = writeln!(text, "  - {{number: {}, holder: {}}}", number.as_str(), quoted(holder));
    }
    text
}
