//! Pages from Markdown, the site map, the page for lost visitors.

use std::borrow::Cow;

use serde::Serialize;

use super::{Heading, Link};

/// A page of its own.
#[derive(Debug, Serialize)]
pub struct TextPage {
    /// Its text as HTML: safe.
    pub html: String,
    /// The table of contents.
    pub toc: Vec<Heading>,
}

/// The map of the site.
#[derive(Debug, Serialize)]
pub struct SiteMap<'a> {
    /// The parts of the site.
    pub sections: Vec<SiteMapSection<'a>>,
}

/// One part of the site.
#[derive(Debug, Serialize)]
pub struct SiteMapSection<'a> {
    /// Its name.
    pub title: Cow<'a, str>,
    /// Its pages.
    pub links: Vec<Link<'a>>,
}

/// The page for an address that leads nowhere. `root` is absolute there, since it can stand anywhere.
#[derive(Debug, Serialize)]
pub struct NotFound {
    /// What to say.
    pub message: &'static str,
}
