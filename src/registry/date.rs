//! Calendar dates as the records write them: `YYYY-MM-DD`, nothing else.

use std::borrow::Cow;
use std::ops::Deref;

use super::value::{Value, ValueFault, value_traits};

/// A civil date (ISO 8601, `YYYY-MM-DD`, years 1900 to 2199). Has no time zone: it is the office's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The years a date may lie in.
    pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

    /// The date of a year, month (1 to 12) and day (1 to 31), if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let in_range = Self::YEARS.contains(&year);
        jiff::civil::Date::new(year, month, day).ok().filter(|_| in_range).map(Self)
    }

    /// The date in Chinese: `2020年5月25日`.
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year(), self.month(), self.day())
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl Deref for Date {
    type Target = jiff::civil::Date;
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Value for Date {
    const FORMAT: &'static str = "date";
    const TITLE: &'static str = "日期";
    const EXAMPLE: &'static str = "2020-05-25";
    const PATTERN: Option<&'static str> = Some(
        // 29 February stands apart: of 1900, 2000 and 2100 only 2000 has it.
        "^((19|2[01])\\d{2}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))|(20([02468][048]|[13579][26])|(19|21)(0[48]|[2468][048]|[13579][26]))-02-29)$",
    );

    fn parse(text: &str) -> Result<Self, ValueFault> {
        let malformed =
            || ValueFault::new(format!("「{text}」不是日期")).hint("日期写成 年-月-日，例如 2020-05-25");
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| match i {
                4 | 7 => *b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !shaped {
            return Err(malformed());
        }
        let year: i16 = text[0..4].parse().map_err(|_| malformed())?;
        let month: i8 = text[5..7].parse().map_err(|_| malformed())?;
        let day: i8 = text[8..10].parse().map_err(|_| malformed())?;
        if !Self::YEARS.contains(&year) {
            return Err(ValueFault::new(format!("年份 {year} 不在 1900 至 2199 之间")).at(0..4));
        }
        if !(1..=12).contains(&month) {
            return Err(ValueFault::new(format!("没有 {month} 月")).at(5..7));
        }
        Self::new(year, month, day)
            .ok_or_else(|| ValueFault::new(format!("{year} 年 {month} 月没有 {day} 日")).at(8..10))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.0.to_string())
    }
}

value_traits!(Date);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_iso_dates_only() {
        assert_eq!(Date::parse("2020-02-29").unwrap().to_string(), "2020-02-29");
        for wrong in [
            "20200229",
            "2020-2-29",
            "2020-02-29T00:00",
            "２０２０-02-29",
            "2021-02-29",
            "2020-13-01",
            "0020-01-01",
        ] {
            assert!(Date::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn points_at_the_day_that_does_not_exist() {
        let fault = Date::parse("2021-02-30").unwrap_err();
        assert_eq!((fault.message.as_str(), fault.range), ("2021 年 2 月没有 30 日", Some(8..10)));
    }
}
