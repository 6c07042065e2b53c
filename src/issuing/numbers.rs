//! Certificate numbers in order: 人社鉴发〔2019〕2号, part 7, counts up for each body, year and level.

use std::collections::HashMap;

use crate::registry::identifier::{CertificateNumber, FilingNumber};
use crate::registry::records::batch::Batch;
use crate::registry::value::Value;
use crate::registry::{Date, Level, Record};

/// The last sequence of a body's year and level: there are six digits for it.
const LAST: u32 = 999_999;

/// The highest sequence given so far, by body, year and level.
#[derive(Debug, Default)]
pub struct Sequences {
    highest: HashMap<(FilingNumber, u8, Level), u32>,
}

/// Why there is no next number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoNumber {
    /// All numbers of a body's year and level are given.
    #[error("备案号 {0} 这一年这一等级的 999999 个编号已经用完")]
    Exhausted(FilingNumber),
    /// 人社鉴发〔2019〕2号 has digits for five levels; those of the others are made by rules that are not known here.
    #[error("「{0}」的证书编号规则没有录入，不能发证：编号第 16 位只有 5 至 1 五个等级")]
    Level(Level),
}

impl Sequences {
    /// What is given in some batches. A number once given is never given again, revoked or not.
    pub fn of<'a>(batches: impl IntoIterator<Item = &'a Record<Batch>>) -> Self {
        let mut sequences = Self::default();
        for certificate in batches.into_iter().flat_map(|batch| &batch.value.certificates) {
            let number = certificate.number;
            let key = (number.filing_number(), number.year(), number.level());
            let highest = sequences.highest.entry(key).or_default();
            *highest = (*highest).max(number.sequence());
        }
        sequences
    }

    /// The next number of a body for a date of issue and a level.
    ///
    /// # Errors
    /// When there is none left.
    pub fn next(
        &mut self,
        body: FilingNumber,
        issued: Date,
        level: Level,
    ) -> Result<CertificateNumber, NoNumber> {
        let digit = level.digit().ok_or(NoNumber::Level(level))?;
        let year = u8::try_from(issued.year() % 100).unwrap_or_default();
        let highest = self.highest.entry((body, year, level)).or_default();
        let sequence =
            Some(*highest + 1).filter(|sequence| *sequence <= LAST).ok_or(NoNumber::Exhausted(body))?;
        let text = format!("{}{year:02}{digit}{sequence:06}", body.as_str());
        let number = CertificateNumber::parse(&text).map_err(|_| NoNumber::Exhausted(body))?;
        *highest = sequence;
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_up_for_each_year_and_level() {
        let body = FilingNumber::parse("Y000012000001").unwrap();
        let date = |text| Date::parse(text).unwrap();
        let mut sequences = Sequences::default();
        let mut next =
            |issued, level| sequences.next(body, date(issued), level).map(|number| number.to_string());
        assert_eq!(next("2020-09-25", Level::Four).as_deref(), Ok("Y000012000001204000001"));
        assert_eq!(next("2020-10-25", Level::Four).as_deref(), Ok("Y000012000001204000002"));
        assert_eq!(next("2020-10-25", Level::Three).as_deref(), Ok("Y000012000001203000001"));
        assert_eq!(next("2021-01-04", Level::Four).as_deref(), Ok("Y000012000001214000001"));
    }

    #[test]
    fn ends_at_the_last_number_of_six_digits() {
        let body = FilingNumber::parse("Y000012000001").unwrap();
        let issued = Date::parse("2020-09-25").unwrap();
        let mut sequences = Sequences { highest: HashMap::from([((body, 20, Level::Four), 999_998)]) };
        assert!(sequences.next(body, issued, Level::Four).is_ok());
        assert_eq!(sequences.next(body, issued, Level::Four), Err(NoNumber::Exhausted(body)));
        assert_eq!(sequences.next(body, issued, Level::Chief), Err(NoNumber::Level(Level::Chief)));
    }
}
