//! What is wrong with a record, and where: values made by whoever finds a fault, shown by the renderers here.
//!
//! The message contract: a short Chinese sentence without a full stop, that a clerk understands without
//! knowing YAML; the hint says how to mend it. A finding names a *route* (`procedure[2].date`); it becomes a
//! place in the text only when it is shown.

mod finding;
mod forges;
mod human;
mod json;
mod markdown;
mod report;
mod route;
mod rule;
mod span;
mod veil;

pub use finding::{At, Finding, Place, Severity};
pub use forges::{address, github, gitlab, sarif};
pub use human::human;
pub use json::json;
pub use markdown::{markdown, table, unmarked};
pub use report::{Located, Report};
pub use route::{Route, Step, route};
pub use rule::{Example, Rule};
pub use span::{LineIndex, Position};
pub use veil::veil;
