//! What rules look up by name: made once a check, so that no rule has to search.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{At, Route};
use crate::loading::Loaded;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::{Plan, Sitting, SittingResult};
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
    broken: HashMap<&'a str, Vec<&'a At>>,
    broken_plans: HashSet<&'a str>,
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
        for fault in &loaded.source_faults {
            index.broken(&fault.path);
        }
        for (file, fault) in &loaded.form_faults {
            index.broken(file).push(&fault.at);
        }
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

    fn broken(&mut self, file: &'a str) -> &mut Vec<&'a At> {
        if let Some(FileKind::Plan(_, id)) = FileKind::of(file) {
            self.broken_plans.insert(id);
        }
        self.broken.entry(file).or_default()
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
        self.plans.contains_key(id) || self.broken_plans.contains(id)
    }

    pub(super) fn sitting(&self, plan: &str, sitting: &str) -> Option<&'a Sitting> {
        self.sittings.get(&(plan, sitting)).copied()
    }

    /// Whether a plan has a sitting; of a plan that was not read whole, any.
    pub(super) fn knows_sitting(&self, plan: &str, sitting: &str) -> bool {
        self.sittings.contains_key(&(plan, sitting)) || self.broken_plans.contains(plan)
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

    /// Whether a file could not be read whole.
    pub(super) fn is_broken(&self, file: &str) -> bool {
        self.broken.contains_key(file)
    }

    /// Whether any file below a folder could not be read whole.
    pub(super) fn is_broken_below(&self, folder: &str, name: &str) -> bool {
        let mut files = self.broken.keys();
        files.any(|file| file.starts_with(folder) && file.ends_with(name))
    }

    /// Whether a value was left out because of a fault of its form.
    pub(super) fn has_fault(&self, file: &str, route: &Route) -> bool {
        let faults = self.broken.get(file);
        faults.is_some_and(|faults| faults.iter().any(|at| at.route() == Some(route)))
    }
}
