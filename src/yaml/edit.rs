//! Changes of a record that leave every other byte of its text as it was: comments, order and spacing are people's work.

use std::ops::Range;

use super::tree::{Node, NodeKind, Tree};
use crate::diagnostics::Route;

/// A text and the changes that are to be made of it.
#[derive(Debug)]
pub struct Editor<'a> {
    text: &'a str,
    tree: Tree,
    changes: Vec<(Range<usize>, String)>,
}

impl<'a> Editor<'a> {
    /// For a text; none if it is no plain YAML.
    pub fn new(text: &'a str) -> Option<Self> {
        Some(Self { text, tree: Tree::parse(text).ok()?, changes: Vec::new() })
    }

    /// Writes another value in place of a scalar; none if there is no such scalar. `value` is YAML.
    #[must_use]
    pub fn set(&mut self, route: &Route, value: &str) -> Option<()> {
        let (range, found) = self.tree.find(route, false);
        if !found || range.is_empty() {
            return None;
        }
        self.changes.push((range, value.to_owned()));
        Some(())
    }

    /// Writes a line before the line of a key of the record itself; none if there is no such key.
    #[must_use]
    pub fn insert_before(&mut self, key: &str, line: &str) -> Option<()> {
        let (name, _) = self.entry(key)?;
        let start = self.line_start(name.range.start);
        if start != name.range.start {
            return None;
        }
        let end = self.line_end();
        self.changes.push((start..start, format!("{line}{end}")));
        Some(())
    }

    /// Appends an item of keys and values to a list of the record itself, in the way the list is written; a list that is
    /// not there begins at the end of the text, below a comment. Values are YAML. None if the list is written in a way
    /// that cannot be appended to.
    #[must_use]
    pub fn append(&mut self, key: &str, comment: &str, items: &[Vec<(&str, String)>]) -> Option<()> {
        let end = self.line_end();
        let change = match self.entry(key) {
            None => {
                let gap = if self.text.ends_with('\n') { "" } else { end };
                let items = block(items, "  ", end);
                (self.text.len()..self.text.len(), format!("{gap}{end}# {comment}{end}{key}:{end}{items}"))
            }
            Some((_, Node { kind: NodeKind::Sequence(known), range })) => {
                self.appended(known, range, items, end)?
            }
            Some(_) => return None,
        };
        self.changes.push(change);
        Some(())
    }

    fn appended(
        &self,
        known: &[Node],
        range: &Range<usize>,
        items: &[Vec<(&str, String)>],
        end: &str,
    ) -> Option<(Range<usize>, String)> {
        if self.text[range.clone()].starts_with('[') {
            let at = range.start + self.text[range.clone()].rfind(']')?;
            let comma = if known.is_empty() { "" } else { ", " };
            return Some((at..at, format!("{comma}{}", flow(items))));
        }
        let (first, last) = (known.first()?, known.last()?);
        let before = &self.text[self.line_start(first.range.start)..first.range.start];
        let indent = before.strip_suffix(' ').map(str::trim_end)?.strip_suffix('-')?;
        if !indent.chars().all(|character| character == ' ') {
            return None;
        }
        let last = self.end(last);
        let (at, gap) = match self.text[last..].find('\n') {
            Some(line) => (last + line + 1, ""),
            None => (self.text.len(), end),
        };
        Some((at..at, format!("{gap}{}", block(items, indent, end))))
    }

    /// Where a value ends: what is written in lines is reckoned to the comments behind it, which are not part of it.
    fn end(&self, node: &Node) -> usize {
        let is_flow = self.text[node.range.clone()].starts_with(['[', '{']);
        let inner = match &node.kind {
            NodeKind::Mapping(entries) => {
                entries.last().map(|(key, value)| self.end(value).max(key.range.end))
            }
            NodeKind::Sequence(items) => items.last().map(|item| self.end(item)),
            NodeKind::Scalar { .. } => None,
        };
        inner.filter(|_| !is_flow).unwrap_or(node.range.end)
    }

