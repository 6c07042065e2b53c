//! What is asked more than once, found once: who is where, what belongs to whom.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::history::{self, History};
use crate::registry::identifier::{DivisionCode, FilingNumber, OccupationCode};
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::registry::records::policy::{Clauses, Policy};
use crate::registry::records::procedure::EventRecord;
use crate::registry::records::supervision::Measure;
use crate::registry::{
    Catalogue, ClauseLabel, Date, Level, OccupationKey, Record, Registry, SittingRef, Status, Text, clauses,
    in_force,
};

use super::context::{ClauseLink, Day, LevelView, Link};
use super::paths;

/// One institution or applicant, with what follows from its procedure.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) record: &'a Record<Filing>,
    pub(crate) status: Status,
    pub(crate) number: Option<FilingNumber>,
    pub(crate) valid_until: Option<Date>,
}

/// The registry with its indexes. Numbers in the indexes count `entries`, `sittings` and so on.
#[derive(Debug)]
pub(crate) struct World<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) history: &'a History,
    pub(crate) base_url: String,
    /// The first file of the search, from the site's root. What can be found follows from the site, so it comes later.
    pub(crate) search: OnceLock<String>,
    pub(crate) today: Date,
    pub(crate) catalogue: Catalogue<'a>,
    /// Who has a filing number first, then applicants; each by name of record.
    pub(crate) entries: Vec<Entry<'a>>,
    pub(crate) by_district: BTreeMap<DivisionCode, Vec<usize>>,
    pub(crate) by_status: BTreeMap<Status, Vec<usize>>,
    pub(crate) by_level: BTreeMap<Level, Vec<usize>>,
    /// All occupations that have a page, with entry and line of its scope.
    pub(crate) by_occupation: BTreeMap<OccupationKey<'a>, Vec<(usize, usize)>>,
    pub(crate) sittings: Vec<SittingRef<'a>>,
    pub(crate) policies: Vec<&'a Record<Policy>>,
    /// The latest events the public is told of, newest first: entry and event.
    pub(crate) news: Vec<(Date, usize, usize)>,
    index: HashMap<&'a str, usize>,
    plans: HashMap<&'a str, &'a Record<Plan>>,
    plans_of: HashMap<&'a str, Vec<&'a Record<Plan>>>,
    sittings_of: HashMap<&'a str, Vec<usize>>,
    batches_of: HashMap<&'a str, Vec<&'a Record<Batch>>>,
    measures_of: HashMap<&'a str, Vec<(&'a str, &'a Measure)>>,
    clauses: HashMap<&'a str, Vec<ClauseLabel>>,
}

/// How many events the feed holds.
const NEWS: usize = 50;

impl<'a> World<'a> {
    pub(crate) fn new(registry: &'a Registry, history: &'a History, base_url: &str) -> Self {
        let today = registry.today;
        let mut world = Self {
            registry,
            history,
            base_url: format!("{}/", base_url.trim_end_matches('/')),
            search: OnceLock::new(),
            today,
            catalogue: registry.catalogue(),
            entries: entries(registry),
            by_district: BTreeMap::new(),
            by_status: BTreeMap::new(),
            by_level: BTreeMap::new(),
            by_occupation: BTreeMap::new(),
            sittings: registry.sittings(),
            policies: registry.policies(),
            news: Vec::new(),
            index: HashMap::new(),
            plans: registry.plans().iter().map(|plan| (plan.id.as_str(), plan)).collect(),
            plans_of: HashMap::new(),
            sittings_of: HashMap::new(),
            batches_of: HashMap::new(),
            measures_of: HashMap::new(),
            clauses: clauses_of(registry),
        };
        world.index_entries();
        world.index_activity();
        world.news = world.latest_news();
        world
    }

