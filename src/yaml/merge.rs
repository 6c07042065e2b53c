//! A record written anew in place of another: what both say alike stays as people wrote it, with its comments.

use serde_yaml::Value;

use super::tree::{Node, NodeKind, Tree};

/// The text of `new`, with what stands in `old` where that says the same. What comes of it says what `new` says; none if the
/// old text is written in a way of which nothing can be kept.
pub fn merged(old: &str, new: &str) -> Option<String> {
    let old = old.trim_start_matches('\u{feff}');
    let ended = old.contains("\r\n").then(|| new.replace('\n', "\r\n"));
    let new = ended.as_deref().unwrap_or(new);
    let (old_tree, new_tree) = (Tree::parse(old).ok()?, Tree::parse(new).ok()?);
    let merged = Level::of(old, &old_tree).merged(&Level::of(new, &new_tree))?;
    let is_whole = said(new).is_some_and(|new| said(&merged) == Some(new));
    is_whole.then_some(merged)
}

/// A mapping or a list written in lines, from behind its key to where what follows it begins.
#[derive(Clone, Copy)]
struct Level<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    node: &'a Node,
}

/// A key with its value, or an item: from the comments above it to where the next begins.
struct Section<'a> {
    /// None for items.
    key: Option<&'a str>,
    column: usize,
    text: &'a str,
    /// Where its own line begins, below the comments.
    body: usize,
    value: Level<'a>,
    /// None if it says nothing on its own.
    said: Option<Value>,
}

impl<'a> Level<'a> {
    fn of(text: &'a str, tree: &'a Tree) -> Self {
        Self { text, start: 0, end: text.len(), node: &tree.root }
    }

    /// None if it is not written in lines, each of which begins with a key or an item.
    fn sections(&self) -> Option<Vec<Section<'a>>> {
        let parts: Vec<(Option<&Node>, &'a Node)> = match &self.node.kind {
            NodeKind::Mapping(entries) => entries.iter().map(|(key, value)| (Some(key), value)).collect(),
            NodeKind::Sequence(items) => items.iter().map(|item| (None, item)).collect(),
            NodeKind::Scalar { .. } => return None,
        };
        let (mut sections, mut end) = (Vec::with_capacity(parts.len()), self.end);
        for (key, node) in parts.into_iter().rev() {
            let name = key.map_or(node.range.start, |key| key.range.start);
            let line = self.text[..name].rfind('\n').map_or(0, |end| end + 1);
            // The first key of an item stands behind the sign of the item.
            let (column, line) = match name == self.start {
                true => (name - line, name),
                false => (column(&self.text[line..name], key.is_none())?, line),
            };
            let start = line - comments(&self.text[self.start..line], column);
            let value = Level { text: self.text, start: name, end, node };
            let key = match key {
                Some(key) => Some(key.text()?),
                None => None,
            };
            let text = self.text.get(start..end)?;
            sections.push(Section { key, column, text, body: line - start, value, said: said(text) });
            end = start;
        }
        sections.reverse();
        Some(sections)
    }

    /// What stands above the first section.
    fn preamble(&self, sections: &[Section<'_>]) -> &'a str {
        let length: usize = sections.iter().map(|section| section.text.len()).sum();
        self.text.get(self.start..self.end - length).unwrap_or_default()
    }

    /// None if the two are not written alike.
    fn merged(&self, new: &Self) -> Option<String> {
        let (before, after) = (self.sections()?, new.sections()?);
        let mut merged = self.preamble(&before).to_owned();
        for (known, section) in paired(&before, &after)? {
            let end = if section.text.contains("\r\n") { "\r\n" } else { "\n" };
            if !merged.is_empty() && !merged.ends_with('\n') {
                merged.push_str(end);
            }
            merged.push_str(&known.map_or_else(|| section.text.to_owned(), |known| known.with(section)));
            if !merged.ends_with('\n') {
                merged.push_str(end);
            }
        }
        Some(merged)
    }
}

/// The column of what a line begins with; none if something else stands before it.
fn column(before: &str, is_item: bool) -> Option<usize> {
    let sign = if is_item { before.trim_end_matches(' ').strip_suffix('-')? } else { before };
    sign.bytes().all(|byte| byte == b' ').then_some(sign.len())
}

/// How many bytes of comments end a text. What is deeper in is the end of a text of several lines.
fn comments(text: &str, column: usize) -> usize {
    let mut length = 0;
    for line in text.split_inclusive('\n').rev() {
        let bare = line.trim();
        let is_comment = bare.starts_with('#') && line.len() - line.trim_start().len() <= column;
        if !bare.is_empty() && !is_comment {
            break;
        }
        length += line.len();
    }
    length
}

type Pair<'s, 'a> = (Option<&'s Section<'a>>, &'s Section<'a>);

/// The new sections, each with what it was before: keys in the order they had, items in their new one.
fn paired<'s, 'a>(before: &'s [Section<'a>], after: &'s [Section<'a>]) -> Option<Vec<Pair<'s, 'a>>> {
    let column = before.first()?.column;
    if before.iter().chain(after).any(|section| section.column != column) {
        return None;
    }
    if after.iter().any(|section| section.key.is_none()) {
        let items = after.iter().enumerate();
        return Some(items.map(|(at, section)| (item(before, after, at), section)).collect());
    }
    let mut pairs: Vec<Pair<'s, 'a>> = Vec::with_capacity(after.len());
    for known in before {
        let section = after.iter().find(|section| section.key == known.key);
        pairs.extend(section.map(|section| (Some(known), section)));
    }
    for (at, section) in after.iter().enumerate() {
        if before.iter().any(|known| known.key == section.key) {
            continue;
        }
        let previous = at.checked_sub(1).map(|at| after[at].key);
        let place =
            pairs.iter().position(|(_, known)| Some(known.key) == previous).map_or(0, |place| place + 1);
        pairs.insert(place, (None, section));
    }
    Some(pairs)
}

