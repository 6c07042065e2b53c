//! Holds a list that is only appended to against what it was.

use serde_json::Value;

use super::MOST;
use crate::diagnostics::{Finding, Place, Route, Rule};
use crate::registry::schema::{self, resolve};

/// What became of an item that is not as it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// It says something else now, at these keys.
    Altered { old: usize, new: usize, keys: Vec<String> },
    /// It is gone; this is where it would stand.
    Gone { old: usize, near: usize },
}

/// A list without names: what is lost, and the new items that stand before old ones.
pub(super) fn sequence(old: &[Value], new: &[Value], alike: &[&str]) -> (Vec<Lost>, Vec<usize>) {
    let (mut cursor, mut free, mut missing) = (0, Vec::new(), Vec::new());
    for (at, item) in old.iter().enumerate() {
        match new[cursor..].iter().position(|other| other == item) {
            Some(skipped) => {
                free.extend(cursor..cursor + skipped);
                cursor += skipped + 1;
            }
            None => missing.push((at, cursor)),
        }
    }
    let behind = cursor;
    let mut lost = Vec::new();
    for (old_at, near) in missing {
        let all = free.iter().copied().chain(behind..new.len());
        let likeness = |at: &usize| alike.iter().filter(|key| new[*at][**key] == old[old_at][**key]).count();
        let best = all
            .filter(|at| likeness(at) > 0)
            .max_by_key(|at| (likeness(at), std::cmp::Reverse(at.abs_diff(near))));
        // One that was only appended is another event, unless it is nearly the same.
        let best = best.filter(|at| *at < behind || likeness(at) == alike.len() || *at == near);
        lost.push(match best {
            Some(at) => {
                free.retain(|other| *other != at);
                Lost::Altered { old: old_at, new: at, keys: differing(&old[old_at], &new[at], &[], &[]) }
            }
            None => Lost::Gone { old: old_at, near },
        });
    }
    (lost, free)
}

/// A list whose items have names, made of some keys. What was not given may be given later at the keys of `fill`, and
/// lists at the keys of `grow` may be appended to.
pub(super) fn named(old: &[Value], new: &[Value], name: &[&str], fill: &[&str], grow: &[&str]) -> Vec<Lost> {
    let same = |a: &Value, b: &Value| name.iter().all(|key| a[*key] == b[*key]);
    let mut met = vec![false; new.len()];
    let mut lost = Vec::new();
    for (at, item) in old.iter().enumerate() {
        let found = new.iter().enumerate().position(|(n, other)| !met[n] && same(item, other));
        let Some(found) = found else {
            lost.push(Lost::Gone { old: at, near: at.min(new.len()) });
            continue;
        };
        met[found] = true;
        let keys = differing(item, &new[found], fill, grow);
        if !keys.is_empty() {
            lost.push(Lost::Altered { old: at, new: found, keys });
        }
    }
    lost
}

/// The keys at which an item says something else than it did.
fn differing(old: &Value, new: &Value, fill: &[&str], grow: &[&str]) -> Vec<String> {
    let (Some(before), Some(after)) = (old.as_object(), new.as_object()) else { return Vec::new() };
    let is_kept = |key: &str, was: &Value, is: &Value| {
        let is_empty = was.is_null() || was.as_array().is_some_and(Vec::is_empty);
        let grown = || match (was.as_array(), is.as_array()) {
            (Some(was), Some(is)) => is.starts_with(was),
            _ => false,
        };
        was == is || is_empty && fill.contains(&key) || grow.contains(&key) && grown()
    };
    let keys = before.iter().filter(|(key, was)| !is_kept(key, was, after.get(*key).unwrap_or(&Value::Null)));
    keys.map(|(key, _)| key.clone()).collect()
}

/// How the items of a list are told.
pub(super) struct Telling<'t> {
    pub(super) rule: &'static Rule,
    /// The file as it is called now.
    pub(super) file: &'t str,
    /// The kind of the record, and the key of its list.
    pub(super) kind: &'static str,
    pub(super) list: &'static str,
    /// What an old item is called.
    pub(super) name: &'t dyn Fn(usize) -> String,
    pub(super) hint: &'static str,
}

