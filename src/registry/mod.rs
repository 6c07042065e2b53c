//! The registry itself, as pure values: what the records say ([`records`]), the identifiers they
//! use ([`identifier`]), and what follows from them ([`procedure`], [`Registry`]).

pub mod date;
pub mod identifier;
pub mod level;
pub mod records;
pub mod text;
pub mod value;

pub use date::Date;
pub use level::Level;
pub use text::{Prose, Text};
