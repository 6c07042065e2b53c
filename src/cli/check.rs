//! `skillreg check`.

#![expect(clippy::disallowed_methods, reason = "adds to the summary of a step, where a forge asks for one")]

use std::env;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::{Outcome, Place, clock};
use crate::diagnostics::{self, Report};
use crate::{publishing, shell};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    place: Place,
    /// How to report.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
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
    /// A table, for a comment.
    Markdown,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let report = &publishing::rehearse(&self.place.root, self.place.today, clock())?;
        let folder = &folder(&self.place.root);
        let files = self.files.or_else(files_on_github);
        shell::data(&match self.format {
            Format::Human => diagnostics::human(report),
            Format::Json => diagnostics::json(report),
            Format::Github => {
                summarise(&table(report, folder, files.as_deref()))?;
                diagnostics::github(report, folder)
            }
            Format::Gitlab => diagnostics::gitlab(report, folder),
            Format::Sarif => diagnostics::sarif(report, folder),
            Format::Markdown => table(report, folder, files.as_deref()),
        })?;
        Ok(if report.has_errors() { Outcome::Faults } else { Outcome::Fine })
    }
}

/// The registry's place below the folder the program runs in, with a slash at its end: forges name files from there.
fn folder(root: &Path) -> String {
    let below = || {
        let here = env::current_dir().ok()?.canonicalize().ok()?;
        Some(root.canonicalize().ok()?.strip_prefix(here).ok()?.to_string_lossy().into_owned())
    };
    below().filter(|below| !below.is_empty()).map_or_else(String::new, |below| below + "/")
}

/// Where GitHub Actions, and forges that do as it does, show the files of the version that is looked at.
fn files_on_github() -> Option<String> {
    let (server, repository) = (env::var("GITHUB_SERVER_URL").ok()?, env::var("GITHUB_REPOSITORY").ok()?);
    Some(format!("{server}/{repository}/blob/{}/", env::var("GITHUB_SHA").ok()?))
}

fn table(report: &Report, folder: &str, files: Option<&str>) -> String {
    diagnostics::markdown(report, |file, line| {
        let address =
            format!("{}/{}", files?.trim_end_matches('/'), diagnostics::address(&format!("{folder}{file}")));
        Some(line.map_or_else(|| address.clone(), |line| format!("{address}#L{line}")))
    })
}

/// Adds to what a forge shows below a step, where it says in which file.
fn summarise(text: &str) -> anyhow::Result<()> {
    let Some(path) = env::var_os("GITHUB_STEP_SUMMARY") else { return Ok(()) };
    let unwritable = || format!("写不了 {}", Path::new(&path).display());
    let mut file = File::options().append(true).create(true).open(&path).with_context(unwritable)?;
    file.write_all(text.as_bytes()).with_context(unwritable)
}
