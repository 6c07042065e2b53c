//! From an assessment body's roster to certificates. Nothing personal leaves this room in the clear but to where the
//! caller puts it.

pub mod roster;
