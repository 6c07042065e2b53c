//! `holders.age`: the full personal rows of a batch, encrypted in the age format (age-encryption.org/v1) to the office's
//! recipients. Inside, one JSON object a line, with Chinese keys: any age tool shows what a person can read.

use std::fmt;
use std::io::{Read, Write};
use std::iter;

use age::x25519::{Identity, Recipient};
use lookup::seal::Code;
use serde::{Deserialize, Serialize};

use super::roster::Row;
use crate::registry::identifier::CertificateNumber;

/// A holder of a certificate, in full.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The certificate number.
    #[serde(rename = "证书编号")]
    pub number: CertificateNumber,
    /// The code printed on the certificate.
    #[serde(rename = "校验码")]
    pub code: String,
    /// The full name.
    #[serde(rename = "姓名")]
    pub name: String,
    /// The sex.
    #[serde(rename = "性别")]
    pub sex: String,
    /// The kind of document.
    #[serde(rename = "证件类型")]
    pub document_kind: String,
    /// The number of the document.
    #[serde(rename = "证件号码")]
    pub document_number: String,
    /// The name of the occupation.
    #[serde(rename = "职业名称")]
    pub occupation: String,
    /// The specialty; empty if there is none.
    #[serde(rename = "工种/职业方向")]
    pub specialty: String,
    /// The employer.
    #[serde(rename = "工作单位")]
    pub employer: String,
    /// Employee, dispatched or intern.
    #[serde(rename = "人员类别")]
    pub candidate: String,
    /// The score in theory; empty if there is none.
    #[serde(rename = "理论成绩")]
    pub theory: String,
    /// The score in skill; empty if there is none.
    #[serde(rename = "技能成绩")]
    pub skill: String,
    /// The score of the review; empty if there is none.
    #[serde(rename = "综合评审成绩")]
    pub review: String,
}

/// Logs are kept: a holder shows the number of the certificate and no more.
impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Holder").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Holder {
    /// A person of a roster with the number and the code of their certificate.
    pub fn new(number: CertificateNumber, code: &Code, row: &Row) -> Self {
        let score = |score: Option<super::roster::Score>| score.map(|score| score.to_string());
        Self {
            number,
            code: code.to_string(),
            name: row.name.clone(),
            sex: row.sex.title().to_owned(),
            document_kind: row.document.kind.title().to_owned(),
            document_number: row.document.number.clone(),
            occupation: row.occupation_name.clone(),
            specialty: row.specialty.as_deref().unwrap_or_default().to_owned(),
            employer: row.employer.to_string(),
            candidate: row.candidate.title().to_owned(),
            theory: score(row.scores.theory).unwrap_or_default(),
            skill: score(row.scores.skill).unwrap_or_default(),
            review: score(row.scores.review).unwrap_or_default(),
        }
    }
}

/// The last four characters of a document's number, which a sealed record keeps.
pub(super) fn tail(number: &str) -> &str {
    let start = number.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    &number[start..]
}

/// Whom to encrypt to: the lines of `content/recipients.txt`.
#[derive(Default)]
pub struct Recipients(Vec<Recipient>);

/// Why holders could not be encrypted or opened. Says nothing of what is inside.
#[derive(Debug, thiserror::Error)]
pub enum HoldersError {
    /// A line of the list of recipients is none.
    #[error("content/recipients.txt 第 {0} 行不是 age 公钥（age1 开头，用 age-keygen 生成）")]
    Recipient(usize),
    /// The list is empty.
    #[error(
        "content/recipients.txt 里没有公钥：先用 age-keygen 生成一对，把公钥（age1 开头）写进去，私钥离线保管"
    )]
    NoRecipient,
    /// The file of the private key holds none.
    #[error("私钥文件里没有 age 私钥（AGE-SECRET-KEY-1 开头）")]
    NoIdentity,
    /// Not encrypted to this key, or damaged.
    #[error("打不开：不是加密给这把私钥的，或文件已损坏")]
    Closed,
    /// What was inside is not a list of holders.
    #[error("解开后第 {0} 行不是持证人记录")]
    Row(usize),
    /// It could not be encrypted.
    #[error("加密持证人信息时出错")]
    Encrypt,
}

impl Recipients {
    /// Reads a list: one public key a line; empty lines and those that begin with `#` are passed over.
    ///
    /// # Errors
    /// The first line that is no key; a list without any.
    pub fn read(text: &str) -> Result<Self, HoldersError> {
        let lines = text.lines().map(str::trim).enumerate();
        let keys = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let recipients: Vec<Recipient> = keys
            .map(|(at, line)| line.parse().map_err(|_| HoldersError::Recipient(at + 1)))
            .collect::<Result<_, _>>()?;
        if recipients.is_empty() { Err(HoldersError::NoRecipient) } else { Ok(Self(recipients)) }
    }
}

/// Encrypts the holders of a batch. The bytes differ every time: the format draws a fresh key.
///
/// # Errors
/// When that fails; nothing of the holders is in the error.
pub fn close(holders: &[Holder], recipients: &Recipients) -> Result<Vec<u8>, HoldersError> {
    let mut plain = Vec::new();
    for holder in holders {
        serde_json::to_writer(&mut plain, holder).map_err(|_| HoldersError::Encrypt)?;
        plain.push(b'\n');
    }
    let recipients = recipients.0.iter().map(|recipient| recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(|_| HoldersError::NoRecipient)?;
    let mut closed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut closed).map_err(|_| HoldersError::Encrypt)?;
    writer.write_all(&plain).map_err(|_| HoldersError::Encrypt)?;
    writer.finish().map_err(|_| HoldersError::Encrypt)?;
    Ok(closed)
}

/// Opens the holders of a batch with the text of a private key's file, as `age-keygen` writes it.
///
/// # Errors
/// When the key does not open it or what is inside are no holders.
pub fn open(closed: &[u8], key: &str) -> Result<Vec<Holder>, HoldersError> {
    let keys = key.lines().map(str::trim).filter_map(|line| line.parse::<Identity>().ok());
    let keys: Vec<Identity> = keys.collect();
    if keys.is_empty() {
        return Err(HoldersError::NoIdentity);
    }
    let mut plain = String::new();
    let decryptor = age::Decryptor::new(closed).map_err(|_| HoldersError::Closed)?;
    let keys = keys.iter().map(|key| key as &dyn age::Identity);
    let reader = decryptor.decrypt(keys).map_err(|_| HoldersError::Closed)?;
    // A batch holds some thousands of rows of some hundred bytes.
    let most = crate::source::MOST_SEALS;
    reader.take(most).read_to_string(&mut plain).map_err(|_| HoldersError::Closed)?;
    let lines = iter::zip(1.., plain.lines());
    lines.map(|(at, line)| serde_json::from_str(line).map_err(|_| HoldersError::Row(at))).collect()
}
