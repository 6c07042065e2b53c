//! Open data.

use serde::Serialize;

/// The open data and their dictionary.
#[derive(Debug, Serialize)]
pub struct Data {
    /// The files.
    pub files: Vec<DataFile>,
    /// The list of digests.
    pub sums_href: &'static str,
    /// Notes on the form of the files, a paragraph each.
    pub notes: Vec<&'static str>,
}

/// One kind of data.
#[derive(Debug, Serialize)]
pub struct DataFile {
    /// Its anchor: `institutions`.
    pub id: &'static str,
    /// What it holds.
    pub title: &'static str,
    /// The same in a sentence.
    pub description: &'static str,
    /// The files: one a format.
    pub formats: Vec<DataFormat>,
    /// The columns or keys.
    pub fields: Vec<Field>,
}

/// One file.
#[derive(Debug, Serialize)]
pub struct DataFormat {
    /// CSV, JSON.
    pub title: &'static str,
    /// Its address.
    pub href: &'static str,
}

/// One column or key.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its type: 文字, 日期, 整数.
    pub kind: &'static str,
    /// What it means.
    pub meaning: &'static str,
}
