//! The parsers of all scalar types by the name of their format, for whoever holds only text and a schema.

use super::identifier::{
    CertificateNumber, CreditCode, Digest, Digits, DivisionCode, EmailAddress, FilingNumber, OccupationCode,
    RecordId, SiteAddress, Telephone, WebAddress,
};
use super::value::{Value, ValueFault};
use super::{Date, Prose, Text};

type Parser = fn(&str) -> Result<(), ValueFault>;

/// A format: its name, its Chinese title, its parser.
type Entry = (&'static str, &'static str, Parser);

fn entry<V: Value>() -> Entry {
    (V::FORMAT, V::TITLE, |text| V::parse(text).map(drop))
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
    formats().iter().find(|(name, ..)| *name == format).map(|(_, _, parse)| parse(text))
}

/// The Chinese title of a format; that of text if the format is not one of ours.
pub fn title(format: &str) -> &'static str {
    formats().iter().find(|(name, ..)| *name == format).map_or(Text::TITLE, |(_, title, _)| title)
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
