//! Files of which base could not be read whole, so that the rules of changes cannot look at them: nothing of them may change
//! but the lines at fault.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use crate::diagnostics::{Finding, Place, Report};
use crate::history::proposal::{Changed, Proposal};
use crate::loading::Loaded;
use crate::registry::FileKind;
use crate::rules::change::UNJUDGED;
use crate::source;

/// More lines are not named.
const MOST: usize = 5;

/// The changed files that are only ever appended to and that base did not have whole.
pub(super) fn files<'p>(proposal: &'p Proposal, base: &Loaded) -> Vec<&'p Changed> {
    let is_kept = |file: &&Changed| {
        let kind = FileKind::of(file.earlier());
        let is_kept = matches!(
            kind,
            Some(
                FileKind::Filing(_)
                    | FileKind::Plan(..)
                    | FileKind::Batch(..)
                    | FileKind::Inspectors(_)
                    | FileKind::Draws(_)
                    | FileKind::Inspections(_)
                    | FileKind::Measures(_)
            )
        );
        is_kept && !file.gone && file.old.is_some() && !base.has_whole(file.earlier())
    };
    proposal.files.iter().filter(is_kept).collect()
}

/// What else than lines at fault was changed or taken out of them.
pub(super) fn judge(root: &Path, files: &[&Changed], before: &Report) -> Report {
    let finding = |file: &&Changed| {
        let old = source::content(file.old.clone()?).ok()?.text;
        let new = source::entry(root, &file.path).read().ok()?.text;
        let faulty = lines_at_fault(before, file.earlier());
        let other: Vec<usize> = gone(&old, &new).into_iter().filter(|line| !faulty.contains(line)).collect();
        (!other.is_empty()).then(|| (told(&file.path, &other), None))
    };
    Report::new(files.iter().filter_map(finding).collect(), BTreeMap::new())
}

fn told(path: &str, lines: &[usize]) -> Finding {
    let named: Vec<String> = lines.iter().take(MOST).map(|line| format!("第 {line} 行")).collect();
    let more = if lines.len() > MOST { "等" } else { "" };
    let message = format!(
        "基准里的这个文件读不全，没法核对以前的内容；除了读不出的地方，{}{more}也改动了",
        named.join("、")
    );
    let hint = "先只改好读不出的地方，合并以后再做别的修改；非一起改不可的，请维护人逐行核对后合并";
    UNJUDGED.at(Place::file(path), message).hint(hint)
}

/// The lines, from 1, on which base has a fault.
fn lines_at_fault(before: &Report, file: &str) -> BTreeSet<usize> {
    let of_file = before.findings.iter().filter(|located| located.finding.place.file == file);
    of_file
        .filter_map(|located| located.positions.clone())
        .flat_map(|at| at.start.line..=at.end.line)
        .collect()
}

/// The lines, from 1, that are not there any more.
fn gone(old: &str, new: &str) -> Vec<usize> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for line in new.lines() {
        *left.entry(line).or_default() += 1;
    }
    let mut found = Vec::new();
    for (at, line) in old.lines().enumerate() {
        match left.get_mut(line).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None if line.trim().is_empty() => {}
            None => found.push(at + 1),
        }
    }
    found
}
