//! Folders as git keeps them, compared as bytes: a registry has folders with thousands of entries of which a commit
//! changes one, and reading them all for each commit takes most of the time.

use std::cmp::Ordering;

use git2::Oid;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    /// A link, or another repository.
    Other,
}

/// An entry of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    pub(super) kind: Kind,
    pub(super) name: &'t [u8],
    pub(super) id: Oid,
}

/// The length of a name of an object.
const ID: usize = 20;

/// The length of the shortest mode, with the space behind it.
const MODE: usize = 6;

/// An entry that one folder has, the other has, or both have and not alike.
pub(super) type Pair<'t> = (Option<Entry<'t>>, Option<Entry<'t>>);

/// The entries that are not the same in both; none if one of them is no folder.
pub(super) fn differences<'t>(old: &'t [u8], new: &'t [u8]) -> Option<Vec<Pair<'t>>> {
    let (mut old, mut new) = (old, new);
    let mut found = Vec::new();
    loop {
        let same = alike(old, new)?;
        (old, new) = (&old[same..], &new[same..]);
        let order = match (name(old)?, name(new)?) {
            (None, None) => return Some(found),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(a), Some(b)) => a.cmp(&b),
        };
        let mut pair = (None, None);
        if order != Ordering::Greater {
            let (entry, rest) = entry(old)?;
            (pair.0, old) = (Some(entry), rest);
        }
        if order != Ordering::Less {
            let (entry, rest) = entry(new)?;
            (pair.1, new) = (Some(entry), rest);
        }
        found.push(pair);
    }
}

/// An entry by name; none if there is no such entry.
pub(super) fn find<'t>(folder: &'t [u8], wanted: &[u8]) -> Option<Entry<'t>> {
    let mut rest = folder;
    while !rest.is_empty() {
        let (found, behind) = entry(rest)?;
        if found.name == wanted {
            return Some(found);
        }
        rest = behind;
    }
    None
}

/// How many bytes of whole entries both begin with.
fn alike(old: &[u8], new: &[u8]) -> Option<usize> {
    let most = mismatch(old, new);
    let mut at = 0;
    while at < most {
        let end = at + length(&old[at..])?;
        if end > most {
            break;
        }
        at = end;
    }
    Some(at)
}

/// The first byte in which they differ.
fn mismatch(old: &[u8], new: &[u8]) -> usize {
    const STEP: usize = 4096;
    let most = old.len().min(new.len());
    let mut at = 0;
    while at + STEP <= most && old[at..at + STEP] == new[at..at + STEP] {
        at += STEP;
    }
    at + old[at..most].iter().zip(&new[at..most]).take_while(|(a, b)| a == b).count()
}

/// The length of the first entry.
fn length(bytes: &[u8]) -> Option<usize> {
    // A mode and the space behind it are no shorter.
    let name = bytes.get(MODE..)?.iter().position(|byte| *byte == 0)?;
    Some(MODE + name + 1 + ID).filter(|end| *end <= bytes.len())
}

/// By what the first entry is sorted: folders as if their names ended with a slash. Nothing at the end of a folder.
#[expect(clippy::option_option, reason = "no folder, and its end, are two things")]
fn name(bytes: &[u8]) -> Option<Option<Vec<u8>>> {
    if bytes.is_empty() {
        return Some(None);
    }
    let (entry, _) = entry(bytes)?;
    let mut name = entry.name.to_vec();
    if entry.kind == Kind::Folder {
        name.push(b'/');
    }
    Some(Some(name))
}

/// The first entry, and what follows it.
fn entry(bytes: &[u8]) -> Option<(Entry<'_>, &[u8])> {
    let end = length(bytes)?;
    let (front, id) = bytes[..end].split_at(end - ID);
    let space = front.iter().position(|byte| *byte == b' ')?;
    let kind = match &front[..space] {
        b"40000" | b"040000" => Kind::Folder,
        b"120000" | b"160000" => Kind::Other,
        _ => Kind::File,
    };
    let name = &front[space + 1..front.len() - 1];
    Some((Entry { kind, name, id: Oid::from_bytes(id).ok()? }, &bytes[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(entries: &[(&str, &str, u8)]) -> Vec<u8> {
        let entry = |(mode, name, id): &(&str, &str, u8)| {
            [format!("{mode} {name}\0").as_bytes(), &[*id; ID]].concat()
        };
        entries.iter().flat_map(entry).collect()
    }

    fn told(old: &[u8], new: &[u8]) -> Vec<(String, u8)> {
        let name = |entry: Option<Entry<'_>>| {
            entry.map_or("-".to_owned(), |entry| String::from_utf8(entry.name.to_vec()).unwrap())
        };
        let id = |(old, new): Pair<'_>| new.or(old).unwrap().id.as_bytes()[0];
        let pairs = differences(old, new).unwrap().into_iter();
        pairs.map(|pair| (format!("{} {}", name(pair.0), name(pair.1)), id(pair))).collect()
    }

    #[test]
    fn finds_what_came_went_and_changed() {
        let old = folder(&[("100644", "a", 1), ("40000", "b", 2), ("100644", "c", 3), ("100644", "d", 0)]);
        let new = folder(&[("100644", "a", 1), ("40000", "b", 9), ("100644", "cc", 4), ("100644", "d", 0)]);
        assert_eq!(told(&old, &new), [("b b".into(), 9), ("c -".into(), 3), ("- cc".into(), 4)]);
        assert_eq!(told(&old, &old), []);
        assert_eq!(told(&[], &old).len(), 4);
        assert_eq!(told(&new, &[]).len(), 4);
    }

    #[test]
    fn a_file_that_becomes_a_folder_is_two_changes() {
        let old = folder(&[("100644", "a", 1), ("100644", "a.b", 2)]);
        let new = folder(&[("100644", "a.b", 2), ("40000", "a", 3)]);
        assert_eq!(told(&old, &new), [("a -".into(), 1), ("- a".into(), 3)]);
    }

    #[test]
    fn agrees_with_a_plain_comparison_of_many() {
        let names: Vec<String> = (0..600).map(|n| format!("2020-{n:04}")).collect();
        let tree = |change: &dyn Fn(usize) -> Option<u8>| {
            let entries =
                names.iter().enumerate().filter_map(|(n, name)| Some(("40000", name.as_str(), change(n)?)));
            folder(&entries.collect::<Vec<_>>())
        };
        let old = tree(&|n| (n % 7 != 0).then_some(1));
        let new = tree(&|n| (n % 11 != 0).then_some(if n % 50 == 3 { 2 } else { 1 }));
        let expected = (0..600).filter(|n| match (n % 7 != 0, n % 11 != 0) {
            (true, true) => n % 50 == 3,
            (old, new) => old != new,
        });
        assert_eq!(told(&old, &new).len(), expected.count());
    }

    #[test]
    fn what_is_no_folder_is_refused() {
        let whole = folder(&[("100644", "a", 1)]);
        for cut in 1..whole.len() {
            assert_eq!(differences(&whole[..cut], &whole), None, "{cut}");
        }
        assert_eq!(find(&whole, b"a").map(|entry| entry.kind), Some(Kind::File));
        assert_eq!(find(&whole, b"b"), None);
    }
}
