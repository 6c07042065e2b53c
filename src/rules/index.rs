//! What rules look up by name: made once a check, so that no rule has to search.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::loading::Loaded;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::{Plan, Sitting, SittingResult};
use crate::registry::records::policy::Policy;
use crate::registry::records::supervision::Draw;
use crate::registry::{FileKind, Record};

/// Records by name, and the files that could not be read whole: a name that leads to one of those is not
/// reported as unknown, since its file is reported already.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    filings: HashMap<&'a str, &'a Record<Filing>>,
    plans: HashMap<&'a str, &'a Record<Plan>>,
    sittings: HashMap<(&'a str, &'a str), &'a Sitting>,
    results: HashMap<(&'a str, &'a str), &'a SittingResult>,
    draws: HashMap<&'a str, &'a Draw>,
    inspections: HashSet<&'a str>,
    broken: HashSet<Cow<'a, str>>,
    /// Files and folders that cannot be read.
    closed: Vec<&'a str>,
    policies_lacking: bool,
}

impl<'a> Index<'a> {
    pub(super) fn new(loaded: &'a Loaded) -> Self {
        let mut index = Self::default();
        for record in &loaded.records.filings {
            index.filings.entry(&record.id).or_insert(record);
        }
        for record in &loaded.records.plans {
            index.plan(record);
        }
        for draw in loaded.records.draws.iter().flat_map(|record| &record.value.draws) {
            index.draws.entry(&draw.id).or_insert(draw);
        }
        let inspections = loaded.records.inspections.iter().flat_map(|record| &record.value.inspections);
        index.inspections.extend(inspections.map(|inspection| &*inspection.id));
        index.closed.extend(loaded.source_faults.iter().map(|fault| fault.path.as_str()));
        loaded.unread.iter().for_each(|file| index.broken(Cow::Borrowed(file)));
        loaded.form_faults.iter().for_each(|(file, _)| index.broken(Cow::Borrowed(file)));
        for file in loaded.strangers.iter().filter_map(|file| meant(file)) {
            index.broken(Cow::Owned(file));
        }
        let terms = ["effective_from", "effective_until", "terms"];
        let lacks = |record: &Record<Policy>| terms.iter().any(|key| loaded.may_lack(&record.file, key));
        let read: HashSet<&str> = loaded.records.policies.iter().map(|record| record.file.as_str()).collect();
        let is_policy = |file: &str| file.starts_with("content/policies/") && file.ends_with("/policy.yaml");
        index.policies_lacking = index.broken.iter().any(|file| is_policy(file) && !read.contains(&**file))
            || index
                .closed
                .iter()
                .any(|path| below("content/policies", path) || below(path, "content/policies"))
            || loaded.records.policies.iter().any(lacks);
        index
    }

    fn plan(&mut self, record: &'a Record<Plan>) {
        // Of two with one name the first counts; that there are two is a fault of its own.
        self.plans.entry(&record.id).or_insert(record);
        for sitting in &record.value.sittings {
            self.sittings.entry((&record.id, &sitting.id)).or_insert(sitting);
        }
        for result in &record.value.results {
            self.results.entry((&record.id, &result.sitting)).or_insert(result);
        }
    }

    fn broken(&mut self, file: Cow<'a, str>) {
        self.broken.insert(file);
    }

    pub(super) fn filing(&self, id: &str) -> Option<&'a Record<Filing>> {
        self.filings.get(id).copied()
    }

    pub(super) fn knows_filing(&self, id: &str) -> bool {
        self.filings.contains_key(id) || self.is_broken(&format!("content/institutions/{id}/filing.yaml"))
    }

    pub(super) fn plan_named(&self, id: &str) -> Option<&'a Record<Plan>> {
        self.plans.get(id).copied()
    }

    pub(super) fn knows_plan(&self, id: &str) -> bool {
        self.plans.contains_key(id) || self.is_broken_plan(id)
    }

    pub(super) fn sitting(&self, plan: &str, sitting: &str) -> Option<&'a Sitting> {
        self.sittings.get(&(plan, sitting)).copied()
    }

    /// Whether a plan has a sitting; of a plan that was not read whole, any.
    pub(super) fn knows_sitting(&self, plan: &str, sitting: &str) -> bool {
        self.sittings.contains_key(&(plan, sitting)) || self.is_broken_plan(plan)
    }

    /// Whether there may be a plan, in some year, that could not be read whole.
    fn is_broken_plan(&self, id: &str) -> bool {
        let named = |file: &str| matches!(FileKind::of(file), Some(FileKind::Plan(_, name)) if name == id);
        self.broken.iter().any(|file| named(file))
            || self.is_closed_below("content/plans/", &format!("/{id}.yaml"))
    }

    pub(super) fn result(&self, plan: &str, sitting: &str) -> Option<&'a SittingResult> {
        self.results.get(&(plan, sitting)).copied()
    }

    pub(super) fn draw(&self, id: &str) -> Option<&'a Draw> {
        self.draws.get(id).copied()
    }

    pub(super) fn has_inspection(&self, id: &str) -> bool {
        self.inspections.contains(id)
    }

    /// Whether a file could not be read whole: for itself, or because a folder it would stand in cannot be looked into.
    pub(super) fn is_broken(&self, file: &str) -> bool {
        self.broken.contains(file) || self.closed.iter().any(|path| below(path, file))
    }

    /// Whether any file of a name below a folder could not be read whole, as far as one can see.
    pub(super) fn is_broken_below(&self, folder: &str, name: &str) -> bool {
        let mut files = self.broken.iter();
        files.any(|file| file.starts_with(folder) && file.ends_with(name))
            || self.is_closed_below(folder, name)
    }

    /// Whether such a file may stand where nobody can look.
    fn is_closed_below(&self, folder: &str, name: &str) -> bool {
        let folder = folder.trim_end_matches('/');
        self.closed.iter().any(|path| {
            let is_other = FileKind::of(path).is_some() && !path.ends_with(name);
            below(path, folder) || below(folder, path) && !is_other
        })
    }

    /// Whether a policy may be in force that could not be read.
    pub(super) const fn may_lack_policies(&self) -> bool {
        self.policies_lacking
    }
}

/// Whether a path is that of a folder or below it.
fn below(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The record that a file with an unknown name may have been meant to be.
fn meant(file: &str) -> Option<String> {
    if let Some((id, _)) = file.strip_prefix("content/institutions/").and_then(|rest| rest.split_once('/')) {
        return Some(format!("content/institutions/{id}/filing.yaml"));
    }
    let (stem, _) = file.rsplit_once('.')?;
    let name = format!("{}.yaml", stem.to_lowercase());
    FileKind::of(&name).is_some().then_some(name)
}
