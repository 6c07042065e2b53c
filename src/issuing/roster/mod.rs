//! Rosters: the workbook an assessment body fills in after an assessment. Bytes in, rows or faults out; the file itself
//! is read and written by `cli`.

pub mod fault;
pub mod row;

pub use fault::{Fault, Spot};
pub use row::{Document, DocumentKind, Roster, Row, Score, Scores, Sex};

use crate::registry::Catalogue;
use crate::registry::records::plan::Plan;

/// Reads a roster of the sittings of a plan. What kind of file it is shows in its bytes, not in its name.
///
/// # Errors
/// All faults, in order of place.
pub fn read(bytes: &[u8], plan: &Plan, catalogue: &Catalogue<'_>) -> Result<Roster, Vec<Fault>> {
    let _ = (bytes, plan, catalogue);
    Err(vec![Fault::new(Spot::file(), "还不能读花名册")])
}
