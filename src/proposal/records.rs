//! What a change says, record by record, in words.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::private;
use crate::comparison::{Comparer, Comparison, public};
use crate::history::proposal::{Changed, Proposal};
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::{Filing, ScopeLine};
use crate::registry::records::plan::Plan;
use crate::registry::{Catalogue, FileKind, Level, Record, Records};
use crate::site::paths;
use crate::source;

/// What became of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it belongs to: 机构, 评价计划.
    pub group: &'static str,
    /// What it is called: the institution's name, the batch.
    pub name: String,
    /// What became of it: 新增, 修改, 删除, 改名.
    pub verb: &'static str,
    /// Its file, as it is called now.
    pub file: String,
    /// Whether the file is still there.
    pub stands: bool,
    /// What changed, a sentence each.
    pub words: Vec<String>,
}

/// The groups, in the order in which they are told.
pub(super) const GROUPS: [&str; 8] =
    ["机构", "实施方案", "证书", "监督检查", "政策", "职业目录和日历", "网页", "设置和其他"];

/// How the labels begin that say in digests what became of private numbers.
const PRIVATE: [&str; 2] = ["加密文件 people.age", "加密给哪些公钥"];

/// More sentences on one record are counted.
const MOST_WORDS: usize = 12;

/// What became of the records that changed.
pub(super) fn told(root: &Path, proposal: &Proposal, base: &Records, working: &Records) -> Vec<Told> {
    let teller = Teller {
        root,
        comparer: Comparer::default(),
        catalogue: Catalogue::new(working),
        now: Known::new(working),
        before: Known::new(base),
        people: proposal.files.iter().filter(|file| is_people(&file.path)).collect(),
    };
    let records: std::collections::HashSet<&str> = proposal
        .files
        .iter()
        .filter_map(|file| folder(&file.path).filter(|_| !is_companion(&file.path)))
        .collect();
    let goes_without_saying =
        |file: &Changed| is_companion(&file.path) && folder(&file.path).is_some_and(|f| records.contains(f));
    let mut told: Vec<Told> = proposal
        .files
        .iter()
        .filter(|file| !goes_without_saying(file))
        .map(|file| teller.tell(file))
        .collect();
    told.sort_by_key(|one| GROUPS.iter().position(|group| *group == one.group));
    told
}

fn folder(file: &str) -> Option<&str> {
    file.rsplit_once('/').map(|(folder, _)| folder)
}

/// That pages have other addresses, where a name is part of them.
fn moved(from: &str, to: &str) -> Option<String> {
    let address = |file| match FileKind::of(file)? {
        FileKind::Filing(id) => Some(paths::institution(id)),
        FileKind::Batch(year, id) => Some(paths::batch_named(year, id)),
        FileKind::Policy(id) => Some(paths::policy(id)),
        FileKind::Page(id) => Some(format!("{id}.html")),
        _ => None,
    };
    let (was, is) = (address(from)?, address(to)?);
    (was != is).then(|| format!("网址由 {} 变为 {}，已经公布的旧网址会打不开", public(&was), public(&is)))
}

fn is_people(file: &str) -> bool {
    FileKind::of(file) == Some(FileKind::Sealed) && file.ends_with("/people.age")
}

fn is_companion(file: &str) -> bool {
    matches!(FileKind::of(file), Some(FileKind::Seals(..) | FileKind::Sealed))
}

/// Records by file.
struct Known<'a> {
    filings: HashMap<&'a str, &'a Record<Filing>>,
    ids: HashMap<&'a str, &'a Record<Filing>>,
    plans: HashMap<&'a str, &'a Plan>,
    batches: HashMap<&'a str, &'a Batch>,
}

impl<'a> Known<'a> {
    fn new(records: &'a Records) -> Self {
        Self {
            filings: records.filings.iter().map(|record| (record.file.as_str(), record)).collect(),
            ids: records.filings.iter().map(|record| (record.id.as_str(), record)).collect(),
            plans: records.plans.iter().map(|record| (record.file.as_str(), &record.value)).collect(),
            batches: records.batches.iter().map(|record| (record.file.as_str(), &record.value)).collect(),
        }
    }
}

struct Teller<'a> {
    root: &'a Path,
    comparer: Comparer,
    catalogue: Catalogue<'a>,
    now: Known<'a>,
    before: Known<'a>,
    /// The files of private numbers that changed.
    people: Vec<&'a Changed>,
}

