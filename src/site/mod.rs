//! PURE: a [`Registry`](crate::registry::Registry) to a plan of pages, feeds and data files. Nothing here reads a file or a clock.
//!
//! The plan is cheap: paths and what stands there. What a page says is made when it is asked for
//! ([`Plan::content`]), so that a site of any size needs the memory of one page a thread.

mod assets;
pub mod context;
mod data;
mod feeds;
mod head;
mod inputs;
mod json_ld;
mod pages;
pub(crate) mod paths;
mod plan;
mod searchable;
mod series;
mod totals;
mod words;
mod world;

#[cfg(test)]
mod tests;

use crate::registry::kind::OWN_PAGES;

pub(crate) use assets::link;
pub use assets::{Asset, Ring};
pub use plan::{Content, Options, Plan, PlannedFile};
pub use searchable::{Kind, Searchable, Term};

/// Names of Markdown pages that would stand in the way of the site's own, or that another page takes in.
fn is_reserved(page: &str) -> bool {
    page == pages::guide::PAGE || OWN_PAGES.contains(&page)
}
