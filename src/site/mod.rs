//! PURE: a [`Registry`](crate::registry::Registry) to a plan of pages, feeds and data files.

pub mod context;