    fn index_entries(&mut self) {
        for division in self.catalogue.divisions() {
            self.by_district.insert(division.code, Vec::new());
        }
        let mut occupations: HashMap<OccupationKey<'a>, Vec<(usize, usize)>> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let filing = &entry.record.value;
            self.index.insert(&entry.record.id, at);
            self.by_district.entry(filing.applicant.division).or_default().push(at);
            self.by_status.entry(entry.status).or_default().push(at);
            let scope = filing.scope(self.today);
            for (line, occupation) in scope.iter().enumerate() {
                occupations.entry((&*occupation.edition, occupation.code)).or_default().push((at, line));
            }
            if entry.status.was_filed() {
                for level in Level::ALL {
                    if scope.iter().any(|line| line.levels.contains(&level)) {
                        self.by_level.entry(level).or_default().push(at);
                    }
                }
            }
        }
        self.by_occupation = occupations.into_iter().collect();
    }

    fn index_activity(&mut self) {
        for (at, sitting) in self.sittings.iter().enumerate() {
            let key = (&*sitting.sitting.edition, sitting.sitting.occupation);
            self.by_occupation.entry(key).or_default();
            self.sittings_of.entry(&sitting.plan.value.institution).or_default().push(at);
        }
        for plan in self.registry.plans() {
            self.plans_of.entry(&plan.value.institution).or_default().push(plan);
        }
        for batch in self.registry.batches() {
            self.by_occupation.entry((&*batch.value.edition, batch.value.occupation)).or_default();
            self.batches_of.entry(&batch.value.institution).or_default().push(batch);
        }
        for record in &self.registry.records().measures {
            let year = record.year.as_deref().unwrap_or_default();
            for measure in &record.value.measures {
                self.measures_of.entry(&measure.institution).or_default().push((year, measure));
            }
        }
    }

    fn latest_news(&self) -> Vec<(Date, usize, usize)> {
        let mut news: Vec<(Date, usize, usize)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            for (event, record) in entry.record.value.procedure.iter().enumerate() {
                if record.date <= self.today && super::words::is_news(record.event) {
                    news.push((record.date, at, event));
                }
            }
        }
        // Days tie: names of records decide, so that the order is the same whatever the indexes are.
        let newest = |a: &(Date, usize, usize), b: &(Date, usize, usize)| {
            let id = |at: usize| self.entries[at].record.id.as_str();
            (b.0, id(a.1), b.2).cmp(&(a.0, id(b.1), a.2))
        };
        if news.len() > NEWS {
            news.select_nth_unstable_by(NEWS, newest);
            news.truncate(NEWS);
        }
        news.sort_unstable_by(newest);
        news
    }

    /// An institution by the name of its record.
    pub(crate) fn entry(&self, id: &str) -> Option<&Entry<'a>> {
        self.index.get(id).map(|at| &self.entries[*at])
    }

    /// An institution as a link; by its name of record if it is not there.
    pub(crate) fn institution<'s>(&'s self, id: &'s str) -> Link<'s> {
        match self.entry(id) {
            Some(entry) => Link {
                title: (&*entry.record.value.applicant.name).into(),
                href: paths::institution(&entry.record.id).into(),
            },
            None => Link { title: id.into(), href: "institutions/index.html".into() },
        }
    }

    /// A district as a link.
    pub(crate) fn district<'s>(&'s self, code: &'s DivisionCode) -> Link<'s> {
        let title = self.catalogue.division(*code).map_or(code.as_str(), |division| &division.name);
        let known = self.by_district.contains_key(code);
        let href = if known { paths::district(code.as_str()) } else { "districts/index.html".to_owned() };
        Link { title: title.into(), href: href.into() }
    }

    /// The name of an occupation; its code if the catalogue has no name.
    pub(crate) fn occupation_name<'s>(&'s self, edition: &str, code: &'s OccupationCode) -> &'s str {
        self.catalogue.occupation(edition, *code).map_or(code.as_str(), |occupation| &occupation.name)
    }

    /// An occupation as a link.
    pub(crate) fn occupation<'s>(&'s self, edition: &str, code: &'s OccupationCode) -> Link<'s> {
        let title = self.occupation_name(edition, code);
        Link { title: title.into(), href: paths::occupation(edition, *code).into() }
    }

    /// A plan by name.
    pub(crate) fn plan(&self, id: &str) -> Option<&'a Record<Plan>> {
        self.plans.get(id).copied()
    }

    /// A sitting by the names of its plan and its own.
    pub(crate) fn sitting(&self, plan: &str, sitting: &str) -> Option<SittingRef<'a>> {
        let plan = self.plan(plan)?;
        let found = plan.value.sittings.iter().find(|candidate| &*candidate.id == sitting)?;
        let result = plan.value.results.iter().find(|result| &*result.sitting == sitting);
        Some(SittingRef { plan, sitting: found, result })
    }

    /// The sittings of an institution, by date.
    pub(crate) fn sittings_of(&self, institution: &str) -> impl DoubleEndedIterator<Item = SittingRef<'a>> {
        let found = self.sittings_of.get(institution).map_or(&[][..], Vec::as_slice);
        found.iter().map(|at| self.sittings[*at])
    }

    /// The batches of an institution.
    pub(crate) fn batches_of(&self, institution: &str) -> &[&'a Record<Batch>] {
        self.batches_of.get(institution).map_or(&[], Vec::as_slice)
    }

    /// The measures against an institution, with their years.
    pub(crate) fn measures_of(&self, institution: &str) -> &[(&'a str, &'a Measure)] {
        self.measures_of.get(institution).map_or(&[], Vec::as_slice)
    }

    /// The files of an institution: its filing, its plans, its batches with what lies beside them.
    pub(crate) fn files_of(&self, record: &Record<Filing>) -> Vec<String> {
        let mut files = vec![record.file.clone()];
        let plans = self.plans_of.get(record.id.as_str()).into_iter().flatten();
        files.extend(plans.map(|plan| plan.file.clone()));
        for batch in self.batches_of(&record.id) {
            files.extend(history::files(&batch.file));
        }
        files
    }

    /// The events of a filing that have happened, oldest first.
    pub(crate) fn events(&self, filing: &'a Filing) -> impl Iterator<Item = (usize, &'a EventRecord)> {
        let today = self.today;
        filing.procedure.iter().enumerate().filter(move |(_, event)| event.date <= today)
    }

    /// A clause of the policy in force on a day; failing that, of the current one.
    pub(crate) fn clause(
        &self,
        on: Date,
        label: impl FnOnce(&'a Clauses) -> Option<&'a Text>,
    ) -> Option<ClauseLink> {
        let policy =
            in_force(&self.registry.records().policies, on).or_else(|| self.registry.current_policy())?;
        Some(self.clause_of(&policy.id, label(&policy.value.clauses)?))
    }

    /// A clause of a policy.
    pub(crate) fn clause_of(&self, policy: &str, label: &str) -> ClauseLink {
        let parsed = ClauseLabel::parse(label);
        let known = |label: &ClauseLabel| self.clauses.get(policy).is_some_and(|all| all.contains(label));
        let href = parsed.filter(known).map(|label| paths::clause(policy, label));
        ClauseLink { title: label.to_owned(), href }
    }

    /// How many institutions of a list may assess today.
    pub(crate) fn active(&self, list: &[usize]) -> usize {
        list.iter().filter(|at| self.entries[**at].status.may_assess()).count()
    }
}

