//! `skillreg check`.

#![expect(clippy::disallowed_methods, reason = "adds to the summary of a step, where a forge asks for one")]

use std::env;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::{Outcome, Place, clock};
use crate::diagnostics::{self, Report};
use crate::{proposal, publishing, repository, shell};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Judge the working tree as a change of what this commit, branch or tag and the commit checked out have in common:
    /// what base had already is listed apart and does not fail, what a change may never do is an error.
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Also write the report in Markdown into this file, for a comment.
    #[arg(long, value_name = "FILE")]
    comment: Option<PathBuf>,
    /// For `markdown`: the address below which the files of this version can be seen, with the version in it; known
    /// without it in GitHub Actions.
    #[arg(long, value_name = "URL")]
    files: Option<String>,
}

/// How to report.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Annotated source, for people.
    Human,
    /// One JSON object a line.
    Json,
    /// Annotations of GitHub Actions, Gitea and Forgejo; with a summary of the step, where the forge asks for one.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// For a comment: a table; with `--base` also what changed, and what the site will show otherwise.
    Markdown,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let folder = &folder(&self.place.root);
        let files = self.files.clone().or_else(files_on_github);
        let link = link(folder, files.as_deref());
        let (report, comment) = match &self.base {
            Some(base) => self.proposed(base, &link)?,
            None => {
                let report = publishing::rehearse(&self.place.root, self.place.today, clock())?;
                let table = self.is_for_people().then(|| diagnostics::markdown(&report, &link));
                (report, table.unwrap_or_default())
            }
        };
        if let Some(path) = &self.comment {
            write(path, &comment)?;
        }
        shell::data(&match self.format {
            Format::Human => diagnostics::human(&report),
            Format::Json => diagnostics::json(&report),
            Format::Github => {
                summarise(&comment)?;
                diagnostics::github(&report, folder)
            }
            Format::Gitlab => diagnostics::gitlab(&report, folder),
            Format::Sarif => diagnostics::sarif(&report, folder),
            Format::Markdown => comment,
        })?;
        Ok(if report.has_errors() { Outcome::Faults } else { Outcome::Fine })
    }

    fn proposed(&self, base: &str, link: &Link<'_>) -> anyhow::Result<(Report, String)> {
        let full = self.is_for_people();
        let proposed = proposal::judge(&self.place.root, base, self.place.today, clock(), full)?;
        let comment = if full { proposal::comment(&proposed, link) } else { String::new() };
        Ok((proposed.report, comment))
    }

    /// Whether somebody is to read it in Markdown.
    fn is_for_people(&self) -> bool {
        let summary = matches!(self.format, Format::Github) && env::var_os("GITHUB_STEP_SUMMARY").is_some();
        summary || matches!(self.format, Format::Markdown) || self.comment.is_some()
    }
}

/// Makes an address of a file and a line.
type Link<'a> = dyn Fn(&str, Option<usize>) -> Option<String> + 'a;

fn link<'a>(folder: &'a str, files: Option<&'a str>) -> impl Fn(&str, Option<usize>) -> Option<String> + 'a {
    move |file, line| {
        let address =
            format!("{}/{}", files?.trim_end_matches('/'), diagnostics::address(&format!("{folder}{file}")));
        Some(line.map_or_else(|| address.clone(), |line| format!("{address}#L{line}")))
    }
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("写不了 {}", path.display()))
}

/// The registry's place within its repository, with a slash at its end: forges name files from there. Without a repository,
/// below the folder the program runs in.
fn folder(root: &Path) -> String {
    let within = || repository::prefix(&repository::around(root).ok()??, root);
    let below = || {
        let here = env::current_dir().ok()?.canonicalize().ok()?;
        Some(root.canonicalize().ok()?.strip_prefix(here).ok()?.to_path_buf())
    };
    let place = within().or_else(below).map(|place| place.to_string_lossy().into_owned());
    place.filter(|place| !place.is_empty()).map_or_else(String::new, |place| place + "/")
}

/// Where GitHub Actions, and forges that do as it does, show the files of the version that is looked at.
fn files_on_github() -> Option<String> {
    let (server, repository) = (env::var("GITHUB_SERVER_URL").ok()?, env::var("GITHUB_REPOSITORY").ok()?);
    Some(format!("{server}/{repository}/blob/{}/", env::var("GITHUB_SHA").ok()?))
}

/// Adds to what a forge shows below a step, where it says in which file.
fn summarise(text: &str) -> anyhow::Result<()> {
    let Some(path) = env::var_os("GITHUB_STEP_SUMMARY") else { return Ok(()) };
    let unwritable = || format!("写不了 {}", Path::new(&path).display());
    let mut file = File::options().append(true).create(true).open(&path).with_context(unwritable)?;
    file.write_all(text.as_bytes()).with_context(unwritable)
}
