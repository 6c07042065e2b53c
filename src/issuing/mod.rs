//! From an assessment body's roster to certificates: PURE. Nothing personal leaves this room in the clear but to where
//! the caller puts it.

pub mod amending;
pub mod draft;
pub mod events;
pub mod exposure;
pub mod holders;
pub mod keys;
pub mod naming;
pub mod numbers;
pub mod printed;
pub mod refusal;
pub mod renewal;
pub mod roster;
pub mod sealing;
pub mod summary;
pub mod uploads;

mod mask;
