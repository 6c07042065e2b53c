//! The parsers of all scalar types by the name of their format, for whoever holds only text and a schema.

use super::identifier::{
    CertificateNumber, CreditCode, Digest, Digits, DivisionCode, EmailAddress, FilingNumber, OccupationCode,
    RecordId, SiteAddress, Telephone, WebAddress,
};
use super::value::{Value, ValueFault};
use super::{Date, Prose, Text};

type Parser = fn(&str) -> Result<(), ValueFault>;

/// A format: its name, its Chinese title, its example, its parser.
type Entry = (&'static str, &'static str, &'static str, Parser);

fn entry<V: Value>() -> Entry {
    (V::FORMAT, V::TITLE, V::EXAMPLE, |text| V::parse(text).map(drop))
}

fn formats() -> [Entry; 17] {
    [
        entry::<Text>(),
        entry::<Prose>(),
        entry::<Date>(),
        entry::<RecordId>(),
        entry::<CreditCode>(),
        entry::<FilingNumber>(),
        entry::<CertificateNumber>(),
        entry::<OccupationCode>(),
        entry::<DivisionCode>(),
        entry::<Digest>(),
        entry::<Telephone>(),
        entry::<EmailAddress>(),
        entry::<WebAddress>(),
        entry::<SiteAddress>(),
        entry::<Digits<2>>(),
        entry::<Digits<6>>(),
        entry::<Digits<10>>(),
    ]
}

/// Checks a text against a format; `None` if the format is not one of ours.
pub fn check(format: &str, text: &str) -> Option<Result<(), ValueFault>> {
    formats().iter().find(|(name, ..)| *name == format).map(|(.., parse)| parse(text))
}

/// The Chinese title of a format; that of text if the format is not one of ours.
pub fn title(format: &str) -> &'static str {
    formats().iter().find(|(name, ..)| *name == format).map_or(Text::TITLE, |(_, title, ..)| title)
}

/// A value of a format; a text if the format is not one of ours.
pub fn example(format: &str) -> &'static str {
    formats().iter().find(|(name, ..)| *name == format).map_or(Text::EXAMPLE, |(_, _, example, _)| example)
}

/// The largest number that a type can hold, which its format names.
pub fn largest(format: &str) -> Option<u32> {
    Some(match format {
        "uint8" => u8::MAX.into(),
        "uint16" => u16::MAX.into(),
        "int16" => i16::MAX.unsigned_abs().into(),
        "uint32" => u32::MAX,
        "int32" => i32::MAX.unsigned_abs(),
        _ => return None,
    })
}

/// What a value of a format looks like, for editors and forms; none where its title says it all.
pub fn explanation(format: &str) -> Option<&'static str> {
    Some(match format {
        Prose::FORMAT => "可以分几行写",
        Date::FORMAT => "写成 年-月-日，例如 2020-05-25",
        RecordId::FORMAT => "只用小写字母、数字和连字符，例如 2020-0001",
        CreditCode::FORMAT => "18 位统一社会信用代码，字母大写，最后一位是校验位",
        FilingNumber::FORMAT => "13 位备案号：字母 Y 或 S 加 12 位数字",
        CertificateNumber::FORMAT => "22 位证书编号：前 13 位是备案号",
        OccupationCode::FORMAT => "写成 大类-中类-小类-职业，例如 6-31-01-03",
        DivisionCode::FORMAT => "六位数字，写到区县，例如 120104",
        Digest::FORMAT => {
            "文件的 SHA-256 校验值，64 位小写字母和数字；Windows 用 certutil -hashfile 文件 SHA256 算出，Linux 用 sha256sum"
        }
        Telephone::FORMAT => {
            "办公电话，写成 区号-号码，例如 022-83635027，或 12333 这样的短号；不写个人手机号"
        }
        EmailAddress::FORMAT => "单位的电子邮箱，例如 office@example.com",
        WebAddress::FORMAT => "以 https:// 或 http:// 开头",
        SiteAddress::FORMAT => "以 https:// 开头，以 / 结尾",
        _ => return None,
    })
}

/// The code of the rule that reports faults of a format: its name, but one code for all plain digits, and one for all addresses.
pub fn code(format: &str) -> &'static str {
    match formats().iter().find(|(name, ..)| *name == format) {
        Some((name, ..)) if name.ends_with("-digits") => "digits",
        Some((name, ..)) if *name == SiteAddress::FORMAT => WebAddress::FORMAT,
        Some((name, ..)) => name,
        None => Text::FORMAT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_a_value_of_its_format() {
        fn holds<V: Value>() -> bool {
            V::parse(V::EXAMPLE).is_ok()
        }
        assert!(holds::<Text>() && holds::<Prose>() && holds::<Date>() && holds::<RecordId>());
        assert!(holds::<CreditCode>() && holds::<FilingNumber>() && holds::<CertificateNumber>());
        assert!(holds::<OccupationCode>() && holds::<DivisionCode>() && holds::<Digest>());
        assert!(holds::<Telephone>() && holds::<EmailAddress>() && holds::<WebAddress>());
        assert!(holds::<Digits<2>>() && holds::<Digits<6>>() && holds::<Digits<10>>());
    }
}
