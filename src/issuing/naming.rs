//! Whether a reason, which is published, names the holder of a certificate or a document: known names are looked for, unknown
//! ones guessed at the certificate's own seal.

use lookup::number::Number;
use lookup::seal::{Keys, normalise, read_header, read_line};

use crate::registry::identifier::CertificateNumber;

/// No more guesses at one seal: each costs as much as a visitor's.
const MOST_GUESSES: usize = 40;

/// Lengths of names in characters, the usual ones first.
const LENGTHS: [usize; 7] = [3, 2, 4, 5, 6, 7, 8];

/// Where the mask does not show how the name begins, there are too many runs to try long ones.
const USUAL: usize = 3;

/// A text with each character as names are sealed, without spaces and what cannot be seen.
fn plain(text: &str) -> String {
    text.chars().map(|character| normalise(character.encode_utf8(&mut [0; 4]))).collect()
}

/// Whether a reason has a name or a number in it, however it is spaced.
pub fn has(reason: &str, words: &[&str]) -> bool {
    let reason = plain(reason);
    words.iter().map(|word| plain(word)).any(|word| !word.is_empty() && reason.contains(&word))
}

/// Whether a word looks like the number of a passport or a travel permit: one or two letters, seven to nine digits.
pub fn has_document(reason: &str) -> bool {
    let is_one = |word: &str| {
        let digits = word.trim_start_matches(|first: char| first.is_ascii_alphabetic());
        (1..=2).contains(&(word.len() - digits.len()))
            && (7..=9).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    plain(reason).split(|character: char| !character.is_ascii_alphanumeric()).any(is_one)
}

/// Whether some run of characters of a reason opens a certificate's name box. `seals` is the text of its batch's seals,
/// `mask` its holder as the batch shows it. Seals that cannot be read tell nothing.
pub fn is_sealed_name(reason: &str, mask: &str, seals: &str, number: CertificateNumber) -> bool {
    let mut lines = seals.lines();
    let Some(header) = lines.next().and_then(|line| read_header(line).ok()) else { return false };
    let Some(number) = Number::strict(number.as_str()) else { return false };
    let line = lines.find(|line| line.starts_with(number.as_str()));
    let Some((_, seal)) = line.and_then(|line| read_line(line).ok()) else { return false };
    guesses(reason, mask).iter().any(|guess| {
        let keys = Keys::of_name(&header.site, number, guess, header.kdf);
        keys.is_ok_and(|keys| keys.locator == seal.name_locator)
    })
}

/// Runs of a reason that may be the name of a holder whose mask is known.
fn guesses(reason: &str, mask: &str) -> Vec<String> {
    let first = plain(mask).chars().next().filter(|first| *first != '*');
    let reason = plain(reason);
    let is_of_name = |character: char| character.is_alphabetic() || character == '·';
    let runs = reason.split(|character| !is_of_name(character));
    let runs: Vec<Vec<char>> = runs.map(|run| run.chars().collect()).collect();
    let lengths = if first.is_some() { LENGTHS.len() } else { USUAL };
    let mut guesses: Vec<String> = Vec::new();
    for length in &LENGTHS[..lengths] {
        let windows = runs.iter().flat_map(|run| run.windows(*length));
        for window in windows.filter(|window| first.is_none_or(|first| window[0] == first)) {
            let guess: String = window.iter().collect();
            if !guesses.contains(&guess) {
                guesses.push(guess);
            }
            if guesses.len() == MOST_GUESSES {
                return guesses;
            }
        }
    }
    guesses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_marks_hide_no_name() {
        for reason in ["示例甜更正", "示 例\u{3000}甜更正", "更正：示\u{200b}例\n甜", "（示例甜）"]
        {
            assert!(has(reason, &["示例甜"]), "{reason}");
        }
        assert!(has("sample ONE 更正", &["Sample One"]) && has("号码Ａ１２３", &["A123"]));
        assert!(!has("姓名录错", &["示例甜", ""]));
    }

    #[test]
    fn numbers_of_certificates_and_notices_are_no_documents() {
        let passport = format!("E{}", "0".repeat(8));
        for reason in [passport.clone(), format!("护照{passport}有误"), format!("护照 ea{}", "0".repeat(7))]
        {
            assert!(has_document(&reason), "{reason}");
        }
        for reason in
            ["与 Y000012000001204000001 重复", "津人社发〔2021〕12号", "2021-06-01 复核", "S000012000001"]
        {
            assert!(!has_document(reason), "{reason}");
        }
    }

    #[test]
    fn guesses_begin_as_the_mask_shows() {
        assert_eq!(guesses("查实示例宇作弊", "示**")[..3], ["示例宇", "示例", "示例宇作"]);
        assert!(guesses("材料不实", "示**").is_empty());
        assert_eq!(guesses("材料不实", "**").len(), 6);
        assert_eq!(guesses(&"示例".repeat(200), "示**").len(), LENGTHS.len());
        assert!(guesses(&('一'..'龥').collect::<String>(), "**").len() == MOST_GUESSES);
    }
}
