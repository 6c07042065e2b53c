//! What is nearly a citizen ID number: one with a slip of typing in it still tells almost all of the real one.

use super::{WIDEST_GAP, is_gap};
use crate::registry::identifier::{CitizenId, CreditCode};
use crate::registry::value::Value as _;

/// Where the parts of an ID number end: division, year, month, day, order.
const PARTS: [usize; 5] = [6, 10, 12, 14, 17];

/// What stands before an ID number and says that it is one.
const NAMES: [&str; 4] = ["身份证", "身份证件", "公民身份", "证件"];

/// Digits behind such a name that are an ID number although some are missing or too many.
pub(super) const AROUND: std::ops::RangeInclusive<usize> = 14..=19;

/// Whether 17 digits and a check digit, written in groups of these lengths, are nearly an ID number: the date of birth is
/// one, or with the code of a province nearly is. The check digit tells nothing here, it is wrong after any slip; nor do
/// provinces alone, with which offices begin numbers of their own.
pub(super) fn is_nearly_one(id: &[u8], shape: &[usize]) -> bool {
    let Some(birth) = id.get(6..14).and_then(|birth| <[u8; 8]>::try_from(birth).ok()) else { return false };
    if !is_grouped(shape) || is_credit_code(id) {
        return false;
    }
    let may_be = birth.starts_with(b"19") || is_a_slip_away(birth);
    is_birth(birth) || CitizenId::has_province(id) && may_be
}

/// Whether somebody who lives may have been born on a day.
fn is_birth(day: [u8; 8]) -> bool {
    (day.starts_with(b"19") || day.starts_with(b"20")) && CitizenId::is_birth_date(&day)
}

/// Whether one digit of a day was mistyped.
fn is_a_slip_away(day: [u8; 8]) -> bool {
    let slips = (0..day.len()).flat_map(|at| (b'0'..=b'9').map(move |digit| (at, digit)));
    slips.into_iter().any(|(at, digit)| {
        let mut meant = day;
        meant[at] = digit;
        is_birth(meant)
    })
}

/// Whether groups end where people part an ID number, or are all of three or of four digits.
fn is_grouped(shape: &[usize]) -> bool {
    let mut end = 0;
    let mut ends = shape[..shape.len() - 1].iter().map(|digits| {
        end += digits;
        end
    });
    let of_one_size = |size: usize| {
        let (last, others) = shape.split_last().unwrap_or((&size, &[]));
        *last <= size && others.iter().all(|digits| *digits == size)
    };
    ends.all(|end| PARTS.contains(&end)) || of_one_size(3) || of_one_size(4)
}

fn is_credit_code(id: &[u8]) -> bool {
    std::str::from_utf8(id).is_ok_and(|code| CreditCode::parse(code).is_ok())
}

/// Whether about as many digits as an ID number has, which begin at a byte, are one by what stands before them.
pub(super) fn is_announced(text: &str, start: usize, digits: &[u8]) -> bool {
    if is_credit_code(digits) {
        return false;
    }
    let is_between =
        |c: char| is_gap(c) || matches!(c, ':' | '：' | '=' | '"' | '\'' | '为' | '是' | '号' | '码');
    let mut before = &text[..start];
    for _ in 0..WIDEST_GAP + 4 {
        before = before.strip_suffix(is_between).unwrap_or(before);
    }
    NAMES.iter().any(|name| before.ends_with(name))
}

#[cfg(test)]
mod tests {
    use super::super::{Personal, scan};
    use crate::registry::identifier::CitizenId;

    /// The numbers are put together here, so that none stands in the repository.
    fn id(division: &str, birth: &str, tail: &str) -> String {
        format!("{division}{birth}{tail}")
    }

    /// The number with the check digit that fits.
    fn with_check(front: &str, rest: &str) -> String {
        let front = format!("{front}{rest}");
        let fits = |digit: &char| CitizenId::has_check_digit(format!("{front}{digit}").as_bytes());
        let digit = "0123456789X".chars().find(fits).unwrap();
        format!("{front}{digit}")
    }

    fn kinds(text: &str) -> Vec<(&str, Personal)> {
        scan(text).into_iter().map(|(range, kind)| (&text[range], kind)).collect()
    }

    #[test]
    fn a_slip_does_not_hide_a_number() {
        let near = [
            id("120104", "19900101", "1230"),
            id("999999", "19900101", "1230"),
            id("120104", "20050607", "123X"),
            id("120104", "19901301", "1230"),
            with_check("120104209913010", "01"),
            with_check("120104178001010", "01"),
        ];
        for number in &near {
            assert_eq!(kinds(&format!("备注 {number}。")), [(number.as_str(), Personal::NearCitizenId)]);
            assert_eq!(kinds(&format!("ID{number}")), [(number.as_str(), Personal::NearCitizenId)]);
        }
        let digits = &near[0];
        for parts in [&[6, 14][..], &[6, 10, 12, 14], &[6, 10, 14], &[14], &[4, 8, 12, 16]] {
            let mut parted = digits.clone();
            parts.iter().rev().for_each(|at| parted.insert(*at, ' '));
            assert_eq!(kinds(&parted), [(parted.as_str(), Personal::NearCitizenId)], "{parts:?}");
        }
        let wide: String = digits.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect();
        assert_eq!(kinds(&wide).len(), 1);
    }

    #[test]
    fn what_is_called_an_id_number_is_one() {
        let (short, long) = (id("120104", "1990010", "1230"), id("120104", "19900101", "12301"));
        let odd = id("990104", "17770101", "1230");
        for number in [&short, &long, &odd] {
            for before in ["身份证号：", "公民身份号码 ", "证件号码为", "身份证: \""] {
                let text = format!("{before}{number}");
                assert_eq!(kinds(&text), [(number.as_str(), Personal::NearCitizenId)], "{text}");
            }
            assert_eq!(kinds(&format!("订单 {number}")), []);
        }
    }

    #[test]
    fn other_long_numbers_are_none() {
        let born = id("120104", "19900101", "1230");
        for text in [
            // Longer runs, digests, certificates.
            &format!("{born}5"),
            &format!("S{born}123"),
            &format!("a{born}b0"),
            // Credit codes, days, hours, telephones, money.
            "911200007109339563",
            "证件号码：911200007109339563",
            "统一社会信用代码 12120119EXAMPL012B",
            "2020-05-19 2020-06-01 12",
            "2019-05-25—2020-06-01 01",
            "20200525-20200601 12",
            "20200519123045 0001",
            "022-83635027 8363502",
            "022 19900101 8363502",
            "6217 0000 1234 5678 901",
            "000000000000000000",
            "123456789012345678",
            "身份证核验日期 2020-05-25 2021-03-04",
            "津人社备202000000000000012",
            "120000202000000123",
            "120104202000004567",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
