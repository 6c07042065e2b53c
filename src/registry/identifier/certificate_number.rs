//! Certificate and filing numbers: 《职业技能等级证书编码规则（试行）》 人社鉴发〔2019〕2号.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{length, only};
use crate::registry::level::Level;
use crate::registry::value::{Value, ValueFault, value_traits};

/// The kind of assessment body a number begins with (part 1 of the rule).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyKind {
    /// `Y`, 用人单位: an employer that assesses its own workers.
    Employer,
    /// `S`, 社会培训评价组织: a training body that assesses for others.
    SocialOrganisation,
}

impl BodyKind {
    fn from_letter(letter: u8) -> Option<Self> {
        match letter {
            b'Y' => Some(Self::Employer),
            b'S' => Some(Self::SocialOrganisation),
            _ => None,
        }
    }
}

/// A filing number (备案号): 13 characters, the first four parts of the certificate numbers of a body:
/// kind letter, 4 digits of the body (`0000` if filed with a province), 2 of the province, 6 of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilingNumber([u8; 13]);

impl FilingNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The kind of body (position 1).
    pub fn body_kind(&self) -> BodyKind {
        BodyKind::from_letter(self.0[0]).unwrap_or(BodyKind::Employer)
    }

    /// The body's code (positions 2 to 5): `0000` if it filed with the province.
    pub fn body(&self) -> &str {
        &self.as_str()[1..5]
    }

    /// The province (positions 6 and 7), the first two digits of GB/T 2260.
    pub fn province(&self) -> &str {
        &self.as_str()[5..7]
    }
}

/// A certificate number: 22 characters, a filing number, 2 digits of the year of issue, 1 of the level,
/// 6 of the sequence. It has no check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CertificateNumber([u8; 22]);

impl CertificateNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The number as ASCII.
    pub const fn bytes(&self) -> &[u8; 22] {
        &self.0
    }

    /// What puts numbers in order, in two parts that machines compare at once.
    fn rank(&self) -> (u128, u64) {
        let (mut front, mut back) = ([0; 16], [0; 8]);
        front.copy_from_slice(&self.0[..16]);
        back[..6].copy_from_slice(&self.0[16..]);
        (u128::from_be_bytes(front), u64::from_be_bytes(back))
    }

    /// The body that issued it (positions 1 to 13).
    pub fn filing_number(&self) -> FilingNumber {
        let mut number = [0; 13];
        number.copy_from_slice(&self.0[..13]);
        FilingNumber(number)
    }

    /// The last two digits of the year of issue (positions 14 and 15).
    pub fn year(&self) -> u8 {
        (self.0[13] - b'0') * 10 + (self.0[14] - b'0')
    }

    /// The level (position 16).
    pub fn level(&self) -> Level {
        let digit = std::str::from_utf8(&self.0[15..16]);
        digit.ok().and_then(Level::from_key).unwrap_or(Level::Five)
    }

    /// The sequence within year and level (positions 17 to 22), from 1.
    pub fn sequence(&self) -> u32 {
        self.0[16..].iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    }
}

impl PartialOrd for CertificateNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for CertificateNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

fn check_filing_part(text: &str, what: &str) -> Result<(), ValueFault> {
    let first = text.chars().next().unwrap_or_default();
    if !first.is_ascii() || BodyKind::from_letter(first as u8).is_none() {
        return Err(ValueFault::new(format!(
            "{what}的首位「{first}」应为 Y（用人单位）或 S（社会培训评价组织）"
        ))
        .at(0..first.len_utf8()));
    }
    only(&text[1..], |c| c.is_ascii_digit(), "数字").map_err(|fault| shift(fault, 1))
}

/// Moves a fault of a part of a text to its place in the whole; its message counts from the part.
fn shift(mut fault: ValueFault, by: usize) -> ValueFault {
    fault.range = fault.range.map(|range| range.start + by..range.end + by);
    if let Some((position, rest)) = fault.message.strip_prefix("第 ").and_then(|rest| rest.split_once(' ')) {
        let position: usize = position.parse().unwrap_or_default();
        fault.message = format!("第 {} {rest}", position + by);
    }
    fault
}

impl Value for FilingNumber {
    const FORMAT: &'static str = "filing-number";
    const TITLE: &'static str = "备案号";
    const EXAMPLE: &'static str = "Y000012000001";
    const PATTERN: Option<&'static str> = Some("^[YS]\\d{12}$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        length(text, 13, "备案号")?;
        check_filing_part(text, "备案号")?;
        let mut number = [0; 13];
        number.copy_from_slice(text.as_bytes());
        if &number[7..] == b"000000" {
            return Err(ValueFault::new("第 8 至 13 位的机构序列码从 000001 起").at(7..13));
        }
        Ok(Self(number))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl Value for CertificateNumber {
    const FORMAT: &'static str = "certificate-number";
    const TITLE: &'static str = "证书编号";
    const EXAMPLE: &'static str = "Y000012000001203000001";
    const PATTERN: Option<&'static str> = Some("^[YS]\\d{14}[1-5]\\d{6}$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        length(text, 22, "证书编号")?;
        check_filing_part(text, "证书编号")?;
        let mut number = [0; 22];
        number.copy_from_slice(text.as_bytes());
        if !(b'1'..=b'5').contains(&number[15]) {
            return Err(
                ValueFault::new(format!("第 16 位「{}」应为等级 1 至 5", char::from(number[15]))).at(15..16)
            );
        }
        if &number[16..] == b"000000" {
            return Err(ValueFault::new("第 17 至 22 位的证书序列码从 000001 起").at(16..22));
        }
        Ok(Self(number))
    }

    fn restore(kept: &[u8]) -> Result<Self, ValueFault> {
        kept.try_into().map(Self).map_err(|_| ValueFault::new("不是 22 个字节"))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

value_traits!(FilingNumber);
value_traits!(CertificateNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_number_apart() {
        let number = CertificateNumber::parse("Y000012000001203000001").unwrap();
        assert_eq!(number.filing_number(), FilingNumber::parse("Y000012000001").unwrap());
        assert_eq!((number.year(), number.level(), number.sequence()), (20, Level::Three, 1));
        assert_eq!((number.filing_number().body(), number.filing_number().province()), ("0000", "12"));
    }

    #[test]
    fn stands_in_the_order_of_its_text() {
        let numbers = [
            "Y000012000001203000001",
            "Y000012000001203000002",
            "Y000012000001193999999",
            "S999912000001203000001",
        ];
        for one in numbers {
            for other in numbers {
                let read = |text: &str| CertificateNumber::parse(text).unwrap();
                assert_eq!(read(one).cmp(&read(other)), one.cmp(other));
            }
        }
    }

    #[test]
    fn names_the_wrong_place() {
        let fault = CertificateNumber::parse("Y00001200O001203000001").unwrap_err();
        assert_eq!((fault.range, fault.message.as_str()), (Some(9..10), "第 10 位「O」不是数字"));
        assert_eq!(CertificateNumber::parse("Y000012000001209000001").unwrap_err().range, Some(15..16));
        assert!(FilingNumber::parse("J000012000001").unwrap_err().message.contains("Y（用人单位）"));
        assert!(FilingNumber::parse("字000012000001").is_err());
    }
}
