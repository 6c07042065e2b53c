//! Does the draws of a file again.

#![expect(clippy::disallowed_methods, reason = "reads the file of draws it is pointed at")]

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};

use crate::cli::Outcome;
use crate::drawing::{self, Flaw};
use crate::history::naming::{self, NoCommit};
use crate::history::versions;
use crate::loading;
use crate::registry::format;
use crate::registry::records::supervision::{Draw, Draws, SeedKind};
use crate::shell;
use crate::yaml::{self, Scrutiny};

/// Files of draws are no larger.
const MOST: u64 = 8 << 20;

/// What was found out about one thing, and whether it is as it should be.
struct Told {
    right: bool,
    words: String,
}

impl Told {
    fn right(words: impl Into<String>) -> Self {
        Self { right: true, words: words.into() }
    }

    fn wrong(words: impl Into<String>) -> Self {
        Self { right: false, words: words.into() }
    }
}

/// Does every draw of a file again.
pub(super) fn verify(file: &Path, root: &Path) -> anyhow::Result<Outcome> {
    let unreadable = || format!("读不了 {}", file.display());
    let mut text = String::new();
    File::open(file).and_then(|open| open.take(MOST).read_to_string(&mut text)).with_context(unreadable)?;
    let draws = read(&text).with_context(|| {
        format!("{} 不是抽取记录：要 draws.yaml，或者网站上的 data/draws.json", file.display())
    })?;
    if draws.draws.is_empty() {
        bail!("{} 里没有抽取", file.display());
    }
    let committed = Committed::around(file, root);
    let mut outcome = Outcome::Fine;
    for draw in &draws.draws {
        let told = [Some(again(draw)), seed(draw, root), committed.held_against(draw)];
        let told: Vec<Told> = told.into_iter().flatten().collect();
        if told.iter().any(|told| !told.right) {
            outcome = Outcome::Faults;
        }
        let words: Vec<&str> = told.iter().map(|told| told.words.as_str()).collect();
        shell::data(&format!("{}　{}　{}\n", draw.date, &*draw.id, words.join("；")))?;
    }
    for (at, draw) in committed.gone(&draws.draws) {
        outcome = Outcome::Faults;
        shell::data(&format!("{}　{}　不符：提交于 {at}，现在没有了\n", draw.date, &*draw.id))?;
    }
    if let Some(reason) = committed.missing {
        shell::say(&format!("没有与 git 历史核对：{reason}"));
    }
    Ok(outcome)
}

/// Whether a file is one of the registry below a root: draws of another may bear the same names.
fn lies_in(file: &Path, root: &Path) -> bool {
    let (file, root) = (file.canonicalize(), root.canonicalize());
    file.ok().zip(root.ok()).is_some_and(|(file, root)| file.starts_with(root))
}

/// Reads draws. JSON is YAML too, but for the nulls of keys that are not there, which reading leaves out.
fn read(text: &str) -> Option<Draws> {
    yaml::read::<Draws>(text, Scrutiny::Always, format::check).value
}

/// What drawing again gives.
fn again(draw: &Draw) -> Told {
    let Some(pool) = &draw.pool else {
        let reason = draw.unlisted.as_deref().map(|reason| format!("（{reason}）")).unwrap_or_default();
        return Told::wrong(format!("没有留下抽取名单{reason}，不能复核"));
    };
    match drawing::flaw(draw) {
        None => {
            Told::right(format!("相符：从 {} 场里抽出 {} 场", pool.sittings.len(), draw.assignments.len()))
        }
        Some(Flaw::List) => Told::wrong("不符：名单与它的校验值对不上"),
        Some(Flaw::Result) => Told::wrong("不符：按这份名单和种子重新抽，结果不是这样"),
    }
}