fn entries(registry: &Registry) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> =
        registry.filings().iter().filter_map(|record| entry(record, registry.today)).collect();
    entries.sort_by_key(|entry| entry.number.is_none());
    entries
}

/// None for an application that, on that day, has yet to be submitted.
fn entry(record: &Record<Filing>, today: Date) -> Option<Entry<'_>> {
    let filing = &record.value;
    let status = filing.status(today)?;
    let number = filing.events_until(today).find_map(|event| event.number);
    Some(Entry { record, status, number, valid_until: filing.valid_until(today) })
}

fn clauses_of(registry: &Registry) -> HashMap<&str, Vec<ClauseLabel>> {
    let labels = |policy: &str| match registry.policy_text(policy, "notice") {
        Some(text) => clauses(&text.body).into_iter().map(|clause| clause.label).collect(),
        None => Vec::new(),
    };
    registry.records().policies.iter().map(|policy| (policy.id.as_str(), labels(&policy.id))).collect()
}

/// Levels as templates read them, lowest first.
pub(crate) fn levels(levels: &[Level]) -> Vec<LevelView> {
    Level::ALL.into_iter().filter(|level| levels.contains(level)).map(LevelView).collect()
}

/// A day, if there is one.
pub(crate) fn day(date: Option<Date>) -> Option<Day> {
    date.map(Day)
}