impl Teller<'_> {
    fn tell(&self, file: &Changed) -> Told {
        let kind = FileKind::of(&file.path);
        let verb = match (&file.old, file.gone, &file.from) {
            (_, true, _) => "删除",
            (None, ..) => "新增",
            (Some(_), _, Some(_)) => "改名",
            (Some(_), _, None) => "修改",
        };
        let mut words = self.words(file, kind);
        if let Some(from) = &file.from {
            words.insert(0, format!("原来是 {}", public(from)));
            words.extend(moved(from, &file.path));
        }
        let rest = words.len().saturating_sub(MOST_WORDS);
        words.truncate(MOST_WORDS);
        if rest > 0 {
            words.push(format!("其余 {rest} 处"));
        }
        let name = public(&self.name(file, kind));
        let group = if is_people(&file.path) { GROUPS[0] } else { group(kind) };
        Told { group, name, verb, file: file.path.clone(), stands: !file.gone, words }
    }

    fn name(&self, file: &Changed, kind: Option<FileKind<'_>>) -> String {
        let filing =
            self.now.filings.get(file.path.as_str()).or_else(|| self.before.filings.get(file.earlier()));
        match (kind, filing) {
            (Some(FileKind::Filing(id)), Some(filing)) => {
                format!("{}（{id}）", &*filing.value.applicant.name)
            }
            (Some(FileKind::Plan(_, id)), _) => {
                let plan =
                    self.now.plans.get(file.path.as_str()).or_else(|| self.before.plans.get(file.earlier()));
                format!("{}实施方案 {id}", plan.map(|plan| self.of(&plan.institution)).unwrap_or_default())
            }
            (Some(FileKind::Batch(_, id) | FileKind::Seals(_, id)), _) => {
                let batch = self
                    .now
                    .batches
                    .get(file.path.as_str())
                    .or_else(|| self.before.batches.get(file.earlier()));
                format!("{}证书批次 {id}", batch.map(|batch| self.of(&batch.institution)).unwrap_or_default())
            }
            (Some(FileKind::Sealed), _) if is_people(&file.path) => {
                let id = file.path.split('/').nth(2).unwrap_or_default();
                format!("{}备案申请 {id}", self.of(id))
            }
            (Some(kind), _) => kind.title(),
            (None, _) => file.path.clone(),
        }
    }

    /// An institution's name, with a space behind it.
    fn of(&self, id: &str) -> String {
        let filing = self.now.ids.get(id).or_else(|| self.before.ids.get(id));
        filing.map_or_else(String::new, |filing| format!("{} ", &*filing.value.applicant.name))
    }

    fn words(&self, file: &Changed, kind: Option<FileKind<'_>>) -> Vec<String> {
        let mut words = match kind {
            Some(FileKind::Filing(_)) => self.scope(file),
            Some(FileKind::Batch(..)) => self.issued(file),
            Some(FileKind::Plan(..)) if file.old.is_none() => self.planned(file),
            Some(FileKind::Sealed) if is_people(&file.path) => {
                return self.people(file, false).map(str::to_owned).into_iter().collect();
            }
            Some(FileKind::Recipients) => return self.recipients(file),
            _ => Vec::new(),
        };
        let has_scope = !words.is_empty();
        let people = self.people_of(file, kind);
        words.extend(people.map(str::to_owned));
        if file.gone || file.old.is_none() {
            return words;
        }
        let new = source::entry(self.root, &file.path).raw();
        // It has another name, and that is told.
        if file.from.is_some() && file.old == new {
            return words;
        }
        let what = self.comparer.compare(kind, file.old.as_deref(), new.as_deref());
        let said: Vec<String> = match &what {
            // The levels are told in full before, and so is what became of the private numbers.
            Comparison::Changed(changes)
                if !words.is_empty() && matches!(kind, Some(FileKind::Filing(_))) =>
            {
                let is_told = |label: &str| {
                    has_scope && label.starts_with("评价范围")
                        || people.is_some() && PRIVATE.iter().any(|private| label.starts_with(private))
                };
                let changes = changes.iter().filter(|change| !is_told(&change.label));
                changes.map(crate::comparison::Change::words).collect()
            }
            what => what.words(kind),
        };
        words.extend(said);
        words
    }

    /// What became of the private numbers that lie beside a filing.
    fn people_of(&self, file: &Changed, kind: Option<FileKind<'_>>) -> Option<&'static str> {
        if !matches!(kind, Some(FileKind::Filing(_))) {
            return None;
        }
        let folders = [folder(&file.path), folder(file.earlier())];
        let people = self.people.iter().find(|people| folders.contains(&folder(&people.path)))?;
        let keys = |filing: Option<&&Record<Filing>>| filing.and_then(|filing| filing.value.recipients);
        let (was, is) = (self.before.filings.get(file.earlier()), self.now.filings.get(file.path.as_str()));
        self.people(people, keys(was) != keys(is))
    }

    /// What became of a file of private numbers; nothing if only its folder has another name.
    fn people(&self, file: &Changed, turned: bool) -> Option<&'static str> {
        let is_same = || source::entry(self.root, &file.path).raw() == file.old;
        (file.from.is_none() || !is_same()).then(|| private::people(file, turned))
    }

    fn recipients(&self, file: &Changed) -> Vec<String> {
        let old = file.old.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
        let new = source::entry(self.root, &file.path).lossy().filter(|_| !file.gone);
        private::recipients(&old, &new.unwrap_or_default())
    }

    /// What an institution may assess more or less than before: `新增 焊工 三级`.
    fn scope(&self, file: &Changed) -> Vec<String> {
        let levels =
            |filing: Option<&&Record<Filing>>| filing.map(|filing| levels(&filing.value)).unwrap_or_default();
        let before = levels(self.before.filings.get(file.earlier()).filter(|_| file.old.is_some()));
        let now = levels(self.now.filings.get(file.path.as_str()).filter(|_| !file.gone));
        // What cannot be read says nothing about what may be assessed.
        let has = |known: bool, there: bool| known || !there;
        let is_known = has(self.before.filings.contains_key(file.earlier()), file.old.is_some())
            && has(self.now.filings.contains_key(file.path.as_str()), !file.gone);
        if !is_known {
            return Vec::new();
        }
        let less = |one: &Scope, other: &Scope, verb: &str| -> Vec<String> {
            let lacking = |(name, levels): (&String, &Vec<Level>)| {
                let known = other.get(name);
                let lacking: Vec<&str> = levels
                    .iter()
                    .filter(|level| !known.is_some_and(|known| known.contains(level)))
                    .map(|level| short(*level))
                    .collect();
                (!lacking.is_empty()).then(|| format!("{verb} {} {}", public(name), lacking.join("、")))
            };
            one.iter().filter_map(lacking).collect()
        };
        let mut words = less(&now, &before, "新增");
        words.extend(less(&before, &now, "减少"));
        words
    }

    /// What was issued: `新增 12 张证书：电工 四级`.
    fn issued(&self, file: &Changed) -> Vec<String> {
        let count = |batch: Option<&&Batch>| batch.map_or(0, |batch| batch.certificates.len());
        let before = self.before.batches.get(file.earlier()).filter(|_| file.old.is_some());
        let now = self.now.batches.get(file.path.as_str()).filter(|_| !file.gone);
        let Some(batch) = now.or(before) else { return Vec::new() };
        let occupation = self.catalogue.occupation(&batch.edition, batch.occupation);
        let occupation =
            occupation.map_or_else(|| batch.occupation.to_string(), |found| found.name.to_string());
        let what = format!("{} {}", public(&occupation), short(batch.level));
        match (count(before), count(now)) {
            (0, more) => vec![format!("新增 {more} 张证书：{what}")],
            (less, 0) => vec![format!("少了 {less} 张证书：{what}")],
            _ => Vec::new(),
        }
    }

    fn planned(&self, file: &Changed) -> Vec<String> {
        let Some(plan) = self.now.plans.get(file.path.as_str()) else { return Vec::new() };
        let sitting = |sitting: &crate::registry::records::plan::Sitting| {
            let name = self.catalogue.occupation(&sitting.edition, sitting.occupation);
            let name = name.map_or_else(|| sitting.occupation.to_string(), |found| found.name.to_string());
            format!(
                "新增 场次 {}（{}，{} {}）",
                sitting.id,
                sitting.date,
                public(&name),
                sitting.level.name()
            )
        };
        plan.sittings.iter().map(sitting).collect()
    }
}

