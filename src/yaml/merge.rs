//! A record written anew in place of another: what both say alike stays as people wrote it, with its comments.

use serde_yaml::Value;

use super::tree::{Node, NodeKind, Tree};

/// The text of `new`, with what stands in `old` where that says the same. Whatever comes of it says what `new` says; where
/// that cannot be had, it is `new` as it is.
pub fn merged(old: &str, new: &str) -> String {
    let said = |text: &str| serde_yaml::from_str::<Value>(text).ok();
    let within = || {
        let (old_tree, new_tree) = (Tree::parse(old).ok()?, Tree::parse(new).ok()?);
        let old = Level { text: old, end: old.len(), node: &old_tree.root };
        let new = Level { text: new, end: new.len(), node: &new_tree.root };
        merge(&old, &new)
    };
    let merged = within().filter(|merged| said(merged).is_some() && said(merged) == said(new));
    merged.unwrap_or_else(|| new.to_owned())
}

/// A mapping written in lines, up to where what follows it begins.
#[derive(Clone, Copy)]
struct Level<'a> {
    text: &'a str,
    end: usize,
    node: &'a Node,
}

/// A key with its value, from the comments above it to where the next begins.
struct Section<'a> {
    key: &'a str,
    column: usize,
    text: &'a str,
    value: Level<'a>,
}

fn merge(old: &Level<'_>, new: &Level<'_>) -> Option<String> {
    let (before, new) = (old.sections()?, new.sections()?);
    let mut merged = String::with_capacity(old.text.len());
    for section in &new {
        let known = before.iter().find(|known| known.key == section.key && known.column == section.column);
        merged.push_str(&known.map_or_else(|| section.text.to_owned(), |known| known.with(section)));
        if !merged.ends_with('\n') {
            merged.push('\n');
        }
    }
    Some(merged)
}

impl<'a> Level<'a> {
    /// None if it is not a mapping whose keys each begin a line.
    fn sections(&self) -> Option<Vec<Section<'a>>> {
        let NodeKind::Mapping(entries) = &self.node.kind else { return None };
        let mut sections: Vec<Section<'a>> = Vec::with_capacity(entries.len());
        let mut end = self.end;
        for (key, node) in entries.iter().rev() {
            let (start, column) = start(self.text, key.range.start)?;
            let value = Level { text: self.text, end, node };
            sections.push(Section { key: key.text()?, column, text: self.text.get(start..end)?, value });
            end = start;
        }
        sections.reverse();
        Some(sections)
    }
}

/// Where the section of a key begins, and the key's column; none if something stands before it in its line.
fn start(text: &str, key: usize) -> Option<(usize, usize)> {
    let line = text[..key].rfind('\n').map_or(0, |end| end + 1);
    let column = key - line;
    if !text[line..key].bytes().all(|byte| byte == b' ') {
        return None;
    }
    let mut start = line;
    for above in text[..line].split_inclusive('\n').rev() {
        let bare = above.trim();
        if !bare.is_empty() && !bare.starts_with('#') {
            break;
        }
        start -= above.len();
    }
    Some((start, column))
}

impl Section<'_> {
    /// What it becomes where another says what holds.
    fn with(&self, new: &Section<'_>) -> String {
        if said(self) == said(new) {
            return self.text.to_owned();
        }
        let inner = merge(&self.value, &new.value);
        let head = |section: &Section<'_>| {
            let first = section.value.sections()?.first()?.text.len();
            let rest: usize = section.value.sections()?.iter().skip(1).map(|inner| inner.text.len()).sum();
            section.text.get(..section.text.len().checked_sub(first + rest)?).map(str::to_owned)
        };
        match (inner, head(self)) {
            (Some(inner), Some(head)) => head + &inner,
            _ => new.text.to_owned(),
        }
    }
}

/// What a section says by itself.
fn said(section: &Section<'_>) -> Option<Value> {
    serde_yaml::from_str(section.text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "# 头\nkind: a # 甲\n\n# 谁\nwho:\n  # 名\n  name: \"示\"\n  office:\n    tel: '1' # 总机\n    fax: 2\nlist: [1,  2]\ngone: 1\n";

    #[test]
    fn what_is_said_alike_stays_as_it_was_written() {
        let new = "kind: a\nwho:\n  name: 示\n  office:\n    tel: \"1\"\n    fax: 3\nlist:\n  - 1\n  - 2\nmore: 1\n";
        let expected = "# 头\nkind: a # 甲\n\n# 谁\nwho:\n  # 名\n  name: \"示\"\n  office:\n    tel: '1' # 总机\n    fax: 3\nlist: [1,  2]\nmore: 1\n";
        assert_eq!(merged(OLD, new), expected);
    }

    #[test]
    fn what_cannot_be_put_together_is_written_anew() {
        let new = "kind: b\nlist:\n  - 3\n";
        for old in ["kind: [", "{kind: b, list: [3]}", "- 1\n", ""] {
            assert_eq!(merged(old, new), new, "{old}");
        }
        assert_eq!(merged(OLD, new), "# 头\nkind: b\nlist:\n  - 3\n".replace("# 头\n", ""));
        // Another indentation.
        let new = "kind: a\nwho:\n    name: 别\n";
        assert_eq!(
            merged("who:\n  name: 示 # 甲\nkind: a # 乙\n", new),
            "kind: a # 乙\nwho:\n    name: 别\n"
        );
    }
}
