//! Identifiers with their check digits. One type each: a parser, a check, a precise fault.

mod certificate_number;
mod citizen_id;
mod contact;
mod credit_code;
mod digest;
mod digits;
mod division_code;
mod occupation_code;
mod record_id;

pub use certificate_number::{BodyKind, CertificateNumber, FilingNumber};
pub use citizen_id::{CitizenId, CitizenIdFault};
pub use contact::{EmailAddress, SiteAddress, Telephone, WebAddress};
pub use credit_code::CreditCode;
pub use digest::Digest;
pub use digits::Digits;
pub use division_code::DivisionCode;
pub use occupation_code::OccupationCode;
pub use record_id::RecordId;

use super::value::ValueFault;

/// Finds the first character that `allowed` refuses, and says so, with the most common confusions named.
fn only(text: &str, allowed: impl Fn(char) -> bool, what: &str) -> Result<(), ValueFault> {
    let Some((at, character)) = text.char_indices().find(|(_, c)| !allowed(*c)) else {
        return Ok(());
    };
    let position = text[..at].chars().count() + 1;
    let fault = ValueFault::new(format!("第 {position} 位「{character}」不是{what}"))
        .at(at..at + character.len_utf8());
    Err(match character {
        'O' | 'o' => fault.hint("是不是把数字 0 写成了字母 O"),
        'I' | 'l' => fault.hint("是不是把数字 1 写成了字母"),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' => fault.hint("这是全角字符，请改用半角"),
        'a'..='z' => fault.hint("字母要大写"),
        ' ' | '\u{3000}' => fault.hint("去掉空格"),
        _ => fault,
    })
}

/// Whether digits are the first two of GB/T 2260: a province, Taiwan (71), Hong Kong (81) or Macao (82).
fn is_province(digits: &[u8]) -> bool {
    matches!(
        digits,
        [b'1', b'1'..=b'5']
            | [b'2', b'1'..=b'3']
            | [b'3', b'1'..=b'7']
            | [b'4', b'1'..=b'6']
            | [b'5', b'0'..=b'4']
            | [b'6', b'1'..=b'5']
            | [b'7', b'1']
            | [b'8', b'1' | b'2']
    )
}

/// Checks the number of characters.
fn length(text: &str, expected: usize, what: &str) -> Result<(), ValueFault> {
    match text.chars().count() {
        count if count == expected => Ok(()),
        count => Err(ValueFault::new(format!("{what}应为 {expected} 位，这里有 {count} 位"))),
    }
}
