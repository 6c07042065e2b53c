//! PURE: pages of the manual that are written from the code, so that they cannot say something else.

mod records;
mod rules;

pub use records::records;
pub use rules::rules;
