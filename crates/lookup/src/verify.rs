//! From a number and a secret to a list of checks in words. The same natively and in the browser.

use serde::Serialize;

use crate::bucket::{Bucket, BucketError, Event, Granted, Institution, Public};
use crate::bundle::BundleError;
use crate::manifest::{Manifest, ManifestError};
use crate::number::{Number, NumberHint};
use crate::seal::code::CodeError;
use crate::seal::{Basic, Code, Full, Keys, SealError, normalise};
use crate::status::Status;

mod words;

/// What the visitor knows besides the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret<'a> {
    /// The holder's name.
    Name(&'a str),
    /// The printed code.
    Code(&'a str),
}

/// How one check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// As it should be.
    Green,
    /// Not as it should be: the certificate is not verified.
    Red,
    /// Good to know.
    Grey,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// `found`, `opened`, `filed`, `status`, `institution`.
    pub key: &'static str,
    /// What was checked, in a few words.
    pub title: &'static str,
    /// How it came out.
    pub state: Light,
    /// The same in one sentence.
    pub sentence: String,
}

/// What the certificate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its number.
    pub number: String,
    /// The level in words.
    pub level: String,
    /// The date of issue.
    pub issued: String,
    /// The date of the assessment, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessed: Option<String>,
    /// The edition of the classification.
    pub edition: String,
    /// The occupation's code.
    pub occupation_code: String,
    /// The occupation's name.
    pub occupation: String,
    /// The institution's name.
    pub institution: String,
    /// Its page, from the site's root.
    pub institution_href: String,
    /// The holder; only with the code, as are those below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The last four characters of the identity number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_tail: Option<String>,
    /// The specialty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialty: Option<String>,
    /// The score in theory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theory: Option<String>,
    /// The score in skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether no check is red.
    pub verified: bool,
    /// The number as it was understood.
    pub number: String,
    /// The answer in one sentence.
    pub sentence: String,
    /// The checks, in the order they are shown.
    pub checks: Vec<Check>,
    /// What the certificate says, if it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Shown>,
}

/// Why there is no answer: never to be taken for "not found".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// `number`, `name`, `code`: what was typed. `not-a-file`, `old`, `new`, `damaged`, `another`, `unreadable`,
    /// `settings`: what the site gave.
    pub kind: &'static str,
    /// What is the matter, in one sentence.
    pub sentence: String,
    /// What to do about it.
    pub advice: &'static str,
    /// For `number`: the first wrong place, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<usize>,
}

impl Trouble {
    /// Whether it lies in what was typed, not in what the site gave.
    pub fn is_typed(&self) -> bool {
        matches!(self.kind, "number" | "name" | "code")
    }
}

impl From<NumberHint> for Trouble {
    fn from(hint: NumberHint) -> Self {
        let NumberHint { position, sentence, .. } = hint;
        Self { kind: "number", sentence, advice: "请对照证书上的编号改一改。", position }
    }
}

impl From<CodeError> for Trouble {
    fn from(error: CodeError) -> Self {
        let advice = "校验码印在证书二维码旁边，由数字和大写字母组成，没有 I、L、O、U。";
        Self { kind: "code", sentence: error.to_string(), advice, position: None }
    }
}

impl From<ManifestError> for Trouble {
    fn from(error: ManifestError) -> Self {
        let (kind, advice) = match error {
            ManifestError::NotAManifest => ("not-a-file", words::NETWORK),
            ManifestError::Format(_) => ("new", words::RELOAD),
            ManifestError::Bounds => ("damaged", words::RELOAD),
        };
        Self { kind, sentence: error.to_string(), advice, position: None }
    }
}

impl From<BucketError> for Trouble {
    fn from(error: BucketError) -> Self {
        let (kind, advice) = match &error {
            BucketError::Bundle(BundleError::NotABundle) => ("not-a-file", words::NETWORK),
            BucketError::Bundle(BundleError::TooOld { .. }) => ("old", words::RELOAD),
            BucketError::Bundle(BundleError::TooNew { .. }) => ("new", words::RELOAD),
            BucketError::Bundle(BundleError::Damaged(_) | BundleError::WrongKind) => {
                ("damaged", words::RELOAD)
            }
            BucketError::Another => ("another", words::RELOAD),
            BucketError::Index(_) => ("damaged", words::OFFICE),
        };
        Self { kind, sentence: error.to_string(), advice, position: None }
    }
}

