//! Holds two versions of a record against each other.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::yaml::{Node, NodeKind};

use super::field::Field;
use super::list::{List, Telling, is_withheld, label, list};
use super::shown::{described, get, shown};
use super::{Change, What};

/// More items of one list are counted, not named.
const MOST: usize = 12;

/// What is called so has keys that no record has.
const UNKNOWN: &str = "其他内容";

pub(super) struct Differ {
    kind: &'static str,
    changes: Vec<Change>,
}

/// Where a value stands and what it is.
struct At<'s> {
    /// Its keys, without the places of items: `procedure.scope`.
    route: String,
    label: String,
    field: Field<'s>,
}

impl Differ {
    pub(super) const fn new(kind: &'static str) -> Self {
        Self { kind, changes: Vec::new() }
    }

    pub(super) fn compare(
        mut self,
        record: Field<'_>,
        old: Option<&Node>,
        new: Option<&Node>,
    ) -> Vec<Change> {
        let at = At { route: String::new(), label: String::new(), field: record };
        self.mapping(&at, old, new);
        self.changes
    }

    fn say(&mut self, at: &At<'_>, what: What) {
        self.changes.push(Change { label: at.label.clone(), what });
    }

    fn value(&mut self, at: &At<'_>, old: Option<&Node>, new: Option<&Node>) {
        let is_list = |node: &Node| matches!(node.kind, NodeKind::Sequence(_));
        let is_mapping = |node: &Node| matches!(node.kind, NodeKind::Mapping(_));
        let given = || [old, new].into_iter().flatten();
        if same(old, new) {
            return;
        }
        if given().all(is_list) {
            self.sequence(at, items(old), items(new));
        } else if is_withheld(self.kind, &at.route) {
            self.say(at, What::Rewritten);
        } else if given().all(is_mapping) {
            self.mapping(at, old, new);
        } else {
            self.scalar(at, old, new);
        }
    }

    fn mapping(&mut self, at: &At<'_>, old: Option<&Node>, new: Option<&Node>) {
        let mut known = HashSet::new();
        for (key, title, field) in at.field.properties() {
            known.insert(key);
            let route = if at.route.is_empty() { key.to_owned() } else { format!("{}.{key}", at.route) };
            let label = label(self.kind, &route, &at.label, title);
            let inner = At { route, label, field };
            self.value(&inner, old.and_then(|node| get(node, key)), new.and_then(|node| get(node, key)));
        }
        let others = |node: Option<&Node>| -> Vec<(String, String)> {
            let Some(Node { kind: NodeKind::Mapping(entries), .. }) = node else { return Vec::new() };
            let foreign =
                entries.iter().filter(|(key, _)| !key.text().is_some_and(|key| known.contains(key)));
            foreign.map(|(key, value)| (format!("{:?}", key.text()), form(value))).collect()
        };
        if others(old) != others(new) {
            self.changes.push(Change { label: UNKNOWN.to_owned(), what: What::Rewritten });
        }
    }

    fn scalar(&mut self, at: &At<'_>, old: Option<&Node>, new: Option<&Node>) {
        let read = |node: Option<&Node>| node.map(|node| shown(at.field, node));
        let what = match (read(old), read(new)) {
            (Some(Some(old)), Some(Some(new))) if old == new => What::Rewritten,
            (Some(Some(old)), Some(Some(new))) => What::Replaced { old, new },
            (None, Some(Some(new))) => What::Filled(new),
            (Some(Some(old)), None) => What::Cleared(old),
            _ => What::Rewritten,
        };
        self.say(at, what);
    }

    fn sequence(&mut self, at: &At<'_>, old: &[Node], new: &[Node]) {
        let items = at.field.items();
        let list = list(self.kind, &at.route, items);
        let pairs = Pairs::new(&list, items, old, new);
        let changed: Vec<(&Node, &Node)> =
            pairs.both.iter().filter(|(old, new)| !same(Some(old), Some(new))).copied().collect();
        if pairs.added.is_empty() && pairs.removed.is_empty() && changed.is_empty() {
            return self.say(at, What::Reordered);
        }
        let withheld = is_withheld(self.kind, &at.route);
        match list.telling {
            Telling::Named(name, more) if !withheld => {
                for (old, new) in changed {
                    let label = format!("{} {}", at.label, described(items, new, name));
                    let inner = At { route: at.route.clone(), label, field: items };
                    self.value(&inner, Some(old), Some(new));
                }
                let tell = |item: &Node| described(items, item, name) + &described(items, item, more);
                self.named(at, &pairs.removed, tell, What::Removed);
                self.named(at, &pairs.added, tell, What::Added);
            }
            Telling::Counted(_) if !withheld && !items.is_object() => {
                let tell = |item: &Node| shown(items, item).unwrap_or_default();
                self.named(at, &pairs.removed, tell, What::Removed);
                self.named(at, &pairs.added, tell, What::Added);
            }
            Telling::Counted(unit) => self.counted(at, &pairs, changed.len(), unit),
            Telling::Named(..) => self.counted(at, &pairs, changed.len(), "项"),
        }
    }