    /// The text with its changes.
    pub fn finish(mut self) -> String {
        self.changes.sort_by_key(|(range, _)| range.start);
        let mut text = String::with_capacity(self.text.len() + 256);
        let mut at = 0;
        for (range, new) in &self.changes {
            text.push_str(self.text.get(at..range.start).unwrap_or_default());
            text.push_str(new);
            at = range.end;
        }
        text.push_str(&self.text[at..]);
        text
    }

    fn entry(&self, key: &str) -> Option<&(Node, Node)> {
        let NodeKind::Mapping(entries) = &self.tree.root.kind else { return None };
        entries.iter().find(|(name, _)| name.text() == Some(key))
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

/// A text as YAML, in quotes: JSON's are YAML's too.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn block(items: &[Vec<(&str, String)>], indent: &str, end: &str) -> String {
    let mut text = String::new();
    for item in items {
        for (at, (key, value)) in item.iter().enumerate() {
            let sign = if at == 0 { "- " } else { "  " };
            text.push_str(&format!("{indent}{sign}{key}: {value}{end}"));
        }
    }
    text
}

fn flow(items: &[Vec<(&str, String)>]) -> String {
    let one = |item: &Vec<(&str, String)>| {
        let pairs: Vec<String> = item.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        format!("{{{}}}", pairs.join(", "))
    };
    items.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::route;

    fn appended(text: &str) -> Option<String> {
        let mut editor = Editor::new(text)?;
        editor.append(
            "events",
            "事项",
            &[vec![("event", "revoked".to_owned()), ("why", "\"错\"".to_owned())]],
        )?;
        Some(editor.finish())
    }

    #[test]
    fn appends_in_the_way_the_list_is_written() {
        for (text, expected) in [
            ("a: 1 # 一\n", "a: 1 # 一\n\n# 事项\nevents:\n  - event: revoked\n    why: \"错\"\n"),
            ("a: 1", "a: 1\n\n# 事项\nevents:\n  - event: revoked\n    why: \"错\"\n"),
            (
                "events:\n# 从前\n- event: x # 甲\n\n# 后\nb: 2\n",
                "events:\n# 从前\n- event: x # 甲\n- event: revoked\n  why: \"错\"\n\n# 后\nb: 2\n",
            ),
            (
                "events:\r\n    -   event: x\r\n        why: y",
                "events:\r\n    -   event: x\r\n        why: y\r\n    - event: revoked\r\n      why: \"错\"\r\n",
            ),
            ("events: []\n", "events: [{event: revoked, why: \"错\"}]\n"),
            (
                "events: [{event: x}] # 乙\nb: 2\n",
                "events: [{event: x}, {event: revoked, why: \"错\"}] # 乙\nb: 2\n",
            ),
            (
                "events:\n  - {event: x,\n     why: y}\nb: 2\n",
                "events:\n  - {event: x,\n     why: y}\n  - event: revoked\n    why: \"错\"\nb: 2\n",
            ),
        ] {
            assert_eq!(appended(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(appended("events: 1\n"), None);
        assert_eq!(appended("events:\n"), None);
    }

    #[test]
    fn sets_values_and_leaves_the_rest() {
        let text = "# 头\nrows:\n  - {n: 1, h: \"示*\"} # 甲\n  - {n: 2, h: 示}\nend: yes\n";
        let mut editor = Editor::new(text).unwrap();
        editor.set(&route!["rows", 1usize, "h"], "\"样*\"").unwrap();
        editor.set(&route!["rows", 0usize, "n"], "7").unwrap();
        editor.insert_before("rows", "digest: 1").unwrap();
        assert!(editor.set(&route!["rows", 2usize, "n"], "7").is_none());
        let expected =
            "# 头\ndigest: 1\nrows:\n  - {n: 7, h: \"示*\"} # 甲\n  - {n: 2, h: \"样*\"}\nend: yes\n";
        assert_eq!(editor.finish(), expected);
    }
}
