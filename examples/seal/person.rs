//! Holders that nobody is: each name begins with a word for "sample" and fits the masked holder of its certificate.

use lookup::seal::Code;
use sha2::{Digest, Sha256};

/// Public: whoever reads this can make every code of the sample.
const SEED: &str = "skillreg sample";
const MIDDLE: &str = "例本样范示";

/// The masked name with other characters in place of `*`; those of the sample's masks make 示例一, 样本五, 范例.
pub(crate) fn name(number: &str, masked: &str) -> String {
    let middle: Vec<char> = MIDDLE.chars().collect();
    let stars = digest("name", number)[0];
    let mut first = None;
    let unmask = |character: char| {
        let first = *first.get_or_insert(character);
        match (character, first) {
            ('*', '示' | '范') => '例',
            ('*', '样') => '本',
            ('*', '虚') => '构',
            ('*', _) => middle[usize::from(stars) % middle.len()],
            (other, _) => other,
        }
    };
    masked.chars().map(unmask).collect()
}

/// The printed code.
pub(crate) fn code(site: &str, number: &str) -> Code {
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&digest(site, number)[..10]);
    Code::new(bytes)
}

/// Four digits, made up.
pub(crate) fn id_tail(number: &str) -> String {
    format!("00{:02}", digest("tail", number)[0] % 100)
}

/// Sixty to ninety-nine.
pub(crate) fn score(number: &str, what: &str) -> String {
    (60 + digest(what, number)[0] % 40).to_string()
}

fn digest(what: &str, number: &str) -> [u8; 32] {
    Sha256::digest(format!("{SEED} {what} {number}")).into()
}
