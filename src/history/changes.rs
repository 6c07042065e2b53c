//! Which files a commit changed, and how.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use git2::{Commit, ObjectType, Odb, OdbObject, Oid};

use super::trees::{self, Entry, Kind};
use super::{Change, renames};
use crate::comparison::{Comparer, Comparison, MOST_BYTES};
use crate::registry::kind::FileKind;

/// Folders nest no deeper in a registry; what lies deeper is none of its files.
const DEPTH: usize = 8;

/// So many folders are held at hand: those of a commit are those its neighbours have.
const AT_HAND: usize = 12;

/// A file before and after; not there where it has no content.
struct Delta {
    path: String,
    from: Option<String>,
    old: Option<Oid>,
    new: Option<Oid>,
    /// What it was in the further parents of a merge.
    others: Vec<Oid>,
    /// What these called it, if otherwise.
    aliases: Vec<String>,
}

/// Looks at one commit after the other.
pub(super) struct Desk<'o> {
    objects: &'o Odb<'o>,
    content: &'o str,
    comparer: &'o Comparer,
    folders: VecDeque<(Oid, Rc<OdbObject<'o>>)>,
}

impl<'o> Desk<'o> {
    pub(super) const fn new(objects: &'o Odb<'o>, content: &'o str, comparer: &'o Comparer) -> Self {
        Self { objects, content, comparer, folders: VecDeque::new() }
    }

    /// The files of the registry that a commit changed. Of a merge, those that are like none of its parents', and of
    /// these the values that are: what it only brought together was told by the commits it brought. To them come the
    /// changes of either side that it undid; `bases` are what the first parent and each further one have in common.
    pub(super) fn files(
        &mut self,
        commit: &Commit<'_>,
        bases: &[Commit<'_>],
    ) -> Result<Vec<Change>, git2::Error> {
        let new = self.content_of(commit)?;
        let mut parents = Vec::new();
        for parent in commit.parents() {
            parents.push(self.content_of(&parent)?);
        }
        let mut deltas = self.deltas(parents.first().copied().flatten(), new)?;
        self.follow(&mut deltas);
        for parent in parents.iter().skip(1) {
            if deltas.is_empty() {
                break;
            }
            let mut also = self.deltas(*parent, new)?;
            self.follow(&mut also);
            let mut also: HashMap<String, Delta> =
                also.into_iter().map(|delta| (delta.path.clone(), delta)).collect();
            deltas.retain_mut(|delta| {
                let Some(mut also) = also.remove(&delta.path) else { return false };
                // What one parent calls by its name already was renamed before the merge.
                let is_named = |delta: &Delta| delta.old.is_some() && delta.from.is_none();
                if is_named(delta) || is_named(&also) {
                    (delta.from, also.from) = (None, None);
                    delta.aliases.clear();
                }
                match delta.old {
                    None => (delta.old, delta.from) = (also.old, also.from),
                    Some(_) => {
                        delta.others.extend(also.old);
                        delta.aliases.extend(also.from);
                    }
                }
                true
            });
        }
        let mut changes: Vec<Change> = deltas.iter().filter_map(|delta| self.change(delta)).collect();
        for (base, parent) in bases.iter().zip(parents.iter().skip(1)) {
            let base = self.content_of(base)?;
            for side in [parents[0], *parent] {
                self.undone(base, side, new, &mut changes)?;
            }
        }
        Ok(changes)
    }

    /// Adds the changes from the base to one side that the merge took back.
    fn undone(
        &mut self,
        base: Option<Oid>,
        side: Option<Oid>,
        new: Option<Oid>,
        changes: &mut Vec<Change>,
    ) -> Result<(), git2::Error> {
        if side == new || side == base {
            return Ok(());
        }
        let made: HashMap<String, Delta> =
            self.deltas(base, side)?.into_iter().map(|delta| (delta.path.clone(), delta)).collect();
        let mut taken = self.deltas(side, new)?;
        // What goes on under another name is not taken back.
        self.follow(&mut taken);
        for delta in taken.iter().filter(|delta| delta.from.is_none()) {
            let Some(made) = made.get(&delta.path) else { continue };
            let (done, taken) = (
                self.compared(&made.path, made.old, made.new),
                self.compared(&delta.path, delta.old, delta.new),
            );
            let back = made.old == delta.new;
            let Some(what) = taken_back(&done, taken, back) else { continue };
            match changes.iter_mut().find(|change| change.file == delta.path) {
                Some(change) => change.what.add(what),
                None => {
                    let file = delta.path.clone();
                    changes.push(Change { commit: 0, file, from: None, aliases: Vec::new(), what });
                }
            }
        }
        Ok(())
    }

    /// The folder of records as it was in a commit.
    fn content_of(&mut self, commit: &Commit<'_>) -> Result<Option<Oid>, git2::Error> {
        let mut folder = commit.tree_id();
        let content = self.content;
        for name in content.split('/').filter(|name| !name.is_empty()) {
            let bytes = self.folder(folder)?;
            match trees::find(bytes.data(), name.as_bytes()) {
                Some(Entry { kind: Kind::Folder, id, .. }) => folder = id,
                _ => return Ok(None),
            }
        }
        Ok(Some(folder))
    }

    fn deltas(&mut self, old: Option<Oid>, new: Option<Oid>) -> Result<Vec<Delta>, git2::Error> {
        let mut found = Vec::new();
        self.compare("content", old, new, 0, &mut found)?;
        Ok(found)
    }

    fn compare(
        &mut self,
        path: &str,
        old: Option<Oid>,
        new: Option<Oid>,
        depth: usize,
        found: &mut Vec<Delta>,
    ) -> Result<(), git2::Error> {
        // Equal folders have equal names: most of a commit's end here.
        if old == new || depth > DEPTH {
            return Ok(());
        }
        let old = old.map(|id| self.folder(id)).transpose()?;
        let new = new.map(|id| self.folder(id)).transpose()?;
        let pairs = trees::differences(data(old.as_deref()), data(new.as_deref()))
            .ok_or_else(|| git2::Error::from_str("a tree is damaged"))?;
        for (old, new) in pairs {
            let Some(name) = old.or(new).and_then(|entry| std::str::from_utf8(entry.name).ok()) else {
                continue;
            };
            let path = format!("{path}/{name}");
            let of = |kind: Kind, entry: Option<Entry<'_>>| {
                entry.filter(|entry| entry.kind == kind).map(|entry| entry.id)
            };
            self.compare(&path, of(Kind::Folder, old), of(Kind::Folder, new), depth + 1, found)?;
            let (old, new) = (of(Kind::File, old), of(Kind::File, new));
            if old.or(new).is_some() {
                found.push(Delta { path, from: None, old, new, others: Vec::new(), aliases: Vec::new() });
            }
        }
        Ok(())
    }

