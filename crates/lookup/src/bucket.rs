//! Some hundred sealed certificates in one file: a small tantivy index of locators, the status list, and what the
//! public may know of the institutions that issued them.

use serde::{Deserialize, Serialize};
use tantivy::collector::DocSetCollector;
use tantivy::directory::{OwnedBytes, RamDirectory};
use tantivy::query::TermQuery;
use tantivy::schema::{BytesOptions, Field, IndexRecordOption, Schema, TantivyDocument, Value};
use tantivy::store::Compressor;
use tantivy::{Index, IndexBuilder, IndexSettings, ReloadPolicy, Searcher, Term};

use crate::bundle::{self, Bundle, BundleError, Kind};
use crate::guard::guarded;
use crate::manifest::Manifest;
use crate::memory::{self, MemoryDirectory};
use crate::seal::{BASIC, FULL, Kdf, Keys, Seal, TAG};
use crate::status::{self, Status};

const ABOUT: &str = "about.json";
const STATUS: &str = "status";
const PUBLIC: &str = "public.json";
const INDEX: &str = "index/";
/// What tantivy may use while it writes one bucket. It clears a third of it each time, so little is much faster.
const BUDGET: usize = 1_000_000;
/// No bucket holds more.
const MOST: usize = 1 << 16;
const POSITION: usize = 2;
const STORED: usize = POSITION + BASIC + TAG + FULL + TAG;

/// Which bucket of which site a file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The site's id.
    pub site: String,
    /// There are two to this power buckets.
    pub bits: u8,
    /// What the name key costs. Other figures find nothing, which must not be taken for an answer. None in buckets written
    /// before they said so.
    #[serde(default)]
    pub kdf: Option<Kdf>,
    /// The number of this one.
    pub bucket: u32,
    /// How many certificates it holds.
    pub certificates: u32,
}

/// What is public about the certificates of a bucket.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Public {
    /// The institutions that issued them.
    pub institutions: Vec<Institution>,
    /// The occupations they are for.
    pub occupations: Vec<Occupation>,
    /// What the institutions' states mean.
    pub states: Vec<State>,
    /// What happened after issue.
    pub events: Vec<Event>,
}

/// An institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Institution {
    /// The name of its record; its page is `institutions/<id>.html`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The key of its state today.
    pub state: String,
    /// What it was entitled to when it issued the certificates of this bucket.
    pub grants: Vec<Grant>,
}

/// Whether an institution was filed for an occupation and level on a day: edition, occupation, level, day, answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant(pub String, pub String, pub String, pub String, pub Granted);

/// Whether an institution was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Granted {
    /// Filed, for this occupation and level.
    Yes,
    /// Filed, but not for this.
    OutOfScope,
    /// Not filed on that day.
    NotFiled,
}

/// An occupation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Occupation {
    /// The edition of the classification.
    pub edition: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// What an institution's state means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct State {
    /// Its key.
    pub key: String,
    /// The word for it.
    pub title: String,
    /// What it means, in a sentence.
    pub sentence: String,
    /// Whether the institution may assess.
    pub active: bool,
}

/// What happened to a certificate after issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Which: its position in the bucket.
    pub position: u32,
    /// What it came to.
    pub status: Status,
    /// When.
    pub date: String,
    /// Why.
    pub reason: String,
}

/// A certificate on its way into a bucket.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The seal.
    pub seal: Seal,
    /// What became of it.
    pub status: Status,
    /// What happened after issue; positions are filled in here.
    pub events: Vec<Event>,
}

/// Why a file is not the bucket one wants.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BucketError {
    /// The file as such.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// Whole, but of another site, another number of buckets or another bucket.
    #[error("收到的是另一个数据块，网站可能刚刚更新过")]
    Another,
    /// tantivy cannot read or write it.
    #[error("数据块的索引读不出来：{0}")]
    Index(String),
}

impl From<tantivy::TantivyError> for BucketError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.to_string())
    }
}

fn schema() -> (Schema, Field, Field) {
    let mut schema = Schema::builder();
    // Neither norms nor frequencies: a locator is there or not.
    let locator = schema.add_bytes_field("locator", BytesOptions::default().set_indexed());
    let seal = schema.add_bytes_field("seal", BytesOptions::default().set_stored());
    (schema.build(), locator, seal)
}

/// Writes a bucket. Certificates come in any order; the same ones make the same bytes.
///
/// # Errors
/// When there are more than a bucket can hold, or tantivy refuses.
pub fn write(
    manifest: &Manifest,
    bucket: u32,
    mut entries: Vec<Entry>,
    mut public: Public,
) -> Result<Vec<u8>, BucketError> {
    let count = u32::try_from(entries.len()).ok().filter(|_| entries.len() <= MOST);
    let count = count.ok_or_else(|| BucketError::Index("certificates".to_owned()))?;
    entries.sort_by_key(|entry| entry.seal.name_locator);
    for (position, entry) in (0..count).zip(&mut entries) {
        public.events.extend(entry.events.drain(..).map(|event| Event { position, ..event }));
    }
    let (site, bits) = (manifest.site.clone(), manifest.bits);
    let about = About { site, bits, kdf: Some(manifest.kdf), bucket, certificates: count };
    let json = |error: serde_json::Error| BucketError::Index(error.to_string());
    let about = serde_json::to_vec(&about).map_err(json)?;
    let statuses = status::write(entries.iter().map(|entry| entry.status));
    let public = serde_json::to_vec(&public).map_err(json)?;
    let files = index(&entries)?;
    let named: Vec<(String, &[u8])> =
        files.iter().map(|(name, bytes)| (format!("{INDEX}{name}"), bytes.as_slice())).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![(ABOUT, &about), (STATUS, &statuses), (PUBLIC, &public)];
    parts.extend(named.iter().map(|(name, bytes)| (name.as_str(), *bytes)));
    bundle::write(Kind::BUCKET, &parts).ok_or_else(|| BucketError::Index("parts".to_owned()))
}

