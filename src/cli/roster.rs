//! `skillreg roster`: the template for the results of a plan, and what is wrong with a roster.

#![expect(clippy::disallowed_methods, reason = "writes the template, reads the roster it is pointed at")]

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::{Format, Outcome};
use crate::issuing::refusal;
use crate::issuing::roster::{self, Fault, fault};
use crate::registry::identifier::RecordId;
use crate::registry::{Catalogue, Records};
use crate::source::CONTENT;
use crate::{loading, output, shell};

/// Arguments of `roster`.
#[derive(Debug, Args)]
pub(super) struct Roster {
    #[command(subcommand)]
    errand: Errand,
}

#[derive(Debug, Subcommand)]
enum Errand {
    /// Write the workbook that an assessment body fills in with the results of a plan.
    Template {
        /// The plan: the name of its record.
        plan: RecordId,
        /// The workbook to write, .xlsx; nothing is overwritten.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The folder that holds `content/`.
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
    },
    /// Read a roster and name every fault by sheet and cell; nothing is written. Exit 1 if there are any.
    Check {
        /// The plan: the name of its record.
        plan: RecordId,
        /// The roster: .xlsx, or .csv in UTF-8 or GB18030.
        #[arg(long, value_name = "FILE")]
        roster: PathBuf,
        /// The folder that holds `content/`.
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
        /// How to report: sentences for people, or one JSON object a line.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
}

impl Roster {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        match self.errand {
            Errand::Template { plan, out, root } => {
                template(&plan, &out, &root, &loading::load(&root)?.records)
            }
            Errand::Check { plan, roster, root, format } => {
                let records = loading::load(&root)?.records;
                refuse_within("花名册", &roster, &root)?;
                warn_within("花名册", &roster, &root);
                check(&plan, &roster, &records, format)
            }
        }
    }
}

fn template(plan: &RecordId, out: &Path, root: &Path, records: &Records) -> anyhow::Result<Outcome> {
    if out.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xlsx")) {
        bail!("{} 的后缀要是 .xlsx", out.display());
    }
    refuse_within("花名册", out, root)?;
    let plan = super::new::find(&records.plans, plan, "实施方案")?;
    let bytes = roster::template(&plan.id, &plan.value, &Catalogue::new(records))?;
    let unwritable = || format!("写不了 {}", out.display());
    let mut file = match OpenOptions::new().write(true).create_new(true).open(out) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} 已经有了，没有改动它；换一个名字", out.display())
        }
        opened => opened.with_context(unwritable)?,
    };
    file.write_all(&bytes).with_context(unwritable)?;
    shell::say("下一步：在「花名册」表里一人一行填好，再运行 skillreg roster check。花名册不要放进登记库。");
    Ok(Outcome::Fine)
}

fn check(plan: &RecordId, path: &Path, records: &Records, format: Format) -> anyhow::Result<Outcome> {
    let plan = super::new::find(&records.plans, plan, "实施方案")?;
    let read = match open(path)? {
        Ok(bytes) => roster::read(&bytes, &plan.value, &Catalogue::new(records)),
        Err(fault) => Err(vec![fault]),
    };
    let (count, faults) = match read {
        Ok(roster) => (roster.rows.len(), refusal::miscounts(&plan.value, &roster)),
        Err(faults) => (0, faults),
    };
    shell::data(&match format {
        Format::Human if faults.is_empty() => format!("花名册没有发现问题，{count} 人\n"),
        Format::Human => fault::human("花名册", &faults),
        Format::Json => fault::json(&faults),
    })?;
    Ok(if faults.is_empty() { Outcome::Fine } else { Outcome::Faults })
}

/// Says so if a roster or a filled-in form lies where git may take it up.
pub(crate) fn warn_within(what: &str, roster: &Path, root: &Path) {
    let (Ok(roster), Ok(root)) = (roster.canonicalize(), root.canonicalize()) else { return };
    let mut folders = roster.ancestors().skip(1);
    if roster.starts_with(&root) || folders.any(|folder| folder.join(".git").exists()) {
        shell::say(&format!(
            "注意：{what}放在登记库或 git 仓库的文件夹里，容易被一起提交；里面是个人信息，请移到文件夹以外"
        ));
    }
}

/// Refuses a workbook among what is committed and published. It need not be there yet.
pub(crate) fn refuse_within(what: &str, workbook: &Path, root: &Path) -> anyhow::Result<()> {
    let full = std::path::absolute(workbook)?;
    let root = std::path::absolute(root)?;
    // A link may lead there.
    let real = full.parent().map(output::resolved);
    let is_within = |folder: &Path| {
        let is_below = |folder: &Path| {
            full.starts_with(folder) || real.as_ref().is_some_and(|real| real.starts_with(folder))
        };
        is_below(folder) || is_below(&output::resolved(folder))
    };
    match [CONTENT, "themes", "public"].iter().find(|name| is_within(&root.join(name))) {
        Some(name) => bail!(
            "{what}不能放在 {name}/ 里：那里的文件会提交、公开，填好的{what}里有个人信息。换到登记库以外的文件夹；已经提交过的，请通知维护人员清理历史版本"
        ),
        None => Ok(()),
    }
}

/// The bytes of a roster, or why they are not worth reading.
pub(crate) fn open(path: &Path) -> anyhow::Result<Result<Vec<u8>, Fault>> {
    let unreadable = || format!("读不了 {}", path.display());
    let file = File::open(path).with_context(unreadable)?;
    let mut bytes = Vec::new();
    file.take(roster::MOST_BYTES + 1).read_to_end(&mut bytes).with_context(unreadable)?;
    Ok(if bytes.len() as u64 > roster::MOST_BYTES { Err(roster::too_large()) } else { Ok(bytes) })
}