    /// Makes one change of a file that went and one that came in its place under another name.
    fn follow(&mut self, deltas: &mut Vec<Delta>) {
        let of = |deltas: &[Delta], is: fn(&Delta) -> Option<Oid>| -> Vec<renames::File> {
            deltas.iter().filter_map(|delta| Some((delta.path.clone(), is(delta)?))).collect()
        };
        let gone = of(deltas, |delta| delta.old.filter(|_| delta.new.is_none()));
        let come = of(deltas, |delta| delta.new.filter(|_| delta.old.is_none()));
        if gone.is_empty() || come.is_empty() {
            return;
        }
        let pairs = renames::find(&gone, &come, &mut |id| self.text(id).ok());
        let mut earlier: HashMap<&str, &renames::File> = HashMap::new();
        for (old, new) in pairs {
            earlier.insert(&come[new].0, &gone[old]);
        }
        for delta in deltas.iter_mut() {
            if let Some((from, old)) = earlier.get(delta.path.as_str()) {
                (delta.from, delta.old) = (Some(from.clone()), Some(*old));
            }
        }
        let is_renamed: HashSet<&str> = earlier.values().map(|(from, _)| from.as_str()).collect();
        deltas.retain(|delta| delta.new.is_some() || !is_renamed.contains(delta.path.as_str()));
    }

    fn change(&self, delta: &Delta) -> Option<Change> {
        let mut what = self.compared(&delta.path, delta.old, delta.new);
        if let (Comparison::Changed(changes), false) = (&mut what, delta.others.is_empty()) {
            for other in &delta.others {
                let Comparison::Changed(also) = self.compared(&delta.path, Some(*other), delta.new) else {
                    continue;
                };
                changes.retain(|change| also.iter().any(|other| other.ends_like(change)));
            }
            if changes.is_empty() && delta.from.is_none() {
                return None;
            }
        }
        let (from, aliases) = (delta.from.clone(), delta.aliases.clone());
        Some(Change { commit: 0, file: delta.path.clone(), from, aliases, what })
    }

    fn compared(&self, path: &str, old: Option<Oid>, new: Option<Oid>) -> Comparison {
        let kind = FileKind::of(path);
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) if old == new => return Comparison::Changed(Vec::new()),
            (Some(_), Some(_)) if !self.comparer.compares(kind) => return Comparison::Replaced,
            (Some(old), Some(new)) => (old, new),
            // What is new or gone is not looked into.
            (None, _) => return Comparison::Created,
            (_, None) => return Comparison::Deleted,
        };
        match (self.text(old), self.text(new)) {
            (Ok(old), Ok(new)) => self.comparer.compare(kind, Some(&old), Some(&new)),
            (Err(reason), _) | (_, Err(reason)) => reason,
        }
    }

    /// The content of a file, or why it is not read.
    fn text(&self, id: Oid) -> Result<Vec<u8>, Comparison> {
        match self.objects.read_header(id) {
            Ok((size, _)) if size > MOST_BYTES => Err(Comparison::TooLarge),
            Ok((_, ObjectType::Blob)) => {
                self.objects.read(id).map(|object| object.data().to_vec()).map_err(|_| Comparison::Absent)
            }
            Ok(_) => Err(Comparison::Unreadable),
            Err(_) => Err(Comparison::Absent),
        }
    }

    fn folder(&mut self, id: Oid) -> Result<Rc<OdbObject<'o>>, git2::Error> {
        if let Some((_, folder)) = self.folders.iter().find(|(known, _)| *known == id) {
            return Ok(folder.clone());
        }
        let folder = Rc::new(self.objects.read(id)?);
        if folder.kind() != ObjectType::Tree {
            return Err(git2::Error::from_str("a tree is damaged"));
        }
        if self.folders.len() == AT_HAND {
            self.folders.pop_back();
        }
        self.folders.push_front((id, folder.clone()));
        Ok(folder)
    }
}

/// Of what was taken from one side of a merge, what that side had done; `back` if the file is again as it was before.
fn taken_back(done: &Comparison, taken: Comparison, back: bool) -> Option<Comparison> {
    match (done, taken) {
        (Comparison::Changed(done), Comparison::Changed(mut taken)) => {
            taken.retain(|change| done.iter().any(|done| change.undoes(done)));
            (!taken.is_empty()).then_some(Comparison::Changed(taken))
        }
        (_, taken) => back.then_some(taken),
    }
}

/// A folder as it is kept; one that is not there is empty.
fn data<'f>(folder: Option<&'f OdbObject<'_>>) -> &'f [u8] {
    folder.map_or(&[], OdbObject::data)
}