/// What can be said of a draw's seed here.
fn seed(draw: &Draw, root: &Path) -> Option<Told> {
    let source = draw.seed_source.as_deref().unwrap_or("没有写出处");
    Some(match draw.seed_kind? {
        SeedKind::Beacon => Told::right(format!("种子是公开数字，到出处核对：{source}")),
        SeedKind::Commit => match naming::named(root, &draw.seed) {
            Ok(named) if named.day > draw.date => {
                Told::wrong(format!("种子是登记库的提交，却在抽取以后（{}）才提交", named.day))
            }
            Ok(named) => held_in(draw, root, &named.name),
            Err(NoCommit::Unknown(_)) if !naming::is_shallow(root) => {
                Told::wrong("种子写的是登记库的提交，这里的仓库里却没有它")
            }
            Err(NoCommit::Unknown(_)) => {
                Told::right("种子是登记库的提交，没有核对：仓库是浅克隆，先运行 git fetch --unshallow")
            }
            Err(error) => Told::right(format!("种子是登记库的提交，没有核对：{error}")),
        },
    })
}

/// Whether the commit that is the seed has the very list: else it could have been chosen among many.
fn held_in(draw: &Draw, root: &Path, commit: &str) -> Told {
    let list =
        naming::records(root, commit).map(|files| drawing::list_in(loading::read(files).records, draw));
    match list {
        Ok(Some(list)) if Some(list) == draw.fingerprint => {
            Told::right("种子是登记库的提交，名单就是那次提交的")
        }
        Ok(Some(_)) => Told::wrong("种子是登记库的提交，名单却不是那次提交的"),
        Ok(None) => Told::wrong("种子是登记库的提交，那次提交里却没有可以抽的场次"),
        Err(error) => Told::right(format!("种子是登记库的提交，名单没有核对：{error}")),
    }
}

/// The draws as they were committed, in any version.
#[derive(Default)]
struct Committed {
    /// In the order of time, each with its commit as it is told.
    draws: Vec<(String, Draw)>,
    /// Why they are not known.
    missing: Option<&'static str>,
}

impl Committed {
    /// Those of the registry that a file lies in; none for other files. Of draws.yaml, those of its year.
    fn around(file: &Path, root: &Path) -> Self {
        if !lies_in(file, root) {
            return Self::default();
        }
        let versions = match versions::of_draws(root) {
            Ok(versions) => versions,
            Err(reason) => return Self { missing: Some(reason), ..Self::default() },
        };
        let year = file.parent().and_then(Path::file_name).map(|year| year.to_string_lossy().into_owned());
        let is_of_year = file.file_name().is_some_and(|name| name == "draws.yaml");
        let mut draws = Vec::new();
        for version in versions {
            if is_of_year && Some(&version.year) != year.as_ref() {
                continue;
            }
            // A version that could not be read says nothing.
            let read = read(&String::from_utf8_lossy(&version.bytes)).map(|draws| draws.draws);
            let commit = format!("{}（{}）", version.day, version.short());
            draws.extend(read.unwrap_or_default().into_iter().map(|draw| (commit.clone(), draw)));
        }
        Self { draws, missing: None }
    }

    fn held_against(&self, draw: &Draw) -> Option<Told> {
        let mut known = self.draws.iter().filter(|(_, known)| known.id == draw.id).peekable();
        let (first, _) = known.peek()?;
        let first = format!("首次提交于 {first}");
        let altered = known.find_map(|(commit, known)| Some((commit, drawing::altered(known, draw)?)));
        Some(match altered {
            None => Told::right(format!("{first}，以后没有改动")),
            Some((commit, what)) => Told::wrong(format!("{first}，{commit} 的{what}与现在的不同")),
        })
    }

    /// Draws that were committed and are not there any more, each once.
    fn gone(&self, now: &[Draw]) -> Vec<&(String, Draw)> {
        let mut gone: Vec<&(String, Draw)> = Vec::new();
        for found in &self.draws {
            let is_known = |draw: &Draw| draw.id == found.1.id;
            if !now.iter().any(is_known) && !gone.iter().any(|(_, draw)| is_known(draw)) {
                gone.push(found);
            }
        }
        gone
    }
}
