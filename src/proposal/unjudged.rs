//! Files of which base could not be read whole, so that the rules of changes cannot look at them: nothing of them may change
//! but the lines at fault.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Finding, Place, Report};
use crate::history::proposal::{Changed, Proposal};
use crate::loading::Loaded;
use crate::registry::{FileKind, personal};
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
    let mut texts = BTreeMap::new();
    let mut located = Vec::new();
    for file in files {
        // What cannot be read now is told by other rules.
        let (Some(old), Ok(new)) = (&file.old, source::entry(root, &file.path).read()) else { continue };
        let Ok(was) = source::content(old.clone()) else {
            let is_same = source::stands_for(old, &new.hash);
            located.extend((!is_same).then(|| (unreadable(&file.path), None)));
            continue;
        };
        let faulty = lines_at_fault(before, file.earlier());
        let other: Vec<usize> =
            gone(&was.text, &new.text).into_iter().filter(|line| !faulty.contains(line)).collect();
        if other.is_empty() {
            continue;
        }
        let range = place(&was.text, &new.text, other[0]);
        located.push((told(&file.path, &other, range.clone()), range));
        // Reports are kept in logs.
        if personal::scan(&new.text).is_empty() {
            texts.insert(file.path.clone(), Arc::from(new.text));
        }
    }
    Report::new(located, texts)
}

const HINT: &str = "先只改好读不出的地方，合并以后再做别的修改；非一起改不可的，请维护人逐行核对后合并";

fn told(path: &str, lines: &[usize], at: Option<Range<usize>>) -> Finding {
    let named: Vec<String> = lines.iter().take(MOST).map(|line| format!("第 {line} 行")).collect();
    let more = if lines.len() > MOST { "等" } else { "" };
    let message = format!(
        "基准里的这个文件读不全，没法核对以前的内容；除了读不出的地方，基准里的{}{more}也改动了",
        named.join("、")
    );
    let place = at.map_or_else(|| Place::file(path), |range| Place::bytes(path, range));
    UNJUDGED.at(place, message).hint(HINT)
}

fn unreadable(path: &str) -> Finding {
    let message = "基准里只有这个文件的 Git LFS 指针，或者不是文字，没法核对以前的内容；这次却改动了它";
    let hint = "先把它作为普通文件放进仓库（git lfs migrate export），内容不变，合并以后再修改；非一起改不可的，请维护人核对后合并";
    UNJUDGED.at(Place::file(path), message).hint(hint)
}

/// The line that now stands where a line of before stood, counted from 1: behind the one before it that stayed.
fn place(old: &str, new: &str, line: usize) -> Option<Range<usize>> {
    let (old, lines): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let stayed = |at: usize| {
        let before = old[..at].iter().filter(|line| **line == old[at]).count();
        let mut there = lines.iter().enumerate().filter(|(_, line)| **line == old[at]);
        there.nth(before).map(|(now, _)| now)
    };
    let line = lines.get((0..line - 1).rev().find_map(stayed)? + 1)?;
    let start = line.as_ptr().addr() - new.as_ptr().addr();
    Some(start..start + line.len())
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
