//! What templates are given: one struct a page type, with the words people read ready-made.
//!
//! Every page gets `root` (the way back to the site's root: empty, `../`, …), `page` ([`Head`]), one key of
//! its own ([`Subject`] says which) and, the same everywhere, what [`Shared`] holds: `site`, `navigation`
//! and `assets`. Addresses (`href`) are relative to the site's root; templates put `root` before them.
//! What is not there is `null`, never left out.

mod certificates;
mod changes;
mod common;
mod data;
mod directory;
mod home;
mod institution;
mod pages;
mod policy;
mod search;
mod sittings;
mod statistics;
mod supervision;

pub use certificates::*;
pub use changes::*;
pub use common::*;
pub use data::*;
pub use directory::*;
pub use home::*;
pub use institution::*;
pub use pages::*;
pub use policy::*;
pub use search::*;
pub use sittings::*;
pub use statistics::*;
pub use supervision::*;

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// One page: which template renders it, with what.
#[derive(Debug)]
pub struct Page<'a> {
    /// `page`: what the page's head needs.
    pub head: Head<'a>,
    /// The way back to the site's root: empty, `../`, `../../`.
    pub root: Cow<'a, str>,
    /// The page's own content.
    pub subject: Subject<'a>,
}

macro_rules! subjects {
    ($($(#[$doc:meta])* $variant:ident($type:ty) $key:literal $template:literal;)*) => {
        /// What a page is about.
        #[derive(Debug)]
        pub enum Subject<'a> {
            $($(#[$doc])* $variant(Box<$type>),)*
        }

        impl Subject<'_> {
            /// The name of the template.
            pub fn template(&self) -> &'static str {
                match self { $(Self::$variant(_) => $template,)* }
            }

            /// The key under which the template finds it.
            pub fn key(&self) -> &'static str {
                match self { $(Self::$variant(_) => $key,)* }
            }
        }

        impl Serialize for Subject<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $(Self::$variant(value) => value.serialize(serializer),)* }
            }
        }

        /// The templates a theme has to have: all that pages are rendered with.
        pub const TEMPLATES: &[&str] = &[$($template),*];
    };
}

subjects! {
    /// The first page.
    Home(Home<'a>) "home" "home.html";
    /// A list of institutions: the directory, one district, level or status.
    Listing(Listing<'a>) "listing" "institutions.html";
    /// One institution or applicant.
    Institution(Institution<'a>) "institution" "institution.html";
    /// The districts.
    Districts(Districts<'a>) "districts" "districts.html";
    /// The catalogue in force.
    Occupations(Occupations<'a>) "occupations" "occupations.html";
    /// One occupation and who assesses it.
    Occupation(OccupationPage<'a>) "occupation" "occupation.html";
    /// The policies.
    Policies(Policies<'a>) "policies" "policies.html";
    /// One policy.
    Policy(PolicyPage<'a>) "policy" "policy.html";
    /// Questions and answers on a policy.
    Questions(QuestionsPage<'a>) "questions" "questions.html";
    /// An annex of a policy.
    Annex(Annex<'a>) "annex" "annex.html";
    /// How to file.
    Guide(Guide<'a>) "guide" "how-to-file.html";
    /// Certificates: where to look up what.
    Certificates(Certificates<'a>) "certificates" "certificates.html";
    /// All batches.
    Batches(Batches<'a>) "batches" "batches.html";
    /// One batch.
    Batch(BatchPage<'a>) "batch" "batch.html";
    /// Revoked certificates and institutions that lost the right to assess.
    Revoked(Revoked<'a>) "revoked" "revoked.html";
    /// Statistics.
    Statistics(Statistics<'a>) "statistics" "statistics.html";
    /// The years of supervision.
    Supervision(Supervision<'a>) "supervision" "supervision.html";
    /// One year of supervision.
    SupervisionYear(SupervisionYearPage<'a>) "year" "supervision-year.html";
    /// The sittings.
    Sittings(Sittings<'a>) "sittings" "sittings.html";
    /// The open data and their dictionary.
    Data(Data) "data" "data.html";
    /// The search over the whole site.
    Search(Search<'a>) "search" "search.html";
    /// A page of its own, from Markdown.
    Text(TextPage) "text" "page.html";
    /// The map of the site.
    SiteMap(SiteMap<'a>) "site_map" "site-map.html";
    /// What a host shows for an address that leads nowhere.
    NotFound(NotFound) "not_found" "404.html";
}

impl Serialize for Page<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("root", &self.root)?;
        map.serialize_entry("page", &self.head)?;
        map.serialize_entry(self.subject.key(), &self.subject)?;
        map.end()
    }
}
