//! What letters typed in place of Han can stand for: syllables of pinyin, or their initials.

/// No more ways to read a word than this are tried, of those found.
const MOST_READINGS: usize = 4;
const MOST_FOUND: usize = 32;
const LONGEST_PINYIN: usize = 48;
const LONGEST_INITIALS: usize = 24;

/// The syllables of pinyin: what may follow each initial, and at last what stands without one. `v` is ü.
const SYLLABLES: [(&str, &str); 24] = [
    ("b", "a o ai ei ao an en ang eng i ie iao ian in ing u"),
    ("p", "a o ai ei ao ou an en ang eng i ie iao ian in ing u"),
    ("m", "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u"),
    ("f", "a o ei ou an en ang eng u"),
    ("d", "a e ai ao ou an en ang eng ong i ie iao iu ian ing u uo ui uan un"),
    ("t", "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un"),
    ("n", "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un v ve"),
    ("l", "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve"),
    ("g", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("k", "a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("h", "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    ("j", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("q", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("x", "i ia ie iao iu ian in iang ing iong u ue uan un"),
    ("zh", "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang"),
    ("ch", "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang"),
    ("sh", "a e ai ao ou an en ang eng i u ua uo uai ui uan un uang"),
    ("r", "e ao ou an en ang eng ong i u ua uo ui uan un"),
    ("z", "a e ai ei ao ou an en ang eng ong i u uo ui uan un"),
    ("c", "a e ai ao ou an en ang eng ong i u uo ui uan un"),
    ("s", "a e ai ao ou an en ang eng ong i u uo ui uan un"),
    ("y", "a o e ao ou an in ang ing ong i u ue uan un"),
    ("w", "a o ai ei an en ang eng u"),
    ("", "a o e ai ei ao ou an en ang eng er"),
];
const LONGEST_SYLLABLE: usize = 6;
/// Fewer letters than that may begin any word.
const LEAST_BEGINNING: usize = 3;

/// The letters, if they may be initials of Han characters.
pub(crate) fn initials(word: &str) -> Option<&str> {
    let fits = (2..=LONGEST_INITIALS).contains(&word.len());
    (fits && word.bytes().all(|b| b.is_ascii_lowercase())).then_some(word)
}

/// The ways to read a word as syllables, the likeliest first.
pub(crate) fn syllables(word: &str) -> Vec<Vec<String>> {
    let word = word.replace('ü', "v");
    if word.is_empty() || word.len() > LONGEST_PINYIN || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let Some(fewest) = fewest(&word) else { return Vec::new() };
    let mut found = Vec::new();
    for count in [fewest, fewest + 1] {
        split(&word, count, &mut Vec::new(), &mut found);
    }
    // Within a word a vowel seldom begins a syllable; where it does, people write an apostrophe.
    found.sort_by_key(|way| vowels_within(way) + way.len());
    found.truncate(MOST_READINGS);
    found
}

/// How many syllables but the first begin with a vowel.
fn vowels_within(way: &[String]) -> usize {
    way.iter().skip(1).filter(|syllable| syllable.starts_with(['a', 'e', 'o'])).count()
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
    let mut lengths: Vec<usize> = SYLLABLES
        .into_iter()
        .filter_map(|(initial, finals)| Some((initial, finals, text.strip_prefix(initial)?)))
        .flat_map(|(initial, finals, rest)| {
            let finals = finals.split(' ').filter(|known| rest.starts_with(known));
            finals.map(|known| initial.len() + known.len())
        })
        .collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    lengths
}

/// Whether a way to read a word is what people mean without an apostrophe.
pub(crate) fn is_plain(way: &[String]) -> bool {
    vowels_within(way) == 0
}

/// The word as whole syllables and the beginning of one more, as short as may be.
pub(crate) fn unfinished(word: &str) -> Option<(Vec<String>, String)> {
    let word = word.replace('ü', "v");
    if word.len() > LONGEST_PINYIN || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let longest = (LONGEST_SYLLABLE - 1).min(word.len());
    (1..=longest).find_map(|length| {
        let (whole, rest) = word.split_at(word.len() - length);
        if !is_beginning(rest) {
            return None;
        }
        if whole.is_empty() {
            return (length >= LEAST_BEGINNING).then(|| (Vec::new(), rest.to_owned()));
        }
        syllables(whole).into_iter().find(|way| is_plain(way)).map(|way| (way, rest.to_owned()))
    })
}

/// Whether a syllable begins so, but is longer.
fn is_beginning(letters: &str) -> bool {
    SYLLABLES.into_iter().any(|(initial, finals)| {
        let of_initial = initial.len() > letters.len() && initial.starts_with(letters);
        let rest = letters.strip_prefix(initial).filter(|_| !initial.is_empty());
        of_initial
            || rest
                .is_some_and(|rest| finals.split(' ').any(|known| known != rest && known.starts_with(rest)))
    })
}

/// Whether the letters are nothing but what a syllable begins with before its vowel.
pub(crate) fn is_initial(letters: &str) -> bool {
    SYLLABLES.iter().any(|(initial, _)| !letters.is_empty() && *initial == letters)
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
    fn knows_where_a_syllable_is_not_finished() {
        let shown = |word: &str| unfinished(word).map(|(way, rest)| format!("{}-{rest}", way.join(" ")));
        assert_eq!(shown("diangon").as_deref(), Some("dian-gon"));
        assert_eq!(shown("diang").as_deref(), Some("dian-g"));
        assert_eq!(shown("hang").as_deref(), Some("han-g"));
        assert_eq!(shown("zhiyejish").as_deref(), Some("zhi ye ji-sh"));
        assert_eq!(shown("hua").as_deref(), Some("-hua"));
        assert_eq!(shown("gon").as_deref(), Some("-gon"));
        assert_eq!(shown("excel").as_deref(), None);
        assert_eq!(shown("tjgt").as_deref(), None);
    }

    /// The table is that of the usual readings of all characters, no more and no less, but for 呣, 噷, 嗯 and 覅.
    #[test]
    #[cfg(feature = "write")]
    fn has_all_syllables_and_no_others() {
        let mut known: Vec<String> = SYLLABLES
            .iter()
            .flat_map(|(initial, finals)| finals.split(' ').map(move |known| format!("{initial}{known}")))
            .collect();
        let mut read: Vec<String> = ('\u{4e00}'..='\u{9fff}')
            .filter_map(|character| super::super::readings(character).first().cloned())
            .collect();
        for list in [&mut known, &mut read] {
            list.sort_unstable();
            list.dedup();
        }
        let without = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|one| !other.contains(one)).cloned().collect()
        };
        assert_eq!(without(&read, &known), ["fiao", "hm", "m", "n"]);
        assert_eq!(without(&known, &read), Vec::<String>::new());
    }

    #[test]
    fn takes_no_time_over_long_words() {
        syllables(&"an".repeat(24));
        syllables("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
        assert_eq!(syllables(&"a".repeat(1000)), Vec::<Vec<String>>::new());
    }
}
