//! Values as people read them, without what must not be repeated.

use crate::diagnostics::veil;
use crate::registry::personal;
use crate::registry::text::is_hidden;
use crate::yaml::{Node, NodeKind};

use super::field::Field;
use super::list::Part;

/// Longer values are said to have changed, not repeated.
const LONGEST: usize = 60;

/// A text that may be printed: personal numbers are written over, what steers a terminal or the direction of writing is
/// left out.
pub fn public(text: &str) -> String {
    let text: String = text.trim().chars().filter(|c| !is_hidden(*c)).collect();
    veil(&text, &personal::places(&text))
}

/// What people read for a value; none if it is too long to be repeated or says nothing to them.
pub(super) fn shown(field: Field<'_>, node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => scalar(field, text.trim()),
        NodeKind::Sequence(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| shown(field.items(), item)).collect();
            items.map(|items| items.join("、"))
        }
        NodeKind::Mapping(_) => None,
    }
}

fn scalar(field: Field<'_>, text: &str) -> Option<String> {
    if matches!(field.format(), "prose" | "digest") {
        return None;
    }
    if let Some(title) = field.choice(text) {
        return Some(title.to_owned());
    }
    if field.is_flag() {
        let word = if text.eq_ignore_ascii_case("true") { "是" } else { "否" };
        return Some(word.to_owned());
    }
    let is_short = text.chars().take(LONGEST + 1).count() <= LONGEST && !text.contains('\n');
    is_short.then(|| public(text))
}

/// The value of a key.
pub(super) fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let NodeKind::Mapping(entries) = &node.kind else { return None };
    let found = entries.iter().find(|(name, _)| name.text() == Some(key));
    found.map(|(_, value)| value).filter(|value| !value.is_null())
}

/// An item in words.
pub(super) fn described(field: Field<'_>, item: &Node, parts: &[Part]) -> String {
    let part = |(before, key, behind): &Part| {
        let value = shown(field.property(key)?, get(item, key)?)?;
        Some(format!("{before}{value}{behind}"))
    };
    let text: String = parts.iter().filter_map(part).collect();
    text.trim_end().to_owned()
}
