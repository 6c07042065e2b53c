//! Whose change is whose: a record keeps its history when its folder is renamed. PURE.

use std::collections::{BTreeMap, HashMap};

use super::commits::Step;
use super::{Change, Commit, History};
use crate::comparison::Comparison;

/// A record from its last change back to its creation, whatever it was called.
struct Life {
    /// What it was called last.
    name: String,
    changes: Vec<Change>,
    /// The life it turned out to be part of: it was changed on a branch that did not know its new name.
    part_of: Option<usize>,
}

/// Puts the changes of each record together. Steps are newest first.
pub(super) fn gather(steps: Vec<Step>) -> History {
    let mut lives = Lives::default();
    let mut commits: Vec<Commit> = Vec::new();
    for step in steps.into_iter().filter(|step| !step.files.is_empty()) {
        lives.take(commits.len(), step.files);
        commits.push(step.commit);
    }
    History { changes: lives.changes(), commits, missing: None }
}

#[derive(Default)]
struct Lives {
    all: Vec<Life>,
    /// The lives whose beginning was not met yet, by the name they have where the walk is.
    open: HashMap<String, usize>,
}

impl Lives {
    /// The files of one commit, all at once: in one commit, two records may take each other's names.
    fn take(&mut self, commit: usize, files: Vec<Change>) {
        let mut earlier: Vec<(String, usize)> = Vec::new();
        let owners: Vec<usize> = files.iter().map(|file| self.owner(&file.file)).collect();
        for (mut file, life) in files.into_iter().zip(owners) {
            if file.from.is_some() || !file.aliases.is_empty() {
                // Another parent may know it by the name it has.
                if file.from.is_some() && file.aliases.is_empty() {
                    self.open.remove(&file.file);
                }
                earlier.extend(file.from.iter().chain(&file.aliases).map(|from| (from.clone(), life)));
            } else if file.what == Comparison::Created {
                self.open.remove(&file.file);
            }
            file.commit = commit;
            self.all[life].changes.push(file);
        }
        for (name, life) in earlier {
            if let Some(other) = self.open.insert(name, life).filter(|other| *other != life) {
                self.all[other].part_of = Some(life);
            }
        }
    }

    fn owner(&mut self, name: &str) -> usize {
        if let Some(life) = self.open.get(name) {
            return *life;
        }
        let life = self.all.len();
        self.all.push(Life { name: name.to_owned(), changes: Vec::new(), part_of: None });
        self.open.insert(name.to_owned(), life);
        life
    }

    fn changes(mut self) -> BTreeMap<String, Vec<Change>> {
        let mut changes: BTreeMap<String, Vec<Change>> = BTreeMap::new();
        for at in 0..self.all.len() {
            let mut root = at;
            // Each step leads to a life that began to be told later or is whole; bounded all the same.
            for _ in 0..self.all.len() {
                match self.all[root].part_of {
                    Some(next) => root = next,
                    None => break,
                }
            }
            let name = self.all[root].name.clone();
            let told = std::mem::take(&mut self.all[at].changes);
            changes.entry(name).or_default().extend(told);
        }
        changes.values_mut().for_each(|told| told.sort_by_key(|change| change.commit));
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::registry::Date;

    /// Commits from the newest to the oldest: each file with the name it had before, or how it changed.
    fn gathered(steps: &[&[(&str, Option<&str>, char)]]) -> Vec<(String, Vec<usize>)> {
        let change = |(file, from, what): &(&str, Option<&str>, char)| Change {
            commit: 0,
            file: (*file).to_owned(),
            from: from.map(str::to_owned),
            aliases: Vec::new(),
            what: match what {
                '+' => Comparison::Created,
                '-' => Comparison::Deleted,
                _ => Comparison::Changed(Vec::new()),
            },
        };
        let commit = Commit {
            id: String::new(),
            date: Date::new(2021, 1, 1).unwrap(),
            author: String::new(),
            summary: String::new(),
        };
        let step = |files: &&[_]| Step { commit: commit.clone(), files: files.iter().map(change).collect() };
        let history = gather(steps.iter().map(step).collect());
        let commits = |changes: Vec<Change>| changes.iter().map(|change| change.commit).collect();
        history.changes.into_iter().map(|(name, changes)| (name, commits(changes))).collect()
    }

    fn told(name: &str, commits: &[usize]) -> (String, Vec<usize>) {
        (name.to_owned(), commits.to_vec())
    }

    #[test]
    fn history_follows_a_new_name() {
        let found = gathered(&[
            &[("c", None, '~')],
            &[("c", Some("b"), '~')],
            &[("b", Some("a"), '~')],
            &[("a", None, '+')],
        ]);
        assert_eq!(found, [told("c", &[0, 1, 2, 3])]);
    }

    #[test]
    fn an_old_name_that_is_given_anew_is_another_record() {
        let found = gathered(&[
            &[("a", None, '~')],
            &[("a", None, '+')],
            &[("b", Some("a"), '~')],
            &[("a", None, '~')],
            &[("a", None, '+')],
        ]);
        assert_eq!(found, [told("a", &[0, 1]), told("b", &[2, 3, 4])]);
    }

    #[test]
    fn records_may_take_each_others_names() {
        let found = gathered(&[
            &[("a", Some("b"), '~'), ("b", Some("a"), '~')],
            &[("a", None, '~')],
            &[("a", None, '+'), ("b", None, '+')],
        ]);
        assert_eq!(found, [told("a", &[0, 2]), told("b", &[0, 1, 2])]);
    }

    #[test]
    fn a_branch_that_does_not_know_the_new_name_tells_of_the_same_record() {
        let found = gathered(&[&[("a", None, '~')], &[("b", Some("a"), '~')], &[("a", None, '+')]]);
        assert_eq!(found, [told("b", &[0, 1, 2])]);
        let deleted = gathered(&[&[("a", None, '+')], &[("a", None, '-')], &[("a", None, '+')]]);
        assert_eq!(deleted, [told("a", &[0, 1, 2])]);
    }
}