/// Levels by the name of an occupation and its specialty.
type Scope = BTreeMap<String, Vec<Level>>;

/// What an institution may assess, or applies for, after all that is recorded.
fn levels(filing: &Filing) -> Scope {
    let last = filing.procedure.iter().rev().find_map(|event| event.scope.as_ref());
    let mut levels = Scope::new();
    for line in last.unwrap_or(&filing.scope) {
        levels.entry(called(line)).or_default().extend(&line.levels);
    }
    levels
}

fn called(line: &ScopeLine) -> String {
    match &line.specialty {
        Some(specialty) if *specialty != line.name => format!("{}·{}", &*line.name, &**specialty),
        _ => line.name.to_string(),
    }
}

/// A level as people say it: 三级.
fn short(level: Level) -> &'static str {
    level.name().split('/').next().unwrap_or_default()
}

fn group(kind: Option<FileKind<'_>>) -> &'static str {
    match kind {
        Some(FileKind::Filing(_)) => GROUPS[0],
        Some(FileKind::Plan(..)) => GROUPS[1],
        Some(FileKind::Batch(..) | FileKind::Seals(..) | FileKind::Sealed) => GROUPS[2],
        Some(
            FileKind::Inspectors(_) | FileKind::Draws(_) | FileKind::Inspections(_) | FileKind::Measures(_),
        ) => GROUPS[3],
        Some(FileKind::Policy(_) | FileKind::Questions(_) | FileKind::PolicyText(..)) => GROUPS[4],
        Some(FileKind::Occupations(_) | FileKind::Restricted | FileKind::Divisions | FileKind::Holidays) => {
            GROUPS[5]
        }
        Some(FileKind::Page(_)) => GROUPS[6],
        Some(FileKind::Site | FileKind::Upload(_) | FileKind::Recipients | FileKind::Aside) | None => {
            GROUPS[7]
        }
    }
}
