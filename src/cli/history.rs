//! `skillreg history`.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use serde::Serialize;

use super::{Format, Outcome};
use crate::comparison::public;
use crate::history::{self, Told};
use crate::registry::kind::FileKind;
use crate::shell;

/// Arguments of `history`.
#[derive(Debug, Args)]
pub(super) struct History {
    /// The record: its file, or the name of an institution, plan or batch.
    record: String,
    /// The folder that holds `content/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// How to answer: sentences for people, or one JSON object a line, newest first.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    record: String,
    commit: &'a str,
    date: crate::registry::Date,
    author: &'a str,
    summary: &'a str,
    words: Vec<String>,
}

impl History {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let history = history::History::read(&self.root);
        if let Some(reason) = &history.missing {
            bail!("{reason}");
        }
        let records = named(&history, &self.record, &self.root)?;
        let told = records.iter().map(|record| {
            let told = history.told(history::files(record));
            match self.format {
                Format::Human => text(record, &told),
                Format::Json => lines(record, &told),
            }
        });
        shell::data(&told.collect::<Vec<_>>().join(""))?;
        Ok(Outcome::Fine)
    }
}

/// The records of which one is meant: a file, or all that have a name.
fn named<'h>(history: &'h history::History, wanted: &str, root: &Path) -> anyhow::Result<Vec<&'h str>> {
    let wanted = wanted.trim();
    let path = Path::new(wanted);
    let below = path.strip_prefix(root).unwrap_or(path);
    let below = below.strip_prefix(".").unwrap_or(below).to_string_lossy();
    let all = || history.changes.keys().map(String::as_str);
    if let Some(file) = all().find(|file| **file == *below) {
        return Ok(vec![file]);
    }
    let found: Vec<&str> = all().filter(|file| name(file) == Some(wanted)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names = all().chain(all().filter_map(name));
    let likeness = names.map(|name| (strsim::jaro_winkler(name, &below), name));
    match likeness.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, near)) => bail!("提交记录里没有「{wanted}」这份记录；名字最像的是 {}", public(near)),
        None => bail!("提交记录里还没有任何登记记录：写好后用 git add 和 git commit 提交"),
    }
}

/// The name of an institution, plan or batch.
fn name(file: &str) -> Option<&str> {
    match FileKind::of(file)? {
        FileKind::Filing(id) | FileKind::Plan(_, id) | FileKind::Batch(_, id) => Some(id),
        _ => None,
    }
}

fn text(record: &str, told: &[Told<'_>]) -> String {
    let title = FileKind::of(record).map(FileKind::title).unwrap_or_default();
    let mut text = format!("{}：修改 {} 次\n", public(&format!("{title}（{record}）")), told.len());
    for Told { commit, changes } in told {
        let short = commit.short();
        text.push_str(&format!("  {} {} {short}　{}\n", commit.date, commit.author, commit.summary));
        for words in changes.iter().flat_map(|change| change.words()) {
            text.push_str(&format!("    {words}\n"));
        }
    }
    text
}

fn lines(record: &str, told: &[Told<'_>]) -> String {
    let line = |told: &Told<'_>| {
        let line = Line {
            record: public(record),
            commit: &told.commit.id,
            date: told.commit.date,
            author: &told.commit.author,
            summary: &told.commit.summary,
            words: told.changes.iter().flat_map(|change| change.words()).collect(),
        };
        serde_json::to_string(&line).unwrap_or_default() + "\n"
    };
    told.iter().map(line).collect()
}
