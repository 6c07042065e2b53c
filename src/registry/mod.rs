//! The registry itself, as pure values: what the records say ([`records`], gathered in a [`Records`] store),
//! the identifiers they use ([`identifier`]), and what follows from them ([`procedure`], [`Registry`]).

pub mod date;
pub mod format;
pub mod identifier;
pub mod kind;
pub mod level;
mod past;
pub mod periods;
pub mod personal;
pub mod procedure;
pub mod records;
pub mod schema;
pub mod text;
pub mod value;

mod catalogue;
mod clause;
mod policy;
mod store;
mod whole;

pub use catalogue::{Catalogue, OccupationKey};
pub use clause::{Clause, ClauseLabel, clauses};
pub use date::Date;
pub use kind::{FileKind, OWN_PAGES};
pub use level::Level;
pub use policy::{in_force, in_percent, inspection_share, inspection_shares, inspections_required};
pub use procedure::Status;
pub use store::{MarkdownText, PageRecord, Record, Records};
pub use text::{Prose, Text};
pub use whole::{Registry, SittingRef, SupervisionYear};
