//! `holders.age`: the full personal rows of a batch, encrypted in the age format (age-encryption.org/v1) to the office's
//! recipients. Inside, one JSON object a line, with Chinese keys: any age tool shows what a person can read.

pub mod table;

use std::fmt;
use std::io::{Read, Write};
use std::iter;

use age::DecryptError;
use lookup::seal::Code;
use serde::{Deserialize, Serialize};

use super::keys::{Keys, Recipients};
use super::roster::Row;
use crate::registry::identifier::{CertificateNumber, Digest};
use crate::registry::records::batch::Batch;

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

/// Why holders could not be encrypted or opened. Says nothing of what is inside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoldersError {
    /// Not encrypted to this key.
    #[error("这把私钥打不开：文件不是加密给它的，换一把私钥")]
    WrongKey,
    /// Not as it was written.
    #[error("加密的文件已损坏：用 git 找回原来的文件")]
    Damaged,
    /// What was inside is not a list of holders.
    #[error("holders.age 解开后第 {0} 行不是持证人记录：用 git 找回原来的文件")]
    Row(usize),
    /// What was inside are holders of other certificates.
    #[error("holders.age 是别的批次的：用 git 找回这一批原来的文件")]
    Another,
    /// Not the file that the batch was written with.
    #[error("holders.age 与 batch.yaml 里写的校验值不同，被换过或改过：用 git 找回原来的一对文件")]
    Changed,
    /// It could not be encrypted.
    #[error("加密持证人信息时出错")]
    Encrypt,
}

/// Encrypts the holders of a batch. The bytes differ every time: the format draws a fresh key.
///
/// # Errors
/// When that fails; nothing of the holders is in the error.
pub fn close(holders: &[Holder], recipients: &Recipients) -> Result<Vec<u8>, HoldersError> {
    encrypted(holders, recipients)
}

/// Encrypts values to recipients: one JSON object a line, as any age tool shows it.
///
/// # Errors
/// When that fails; nothing of the values is in the error.
pub fn encrypted<T: Serialize>(values: &[T], recipients: &Recipients) -> Result<Vec<u8>, HoldersError> {
    let mut plain = Vec::new();
    for value in values {
        serde_json::to_writer(&mut plain, value).map_err(|_| HoldersError::Encrypt)?;
        plain.push(b'\n');
    }
    sealed(&plain, recipients)
}

fn sealed(plain: &[u8], recipients: &Recipients) -> Result<Vec<u8>, HoldersError> {
    let recipients = recipients.keys.iter().map(|recipient| recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(|_| HoldersError::Encrypt)?;
    let mut closed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut closed).map_err(|_| HoldersError::Encrypt)?;
    writer.write_all(plain).map_err(|_| HoldersError::Encrypt)?;
    writer.finish().map_err(|_| HoldersError::Encrypt)?;
    Ok(closed)
}

/// Opens the holders of a batch.
///
/// # Errors
/// When no key opens it or what is inside are no holders.
pub fn open(closed: &[u8], keys: &Keys) -> Result<Vec<Holder>, HoldersError> {
    let plain = opened(closed, keys)?;
    let lines = iter::zip(1.., plain.lines());
    lines.map(|(at, line)| serde_json::from_str(line).map_err(|_| HoldersError::Row(at))).collect()
}

/// Encrypts to other recipients what is inside, whatever that is.
///
/// # Errors
/// When no key opens it, or it cannot be encrypted.
pub fn turned(closed: &[u8], keys: &Keys, recipients: &Recipients) -> Result<Vec<u8>, HoldersError> {
    sealed(opened(closed, keys)?.as_bytes(), recipients)
}

fn opened(closed: &[u8], keys: &Keys) -> Result<String, HoldersError> {
    let mut plain = String::new();
    let decryptor = age::Decryptor::new(closed).map_err(|_| HoldersError::Damaged)?;
    let keys = keys.0.iter().map(|key| key as &dyn age::Identity);
    let reader = decryptor.decrypt(keys).map_err(|error| match error {
        DecryptError::NoMatchingKeys => HoldersError::WrongKey,
        _ => HoldersError::Damaged,
    })?;
    // A batch holds some thousands of rows of some hundred bytes.
    let most = crate::source::MOST_SEALS;
    reader.take(most).read_to_string(&mut plain).map_err(|_| HoldersError::Damaged)?;
    Ok(plain)
}

/// Opens the holders of this very batch.
///
/// # Errors
/// When no key opens it or it is not the file that belongs to the batch.
pub fn open_of(batch: &Batch, closed: &[u8], keys: &Keys) -> Result<Vec<Holder>, HoldersError> {
    let is_ours = batch.holders.is_none_or(|digest| digest == Digest::of(closed));
    let holders = match open(closed, keys) {
        Err(HoldersError::WrongKey) if !is_ours => return Err(HoldersError::Changed),
        opened => opened?,
    };
    let numbers = batch.certificates.iter().map(|certificate| certificate.number);
    if !holders.iter().map(|holder| holder.number).eq(numbers) {
        return Err(HoldersError::Another);
    }
    if is_ours { Ok(holders) } else { Err(HoldersError::Changed) }
}
