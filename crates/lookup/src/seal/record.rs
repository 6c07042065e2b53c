//! What a box holds: records of a fixed size, so that none can be told from another by its length.

use serde::Serialize;

use super::{BASIC, FULL};

const VERSION: u8 = 1;
/// Version, level, two dates.
const FIXED: usize = 10;

/// Why bytes are not a record, or a record does not fit its bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// More text than fits.
    #[error("「{0}」太长，封存记录里放不下")]
    TooLong(&'static str),
    /// A date that cannot be written.
    #[error("日期「{0}」写不进封存记录")]
    Date(String),
    /// The bytes are of another version or say nothing one can read.
    #[error("封存的内容不是本程序认识的格式")]
    Unreadable,
}

/// What whoever knows the name may read. Dates are written as `2020-09-25`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Basic {
    /// The level as records write it: `5` to `1`.
    pub level: String,
    /// The date of issue.
    pub issued: String,
    /// The date of the assessment; empty if it is not known.
    pub assessed: String,
    /// The edition of the classification.
    pub edition: String,
    /// The occupation's code.
    pub occupation: String,
    /// The institution: the name of its record.
    pub institution: String,
}

/// What whoever has the certificate in hand may read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Full {
    /// What the name opens too.
    #[serde(flatten)]
    pub basic: Basic,
    /// The holder's full name.
    pub name: String,
    /// The last four characters of the holder's identity number; may be empty.
    pub id_tail: String,
    /// The specialty, if the occupation has some; may be empty.
    pub specialty: String,
    /// The score in theory; may be empty.
    pub theory: String,
    /// The score in skill; may be empty.
    pub skill: String,
}

impl Basic {
    /// The record in its fixed size.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn to_bytes(&self) -> Result<[u8; BASIC], RecordError> {
        let mut bytes = [0; BASIC];
        let [level] = self.level.as_bytes() else { return Err(RecordError::TooLong("等级")) };
        (bytes[0], bytes[1]) = (VERSION, *level);
        bytes[2..6].copy_from_slice(&date_to_bytes(&self.issued)?);
        bytes[6..10].copy_from_slice(&date_to_bytes(&self.assessed)?);
        let texts =
            [("大典版本", &self.edition), ("职业编码", &self.occupation), ("机构", &self.institution)];
        put(&mut bytes[FIXED..], &texts)?;
        Ok(bytes)
    }

    /// Reads a record back.
    ///
    /// # Errors
    /// When the bytes are no record.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let bytes: &[u8; BASIC] = bytes.try_into().map_err(|_| RecordError::Unreadable)?;
        if bytes[0] != VERSION || !bytes[1].is_ascii_graphic() {
            return Err(RecordError::Unreadable);
        }
        let [edition, occupation, institution] = take(&bytes[FIXED..])?;
        Ok(Self {
            level: char::from(bytes[1]).to_string(),
            issued: date_from_bytes([bytes[2], bytes[3], bytes[4], bytes[5]])?,
            assessed: date_from_bytes([bytes[6], bytes[7], bytes[8], bytes[9]])?,
            edition,
            occupation,
            institution,
        })
    }
}

impl Full {
    /// The record in its fixed size.
    ///
    /// # Errors
    /// When it does not fit.
    pub fn to_bytes(&self) -> Result<[u8; FULL], RecordError> {
        let mut bytes = [0; FULL];
        bytes[..BASIC].copy_from_slice(&self.basic.to_bytes()?);
        let texts = [
            ("姓名", &self.name),
            ("证件号码末四位", &self.id_tail),
            ("职业方向（工种）", &self.specialty),
            ("理论成绩", &self.theory),
            ("技能成绩", &self.skill),
        ];
        put(&mut bytes[BASIC..], &texts)?;
        Ok(bytes)
    }

    /// Reads a record back.
    ///
    /// # Errors
    /// When the bytes are no record.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        let bytes: &[u8; FULL] = bytes.try_into().map_err(|_| RecordError::Unreadable)?;
        let basic = Basic::from_bytes(&bytes[..BASIC])?;
        let [name, id_tail, specialty, theory, skill] = take(&bytes[BASIC..])?;
        Ok(Self { basic, name, id_tail, specialty, theory, skill })
    }
}

/// Texts one after the other, each after its length; what is left stays zero.
fn put(mut space: &mut [u8], texts: &[(&'static str, &String)]) -> Result<(), RecordError> {
    for (what, text) in texts {
        let length = u8::try_from(text.len()).map_err(|_| RecordError::TooLong(what))?;
        let Some((here, rest)) = space.split_at_mut_checked(1 + text.len()) else {
            return Err(RecordError::TooLong(what));
        };
        here[0] = length;
        here[1..].copy_from_slice(text.as_bytes());
        space = rest;
    }
    Ok(())
}

fn take<const N: usize>(mut space: &[u8]) -> Result<[String; N], RecordError> {
    let mut texts = std::array::from_fn(|_| String::new());
    for text in &mut texts {
        let (length, rest) = space.split_first().ok_or(RecordError::Unreadable)?;
        let (here, rest) = rest.split_at_checked(usize::from(*length)).ok_or(RecordError::Unreadable)?;
        let here = std::str::from_utf8(here).map_err(|_| RecordError::Unreadable)?;
        here.clone_into(text);
        space = rest;
    }
    if space.iter().any(|byte| *byte != 0) { Err(RecordError::Unreadable) } else { Ok(texts) }
}

/// Year in two bytes, high one first, month, day; no date is four zeros.
fn date_to_bytes(date: &str) -> Result<[u8; 4], RecordError> {
    if date.is_empty() {
        return Ok([0; 4]);
    }
    let wrong = || RecordError::Date(date.to_owned());
    let digits: Vec<&str> = date.split('-').collect();
    let [year, month, day] = digits[..] else { return Err(wrong()) };
    let year: u16 = year.parse().map_err(|_| wrong())?;
    let (month, day) = (month.parse().map_err(|_| wrong())?, day.parse().map_err(|_| wrong())?);
    let [high, low] = year.to_be_bytes();
    if date_from_bytes([high, low, month, day])? == date { Ok([high, low, month, day]) } else { Err(wrong()) }
}

fn date_from_bytes([high, low, month, day]: [u8; 4]) -> Result<String, RecordError> {
    match (u16::from_be_bytes([high, low]), month, day) {
        (0, 0, 0) => Ok(String::new()),
        (year @ 1..=9999, 1..=12, 1..=31) => Ok(format!("{year:04}-{month:02}-{day:02}")),
        _ => Err(RecordError::Unreadable),
    }
}
