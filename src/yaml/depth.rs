//! Whether a text may nest deeply, without parsing it: serde takes time that grows with the square of the depth.

use super::tree::DEPTH;

/// Spaces before a line that no record has: it stands in more blocks than a record nests.
const INDENT: usize = DEPTH * 8;

/// Whether brackets or blocks of a text may nest more deeply than a record does. Never wrong when it says no: it
/// counts every bracket that opens, but those that close only as long as it is sure that they stand in no quotes
/// and no comment. So it looks at quotes line by line, and at the first that is not clearly one or the other
/// it is sure no more.
pub(super) fn may_be_deep(text: &str) -> bool {
    let mut brackets = Brackets { depth: 0, sure: true };
    text.as_bytes().split(|byte| *byte == b'\n').any(|line| deep_blocks(line) || brackets.deepen(line))
}

fn deep_blocks(line: &[u8]) -> bool {
    let inner = line.iter().position(|byte| !matches!(byte, b' ' | b'-' | b'?')).unwrap_or(line.len());
    let begun = line[..inner].windows(2).filter(|pair| matches!(pair, [b'-' | b'?', b' '])).count();
    begun > DEPTH || (inner < line.len() && inner - begun > INDENT)
}

struct Brackets {
    depth: usize,
    sure: bool,
}

impl Brackets {
    /// Reads a line; whether it nests too deeply somewhere.
    fn deepen(&mut self, line: &[u8]) -> bool {
        let (mut quote, mut comment) = (None, false);
        let mut at = 0;
        while let Some(byte) = line.get(at).copied() {
            match byte {
                b'[' | b'{' => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return true;
                    }
                }
                b']' | b'}' if self.sure && quote.is_none() && !comment => {
                    self.depth = self.depth.saturating_sub(1);
                }
                b'\\' if quote == Some(b'"') => at += 1,
                b'#' if quote.is_none() && begins_comment(line, at) => comment = true,
                // Other signs than line feeds end lines, too, and with them comments.
                b'"' | b'\'' if comment => self.sure = false,
                b'"' | b'\'' => match quote {
                    None => {
                        self.sure &= opens(line, at);
                        quote = Some(byte);
                    }
                    Some(open) if open == byte => {
                        self.sure &= closes(line, at);
                        quote = None;
                    }
                    Some(_) => {}
                },
                _ => {}
            }
            at += 1;
        }
        self.sure &= quote.is_none();
        false
    }
}

fn begins_comment(line: &[u8], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| matches!(line[before], b' ' | b'[' | b'{' | b',' | b']' | b'}'))
}

/// Whether a quote stands where a value begins.
fn opens(line: &[u8], at: usize) -> bool {
    let before = line[..at].trim_ascii_end();
    let spaced = before.len() < at;
    match before.last() {
        None | Some(b'[' | b'{' | b',') => true,
        Some(b':' | b'-' | b'?') => spaced,
        Some(_) => false,
    }
}

/// Whether nothing follows a quote that could not follow a value.
fn closes(line: &[u8], at: usize) -> bool {
    let behind = line[at + 1..].trim_ascii_start();
    matches!(behind.first(), None | Some(b',' | b']' | b'}')) || behind.starts_with(b": ") || behind == b":"
}

#[cfg(test)]
mod tests {
    use super::may_be_deep;

    #[test]
    fn brackets_that_are_closed_again_are_not_deep() {
        let line = "  - {number: S1, holder: \"示*一\", levels: [5, '4']} # 甲]\n";
        assert!(!may_be_deep(&format!("items:\n{}", line.repeat(1000))));
        assert!(!may_be_deep(&"a: 文字 [一] 和 {二}。\n".repeat(1000)));
    }

    #[test]
    fn finds_deep_nesting() {
        for open in [
            "[",
            "{a: ",
            "- ",
            "? ",
            "- ? ",
            "[\n",
            "[ # ]\n",
            "[\"]\", ",
            "['a', \"b]\", ",
            "[a\"b, \"]\", ",
        ] {
            assert!(
                may_be_deep(&format!("x: {}", open.repeat(100))) || may_be_deep(&open.repeat(100)),
                "{open}"
            );
        }
        for open in ["[\"\n]\", ", "[a: x, 'y\n, ']', ", "['it''s ]', ", "[\"\\\"]\", ", "[{\"a\":\"]}\"}, "]
        {
            assert!(may_be_deep(&open.repeat(100)), "{open}");
        }
        assert!(may_be_deep(&(0..200).map(|i| " ".repeat(i) + "a:\n").collect::<String>()));
    }
}
