//! The top-level parts of two texts that differ: what is the same need not be read.

use std::collections::HashMap;

use crate::yaml::{Node, NodeKind, Tree};

/// Some of the top-level keys of a record, with their values.
#[derive(Debug, Default)]
pub(super) struct Part<'a> {
    text: String,
    keys: Vec<&'a str>,
}

impl Part<'_> {
    /// The values; none if there are none. No answer if the text is not what it looks like.
    #[expect(clippy::option_option, reason = "nothing there, and no answer, are two things")]
    pub(super) fn parse(&self) -> Option<Option<Node>> {
        if self.keys.is_empty() {
            return Some(None);
        }
        let tree = Tree::parse(&self.text).ok()?;
        let NodeKind::Mapping(entries) = &tree.root.kind else { return None };
        let read = entries.iter().map(|(key, _)| key.text());
        read.eq(self.keys.iter().map(|key| Some(*key))).then_some(Some(tree.root))
    }
}

/// The parts of two texts that are not in both; none for a text that is not a plain list of keys.
pub(super) fn changed<'a>(old: &'a str, new: &'a str) -> Option<(Part<'a>, Part<'a>)> {
    let (old, new) = (blocks(old)?, blocks(new)?);
    if old.is_empty() || new.is_empty() {
        return None;
    }
    let others = |blocks: &[(&'a str, &'a str)], than: &[(&'a str, &'a str)]| {
        let known: HashMap<&str, &str> = than.iter().copied().collect();
        let mut part = Part::default();
        for (key, text) in blocks.iter().filter(|(key, text)| known.get(key) != Some(text)) {
            part.keys.push(key);
            part.text.push_str(text);
            // The last line of a file may lack its end.
            part.text.push('\n');
        }
        part
    };
    Some((others(&old, &new), others(&new, &old)))
}

/// The keys that begin a line, each with all its text.
fn blocks(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut starts: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match line.as_bytes()[0] {
            b'a'..=b'z' => {
                let (key, _) = line.split_once(':')?;
                let is_plain = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                starts.push((Some(key).filter(|_| is_plain)?, at));
            }
            b' ' | b'#' | b'\n' | b'\r' => {}
            b'-' if !line.starts_with("--") && !starts.is_empty() => {}
            _ => return None,
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(_, start)| *start).chain([text.len()]);
    let blocks: Vec<_> =
        starts.iter().zip(ends).map(|((key, start), end)| (*key, &text[*start..end])).collect();
    let mut keys: Vec<&str> = blocks.iter().map(|(key, _)| *key).collect();
    keys.sort_unstable();
    keys.windows(2).all(|pair| pair[0] != pair[1]).then_some(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_differs() {
        let (old, new) =
            changed("# 说明\na: 1\nb:\n  - 2\nc: 3", "a: 1\nb:\n  - 4\n\nd: |-\n  文\n").unwrap();
        assert_eq!((old.keys.as_slice(), new.keys.as_slice()), (&["b", "c"][..], &["b", "d"][..]));
        assert_eq!(new.text, "b:\n  - 4\n\n\nd: |-\n  文\n\n");
        assert!(old.parse().is_some_and(|node| node.is_some()));
    }

    #[test]
    fn leaves_odd_texts_to_those_who_read_all() {
        for odd in ["---\na: 1\n", "a: 1\na: 2\n", "{a: 1}\n", "\u{feff}a: 1\n", "\"a\": 1\n", "a\n"] {
            assert!(changed(odd, "a: 1\n").is_none(), "{odd}");
        }
        // Its last line is no key, though it looks like one.
        let (part, _) = changed("a: \"x\nb: y\"\n", "a: 1\n").unwrap();
        assert!(part.parse().is_none());
    }
}
