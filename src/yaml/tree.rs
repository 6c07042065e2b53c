//! A YAML document with the place of everything in it.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::fault::{Fault, FaultKind};
use super::syntax;
use crate::diagnostics::{At, Route, Step};

/// No record nests more deeply.
pub(super) const DEPTH: usize = 24;

/// One document.
#[derive(Debug)]
pub struct Tree {
    /// Its root.
    pub root: Node,
}

/// A value and its bytes.
#[derive(Debug)]
pub struct Node {
    /// The bytes of the value.
    pub range: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Debug)]
pub enum NodeKind {
    /// Text; `plain` if it is not quoted, so that `~` or `null` mean nothing.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stands without quotes.
        plain: bool,
    },
    /// Keys and values in order, duplicates included.
    Mapping(Vec<(Node, Node)>),
    /// Items.
    Sequence(Vec<Node>),
}

impl Node {
    /// Whether it is an absent value: nothing, `~` or `null`, unquoted.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar { text, plain: true }
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            NodeKind::Mapping(_) | NodeKind::Sequence(_) => None,
        }
    }
}

enum Open {
    Mapping { start: usize, entries: Vec<(Node, Node)>, key: Option<Node> },
    Sequence { start: usize, items: Vec<Node> },
}

struct Builder<'a> {
    text: &'a str,
    /// The byte at which each character begins: the parser counts characters.
    offsets: Vec<usize>,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    faults: Vec<Fault>,
}

impl Tree {
    /// Reads a text.
    ///
    /// # Errors
    /// What keeps it from being one plain document: syntax, several documents, anchors, tags, depth.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut builder =
            Builder { text, offsets, open: Vec::new(), root: None, documents: 0, faults: Vec::new() };
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => builder.take(event, span),
                Err(error) => {
                    builder.faults.push(syntax::fault(text, &error));
                    return Err(builder.faults);
                }
            }
            if builder.open.len() > DEPTH || builder.documents > 1 {
                break;
            }
        }
        builder.finish()
    }

    /// The route of the innermost value around a byte.
    pub fn route_at(&self, at: usize) -> Route {
        let (mut node, mut route) = (&self.root, Route::root());
        loop {
            let inner = match &node.kind {
                NodeKind::Mapping(entries) => entries
                    .iter()
                    .find(|(key, value)| (key.range.start..value.range.end).contains(&at))
                    .and_then(|(key, value)| Some((Step::from(key.text()?.to_owned()), value))),
                NodeKind::Sequence(items) => {
                    let found = items.iter().enumerate().find(|(_, item)| item.range.contains(&at));
                    found.map(|(index, item)| (Step::from(index), item))
                }
                NodeKind::Scalar { .. } => None,
            };
            let Some((step, value)) = inner else { return route };
            (node, route) = (value, route.then(step));
        }
    }

    /// The bytes of a key or value, and whether it was found itself; else those of what encloses it.
    pub fn find(&self, route: &Route, key: bool) -> (Range<usize>, bool) {
        let mut node = &self.root;
        let mut range = self.root.range.clone();
        for (i, step) in route.steps().iter().enumerate() {
            let last = i + 1 == route.steps().len();
            let next = match (&node.kind, step) {
                (NodeKind::Mapping(entries), Step::Key(name)) => {
                    entries.iter().find(|(key, _)| key.text() == Some(name)).map(|(k, v)| (&k.range, v))
                }
                (NodeKind::Sequence(items), Step::Index(index)) => items.get(*index).map(|v| (&v.range, v)),
                _ => None,
            };
            let Some((name, value)) = next else { return (range, false) };
            // A missing key is shown at the key of what lacks it, not over all its lines.
            let short = !last && matches!(step, Step::Key(_));
            range = if (last && key) || short || value.range.is_empty() {
                name.clone()
            } else {
                value.range.clone()
            };
            node = value;
        }
        (range, true)
    }
}

