//! What must hold of the records. PURE: records in, findings out.
//!
//! One rule a file: its public face (code, clause, reason, examples), its function, its tests beside it.
//! `RULES` lists them all; `skillreg explain` and the reference page are made from the same list. Rules of
//! form have no function: their faults are found while reading, and only named here.

mod application;
mod catalogue;
mod certificate;
pub mod change;
mod deadline;
mod form;
mod ground;
mod index;
mod level;
pub(crate) mod link;
mod number;
mod occupation;
mod place;
mod policy;
pub(crate) mod privacy;
mod procedure;
mod reference;
mod seal;
mod site;
mod sitting;
mod supervision;
pub(crate) mod theme;
mod value;

use std::collections::HashSet;

use rayon::prelude::*;

use crate::calendar::Calendar;
use crate::diagnostics::{Finding, Rule};
use crate::loading::{Loaded, Partial, Reads};
use crate::registry::identifier::{CertificateNumber, FilingNumber};
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;
use crate::registry::records::plan::Plan;
use crate::registry::records::policy::Policy;
use crate::registry::records::procedure::EventKind;
use crate::registry::{Catalogue, Date, Record, Records, in_force};

/// What a rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// All records.
    pub records: &'a Records,
    /// The catalogue, indexed.
    pub catalogue: Catalogue<'a>,
    /// The working days; none if there is no table, which is told by itself.
    pub calendar: Option<Calendar>,
    /// The day on which the registry is judged; none if the site says one that could not be read.
    pub today: Option<Date>,
    /// Every certificate in the order of numbers, with the places of its batch and in it.
    numbers: Vec<(CertificateNumber, usize, usize)>,
    index: index::Index<'a>,
}

impl<'a> Context<'a> {
    fn new(loaded: &'a Loaded, today: Option<Date>) -> Self {
        let records = &loaded.records;
        let calendar = records.holidays.as_ref().map(|record| Calendar::new(&record.value));
        let (catalogue, index) = (Catalogue::new(records), index::Index::new(loaded));
        Self { records, catalogue, calendar, today, numbers: numbers(records), index }
    }

    /// Whether a filing number is of the registry's own province; any is while that is not known.
    fn is_local(&self, number: FilingNumber) -> bool {
        let site = self.records.site.as_ref();
        site.is_none_or(|site| number.province() == site.value.province.as_str())
    }

    /// A filing whose status can be told: a procedure that was not read whole says nothing about it, nor does one whose
    /// validity cannot be.
    fn standing(&self, id: &str) -> Option<&'a Record<Filing>> {
        let is_sure = |record: &&Record<Filing>| {
            !self.index.is_broken(&record.file) && !procedure::validity::is_doubtful(&record.value)
        };
        self.index.filing(id).filter(is_sure)
    }

    /// The policies; none if there may be others that could not be read, of which one may be in force.
    fn policies(&self) -> &'a [Record<Policy>] {
        if self.index.may_lack_policies() { &[] } else { &self.records.policies }
    }

    /// The policy in force on a day.
    fn policy(&self, on: Date) -> Option<&'a Policy> {
        in_force(self.policies(), on).map(|record| &record.value)
    }

    /// The policy an application is judged by: that of the day it was last handed in.
    fn policy_of(&self, filing: &Filing) -> Option<&'a Policy> {
        self.policy(applied_on(filing)?)
    }
}

/// Every certificate in the order of numbers. Sorting a flat list is several times faster than a table of a million.
fn numbers(records: &Records) -> Vec<(CertificateNumber, usize, usize)> {
    let of_batch = |(at, record): (usize, &Record<Batch>)| {
        let certificates = record.value.certificates.iter().enumerate();
        certificates.map(|(row, certificate)| (certificate.number, at, row)).collect::<Vec<_>>()
    };
    let mut numbers: Vec<_> = records.batches.par_iter().enumerate().flat_map_iter(of_batch).collect();
    numbers.par_sort_unstable();
    numbers
}

/// The day an application was last handed in: after being returned it starts again.
fn applied_on(filing: &Filing) -> Option<Date> {
    let submitted = filing.procedure.iter().filter(|event| event.event == EventKind::Submitted);
    submitted.map(|event| event.date).next_back()
}

