//! All records as they were read, not yet judged: what the rules look at.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::records::batch::Batch;
use super::records::catalogue::{Divisions, Holidays, Occupations, Restricted};
use super::records::filing::Filing;
use super::records::page::PageHead;
use super::records::plan::Plan;
use super::records::policy::{Policy, Questions};
use super::records::recipients::RecipientList;
use super::records::seals::Seals;
use super::records::site::Site;
use super::records::supervision::{Draws, Inspections, Inspectors, Measures};
use super::records::upload::Upload;

/// A record and where it stands.
#[derive(Debug, Clone)]
pub struct Record<T> {
    /// Its name: the folder or file it stands in.
    pub id: String,
    /// Its year folder, if its kind has one.
    pub year: Option<String>,
    /// Its file, relative to the root.
    pub file: String,
    /// The SHA-256 digest of the file; none for a record that was not read from one.
    pub digest: Option<[u8; 32]>,
    /// What it says.
    pub value: T,
}

impl<T> Record<T> {
    /// The path of a file in the record's folder.
    pub fn beside(&self, name: &str) -> String {
        let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{name}")
    }
}

/// A Markdown text of a policy or a page, without its head.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MarkdownText {
    /// The text.
    pub body: String,
    /// The byte of the file at which it begins.
    pub offset: usize,
}

/// A page: its head and its text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PageRecord {
    /// The head.
    pub head: PageHead,
    /// The text.
    pub text: MarkdownText,
}

/// All records, in the order of their files.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// `site.yaml`.
    pub site: Option<Record<Site>>,
    /// The policies.
    pub policies: Vec<Record<Policy>>,
    /// Their questions, by the policy's name.
    pub questions: Vec<Record<Questions>>,
    /// Their texts, by the policy's name and the text's: `notice`, `annex-1`.
    pub policy_texts: BTreeMap<(String, String), Record<MarkdownText>>,
    /// The occupations, a record an edition.
    pub occupations: Vec<Record<Occupations>>,
    /// The restricted occupations.
    pub restricted: Option<Record<Restricted>>,
    /// The districts.
    pub divisions: Option<Record<Divisions>>,
    /// The calendar.
    pub holidays: Option<Record<Holidays>>,
    /// The applications and filings.
    pub filings: Vec<Record<Filing>>,
    /// The implementation plans.
    pub plans: Vec<Record<Plan>>,
    /// The certificate batches.
    pub batches: Vec<Record<Batch>>,
    /// Their seals, for those that have some.
    pub seals: Vec<Record<Seals>>,
    /// The SHA-256 digests of the encrypted holders, by their files.
    pub holders: BTreeMap<String, [u8; 32]>,
    /// The public keys that holders are encrypted to.
    pub recipients: Option<Record<RecipientList>>,
    /// The inspectors, a record a year.
    pub inspectors: Vec<Record<Inspectors>>,
    /// The draws, a record a year.
    pub draws: Vec<Record<Draws>>,
    /// The inspections, a record a year.
    pub inspections: Vec<Record<Inspections>>,
    /// The measures, a record a year.
    pub measures: Vec<Record<Measures>>,
    /// The layouts of sheets that results are reported by.
    pub uploads: Vec<Record<Upload>>,
    /// The pages.
    pub pages: Vec<Record<PageRecord>>,
}
