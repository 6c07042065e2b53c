//! The records as staff write them: one typed model a kind, read by serde, described by a JSON Schema.
//!
//! Scalars are already what they claim to be (a [`CreditCode`](super::identifier::CreditCode) has passed its
//! check digits); how records fit together is for [`crate::rules`] to judge.

pub mod batch;
pub mod catalogue;
pub mod filing;
pub mod page;
pub mod plan;
pub mod policy;
pub mod procedure;
pub mod recipients;
pub mod seals;
pub mod site;
pub mod supervision;
pub mod upload;
