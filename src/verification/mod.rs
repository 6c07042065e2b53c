//! Whether a folder or an address holds the site that was built from the records, and nothing else, file by file.
//!
//! A folder shows all that is in it. An address answers only what it is asked, so a stranger's file is found there only if
//! something leads to it: the site's own lists, links on pages that were changed, or a name that is often used.

#![expect(clippy::disallowed_methods, reason = "reads the site that was built")]

mod day;
mod folder;
mod links;
mod report;
mod web;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::output::{Contents, MARKER, OutputError};
use crate::registry::Date;

pub use self::day::{misdated, not_of_today};
pub use self::folder::Folder;
pub use self::links::{as_of, newest_commit};
pub use self::report::human;
pub use self::web::{Web, WebError};

/// What stands beside the home page of every site.
const HOME: [&str; 3] = ["404.html", "sitemap.xml", "contact.html"];

/// What is looked at.
pub trait Served: Sync {
    /// A file of the site; no more than so many bytes of it.
    fn ask(&self, path: &str, most: u64) -> Answer;

    /// Whether it may be that a file is there, and is not shown.
    fn hides(&self, path: &str) -> bool;

    /// Paths that are not planned and might be there: all that are, for a folder.
    /// `own` is the address the site was built for.
    fn others(&self, planned: &BTreeSet<String>, seen: &[Seen], own: &str) -> Others;
}

/// What came of asking for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Its bytes, as many as were wanted at most.
    Found(Vec<u8>),
    /// It is not there.
    Missing,
    /// Something else stands there: a link, a redirection to another host.
    Other(String),
    /// It could not be asked for.
    Trouble(String),
}

/// A file that is not as it was built, with what it is now.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its path.
    pub path: String,
    /// Its bytes, cut off where no site's page goes on.
    pub bytes: Vec<u8>,
}

/// What was found beside the planned files.
#[derive(Debug, Clone, Default)]
pub struct Others {
    /// Their paths.
    pub added: Vec<String>,
    /// What should be known of how they were looked for.
    pub notes: Vec<String>,
}

/// What came of comparing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Verdict {
    /// Files of the site.
    pub files: usize,
    /// Those that are served as they were built.
    pub same: usize,
    /// Those that are not there.
    pub missing: Vec<String>,
    /// Those with other bytes.
    pub changed: Vec<Changed>,
    /// What is there and belongs to nobody known.
    pub added: Vec<String>,
    /// What is wrong with the day the site is of, if anything is.
    pub misdated: Option<String>,
    /// What could not be asked for, and why.
    pub troubled: Vec<Changed>,
    /// Whether it was given up, since too much could not be asked for.
    pub given_up: bool,
    /// What else should be known, in sentences.
    pub notes: Vec<String>,
}

/// A file with what is the matter with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Changed {
    /// Its path.
    pub path: String,
    /// What is the matter, if it can be said.
    pub why: String,
}

impl Verdict {
    /// Whether the site is another than the one that was built.
    pub fn differs(&self) -> bool {
        let is_whole = self.missing.is_empty() && self.changed.is_empty() && self.added.is_empty();
        !is_whole || self.misdated.is_some()
    }
}

/// So many files that cannot be asked for are enough to give up.
const GIVE_UP: usize = 20;

/// Pages are kept for their links up to this size, when they are not as they were built.
pub(crate) const MOST_OF_A_PAGE: u64 = 2 * 1024 * 1024;

/// So many changed pages are kept at most.
const MOST_SEEN: usize = 200;

