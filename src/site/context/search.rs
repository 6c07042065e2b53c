//! The search over the whole site.

use serde::Serialize;

use super::{Badge, Link};

/// The search page.
#[derive(Debug, Serialize)]
pub struct Search<'a> {
    /// The first file of the search, from the site's root; none if nothing can be searched.
    pub hot: Option<&'a str>,
    /// Where certificates are verified, from the site's root; none if no certificate was sealed.
    pub lookup_href: Option<&'static str>,
    /// What results may show.
    pub statuses: Vec<Badge>,
    /// Where to look without searching.
    pub links: Vec<Link<'a>>,
}

/// The search within a list.
#[derive(Debug, Serialize)]
pub struct ListSearch<'a> {
    /// The first file of the search, from the site's root.
    pub hot: &'a str,
    /// What results may show.
    pub statuses: Vec<Badge>,
}
