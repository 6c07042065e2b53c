//! What a form says of people that no record may: kept beside it, encrypted to the office's keys.

use std::fmt;

use serde::Serialize;

use crate::issuing::holders::{HoldersError, encrypted};
use crate::issuing::keys::Recipients;

/// A private number and whose it is.
#[derive(Clone, Serialize)]
pub struct Private {
    #[serde(rename = "表")]
    part: String,
    #[serde(rename = "行", skip_serializing_if = "Option::is_none")]
    row: Option<u32>,
    #[serde(rename = "姓名", skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(rename = "身份证号", skip_serializing_if = "Option::is_none")]
    identity: Option<String>,
    #[serde(rename = "手机", skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
}

/// Logs are kept: nothing of a person is in them.
impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Private").field("part", &self.part).field("row", &self.row).finish_non_exhaustive()
    }
}

impl Private {
    pub(super) fn identity(part: &str, row: u32, name: &str, number: String) -> Self {
        let name = name.to_owned();
        Self { part: part.to_owned(), row: Some(row), name, identity: Some(number), mobile: None }
    }

    pub(super) fn mobile(whose: &str, number: String) -> Self {
        Self { part: whose.to_owned(), row: None, name: String::new(), identity: None, mobile: Some(number) }
    }
}

/// Encrypts what is private. The bytes differ every time.
///
/// # Errors
/// When that fails; nothing of what is inside is in the error.
pub fn close(private: &[Private], recipients: &Recipients) -> Result<Vec<u8>, HoldersError> {
    encrypted(private, recipients)
}