/// The files of an index of the certificates, in their order.
fn index(entries: &[Entry]) -> tantivy::Result<Vec<(String, Vec<u8>)>> {
    let (schema, locator, seal) = schema();
    let settings = IndexSettings {
        // Sealed bytes cannot be compressed.
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: 4096,
        ..IndexSettings::default()
    };
    let directory = RamDirectory::create();
    let builder = IndexBuilder::new().schema(schema).settings(settings);
    let mut writer = builder.single_segment_index_writer::<TantivyDocument>(directory.clone(), BUDGET)?;
    for (position, entry) in entries.iter().enumerate() {
        let position = u16::try_from(position).unwrap_or(u16::MAX);
        let parts = [&position.to_le_bytes()[..], &entry.seal.name_box, &entry.seal.code_box];
        let mut document = TantivyDocument::default();
        document.add_bytes(locator, &entry.seal.name_locator);
        document.add_bytes(locator, &entry.seal.code_locator);
        document.add_bytes(seal, &parts.concat());
        writer.add_document(document)?;
    }
    memory::files(&writer.finalize()?, &directory)
}

/// A bucket that was found to be whole and the right one.
pub struct Bucket {
    about: About,
    statuses: OwnedBytes,
    public: Public,
    searcher: Searcher,
    locator: Field,
    seal: Field,
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bucket").field("about", &self.about).finish_non_exhaustive()
    }
}

/// The boxes of one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxes {
    /// Where it stands in the bucket.
    pub position: u32,
    /// The basic record under the name.
    pub name: Vec<u8>,
    /// The full record under the code.
    pub code: Vec<u8>,
}

impl Bucket {
    /// Opens a bucket: tantivy sees nothing whose digest does not hold.
    ///
    /// # Errors
    /// See [`BucketError`].
    pub fn open(bytes: Vec<u8>, manifest: &Manifest, bucket: u32) -> Result<Self, BucketError> {
        let bundle = Bundle::open(bytes, Kind::BUCKET)?;
        let part = |name| bundle.part(name).ok_or(BucketError::Bundle(BundleError::Damaged("内容")));
        let unreadable = |_| BucketError::Bundle(BundleError::Damaged("内容"));
        let about: About = serde_json::from_slice(&part(ABOUT)?).map_err(unreadable)?;
        let is_same = (&*about.site, about.bits, about.bucket) == (&*manifest.site, manifest.bits, bucket);
        if !is_same || about.kdf.is_some_and(|kdf| kdf != manifest.kdf) {
            return Err(BucketError::Another);
        }
        let public = serde_json::from_slice(&part(PUBLIC)?).map_err(unreadable)?;
        let statuses = part(STATUS)?;
        // A list cut short would leave certificates without a status.
        if statuses.len() != (about.certificates as usize).div_ceil(4) {
            return Err(BucketError::Bundle(BundleError::Damaged("内容")));
        }
        let files =
            bundle.parts().filter_map(|(name, bytes)| Some((name.strip_prefix(INDEX)?.into(), bytes)));
        let (schema, locator, seal) = schema();
        let searcher = guarded(|| {
            let index = Index::open(MemoryDirectory::new(files))?;
            if index.schema() != schema {
                return Err(tantivy::TantivyError::SchemaError("another".to_owned()));
            }
            Ok(index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher())
        })?;
        Ok(Self { about, statuses, public, searcher, locator, seal })
    }

    /// Which bucket it is.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// What is public about its certificates.
    pub fn public(&self) -> &Public {
        &self.public
    }

    /// The boxes that a locator leads to.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, keys: &Keys) -> Result<Option<Boxes>, BucketError> {
        let term = Term::from_field_bytes(self.locator, &keys.locator);
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let document: Option<TantivyDocument> = guarded(|| {
            let found = self.searcher.search(&query, &DocSetCollector)?;
            found.into_iter().min().map(|address| self.searcher.doc(address)).transpose()
        })?;
        let Some(document) = document else { return Ok(None) };
        let damaged = || BucketError::Bundle(BundleError::Damaged("内容"));
        let stored = document.get_first(self.seal).and_then(|value| value.as_bytes()).ok_or_else(damaged)?;
        let stored: &[u8; STORED] = stored.try_into().map_err(|_| damaged())?;
        let (position, boxes) = stored.split_at(POSITION);
        let (name, code) = boxes.split_at(BASIC + TAG);
        let position = u32::from(u16::from_le_bytes([position[0], position[1]]));
        Ok(Some(Boxes { position, name: name.to_vec(), code: code.to_vec() }))
    }

    /// What became of the certificate at a position.
    pub fn status(&self, position: u32) -> Status {
        let position = usize::try_from(position).ok();
        position.and_then(|position| status::read(&self.statuses, position)).unwrap_or(Status::Unknown)
    }
}