/// What a rule looks at, one at a time.
#[derive(Clone, Copy)]
pub(crate) enum Judge {
    /// Found while reading.
    Form,
    /// Each filing.
    Filing(fn(&Context<'_>, &Record<Filing>, &mut Vec<Finding>), Reads),
    /// Each plan.
    Plan(fn(&Context<'_>, &Record<Plan>, &mut Vec<Finding>), Reads),
    /// Each batch.
    Batch(fn(&Context<'_>, &Record<Batch>, &mut Vec<Finding>), Reads),
    /// A change that somebody proposes.
    Change(fn(&change::Change<'_>, &mut Vec<Finding>)),
    /// The registry as a whole.
    Whole(fn(&Context<'_>, &mut Vec<Finding>)),
}

/// A rule and its function.
pub(crate) type Entry = (&'static Rule, Judge);

/// All rules by topic, in the order of the reference page.
pub(crate) static RULES: &[(&str, &[Entry])] = &[
    ("文件", form::RULES),
    ("单个值", value::RULES),
    ("个人信息", privacy::RULES),
    ("职业", occupation::RULES),
    ("等级和标准", level::RULES),
    ("申请和材料", application::RULES),
    ("办理过程", procedure::RULES),
    ("备案号和信用代码", number::RULES),
    ("评价场次", sitting::RULES),
    ("监督检查", supervision::RULES),
    ("证书", certificate::RULES),
    ("证书的封存", seal::RULES),
    ("记录之间的关系", reference::RULES),
    ("政策", policy::RULES),
    ("节假日", catalogue::RULES),
    ("名称、年份和地区", place::RULES),
    ("整个登记库", site::RULES),
    ("正文里的链接", link::RULES),
    ("网站主题", theme::RULES),
    ("与基准比较（check --base）", change::RULES),
];

/// The rules' public faces.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    topics().flat_map(|(_, rules)| rules)
}

/// The rules by topic.
pub fn topics() -> impl Iterator<Item = (&'static str, Vec<&'static Rule>)> {
    RULES.iter().map(|(topic, room)| {
        let mut rules: Vec<&Rule> = room.iter().map(|(rule, _)| *rule).collect();
        // A rule that looks at several kinds of records stands in the list once for each.
        rules.dedup_by_key(|rule| rule.code);
        (*topic, rules)
    })
}

/// The rule with a code.
pub fn named(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Whether what a rule points at must not be shown: reports end up in public logs.
pub fn is_private(rule: &Rule) -> bool {
    let mut private = privacy::RULES.iter().map(|(entry, _)| *entry).chain([certificate::HOLDER_MASK]);
    private.any(|entry| std::ptr::eq(entry, rule))
}

/// Whether a rule is about what git leaves in a text, whatever the text is.
pub fn is_of_git(rule: &Rule) -> bool {
    std::ptr::eq(rule, &form::CONFLICT)
}

/// Whether a rule is about the form of a record's YAML.
pub fn is_of_form(rule: &Rule) -> bool {
    form::RULES.iter().any(|(entry, _)| std::ptr::eq(*entry, rule))
}

/// Whether a rule is about the form of a single value.
pub fn is_of_value(rule: &Rule) -> bool {
    value::RULES.iter().any(|(entry, _)| std::ptr::eq(*entry, rule))
}

fn entries() -> impl Iterator<Item = &'static Entry> {
    RULES.iter().flat_map(|(_, room)| room.iter())
}

/// Judges all that was read: faults of form first, then what the records say.
pub fn judge(loaded: &Loaded, today: Option<Date>) -> Vec<Finding> {
    let mut findings = form::findings(loaded);
    findings.extend(privacy::findings(loaded));
    let context = Context::new(loaded, today);
    findings.extend(wholes(&context));
    findings.extend(each(&context, &loaded.records.filings, &loaded.filings, |judge| match judge {
        Judge::Filing(judge, reads) => Some((judge, reads)),
        _ => None,
    }));
    findings.extend(each(&context, &loaded.records.plans, &loaded.plans, |judge| match judge {
        Judge::Plan(judge, reads) => Some((judge, reads)),
        _ => None,
    }));
    findings.extend(each(&context, &loaded.records.batches, &loaded.batches, |judge| match judge {
        Judge::Batch(judge, reads) => Some((judge, reads)),
        _ => None,
    }));
    ground::cite(&context, &mut findings);
    findings
}

/// Judges what a change does to what base had: what it may never do.
pub fn judge_change(change: &change::Change<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (_, judge) in entries() {
        if let Judge::Change(judge) = judge {
            judge(change, &mut found);
        }
    }
    found
}

/// Runs the rules that look at the registry as a whole, all at the same time, findings in the rules' order.
fn wholes(context: &Context<'_>) -> Vec<Finding> {
    let judges: Vec<_> = entries()
        .filter_map(|(_, judge)| match judge {
            Judge::Whole(judge) => Some(*judge),
            _ => None,
        })
        .collect();
    let of_rule = |judge: &fn(&Context<'_>, &mut Vec<Finding>)| {
        let mut found = Vec::new();
        judge(context, &mut found);
        found
    };
    judges.par_iter().flat_map_iter(of_rule).collect()
}

/// The function of a rule over one record.
type Function<T> = fn(&Context<'_>, &Record<T>, &mut Vec<Finding>);

/// Runs every rule on every record of a kind, records at the same time, findings in the records' order. Of a record with
/// faults of form there may be a part that can do without them: the rules are run on all of it instead.
fn each<T: Sync>(
    context: &Context<'_>,
    records: &[Record<T>],
    partial: &[Partial<T>],
    of_kind: impl Fn(Judge) -> Option<(Function<T>, Reads)>,
) -> Vec<Finding> {
    let judges: Vec<_> = entries().filter_map(|(_, judge)| of_kind(*judge)).collect();
    let faulty: HashSet<&str> = partial.iter().map(Partial::file).collect();
    let of_record = |record: &Record<T>| {
        let mut found = Vec::new();
        judges.iter().for_each(|(judge, _)| judge(context, record, &mut found));
        found
    };
    let of_partial = |partial: &Partial<T>| {
        let of_rule = |(judge, reads): &(Function<T>, Reads)| {
            partial.judged(*reads, |record, found| judge(context, record, found))
        };
        judges.iter().flat_map(of_rule).collect::<Vec<_>>()
    };
    let whole = records.par_iter().filter(|record| !faulty.contains(record.file.as_str()));
    let mut findings: Vec<Finding> = whole.flat_map_iter(of_record).collect();
    findings.par_extend(partial.par_iter().flat_map_iter(of_partial));
    findings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::yaml::Tree;

    #[test]
    fn codes_are_kebab_case_and_no_two_rules_share_one() {
        let codes: Vec<&str> = all().map(|rule| rule.code).collect();
        let kebab =
            |code: &&str| code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(codes.iter().all(kebab));
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    }

    #[test]
    fn every_rule_is_explained() {
        for rule in all() {
            for text in [rule.title, rule.reason, rule.wrong.0, rule.right.0] {
                assert!(!text.trim().is_empty(), "{}", rule.code);
            }
            assert!(!rule.title.ends_with('。') && rule.reason.ends_with('。'), "{}", rule.code);
            assert_ne!(rule.wrong.0, rule.right.0, "{}", rule.code);
            assert!(rule.wrong.0.ends_with('\n') && rule.right.0.ends_with('\n'), "{}", rule.code);
        }
    }

    #[test]
    fn right_examples_are_yaml_and_so_are_wrong_ones_but_of_syntax() {
        for rule in all().filter(|rule| {
            !rule.code.starts_with("file-")
                && !rule.code.starts_with("merge-")
                && !rule.code.starts_with("seal-")
        }) {
            assert!(Tree::parse(rule.right.0).is_ok(), "{}", rule.code);
            let of_syntax = rule.code.starts_with("yaml-");
            // A line without a colon and a space is YAML, only not what was meant.
            assert!(
                rule.code == "yaml-syntax" || Tree::parse(rule.wrong.0).is_ok() != of_syntax,
                "{}",
                rule.code
            );
        }
    }
}