    fn counted(&mut self, at: &At<'_>, pairs: &Pairs<'_>, changed: usize, unit: &str) {
        let (added, removed) = (pairs.added.len(), pairs.removed.len());
        self.say(at, What::Counted { added, removed, changed, unit: unit.to_owned() });
    }

    /// Items one by one; by their number where they are many or have no name.
    fn named(
        &mut self,
        at: &At<'_>,
        nodes: &[&Node],
        tell: impl Fn(&Node) -> String,
        what: impl Fn(String) -> What,
    ) {
        let told: Vec<String> = nodes.iter().take(MOST + 1).map(|item| tell(item)).collect();
        if told.len() <= MOST && told.iter().all(|item| !item.is_empty()) {
            told.into_iter().for_each(|item| self.say(at, what(item)));
            return;
        }
        let is_more = matches!(what(String::new()), What::Added(_));
        let (added, removed) = if is_more { (nodes.len(), 0) } else { (0, nodes.len()) };
        self.say(at, What::Counted { added, removed, changed: 0, unit: "项".to_owned() });
    }
}

/// The items of two lists, by what tells them apart.
struct Pairs<'n> {
    both: Vec<(&'n Node, &'n Node)>,
    added: Vec<&'n Node>,
    removed: Vec<&'n Node>,
}

impl<'n> Pairs<'n> {
    fn new(list: &List, items: Field<'_>, old: &'n [Node], new: &'n [Node]) -> Self {
        let identity = |item: &Node| {
            if list.identity.is_empty() || !items.is_object() {
                return form(item);
            }
            let values = list.identity.iter().map(|key| get(item, key).map(form).unwrap_or_default());
            values.collect::<Vec<_>>().join("\n")
        };
        let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, item) in old.iter().enumerate() {
            waiting.entry(identity(item)).or_default().push_back(at);
        }
        let mut pairs = Self { both: Vec::new(), added: Vec::new(), removed: Vec::new() };
        let mut met = HashSet::new();
        for item in new {
            match waiting.get_mut(&identity(item)).and_then(VecDeque::pop_front) {
                Some(at) => {
                    met.insert(at);
                    pairs.both.push((&old[at], item));
                }
                None => pairs.added.push(item),
            }
        }
        pairs.removed =
            old.iter().enumerate().filter(|(at, _)| !met.contains(at)).map(|(_, item)| item).collect();
        pairs
    }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node {
        Some(Node { kind: NodeKind::Sequence(items), .. }) => items,
        _ => &[],
    }
}

/// Whether two values are the same, wherever and however they are written.
fn same(old: Option<&Node>, new: Option<&Node>) -> bool {
    let present = |node: &&Node| !node.is_null();
    match (old.filter(present), new.filter(present)) {
        (Some(old), Some(new)) => equal(old, new),
        (None, None) => true,
        _ => false,
    }
}

fn equal(old: &Node, new: &Node) -> bool {
    match (&old.kind, &new.kind) {
        (NodeKind::Scalar { text: old, .. }, NodeKind::Scalar { text: new, .. }) => old == new,
        (NodeKind::Sequence(old), NodeKind::Sequence(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(Some(old), Some(new)))
        }
        (NodeKind::Mapping(_), NodeKind::Mapping(_)) => {
            let (old, new) = (given(old), given(new));
            old.len() == new.len()
                && old.iter().zip(&new).all(|(old, new)| old.0 == new.0 && same(Some(old.1), Some(new.1)))
        }
        _ => false,
    }
}

/// The keys that have a value, in the order of the alphabet.
fn given(mapping: &Node) -> Vec<(&str, &Node)> {
    let NodeKind::Mapping(entries) = &mapping.kind else { return Vec::new() };
    let given = entries.iter().filter(|(_, value)| !value.is_null());
    let mut given: Vec<(&str, &Node)> =
        given.map(|(key, value)| (key.text().unwrap_or_default(), value)).collect();
    given.sort_by_key(|(key, _)| *key);
    given
}

/// A value as a text that is the same for the same values, and for no others.
fn form(node: &Node) -> String {
    let mut text = String::new();
    write_form(node, &mut text);
    text
}

fn write_form(node: &Node, text: &mut String) {
    // Each text goes behind its length, so that none can look like what stands around it.
    let put = |text: &mut String, word: &str| {
        text.push_str(&word.len().to_string());
        text.push(':');
        text.push_str(word);
    };
    match &node.kind {
        NodeKind::Scalar { .. } if node.is_null() => {}
        NodeKind::Scalar { text: value, .. } => put(text, value),
        NodeKind::Sequence(items) => {
            text.push('[');
            for item in items {
                write_form(item, text);
                text.push(',');
            }
            text.push(']');
        }
        NodeKind::Mapping(_) => {
            text.push('{');
            for (key, value) in given(node) {
                put(text, key);
                write_form(value, text);
            }
            text.push('}');
        }
    }
}
