//! `skillreg form`: application forms as workbooks, for those who never touch YAML.

#![expect(clippy::disallowed_methods, reason = "writes the form where it is told to")]

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::roster::refuse_within;
use super::{Outcome, Place, clock};
use crate::forms::{self, Offer};
use crate::registry::identifier::RecordId;
use crate::registry::{Catalogue, in_force};
use crate::{loading, shell};

/// Arguments of `form`.
#[derive(Debug, Args)]
pub(super) struct Form {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// Write annex 1, the application for filing, as a workbook with drop-downs from the catalogue.
    Filing {
        /// The workbook to write, .xlsx; nothing is overwritten.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Fill it in from a filing: the name of its record. What is private stays blank.
        #[arg(long, value_name = "ID")]
        from: Option<RecordId>,
    },
}

impl Form {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let Kind::Filing { out, from } = self.kind;
        if out.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("xlsx")) {
            bail!("{} 的后缀要是 .xlsx", out.display());
        }
        refuse_within("申请表", &out, &self.place.root)?;
        let records = loading::load(&self.place.root)?.records;
        let as_of = records.site.as_ref().and_then(|site| site.value.as_of);
        let on = self.place.today.or(as_of).unwrap_or_else(clock);
        let policy = in_force(&records.policies, on).map(|policy| &policy.value);
        let catalogue = Catalogue::new(&records);
        let from = from.map(|id| super::new::find(&records.filings, &id, "备案申请")).transpose()?;
        let bytes =
            forms::blank(&Offer { catalogue: &catalogue, policy, on }, from.map(|record| &record.value))?;
        write(&out, &bytes)?;
        shell::data(&format!("{}\n", out.display()))?;
        shell::say(
            "下一步：发给申请单位逐张填写；收回后运行 skillreg import filing。填好的申请表含个人信息，不要放进登记库。",
        );
        Ok(Outcome::Fine)
    }
}

fn write(out: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let unwritable = || format!("写不了 {}", out.display());
    let mut file = match OpenOptions::new().write(true).create_new(true).open(out) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} 已经有了，没有改动它；换一个名字", out.display())
        }
        opened => opened.with_context(unwritable)?,
    };
    file.write_all(bytes).with_context(unwritable)
}
