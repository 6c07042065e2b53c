//! What letters typed in place of Han can stand for: syllables of pinyin, or their initials.

/// No more ways to read a word than this are tried, of those found.
const MOST_READINGS: usize = 4;
const MOST_FOUND: usize = 32;
const LONGEST_PINYIN: usize = 48;
const LONGEST_INITIALS: usize = 24;

const INITIALS: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s", "y", "w",
];
const FINALS: [&str; 37] = [
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "iao", "ian", "uai", "uan", "van", "ai", "ei", "ui",
    "ao", "ou", "iu", "ie", "ve", "ue", "er", "an", "en", "in", "un", "vn", "ia", "ua", "uo", "a", "o", "e",
    "i", "u", "v", "ng",
];
/// What stands without an initial.
const ALONE: [&str; 12] = ["a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "er"];

/// The letters, if they may be initials of Han characters.
pub(crate) fn initials(word: &str) -> Option<&str> {
    let fits = (2..=LONGEST_INITIALS).contains(&word.len());
    (fits && word.bytes().all(|b| b.is_ascii_lowercase())).then_some(word)
}

/// The ways to read a word as syllables, the likeliest first.
pub(crate) fn syllables(word: &str) -> Vec<Vec<String>> {
    let word = word.replace('ü', "v");
    if word.len() > LONGEST_PINYIN || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let Some(fewest) = fewest(&word) else { return Vec::new() };
    let mut found = Vec::new();
    for count in [fewest, fewest + 1] {
        split(&word, count, &mut Vec::new(), &mut found);
    }
    // Within a word a vowel seldom begins a syllable; where it does, people write an apostrophe.
    let odd = |way: &Vec<String>| way.iter().skip(1).filter(|s| s.starts_with(['a', 'e', 'o'])).count();
    found.sort_by_key(|way| odd(way) + way.len());
    found.truncate(MOST_READINGS);
    found
}

/// How few syllables make up the word.
fn fewest(word: &str) -> Option<usize> {
    let mut best: Vec<Option<usize>> = vec![None; word.len() + 1];
    best[0] = Some(0);
    for from in 0..word.len() {
        let Some(count) = best[from] else { continue };
        for length in lengths(&word[from..]) {
            let known = &mut best[from + length];
            *known = Some(known.map_or(count + 1, |known| known.min(count + 1)));
        }
    }
    best[word.len()]
}

fn split(rest: &str, count: usize, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    if found.len() >= MOST_FOUND {
        return;
    }
    if rest.is_empty() && count == 0 {
        found.push(before.clone());
        return;
    }
    if count == 0 || rest.len() < count || rest.len() > count * 6 {
        return;
    }
    for length in lengths(rest) {
        // Only ways that still come out even are followed, so that no word takes long.
        if fewest(&rest[length..]).is_some_and(|fewest| fewest < count) {
            before.push(rest[..length].to_owned());
            split(&rest[length..], count - 1, before, found);
            before.pop();
        }
    }
}

/// The lengths of all syllables the text begins with, the longest first.
fn lengths(text: &str) -> Vec<usize> {
    let mut lengths = Vec::new();
    let initials = INITIALS.iter().filter(|initial| text.starts_with(**initial)).map(|initial| initial.len());
    for initial in initials.chain([0]) {
        let rest = &text[initial..];
        let finals = FINALS.iter().filter(|known| rest.starts_with(**known));
        let allowed = finals.filter(|known| initial > 0 || ALONE.contains(*known));
        lengths.extend(allowed.map(|known| initial + known.len()));
    }
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    lengths.dedup();
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_pinyin() {
        let joined = |word: &str| syllables(word).iter().map(|way| way.join(" ")).collect::<Vec<_>>();
        assert_eq!(joined("diangong")[0], "dian gong");
        assert!(joined("xian").contains(&"xian".to_owned()) && joined("xian").contains(&"xi an".to_owned()));
        assert!(joined("fangan").contains(&"fang an".to_owned()));
        assert_eq!(joined("tjgt"), Vec::<String>::new());
        assert_eq!(joined("zhiyejineng")[0], "zhi ye ji neng");
    }

    #[test]
    fn takes_no_time_over_long_words() {
        syllables(&"an".repeat(24));
        syllables("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
        assert_eq!(syllables(&"a".repeat(1000)), Vec::<Vec<String>>::new());
    }
}
