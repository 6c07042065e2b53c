//! Names as people write and type them, made one: the key must not hang on a space or a kind of dot.

use unicode_normalization::UnicodeNormalization;

/// No name is longer, in characters; what is longer is cut, so that no input makes much work.
const MOST: usize = 128;

/// The one way of writing a name. NFKC; lower case; the dots inside names of minorities and foreigners are all `·`; the
/// only spaces are single ones between letters that are not Han.
pub fn normalise(name: &str) -> String {
    let is_invisible = |c: char| {
        c.is_control() && !c.is_whitespace()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let visible = name.chars().take(MOST * 2).filter(|c| !is_invisible(*c));
    let folded: Vec<char> = visible.nfkc().take(MOST * 2).flat_map(char::to_lowercase).collect();
    let mut out: Vec<char> = Vec::with_capacity(folded.len());
    let mut gap = false;
    for (at, character) in folded.iter().copied().enumerate() {
        if character.is_whitespace() {
            gap = true;
            continue;
        }
        let next = folded[at + 1..].iter().copied().find(|c| !c.is_whitespace());
        let character = if is_dot(character, out.last().copied(), next) { '·' } else { character };
        let joins = |c: char| c == '·' || is_han(c);
        if gap && !joins(character) && out.last().is_some_and(|last| !joins(*last)) {
            out.push(' ');
        }
        gap = false;
        out.push(character);
    }
    out.truncate(MOST);
    // The cut may have come behind a space.
    if out.last() == Some(&' ') {
        out.pop();
    }
    out.into_iter().collect()
}

/// Whether a character stands for the dot inside a name. A full stop does so only between Han characters.
fn is_dot(character: char, before: Option<char>, after: Option<char>) -> bool {
    match character {
        '·' | '•' | '‧' | '∙' | '⋅' | '・' | '●' | '▪' | '◦' | '᛫' | '\u{0387}' => true,
        '.' | '。' => before.is_some_and(is_han) && after.is_some_and(is_han),
        _ => false,
    }
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unifies_spaces_dots_width_and_case() {
        for typed in ["示例一", " 示 例\u{3000}一 ", "示\u{200b}例\u{ad}一\n"] {
            assert_eq!(normalise(typed), "示例一", "{typed:?}");
        }
        for typed in ["样本·示例", "样本•示例", "样本 ・ 示例", "样本．示例", "样本｡示例", "样本‧示例"]
        {
            assert_eq!(normalise(typed), "样本·示例", "{typed:?}");
        }
        assert_eq!(normalise("Ｓａｍｐｌｅ   PERSON"), "sample person");
        assert_eq!(normalise("S. Person"), "s. person");
        assert_eq!(normalise("  "), "");
        assert_eq!(normalise(&"示".repeat(10_000)).chars().count(), MOST);
    }

    #[test]
    fn what_was_normalised_stays_so() {
        for name in ["样本 · 示例", "A B·C", "示.例", "Ａ。示"] {
            let once = normalise(name);
            assert_eq!(normalise(&once), once, "{name}");
        }
    }
}