/// The bytes of a part of a scalar, given as bytes of its text. Right for scalars written as they are;
/// for escaped or folded ones the whole value is meant.
pub(super) fn part(text: &str, value: Range<usize>, start: usize, end: usize) -> Range<usize> {
    let written = &text[value.clone()];
    let quotes = usize::from(written.starts_with(['"', '\'']));
    let inner = value.start + quotes;
    let (start, end) = (inner + start, inner + end);
    let fits = end <= value.end && !written.contains(['\\', '\n']);
    let whole = fits && text.is_char_boundary(start) && text.is_char_boundary(end);
    if whole { start..end } else { value }
}

impl Builder<'_> {
    fn byte(&self, character: usize) -> usize {
        self.offsets.get(character).copied().unwrap_or(self.text.len())
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.byte(span.start.index())..self.byte(span.end.index())
    }

    fn refuse(&mut self, range: &Range<usize>, anchor: usize, tagged: bool) {
        if anchor == 0 && !tagged {
            return;
        }
        let message = "记录里不能用锚点（&）、引用（*）或标签（!）";
        let fault = Fault::new(FaultKind::Reference, At::Bytes(range.clone().into()), message);
        self.faults.push(fault.hint("把内容完整写出来；文字以 &、*、! 开头时加上引号"));
    }

    fn take(&mut self, event: Event<'_>, span: Span) {
        let range = self.range(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse(&range, anchor, tag.is_some());
                let plain = style == ScalarStyle::Plain;
                let range = trimmed(self.text, range);
                self.put(Node { range, kind: NodeKind::Scalar { text: text.into_owned(), plain } });
            }
            Event::Alias(_) => {
                self.refuse(&range, 1, false);
                self.put(Node { range, kind: NodeKind::Scalar { text: String::new(), plain: false } });
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse(&range, anchor, tag.is_some());
                self.open.push(Open::Mapping { start: range.start, entries: Vec::new(), key: None });
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse(&range, anchor, tag.is_some());
                self.open.push(Open::Sequence { start: range.start, items: Vec::new() });
            }
            Event::MappingEnd | Event::SequenceEnd => self.close(range.end),
            Event::DocumentStart(_) => self.document(&range),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }

    fn document(&mut self, range: &Range<usize>) {
        self.documents += 1;
        if self.documents > 1 {
            let fault =
                Fault::new(FaultKind::Documents, At::Bytes(range.clone().into()), "一个文件里只能有一份记录");
            self.faults.push(fault.hint("删去这一行 --- 和它后面的内容，或另存为一个文件"));
        }
    }

    fn close(&mut self, end: usize) {
        let node = match self.open.pop() {
            Some(Open::Mapping { start, entries, .. }) => {
                let range = trimmed(self.text, start..end.max(start));
                Node { range, kind: NodeKind::Mapping(entries) }
            }
            Some(Open::Sequence { start, items }) => {
                let range = trimmed(self.text, start..end.max(start));
                Node { range, kind: NodeKind::Sequence(items) }
            }
            None => return,
        };
        self.put(node);
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, key, .. }) => match key.take() {
                None => *key = Some(node),
                Some(name) => entries.push((name, node)),
            },
        }
    }

    fn finish(mut self) -> Result<Tree, Vec<Fault>> {
        if self.open.len() > DEPTH {
            let start = match self.open.last() {
                Some(Open::Mapping { start, .. } | Open::Sequence { start, .. }) => *start,
                None => 0,
            };
            self.faults.push(syntax::depth(start));
        }
        let root = self.root.take().filter(|root| !root.is_null());
        match root {
            Some(root) if self.faults.is_empty() => Ok(Tree { root }),
            None if self.faults.is_empty() => {
                let fault = Fault::new(FaultKind::Empty, At::File, "文件里没有内容");
                Err(vec![fault.hint("用 skillreg new 写出一份带说明的样子，再照着填")])
            }
            _ => Err(self.faults),
        }
    }
}

/// A block's end lies at the start of what follows it; what is shown ends where its text ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let written = text[range.clone()].trim_end();
    range.start..range.start + written.len()
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read fixtures")]
mod tests {
    use super::*;
    use crate::diagnostics::route;

    /// The text a route leads to, exactly.
    #[track_caller]
    fn at(text: &str, route: &Route) -> String {
        let (range, exact) = Tree::parse(text).unwrap().find(route, false);
        assert!(exact, "{route}");
        text[range].to_owned()
    }