/// Compares what is served with a site that was built into a folder. `allowed` are paths of others that are known.
///
/// # Errors
/// When the site that was built cannot be read.
pub fn compare(
    built: &Path,
    served: &dyn Served,
    parallel: usize,
    allowed: &BTreeSet<String>,
) -> Result<Verdict, OutputError> {
    let contents = Contents::read(built)?;
    let marker = (MARKER.to_owned(), Sha256::digest(contents.text()).into());
    let planned: Vec<&(String, [u8; 32])> = contents.files().iter().chain([&marker]).collect();
    let findings = ask_all(built, &planned, served, parallel);
    let mut verdict = Verdict { files: planned.len(), ..Verdict::default() };
    let mut seen = Vec::new();
    for ((path, _), finding) in planned.iter().zip(findings) {
        match finding {
            Some(Finding::Same) => verdict.same += 1,
            // Some hosts serve nothing whose name begins with a dot.
            Some(Finding::Missing) if served.hides(path) => verdict.files -= 1,
            Some(Finding::Missing) => verdict.missing.push(path.clone()),
            Some(Finding::Changed(why, bytes)) => {
                verdict.changed.push(Changed { path: path.clone(), why });
                // These say why so many others differ.
                let is_telling = matches!(path.as_str(), links::PARTICULARS | links::HISTORY);
                if is_telling || seen.len() < MOST_SEEN {
                    seen.push(Seen { path: path.clone(), bytes });
                }
            }
            Some(Finding::Trouble(why)) => verdict.troubled.push(Changed { path: path.clone(), why }),
            None => verdict.given_up = true,
        }
    }
    if verdict.given_up {
        return Ok(verdict);
    }
    let names: BTreeSet<String> = planned.iter().map(|(path, _)| path.clone()).collect();
    let own = std::fs::read(built.join(links::PARTICULARS)).ok();
    let own = own.and_then(|own| links::address(&own)).unwrap_or_default();
    let others = served.others(&names, &seen, &own);
    verdict.added = others.added.into_iter().filter(|path| !allowed.contains(path)).collect();
    verdict.notes = others.notes;
    if verdict.missing.len() * 2 > verdict.files {
        verdict.notes.push(
            "大半的文件不在那里：看看给出的位置对不对，网址要带上子路径，和 site.yaml 的 base_url 一样"
                .to_owned(),
        );
    }
    verdict.notes.extend(built_for_another(&seen, &own));
    let history = seen.iter().find(|seen| seen.path == links::HISTORY);
    let ours = std::fs::File::open(built.join(links::HISTORY)).ok();
    let ours = ours.and_then(links::newest_commit_in);
    if let Some(theirs) =
        history.and_then(|seen| newest_commit(&seen.bytes)).filter(|theirs| Some(theirs) != ours.as_ref())
    {
        let ours = ours.map(|ours| format!("，这里的到 {ours} 为止")).unwrap_or_default();
        verdict.notes.push(format!("网站上记录的修改到提交 {theirs} 为止{ours}：两边用的可能不是同一版记录"));
    }
    Ok(verdict)
}

/// That the site was built for another address, which alone changes most of its pages.
fn built_for_another(seen: &[Seen], own: &str) -> Option<String> {
    let particulars = seen.iter().find(|seen| seen.path == links::PARTICULARS)?;
    let theirs = links::address(&particulars.bytes).filter(|theirs| theirs != own)?;
    // It is offered to be typed into a shell.
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/:._~%-".contains(c);
    if !theirs.chars().all(is_plain) {
        return None;
    }
    Some(format!(
        "网站是为网址 {theirs} 生成的，这里按 {own} 核对，写着网址的文件都会不一样。{theirs} 确实是本单位的网址的，加上 --base-url {theirs} 再核对一次"
    ))
}

/// The day a site says it was built for.
pub fn dated(served: &dyn Served) -> Option<Date> {
    match served.ask(links::PARTICULARS, MOST_OF_A_PAGE) {
        Answer::Found(particulars) => as_of(&particulars),
        _ => None,
    }
}

enum Finding {
    Same,
    Missing,
    Changed(String, Vec<u8>),
    Trouble(String),
}

/// Asks for all files, a few at a time, in their order; none for those after it was given up.
fn ask_all(
    built: &Path,
    planned: &[&(String, [u8; 32])],
    served: &dyn Served,
    parallel: usize,
) -> Vec<Option<Finding>> {
    let (next, troubles) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let findings: Vec<Mutex<Option<Finding>>> = planned.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        while troubles.load(Ordering::Relaxed) < GIVE_UP {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((path, digest)) = planned.get(at) else { return };
            let finding = ask(built, path, digest, served);
            if matches!(finding, Finding::Trouble(_)) {
                troubles.fetch_add(1, Ordering::Relaxed);
            }
            if let Ok(mut place) = findings[at].lock() {
                *place = Some(finding);
            }
        }
    };
    std::thread::scope(|scope| {
        (0..parallel.max(1)).for_each(|_| drop(scope.spawn(work)));
    });
    findings.into_iter().map(|finding| finding.into_inner().unwrap_or_default()).collect()
}

fn ask(built: &Path, path: &str, digest: &[u8; 32], served: &dyn Served) -> Finding {
    let size = std::fs::metadata(built.join(path)).map_or(0, |metadata| metadata.len());
    // One byte more tells a longer file from the right one.
    match served.ask(path, (size + 1).max(MOST_OF_A_PAGE)) {
        Answer::Found(bytes) if <[u8; 32]>::from(Sha256::digest(&bytes)) == *digest => Finding::Same,
        Answer::Found(bytes) => {
            let why = match bytes.len() as u64 {
                length if length < size => format!("原有 {size} 字节，现有 {length} 字节"),
                length if length > size => format!("原有 {size} 字节，现在更长"),
                _ => "大小一样，内容不同".to_owned(),
            };
            Finding::Changed(why, bytes)
        }
        Answer::Missing => Finding::Missing,
        Answer::Other(why) => Finding::Changed(why, Vec::new()),
        Answer::Trouble(why) => Finding::Trouble(why),
    }
}