impl From<SealError> for Trouble {
    fn from(error: SealError) -> Self {
        let (kind, sentence, advice) = match error {
            SealError::NoName => (
                "name",
                "请输入持证人姓名".to_owned(),
                "请按证书上的写法输入姓名；汉字之间多打或少打空格不影响。",
            ),
            other => ("settings", other.to_string(), words::OFFICE),
        };
        Self { kind, sentence, advice, position: None }
    }
}

/// What is wrong with what was typed, before anything is fetched.
///
/// # Errors
/// The first thing that is wrong.
pub fn typed(number: &str, secret: Secret<'_>) -> Result<Number, Trouble> {
    let number = Number::typed(number)?;
    match secret {
        Secret::Name(name) if normalise(name).is_empty() => Err(SealError::NoName.into()),
        Secret::Code(code) => Ok(Code::typed(code).map(|_| number)?),
        Secret::Name(_) => Ok(number),
    }
}

/// The file of the bucket that a number is looked up in, from the site's root.
///
/// # Errors
/// When the number is not one.
pub fn bucket_file(manifest: &Manifest, number: &str) -> Result<String, Trouble> {
    Ok(crate::manifest::file(manifest.bucket(Number::typed(number)?)))
}

/// Looks a certificate up in its bucket. A wrong name and an unknown number give the same answer for the same work.
///
/// # Errors
/// What kept the lookup from an answer.
pub fn verify(
    manifest: &Manifest,
    bucket: Vec<u8>,
    number: &str,
    secret: Secret<'_>,
) -> Result<Verdict, Trouble> {
    let number = typed(number, secret)?;
    let bucket = Bucket::open(bucket, manifest, manifest.bucket(number))?;
    let keys = match secret {
        Secret::Name(name) => Keys::of_name(&manifest.site, number, name, manifest.kdf)?,
        Secret::Code(code) => Keys::of_code(&manifest.site, number, &Code::typed(code)?),
    };
    let Some(boxes) = bucket.find(&keys)? else { return Ok(words::not_found(number, secret)) };
    let opened = match secret {
        Secret::Name(_) => keys.open(number, &boxes.name).and_then(|bytes| {
            let basic = Basic::from_bytes(&bytes).ok()?;
            Some((Full { basic, ..Full::default() }, false))
        }),
        Secret::Code(_) => {
            keys.open(number, &boxes.code).and_then(|bytes| Some((Full::from_bytes(&bytes).ok()?, true)))
        }
    };
    let Some((full, by_code)) = opened else { return Ok(words::not_opened(number, secret)) };
    let events = bucket.public().events.iter().filter(|event| event.position == boxes.position);
    let found = Found {
        number,
        full,
        by_code,
        status: bucket.status(boxes.position),
        events: events.collect(),
        public: bucket.public(),
    };
    Ok(words::verdict(&found, secret))
}

/// A certificate that was found and opened.
struct Found<'a> {
    number: Number,
    full: Full,
    by_code: bool,
    status: Status,
    events: Vec<&'a Event>,
    public: &'a Public,
}

impl<'a> Found<'a> {
    fn institution(&self) -> Option<&'a Institution> {
        self.public.institutions.iter().find(|institution| institution.id == self.full.basic.institution)
    }

    fn granted(&self) -> Option<Granted> {
        let basic = &self.full.basic;
        let asked = (&basic.edition, &basic.occupation, &basic.level, &basic.issued);
        let mut grants = self.institution()?.grants.iter();
        grants.find(|grant| (&grant.0, &grant.1, &grant.2, &grant.3) == asked).map(|grant| grant.4)
    }

    fn occupation(&self) -> &str {
        let basic = &self.full.basic;
        let mut occupations = self.public.occupations.iter();
        let found =
            occupations.find(|known| known.edition == basic.edition && known.code == basic.occupation);
        found.map_or(basic.occupation.as_str(), |known| known.name.as_str())
    }
}
