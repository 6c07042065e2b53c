//! The whole registry: records that have passed the rules, joined with one another.

use std::collections::BTreeMap;

use super::records::batch::{Batch, CertificateEventKind};
use super::records::filing::Filing;
use super::records::plan::{Plan, Sitting, SittingResult};
use super::records::policy::{Policy, Questions};
use super::records::seals::Seals;
use super::records::site::Site;
use super::records::supervision::{Draw, Inspection, Inspector, Measure};
use super::{Catalogue, Date, MarkdownText, Record, Records, in_force};

/// A registry without errors. Made only from records that the rules have passed, so that whoever holds one
/// may rely on what they say: references lead somewhere, procedures are in order.
#[derive(Debug)]
pub struct Registry {
    records: Records,
    site: Site,
    /// The day on which status and validity are judged.
    pub today: Date,
}

/// One sitting with its plan and result.
#[derive(Debug, Clone, Copy)]
pub struct SittingRef<'a> {
    /// The plan it belongs to.
    pub plan: &'a Record<Plan>,
    /// The sitting.
    pub sitting: &'a Sitting,
    /// Its result, once there is one.
    pub result: Option<&'a SittingResult>,
}

impl SittingRef<'_> {
    /// The last day of the assessment, as far as it is known.
    pub fn last_day(&self) -> Date {
        self.result.map_or(self.sitting.date, |result| result.ended.max(self.sitting.date))
    }
}

/// What was done in one year of supervision.
#[derive(Debug, Default)]
pub struct SupervisionYear<'a> {
    /// Who could be drawn.
    pub inspectors: Vec<&'a Inspector>,
    /// The draws.
    pub draws: Vec<&'a Draw>,
    /// The inspections.
    pub inspections: Vec<&'a Inspection>,
    /// The measures.
    pub measures: Vec<&'a Measure>,
}

impl Registry {
    /// Makes a registry of records in which `check` found no error.
    pub(crate) fn new(records: Records, today: Date) -> Option<Self> {
        let site = records.site.as_ref()?.value.clone();
        Some(Self { records, site, today })
    }

    /// Gives the records back.
    pub(crate) fn into_records(self) -> Records {
        self.records
    }

    /// The registry as it was known on an earlier day.
    #[must_use]
    pub fn known_on(mut self, day: Date) -> Self {
        self.records.until(day);
        self.today = day;
        self
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The records it was made of.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// The catalogue, indexed.
    pub fn catalogue(&self) -> Catalogue<'_> {
        Catalogue::new(&self.records)
    }

    /// The institutions and applicants by name of record.
    pub fn filings(&self) -> &[Record<Filing>] {
        &self.records.filings
    }

    /// An institution by the name of its record.
    pub fn filing(&self, id: &str) -> Option<&Record<Filing>> {
        find(&self.records.filings, id)
    }

    /// The policies, oldest first.
    pub fn policies(&self) -> Vec<&Record<Policy>> {
        let mut policies: Vec<_> = self.records.policies.iter().collect();
        policies.sort_by_key(|policy| policy.value.effective_from);
        policies
    }

    /// The policy in force today; failing that, the last one.
    pub fn current_policy(&self) -> Option<&Record<Policy>> {
        in_force(&self.records.policies, self.today).or_else(|| self.policies().pop())
    }

    /// The questions on a policy.
    pub fn questions(&self, policy: &str) -> Option<&Questions> {
        find(&self.records.questions, policy).map(|record| &record.value)
    }

    /// A text of a policy: `notice`, `annex-1`.
    pub fn policy_text(&self, policy: &str, name: &str) -> Option<&MarkdownText> {
        self.records.policy_texts.get(&(policy.to_owned(), name.to_owned())).map(|record| &record.value)
    }

    /// The certificate batches.
    pub fn batches(&self) -> &[Record<Batch>] {
        &self.records.batches
    }

    /// The batches issued up to today that have seals, with them; in the order of their files.
    pub fn sealed(&self) -> Vec<(&Record<Batch>, &Record<Seals>)> {
        let batches: std::collections::HashMap<&str, &Record<Batch>> =
            self.records.batches.iter().map(|record| (record.file.as_str(), record)).collect();
        let pair =
            |seals: &'_ Record<Seals>| batches.get(seals.value.batch_file(&seals.file).as_str()).copied();
        let pairs = self.records.seals.iter().filter_map(|seals| Some((pair(seals)?, seals)));
        pairs.filter(|(batch, _)| batch.value.issued <= self.today).collect()
    }

    /// What a certificate lookup has to know before; none if no certificate was sealed.
    pub fn lookup(&self) -> Option<lookup::manifest::Manifest> {
        let settings = self.site.lookup.as_ref()?;
        let count: usize = self.sealed().iter().map(|(_, seals)| seals.value.len()).sum();
        let (kdf, most) = (settings.key_derivation.kdf(), settings.certificates_per_bucket as usize);
        (count > 0).then(|| lookup::manifest::Manifest::new(&self.site.id, kdf, count, most))
    }

    /// The plans.
    pub fn plans(&self) -> &[Record<Plan>] {
        &self.records.plans
    }

    /// A plan by name.
    pub fn plan(&self, id: &str) -> Option<&Record<Plan>> {
        // Plans are sorted by year folder first, so their names are not in order.
        self.records.plans.iter().find(|plan| plan.id == id)
    }

    /// All sittings, by date, then plan.
    pub fn sittings(&self) -> Vec<SittingRef<'_>> {
        let mut sittings: Vec<_> = self.records.plans.iter().flat_map(sittings_of).collect();
        sittings.sort_by(|a, b| (a.sitting.date, &a.plan.id).cmp(&(b.sitting.date, &b.plan.id)));
        sittings
    }

    /// The years of supervision, oldest first.
    pub fn supervision(&self) -> BTreeMap<&str, SupervisionYear<'_>> {
        let mut years: BTreeMap<&str, SupervisionYear<'_>> = BTreeMap::new();
        for record in &self.records.inspectors {
            years.entry(year_of(record)).or_default().inspectors.extend(&record.value.inspectors);
        }
        for record in &self.records.draws {
            years.entry(year_of(record)).or_default().draws.extend(&record.value.draws);
        }
        for record in &self.records.inspections {
            years.entry(year_of(record)).or_default().inspections.extend(&record.value.inspections);
        }
        for record in &self.records.measures {
            years.entry(year_of(record)).or_default().measures.extend(&record.value.measures);
        }
        years
    }
}

impl Batch {
    /// The numbers of certificates revoked up to a day, with the day and the reason.
    pub fn revoked(&self, on: Date) -> impl Iterator<Item = &super::records::batch::CertificateEvent> {
        let revoked = |kind| kind == CertificateEventKind::Revoked;
        self.events.iter().filter(move |event| revoked(event.event) && event.date <= on)
    }
}

/// The sittings of a plan with their results.
fn sittings_of(plan: &Record<Plan>) -> impl Iterator<Item = SittingRef<'_>> {
    plan.value.sittings.iter().map(move |sitting| {
        let result = plan.value.results.iter().find(|result| result.sitting == sitting.id);
        SittingRef { plan, sitting, result }
    })
}

fn year_of<T>(record: &Record<T>) -> &str {
    record.year.as_deref().unwrap_or_default()
}

/// Finds a record by name in a list that is in the order of names.
fn find<'a, T>(records: &'a [Record<T>], id: &str) -> Option<&'a Record<T>> {
    let at = records.binary_search_by(|record| record.id.as_str().cmp(id)).ok()?;
    records.get(at)
}