/// What an item was before: the one that said the same, else the one in the same place if it is no longer said.
fn item<'s, 'a>(before: &'s [Section<'a>], after: &[Section<'a>], at: usize) -> Option<&'s Section<'a>> {
    let (section, there) = (after.get(at)?, before.get(at));
    let alike = |known: &&Section<'a>| known.says_as(section);
    let is_gone = |known: &&Section<'a>| !after.iter().any(|section| known.says_as(section));
    there.filter(alike).or_else(|| before.iter().find(alike)).or(there.filter(is_gone))
}

impl Section<'_> {
    /// What it becomes where another says what holds.
    fn with(&self, new: &Section<'_>) -> String {
        if self.says_as(new) {
            return self.text.to_owned();
        }
        let comments = if self.body > 0 { &self.text[..self.body] } else { &new.text[..new.body] };
        let anew = || format!("{comments}{}", &new.text[new.body..]);
        let inner = self.value.merged(&new.value);
        let within = inner.map(|inner| self.lead().to_owned() + &inner);
        let remark = || self.remark().filter(|_| new.remark().is_none());
        let remarked = || Some(format!("{comments}{}{}", new.line()?, remark()?));
        let is_said = |text: &String| new.said.is_some() && said(text) == new.said;
        within.filter(is_said).or_else(|| remarked().filter(is_said)).unwrap_or_else(anew)
    }

    /// What it is without the comments above it, if that is one line.
    fn line(&self) -> Option<&str> {
        let lines = self.text[self.body..].trim_end();
        (!lines.contains('\n')).then_some(lines)
    }

    /// The comment at the end of its one line, with the space before it.
    fn remark(&self) -> Option<&str> {
        let after = self.value.text.get(self.value.node.range.end..self.value.end)?.trim_end();
        (self.line().is_some() && after.trim_start().starts_with('#')).then_some(after)
    }

    fn says_as(&self, other: &Section<'_>) -> bool {
        self.said.is_some() && self.said == other.said
    }

    /// What stands before its value: comments, and what leads up to the name or the item.
    fn lead(&self) -> &str {
        &self.text[..self.text.len() - (self.value.end - self.value.start)]
    }
}

