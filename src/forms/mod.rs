//! PURE: annex 1 as a workbook for those who never touch YAML: made from the catalogue and the policy, and read back into
//! a record with every fault named by its cell. What is private is kept apart from what the record says.

mod annex;
mod attached;
mod blank;
mod cell;
mod entries;
mod kept;
mod layout;
mod people;
mod print;
mod read;
mod sheet;
mod values;
mod words;

pub use blank::{FormError, blank};
pub use kept::{Private, close};
pub use read::{Filled, Receipt, read};

use crate::registry::records::policy::Policy;
use crate::registry::{Catalogue, Date};
use crate::spreadsheet::fault::Fault;
use crate::spreadsheet::grid::Subject;

/// No form is larger; whoever reads the file looks at its size first.
pub const MOST_BYTES: u64 = 24 << 20;

/// What the workbook is called in messages.
pub const WHAT: &str = "申请表";

pub(crate) static FORM: Subject = Subject {
    what: WHAT,
    template: "skillreg form filing",
    most_bytes: MOST_BYTES,
    most_rows: 5_000,
    too_many: "一份申请不会有这么多行：把多余的行整行删去（不是清空内容）",
};

/// What is said of a file that is not worth reading.
pub fn too_large() -> Fault {
    FORM.too_large()
}

/// Faults in the order of the sheets and of what stands on them; each once.
pub fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    let sheet = |fault: &Fault| annex::PARTS.iter().position(|part| *part.sheet == *fault.spot.sheet);
    faults.sort_by(|a, b| sheet(a).cmp(&sheet(b)).then_with(|| a.cmp(b)));
    faults.dedup();
    faults
}

/// What a form lets one choose from.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// Occupations and districts.
    pub catalogue: &'a Catalogue<'a>,
    /// The policy that applications are judged by.
    pub policy: Option<&'a Policy>,
    /// The day, which decides which occupations are restricted.
    pub on: Date,
}

impl Offer<'_> {
    /// The edition of the classification where a row names none.
    fn edition(&self) -> &str {
        let newest = || self.catalogue.editions().last().copied().unwrap_or_default();
        self.policy.map_or_else(newest, |policy| &policy.terms.occupation_edition)
    }
}
