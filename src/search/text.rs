//! The full-text search. It is made when what can be found has changed, or when one of its files is gone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use lookup::search::{Document, Files, SearchError, Value, write};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::site::{Searchable, Term};

/// Where the files stand.
pub const FOLDER: &str = "search";

/// What was made before, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Stands for all that can be found.
    input: [u8; 32],
    hot: String,
    files: Vec<String>,
}

/// The files of the search.
#[derive(Debug)]
pub struct Search<'a> {
    searchable: Vec<Searchable<'a>>,
    known: Known,
    made: OnceLock<Result<BTreeMap<String, Vec<u8>>, SearchError>>,
}

impl<'a> Search<'a> {
    /// The search over all that can be found. If that is what it was when `before` was made, nothing is made.
    ///
    /// # Errors
    /// The search could not be made.
    pub fn new(searchable: Vec<Searchable<'a>>, before: Option<Known>) -> Result<Self, SearchError> {
        let input = input(&searchable);
        let made = OnceLock::new();
        if let Some(known) = before.filter(|known| known.input == input) {
            return Ok(Self { searchable, known, made });
        }
        let Files { hot, files } = make(&searchable)?;
        let files: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
        let known = Known { input, hot, files: files.keys().cloned().collect() };
        Ok(Self { searchable, known, made: OnceLock::from(Ok(files)) })
    }

    /// The hot file, from the site's root.
    pub fn hot(&self) -> String {
        format!("{FOLDER}/{}", self.known.hot)
    }

    /// What to know the next time.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// The paths of all files, each with what decides its bytes.
    pub fn files(&self) -> impl Iterator<Item = (String, [u8; 32])> {
        let manifest = (format!("{FOLDER}/manifest.json"), digest("manifest", &self.known.hot));
        let file = |name: &String| (format!("{FOLDER}/{name}"), digest("file", name));
        self.known.files.iter().map(file).chain([manifest])
    }

    /// The nth file.
    ///
    /// # Errors
    /// The search could not be made.
    pub fn bytes(&self, at: usize) -> Result<Vec<u8>, SearchError> {
        let Some(name) = self.known.files.get(at) else { return Ok(manifest(&self.known.hot)) };
        let made = self.made.get_or_init(|| Ok(make(&self.searchable)?.files.into_iter().collect()));
        let files = made.as_ref().map_err(SearchError::clone)?;
        files.get(name).cloned().ok_or_else(|| SearchError::Unknown(name.clone()))
    }
}

/// The only file of the search that keeps its name: it tells which the hot one is.
fn manifest(hot: &str) -> Vec<u8> {
    format!("{{\"format\":{},\"hot\":\"{hot}\"}}\n", lookup::bundle::VERSION).into_bytes()
}

fn digest(kind: &str, name: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update("search ");
    hash.update(kind);
    hash.update([0]);
    hash.update(name);
    hash.finalize().into()
}

/// Stands for all that can be found.
fn input(searchable: &[Searchable<'_>]) -> [u8; 32] {
    let part = |searchable: &[Searchable<'_>]| -> [u8; 32] {
        let mut buffer = Vec::with_capacity(searchable.len() * 512);
        for one in searchable {
            // What cannot be written has no stable input: hashing its error makes the search again.
            if let Err(error) = postcard::to_io(one, &mut buffer) {
                buffer.extend(error.to_string().as_bytes());
            }
        }
        Sha256::digest(&buffer).into()
    };
    let parts: Vec<[u8; 32]> = searchable.par_chunks(512).map(part).collect();
    Sha256::digest(parts.concat()).into()
}

fn make(searchable: &[Searchable<'_>]) -> Result<Files, SearchError> {
    let documents: Vec<Document> = searchable.iter().map(document).collect();
    write(&documents)
}

fn document(searchable: &Searchable<'_>) -> Document {
    let value = |(key, label): &Term<'_>| Value { key: key.to_string(), label: label.to_string() };
    let values = |terms: &Vec<Term<'_>>| terms.iter().map(value).collect();
    let kind = searchable.kind;
    Document {
        kind: Value { key: kind.key().to_owned(), label: kind.title().to_owned() },
        url: searchable.url.clone(),
        title: searchable.title.to_string(),
        lines: searchable.lines.iter().map(ToString::to_string).collect(),
        district: searchable.district.as_ref().map(value),
        status: searchable.status.as_ref().map(value),
        scope: searchable
            .scope
            .iter()
            .map(|(occupation, levels)| (value(occupation), values(levels)))
            .collect(),
    }
}