/// What a text says, but for the ends of texts of several lines; none if it cannot be read on its own.
fn said(text: &str) -> Option<Value> {
    serde_yaml::from_str::<Value>(text).ok().map(trimmed)
}

fn trimmed(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.trim_end().to_owned()),
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(trimmed).collect()),
        Value::Mapping(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, trimmed(value)))
            .collect::<serde_yaml::Mapping>()
            .into(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "# 头\nkind: a # 甲\n\n# 谁\nwho:\n  # 名\n  name: \"示\"\n  office:\n    tel: '1' # 总机\n    fax: 2   # 传真\nlist: [1,  2]\ngone: 1\n";

    #[test]
    fn what_is_said_alike_stays_as_it_was_written() {
        let new = "kind: a\nwho:\n  name: 示\n  office:\n    tel: \"1\"\n    fax: 3\nlist:\n  - 1\n  - 2\nmore: 1\n";
        let expected = "# 头\nkind: a # 甲\n\n# 谁\nwho:\n  # 名\n  name: \"示\"\n  office:\n    tel: '1' # 总机\n    fax: 3   # 传真\nlist: [1,  2]\nmore: 1\n";
        assert_eq!(merged(OLD, new).as_deref(), Some(expected));
        assert_eq!(merged(&format!("\u{feff}{OLD}"), new).as_deref(), Some(expected));
        // Keys stay in their order; comments stay above what was changed.
        assert_eq!(merged("a: 1 # 甲\n", "a: 2 # 乙\n").as_deref(), Some("a: 2 # 乙\n"));
        let changed = merged("---\nb: 1 # 乙\n# 甲\na: 2\n", "a: 3\nb: 1\n");
        assert_eq!(changed.as_deref(), Some("---\nb: 1 # 乙\n# 甲\na: 3\n"));
    }

    #[test]
    fn items_that_say_the_same_stay() {
        let old = "rows:\n  # 一\n  - {n: 1} # 甲\n  - n: 2 # 乙\n    m: 3 # 丙\n  - n: 7 # 丁\nend: 1\n";
        let new = "rows:\n  - n: 1\n  - n: 2\n    m: 4\n  - n: 5\n  - n: 7\nend: 1\n";
        let expected =
            "rows:\n  # 一\n  - {n: 1} # 甲\n  - n: 2 # 乙\n    m: 4 # 丙\n  - n: 5\n  - n: 7 # 丁\nend: 1\n";
        assert_eq!(merged(old, new).as_deref(), Some(expected));
        assert_eq!(
            merged(old, "rows:\n  - n: 7\nend: 1\n").as_deref(),
            Some("rows:\n  - n: 7 # 丁\nend: 1\n")
        );
    }

    #[test]
    fn lines_end_as_they_did_and_texts_stay_whole() {
        let old = "a: 1 # 甲\r\nb: |\r\n  一\r\n  # 二\r\nc: 2";
        let merged = |new: &str| merged(old, new).unwrap();
        assert_eq!(merged("a: 1\nb: 三\nc: 2\n"), "a: 1 # 甲\r\nb: 三\r\nc: 2\r\n");
        // The end of a text of several lines is nobody's work.
        assert_eq!(
            merged("a: 2\nb: |-\n  一\n  # 二\nc: 3\n"),
            "a: 2 # 甲\r\nb: |\r\n  一\r\n  # 二\r\nc: 3\r\n"
        );
    }

    #[test]
    fn what_cannot_be_put_together_is_not() {
        let new = "kind: b\nlist:\n  - 3\n";
        for old in ["kind: [", "{kind: b, list: [3]}", "", "? kind\n: b\n? list\n: [3]\n"] {
            assert_eq!(merged(old, new), None, "{old}");
        }
        // Another indentation.
        let merged = merged("who:\n  name: 示 # 甲\nkind: a # 乙\n", "kind: a\nwho:\n    name: 别\n");
        assert_eq!(merged.as_deref(), Some("who:\n    name: 别\nkind: a # 乙\n"));
    }
}
