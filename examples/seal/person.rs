//! Holders that nobody is: each name begins with a word for "sample" and fits the masked holder of its certificate.

use lookup::seal::Code;
use sha2::{Digest, Sha256};

/// Public: whoever reads this can make every code of the sample.
const SEED: &str = "skillreg sample";
const MIDDLE: &str = "例本样范示";
const LAST: &str = "一二三四五六七八九";

/// The masked name with other characters in place of `*`; those of the sample's masks make 示例一, 样本五, 范例三.
pub(crate) fn name(number: &str, masked: &str) -> String {
    let pick = |from: &str| from.chars().nth(usize::from(digest("name", number)[0]) % from.chars().count());
    let mut unmasked = String::new();
    for character in masked.chars() {
        let before = unmasked.chars().next_back();
        let meant = match (character, before) {
            ('*', Some('示' | '范')) => Some('例'),
            ('*', Some('样')) => Some('本'),
            ('*', Some('虚')) => Some('构'),
            ('*', Some('例' | '本' | '构')) => pick(LAST),
            ('*', _) => pick(MIDDLE),
            (other, _) => Some(other),
        };
        unmasked.extend(meant);
    }
    unmasked
}

/// The printed code.
pub(crate) fn code(site: &str, number: &str) -> Code {
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&digest(site, number)[..10]);
    Code::new(bytes)
}

/// A document that nobody has: its division does not exist.
pub(crate) struct Document {
    pub(crate) number: String,
    pub(crate) sex: &'static str,
}

/// A division that does not exist.
const NOWHERE: &str = "129999";

/// The document of a holder. Its last four digits are those of the samples from the first day on; a day of birth is found
/// to which they are the right ones.
pub(crate) fn document(number: &str) -> Document {
    let tail = format!("00{:02}", digest("tail", number)[0] % 100);
    let sex = if digest("tail", number)[0] % 100 / 10 % 2 == 1 { "男" } else { "女" };
    let [year, first, ..] = digest("birth", number);
    let day = |at: u32| {
        let at = (u32::from(first) + at) % 336;
        format!("{}{:02}{:02}", 1960 + u32::from(year) % 40, at / 28 + 1, at % 28 + 1)
    };
    let mut numbers = (0..336).map(|at| format!("{NOWHERE}{}{tail}", day(at)));
    let number = numbers.find(|number| is_checked(number)).unwrap_or_default();
    Document { number, sex }
}

/// Whether the last digit is the check digit of GB 11643.
fn is_checked(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let mut digits = number.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits.clone().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    digits.next_back() == Some((12 - sum % 11) % 11)
}

/// Sixty to ninety-nine.
pub(crate) fn score(number: &str, what: &str) -> String {
    (60 + digest(what, number)[0] % 40).to_string()
}

fn digest(what: &str, number: &str) -> [u8; 32] {
    Sha256::digest(format!("{SEED} {what} {number}")).into()
}