impl Telling<'_> {
    /// A finding for each item that is lost.
    pub(super) fn tell(&self, lost: Vec<Lost>, found: &mut Vec<Finding>) {
        let list = Route::root().then(self.list);
        for lost in lost.into_iter().take(MOST) {
            let (place, message) = match lost {
                Lost::Gone { old, near } => {
                    let name = (self.name)(old);
                    let place = Place::value(self.file, list.then(near));
                    (place, format!("以前登记的「{name}」不见了"))
                }
                Lost::Altered { old, new, keys } => {
                    let name = (self.name)(old);
                    let titles: Vec<String> = keys.iter().map(|key| self.title(key)).collect();
                    let route = list.then(new);
                    let route = keys.first().map_or_else(|| route.clone(), |key| route.then(key.clone()));
                    (
                        Place::value(self.file, route),
                        format!("以前登记的「{name}」改动了：{}", titles.join("、")),
                    )
                }
            };
            found.push(self.rule.at(place, message).hint(self.hint));
        }
    }

    /// What people call a key.
    fn title(&self, key: &str) -> String {
        let Some(record) = schema::of(self.kind) else { return key.to_owned() };
        let list = resolve(&record, &record["properties"][self.list]);
        let item = resolve(&record, &list["items"]);
        let title = item["properties"][key]["title"].as_str().unwrap_or(key);
        // What stands in brackets is for those who fill it in.
        title.split('（').next().unwrap_or(title).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn events(words: &str) -> Vec<Value> {
        let event = |word: &str| json!({ "event": &word[..1], "date": &word[1..2], "note": &word[2..] });
        words.split_whitespace().map(event).collect()
    }

    fn told(old: &str, new: &str) -> (Vec<Lost>, Vec<usize>) {
        sequence(&events(old), &events(new), &["event", "date"])
    }

    #[test]
    fn what_is_appended_or_put_between_loses_nothing() {
        assert_eq!(told("a1 b2", "a1 b2 c3"), (vec![], vec![]));
        assert_eq!(told("a1 c3", "a1 b2 c3 d4"), (vec![], vec![1]));
        assert_eq!(told("a1 a1", "a1 a1"), (vec![], vec![]));
        assert_eq!(told("", "a1"), (vec![], vec![]));
    }

    #[test]
    fn what_is_rewritten_is_found_at_its_place() {
        let altered = |old, new, key: &str| Lost::Altered { old, new, keys: vec![key.to_owned()] };
        assert_eq!(told("a1x b2 c3", "a1y b2 c3"), (vec![altered(0, 0, "note")], vec![]));
        assert_eq!(told("a1 b2 c3", "a1 b4 c3"), (vec![altered(1, 1, "date")], vec![]));
        assert_eq!(told("a1 b2", "a1 b3"), (vec![altered(1, 1, "date")], vec![]));
    }

    #[test]
    fn what_is_dropped_or_moved_is_found() {
        assert_eq!(told("a1 b2 c3", "a1 c3"), (vec![Lost::Gone { old: 1, near: 1 }], vec![]));
        assert_eq!(told("a1 b2 c3", "").0.len(), 3);
        assert_eq!(told("a1 b2", "b2 a1").0.len(), 1);
        assert_eq!(told("a1 a1", "a1").0, [Lost::Gone { old: 1, near: 1 }]);
    }

    #[test]
    fn items_with_names_may_be_completed_where_that_is_allowed() {
        let old = [json!({ "id": 1, "published": null, "evidence": [1], "outcome": "a" })];
        let new = [json!({ "id": 1, "published": 3, "evidence": [1, 2], "outcome": "b" })];
        let lost = named(&old, &new, &["id"], &["published"], &["evidence"]);
        assert_eq!(lost, [Lost::Altered { old: 0, new: 0, keys: vec!["outcome".to_owned()] }]);
        assert_eq!(named(&new, &old, &["id"], &["published"], &["evidence"]).len(), 1);
    }
}
