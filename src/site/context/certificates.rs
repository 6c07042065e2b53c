//! Certificates. Holders are masked.

use serde::Serialize;

use super::{Badge, Day, LevelView, Link, Pagination};

/// Certificates: where to look up what.
#[derive(Debug, Serialize)]
pub struct Certificates<'a> {
    /// How many certificates.
    pub total: usize,
    /// How many batches.
    pub batches: usize,
    /// How many certificates are revoked.
    pub revoked: usize,
    /// The latest batches.
    pub latest: Vec<BatchRow<'a>>,
    /// All batches.
    pub batches_href: &'static str,
    /// The revoked ones.
    pub revoked_href: &'static str,
    /// What a lookup has to know before, as JSON; none if no certificate was sealed.
    pub lookup: Option<String>,
    /// The day the site speaks of.
    pub today: Day,
    /// How a number is read: the parts of 22 characters.
    pub number_parts: Vec<NumberPart>,
}

/// One part of a certificate number.
#[derive(Debug, Serialize)]
pub struct NumberPart {
    /// The positions: `1`, `2–5`.
    pub positions: &'static str,
    /// What they mean.
    pub meaning: &'static str,
    /// An example.
    pub example: &'static str,
}

/// All batches.
#[derive(Debug, Serialize)]
pub struct Batches<'a> {
    /// By year, newest first.
    pub years: Vec<BatchYear<'a>>,
    /// The pages, where the batches of one year take several.
    pub pagination: Option<Pagination>,
}

/// The batches of one year.
#[derive(Debug, Serialize)]
pub struct BatchYear<'a> {
    /// The year.
    pub year: &'a str,
    /// The page with all batches of the year.
    pub href: String,
    /// How many batches.
    pub total: usize,
    /// How many certificates.
    pub certificates: usize,
    /// Those shown: on the page of all years the newest, on the page of a year its own, oldest first.
    pub batches: Vec<BatchRow<'a>>,
}

/// One batch in a list.
#[derive(Debug, Serialize)]
pub struct BatchRow<'a> {
    /// Its page.
    pub href: String,
    /// Its name.
    pub id: &'a str,
    /// Who issued it.
    pub institution: Link<'a>,
    /// The occupation's name.
    pub occupation: &'a str,
    /// The level.
    pub level: LevelView,
    /// The date of issue.
    pub issued: Day,
    /// How many certificates.
    pub count: usize,
}

/// One batch.
#[derive(Debug, Serialize)]
pub struct BatchPage<'a> {
    /// Its name.
    pub id: &'a str,
    /// Who issued it.
    pub institution: Link<'a>,
    /// The institution's status today.
    pub institution_status: Badge,
    /// The occupation.
    pub occupation: Link<'a>,
    /// The occupation's code.
    pub code: &'a str,
    /// The level.
    pub level: LevelView,
    /// The date of issue.
    pub issued: Day,
    /// The sitting it came from: date and venue.
    pub sitting: Option<BatchSitting<'a>>,
    /// How many certificates are valid.
    pub valid: usize,
    /// The certificates, by number.
    pub certificates: Vec<CertificateRow<'a>>,
}

/// The sitting of a batch.
#[derive(Debug, Serialize)]
pub struct BatchSitting<'a> {
    /// When.
    pub date: Day,
    /// Where.
    pub venue: &'a str,
    /// The way of assessing.
    pub method: &'static str,
}

/// One certificate.
#[derive(Debug, Serialize)]
pub struct CertificateRow<'a> {
    /// Its number.
    pub number: &'a str,
    /// The masked holder.
    pub holder: &'a str,
    /// Whether it is valid.
    pub status: Badge,
    /// What happened to it after issue.
    pub events: Vec<CertificateEventRow<'a>>,
}

/// What happened to a certificate.
#[derive(Debug, Serialize)]
pub struct CertificateEventRow<'a> {
    /// 注销 or 更正.
    pub title: &'static str,
    /// When.
    pub date: Day,
    /// Why.
    pub reason: &'a str,
}

/// Revoked certificates and institutions that lost the right to assess.
#[derive(Debug, Serialize)]
pub struct Revoked<'a> {
    /// The certificates, newest first.
    pub certificates: Vec<RevokedCertificate<'a>>,
    /// The institutions, newest first.
    pub institutions: Vec<RevokedInstitution<'a>>,
}

/// A revoked certificate.
#[derive(Debug, Serialize)]
pub struct RevokedCertificate<'a> {
    /// Its number.
    pub number: &'a str,
    /// When.
    pub date: Day,
    /// Why.
    pub reason: &'a str,
    /// Who issued it.
    pub institution: Link<'a>,
    /// Its batch.
    pub href: String,
}

/// An institution that lost the right.
#[derive(Debug, Serialize)]
pub struct RevokedInstitution<'a> {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: &'a str,
    /// Its filing number.
    pub number: Option<&'a str>,
    /// When.
    pub date: Day,
    /// Why.
    pub reason: &'a str,
    /// The document's number.
    pub document: Option<&'a str>,
}
