//! What must hold of the records. PURE: records in, findings out.
//!
//! One rule a file: its public face (code, clause, reason, examples), its function, its tests beside it.
//! [`RULES`] lists them all; `skillreg explain` and the reference page are made from the same list. Rules of
//! form have no function: their faults are found while reading, and only named here.

mod form;
mod occupation;
mod privacy;
mod procedure;
mod value;

use rayon::prelude::*;

use crate::diagnostics::{Finding, Rule};
use crate::loading::Loaded;
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::registry::{Catalogue, Date, Record, Records};

/// What a rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// All records.
    pub records: &'a Records,
    /// The catalogue, indexed.
    pub catalogue: Catalogue<'a>,
    /// The day on which the registry is judged.
    pub today: Date,
}

/// What a rule looks at, one at a time.
#[derive(Clone, Copy)]
pub(crate) enum Judge {
    /// Found while reading.
    Form,
    /// Each filing.
    Filing(fn(&Context<'_>, &Record<Filing>, &mut Vec<Finding>)),
    /// Each plan.
    Plan(fn(&Context<'_>, &Record<Plan>, &mut Vec<Finding>)),
    /// Each batch.
    Batch(fn(&Context<'_>, &Record<Batch>, &mut Vec<Finding>)),
    /// The registry as a whole.
    Whole(fn(&Context<'_>, &mut Vec<Finding>)),
}

/// A rule and its function.
pub(crate) type Entry = (&'static Rule, Judge);

/// All rules, in the order of the reference page.
pub(crate) static RULES: &[&[Entry]] =
    &[form::RULES, value::RULES, privacy::RULES, occupation::RULES, procedure::RULES];

/// The rules' public faces.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    entries().map(|(rule, _)| *rule)
}

/// The rule with a code.
pub fn named(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Whether a rule is about the form of a record's YAML.
pub fn is_of_form(rule: &Rule) -> bool {
    form::RULES.iter().any(|(entry, _)| std::ptr::eq(*entry, rule))
}

fn entries() -> impl Iterator<Item = &'static Entry> {
    RULES.iter().flat_map(|room| room.iter())
}

/// Judges all that was read: faults of form first, then what the records say.
pub fn judge(loaded: &Loaded, today: Date) -> Vec<Finding> {
    let mut findings = form::findings(loaded);
    findings.extend(privacy::findings(loaded));
    let context = Context { records: &loaded.records, catalogue: Catalogue::new(&loaded.records), today };
    for (_, judge) in entries() {
        if let Judge::Whole(judge) = judge {
            judge(&context, &mut findings);
        }
    }
    findings.extend(each(&loaded.records.filings, |judge, record, found| {
        if let Judge::Filing(judge) = judge {
            judge(&context, record, found);
        }
    }));
    findings.extend(each(&loaded.records.plans, |judge, record, found| {
        if let Judge::Plan(judge) = judge {
            judge(&context, record, found);
        }
    }));
    findings.extend(each(&loaded.records.batches, |judge, record, found| {
        if let Judge::Batch(judge) = judge {
            judge(&context, record, found);
        }
    }));
    findings
}

/// Runs every rule on every record of a kind, records at the same time, findings in the records' order.
fn each<T: Sync>(
    records: &[Record<T>],
    judge: impl Fn(Judge, &Record<T>, &mut Vec<Finding>) + Sync,
) -> Vec<Finding> {
    let of_record = |record: &Record<T>| {
        let mut found = Vec::new();
        for (_, rule) in entries() {
            judge(*rule, record, &mut found);
        }
        found
    };
    records.par_iter().flat_map_iter(of_record).collect()
}