    #[test]
    fn places_are_bytes_behind_any_characters() {
        let text = "名称: 示例\nlist:\n  - {键: 值𠮷, 日期: 2020-01-01}\n";
        assert_eq!(at(text, &route!["名称"]), "示例");
        assert_eq!(at(text, &route!["list", 0, "键"]), "值𠮷");
        assert_eq!(at(text, &route!["list", 0, "日期"]), "2020-01-01");
        assert_eq!(at(text, &route!["list", 0]), "{键: 值𠮷, 日期: 2020-01-01}");
    }

    #[test]
    fn places_are_right_with_windows_line_ends() {
        let text = "a: 甲\r\nb:\r\n  - c: 乙\r\n    d: [丙, 丁]\r\ne: 戊\r\n";
        assert_eq!(at(text, &route!["b", 0, "c"]), "乙");
        assert_eq!(at(text, &route!["b", 0, "d", 1]), "丁");
        assert_eq!(at(text, &route!["e"]), "戊");
    }

    #[test]
    fn block_scalars_end_with_their_text() {
        let text = "a: |-\n  第一行\n\n  第二行\n\nb: >\n  折叠的\n  两行\nc: x\n";
        assert_eq!(at(text, &route!["a"]).trim_end(), "第一行\n\n  第二行");
        assert_eq!(at(text, &route!["b"]).trim_end(), "折叠的\n  两行");
        assert_eq!(at(text, &route!["c"]), "x");
    }

    #[test]
    fn quotes_belong_to_the_value_and_parts_lie_within() {
        let text = "a: \"示*一\"\nb: 'it''s'\n";
        assert_eq!(at(text, &route!["a"]), "\"示*一\"");
        let (range, _) = Tree::parse(text).unwrap().find(&route!["a"], false);
        let star = part(text, range, 3, 4);
        assert_eq!(&text[star], "*");
    }

    #[test]
    fn what_is_missing_is_shown_at_what_lacks_it() {
        let tree = Tree::parse("a:\n  b: 1\nc:\n").unwrap();
        assert_eq!(tree.find(&route!["a", "x"], false), (0..1, false));
        assert_eq!(tree.find(&route!["c"], false), (10..11, true));
        assert_eq!(tree.find(&route!["a", "b"], true), (5..6, true));
    }

    fn routes(node: &Node, route: &Route, found: &mut Vec<Route>) {
        found.push(route.clone());
        match &node.kind {
            NodeKind::Scalar { .. } => {}
            NodeKind::Mapping(entries) => {
                for (key, value) in entries {
                    routes(value, &route.then(key.text().unwrap().to_owned()), found);
                }
            }
            NodeKind::Sequence(items) => {
                items.iter().enumerate().for_each(|(i, item)| routes(item, &route.then(i), found));
            }
        }
    }

    /// The routes serde sees: both parsers must agree on the structure.
    fn values(value: &serde_yaml::Value, route: &Route, found: &mut Vec<Route>) {
        found.push(route.clone());
        match value {
            serde_yaml::Value::Mapping(entries) => {
                for (key, value) in entries {
                    values(value, &route.then(key.as_str().unwrap().to_owned()), found);
                }
            }
            serde_yaml::Value::Sequence(items) => {
                items.iter().enumerate().for_each(|(i, item)| values(item, &route.then(i), found));
            }
            _ => {}
        }
    }

    #[test]
    fn every_value_of_a_record_is_found_where_it_stands() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites/minimal/content/");
        for file in [
            "institutions/2020-0001/filing.yaml",
            "plans/2020/2020-0001.yaml",
            "policies/2020-85/policy.yaml",
        ] {
            let text = std::fs::read_to_string(format!("{root}{file}")).unwrap();
            let tree = Tree::parse(&text).unwrap();
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            routes(&tree.root, &Route::root(), &mut ours);
            values(&serde_yaml::from_str(&text).unwrap(), &Route::root(), &mut theirs);
            assert_eq!(ours, theirs, "{file}");
            for route in ours {
                let (range, exact) = tree.find(&route, false);
                assert!(exact && !text[range].is_empty(), "{file} {route}");
            }
        }
    }
}
