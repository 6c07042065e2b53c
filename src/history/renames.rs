//! Which of the files that went away came back under another name. PURE.

use std::collections::{HashMap, HashSet};

use git2::Oid;

use crate::registry::kind::FileKind;

/// A file by name and content.
pub(super) type File = (String, Oid);

/// More files of one kind are compared by their whole content alone.
const MOST: usize = 50;

/// The share of their lines that two files must have in common, in percent: more than the forms of two different records
/// have.
const LIKE: usize = 70;

/// Pairs of a file that went and one that came, each by its place in its list.
pub(super) fn find(
    gone: &[File],
    come: &[File],
    read: &mut dyn FnMut(Oid) -> Option<Vec<u8>>,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut free: HashMap<(Oid, Option<u8>), Vec<usize>> = HashMap::new();
    for (at, (path, id)) in gone.iter().enumerate().rev() {
        free.entry((*id, number(path))).or_default().push(at);
    }
    let mut rest = Vec::new();
    for (at, (path, id)) in come.iter().enumerate() {
        match free.get_mut(&(*id, number(path))).and_then(Vec::pop) {
            Some(old) => pairs.push((old, at)),
            None => rest.push(at),
        }
    }
    let met: HashSet<usize> = pairs.iter().map(|(old, _)| *old).collect();
    let mut left: Vec<usize> = (0..gone.len()).filter(|old| !met.contains(old)).collect();
    if rest.len() > MOST || left.len() > MOST {
        return pairs;
    }
    let old: Vec<Option<Vec<u8>>> = gone
        .iter()
        .enumerate()
        .map(|(at, (_, id))| if left.contains(&at) { read(*id) } else { None })
        .collect();
    for new in rest {
        let Some(text) = number(&come[new].0).and_then(|_| read(come[new].1)) else { continue };
        let alike = |at: usize| {
            let same_kind = number(&gone[at].0) == number(&come[new].0);
            old[at].as_ref().filter(|_| same_kind).map_or(0, |old| likeness(old, &text))
        };
        let best =
            left.iter().map(|at| (alike(*at), *at)).max_by_key(|(like, at)| (*like, std::cmp::Reverse(*at)));
        if let Some((_, at)) = best.filter(|(like, _)| *like >= LIKE) {
            left.retain(|other| *other != at);
            pairs.push((at, new));
        }
    }
    pairs
}

fn number(path: &str) -> Option<u8> {
    FileKind::of(path).map(FileKind::number)
}

/// How much of the longer of two texts stands in the other too, line by line, in percent.
fn likeness(old: &[u8], new: &[u8]) -> usize {
    let mut lines: HashMap<&[u8], usize> = HashMap::new();
    for line in old.split(|byte| *byte == b'\n') {
        *lines.entry(line).or_default() += 1;
    }
    let mut common = 0;
    for line in new.split(|byte| *byte == b'\n') {
        if let Some(count) = lines.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            common += line.len() + 1;
        }
    }
    common * 100 / (old.len().max(new.len()) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(byte: u8) -> Oid {
        Oid::from_bytes(&[byte; 20]).unwrap()
    }

    fn filing(name: &str, content: u8) -> File {
        (format!("content/institutions/{name}/filing.yaml"), id(content))
    }

    fn found(gone: &[File], come: &[File]) -> Vec<(usize, usize)> {
        let form: String = (0..20).map(|line| format!("key_{line}: 示例\n")).collect();
        find(gone, come, &mut |id| {
            let byte = id.as_bytes()[0];
            // The tens are another record, the ones another edition of it.
            let record: String = if byte < 10 {
                form.clone()
            } else {
                form.replace("示例", &format!("示例{}", byte / 10))
            };
            Some(format!("{record}edition: {byte}\n").into_bytes())
        })
    }

    #[test]
    fn the_same_content_or_nearly_the_same_is_the_same_record() {
        assert_eq!(
            found(&[filing("a", 1), filing("b", 20)], &[filing("c", 20), filing("d", 2)]),
            [(1, 0), (0, 1)]
        );
        assert_eq!(found(&[filing("a", 1)], &[filing("c", 30)]), []);
    }

    #[test]
    fn a_record_of_another_kind_is_another_record() {
        let plan = ("content/plans/2020/a.yaml".to_owned(), id(1));
        assert_eq!(found(&[filing("a", 1)], &[plan]), []);
    }

    #[test]
    fn many_files_are_matched_by_content_alone() {
        let (gone, come): (Vec<File>, Vec<File>) =
            (0..=60).map(|n| (filing(&format!("a{n}"), n), filing(&format!("b{n}"), 60 - n))).unzip();
        assert_eq!(found(&gone, &come).len(), 61);
        let others: Vec<File> = (0..=60).map(|n| filing(&format!("b{n}"), 100 + n)).collect();
        assert_eq!(found(&gone, &others), []);
    }
}
