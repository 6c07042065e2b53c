//! The commands, one file each, all thin. Exit codes: 0 fine, 1 faults in records, 2 trouble with usage or
//! machine.

mod admin;
mod build;
mod check;
mod draw;
mod due;
mod explain;
mod form;
mod history;
mod holders;
mod import;
mod init;
mod issue;
mod lookup;
mod new;
mod office;
mod papers;
mod privacy;
mod publish;
mod reissue;
mod renumber;
mod reseal;
mod revoke;
mod roster;
mod schema;
mod serve;
mod status;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, error::ErrorKind};

use crate::registry::Date;
use crate::shell;

/// How a command ended well enough to say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well: exit 0.
    Fine,
    /// The records have faults: exit 1.
    Faults,
}

/// Public registry publisher: checks a repository of YAML records and publishes it as a static site.
#[derive(Debug, Parser)]
#[command(name = "skillreg", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check all records and report every fault.
    Check(check::Check),
    /// Check, then publish the whole site into a folder; nothing changes if there are errors.
    Build(build::Build),
    /// Build, then put the site on a branch and push it, or mirror it into a folder; only if everything checks.
    Publish(publish::Publish),
    /// Compare what is served with the records: build the site again and say what is missing, changed or a stranger's.
    ///
    /// A folder shows all that is in it. An address answers only what it is asked: a file that a stranger added is found there
    /// if something leads to it (the lists of the site, links on pages that were changed) or it has one of some common names.
    /// Exit 0: the same; 1: differences, or faults in the records; 2: it could not be compared.
    Verify(verify::Verify),
    /// Build a preview, serve it on this machine and rebuild it when a record or the theme changes.
    Serve(serve::Serve),
    /// List what is overdue, due and coming: reviews, results, rectifications, filings and policies that run out.
    Due(due::Due),
    /// Say what an institution was, and what it might assess, on a day.
    Status(status::Status),
    /// Tell who changed a record when, and what: by file, or by the name of an institution, plan or batch.
    History(history::History),
    /// Draw the sittings to inspect and the inspectors from a public seed, or do draws again.
    Draw(draw::Draw),
    /// Explain a rule: why it exists, what it rests on, a wrong and a right example.
    Explain(explain::Explain),
    /// Print the JSON Schema of a kind of record, or write those of all kinds into a folder.
    Schema(schema::Schema),
    /// Verify a certificate against a built site, as its page does: exit 0 if it is verified, 1 if not.
    Lookup(lookup::Lookup),
    /// Issue certificates for the results of a plan: numbers, codes, seals, encrypted holders; all or nothing.
    ///
    /// Who holds certificates is encrypted, so it is not seen that somebody was certified before in the same occupation and
    /// level through another plan.
    Issue(issue::Issue),
    /// Revoke certificates: recorded in their batches, shown on the site; all or nothing, no personal data needed.
    Revoke(revoke::Revoke),
    /// Correct a certificate: new code, new seal, new printed page; the number stays, the correction is recorded.
    Reissue(Box<reissue::Reissue>),
    /// Seal batches anew when the cost of the name key in site.yaml has changed; numbers and codes stay.
    Reseal(reseal::Reseal),
    /// Who holds the certificates of a batch, and for whom that is encrypted.
    Holders(holders::Holders),
    /// What it would cost to guess the names and codes of this registry, and how its holders are kept.
    Privacy(privacy::Privacy),
    /// Start a registry for another office: it checks and builds at once.
    Init(init::Init),
    /// Begin a record: a commented skeleton in the right place.
    New(new::New),
    /// Write an editor for the browser: forms for every kind of record, saved to the forge.
    Admin(admin::Admin),
    /// Application forms as workbooks, for those who never touch YAML.
    Form(form::Form),
    /// Turn filled-in forms into records, every fault named by its cell; all or nothing.
    Import(import::Import),
    /// Rosters of those who were assessed: the workbook to fill in, and what is wrong with one.
    Roster(roster::Roster),
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
}

/// Where the registry is and on which day it is judged.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// The folder that holds `content/`.
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    pub(crate) root: PathBuf,
    /// The day on which the registry is judged (default: `as_of` of site.yaml, else today in China).
    #[arg(long, value_name = "DATE", global = true)]
    pub(crate) today: Option<Date>,
}

/// Takes the years that records may lie in.
fn year() -> clap::builder::RangedI64ValueParser<i16> {
    let (first, last) = Date::YEARS.into_inner();
    clap::value_parser!(i16).range(i64::from(first)..=i64::from(last))
}

/// Runs the program with its arguments and says how it went.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let outcome = match arguments.command {
        Command::Check(command) => command.run(),
        Command::Build(command) => command.run(),
        Command::Publish(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Due(command) => command.run(),
        Command::Status(command) => command.run(),
        Command::History(command) => command.run(),
        Command::Draw(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Lookup(command) => command.run(),
        Command::Issue(command) => command.run(),
        Command::Revoke(command) => command.run(),
        Command::Reissue(command) => command.run(),
        Command::Reseal(command) => command.run(),
        Command::Holders(command) => command.run(),
        Command::Privacy(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::New(command) => command.run(),
        Command::Admin(command) => command.run(),
        Command::Form(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Roster(command) => command.run(),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Faults) => ExitCode::from(1),
        Err(error) => {
            shell::say(&format!("出错：{}", said(&error)));
            ExitCode::from(2)
        }
    }
}

/// An error with its causes; the commonest of the system's own words in those of the rest.
fn said(error: &anyhow::Error) -> String {
    let is_absence = |error: &std::io::Error| {
        error.kind() == std::io::ErrorKind::NotFound && error.raw_os_error().is_some()
    };
    let words = error.chain().map(|cause| match cause.downcast_ref::<std::io::Error>() {
        Some(error) if is_absence(error) => "没有这个文件或文件夹".to_owned(),
        Some(error) => match error.kind() {
            std::io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
            std::io::ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
            std::io::ErrorKind::StorageFull => "磁盘满了".to_owned(),
            std::io::ErrorKind::QuotaExceeded => "超出了磁盘配额".to_owned(),
            std::io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
            _ => cause.to_string(),
        },
        _ => cause.to_string(),
    });
    words.collect::<Vec<_>>().join(": ")
}

fn usage(error: &clap::Error) -> ExitCode {
    // Help and version are answers, not errors.
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let _ = error.print();
    if asked { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

/// The day in China (UTC+8), where the registry's offices are.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
pub(crate) fn clock() -> Date {
    let china = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    jiff::Timestamp::now().to_zoned(china).date().into()
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn what_is_not_there_is_said_in_the_words_of_the_rest() {
        let absent = std::io::Error::from_raw_os_error(2);
        let error = Err::<(), _>(absent).context("读不了 roster.csv").unwrap_err();
        assert_eq!(said(&error), "读不了 roster.csv: 没有这个文件或文件夹");
        let of = |code: i32| {
            Err::<(), _>(std::io::Error::from_raw_os_error(code)).context("读不了 roster.csv").unwrap_err()
        };
        assert_eq!(said(&of(13)), "读不了 roster.csv: 没有权限");
        assert_eq!(said(&of(21)), "读不了 roster.csv: 这是文件夹，不是文件");
        assert_eq!(said(&of(28)), "读不了 roster.csv: 磁盘满了");
        assert_eq!(said(&of(30)), "读不了 roster.csv: 磁盘是只读的");
        let other = of(5);
        assert_eq!(said(&other), format!("{other:#}"));
    }
}
