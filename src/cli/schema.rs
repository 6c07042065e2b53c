//! `skillreg schema`.

#![expect(clippy::disallowed_methods, reason = "writes schemas where it is told to")]

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::Outcome;
use crate::registry::schema::{FOLDER, RecordSchema, schemas};
use crate::{recording, reference, shell};

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The kind of record; without one, all kinds are listed.
    kind: Option<String>,
    /// Write the schemas of all kinds into this folder.
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    out: Option<PathBuf>,
    /// With `markdown`: the reference page of all kinds.
    #[arg(long, value_enum, default_value_t = Format::Json, conflicts_with_all = ["kind", "out"])]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Markdown,
}

impl Schema {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        if let Some(folder) = &self.out {
            write_all(folder)?;
            return Ok(Outcome::Fine);
        }
        let text = match (self.format, self.kind.as_deref()) {
            (Format::Markdown, _) => reference::records(),
            (Format::Json, None) => list(),
            (Format::Json, Some(name)) => match schemas().into_iter().find(|kind| kind.name == name) {
                Some(kind) => kind.text(),
                None => bail!("没有「{name}」这种记录；不带参数运行 skillreg schema 列出全部种类"),
            },
        };
        shell::data(&text)?;
        Ok(Outcome::Fine)
    }
}

fn list() -> String {
    schemas().iter().map(|kind| format!("{:<14}{}　{}\n", kind.name, kind.title(), kind.path)).collect()
}

/// Puts the schemas in place that the records of a registry name in their first line, as far as they are not there:
/// editors complain of what they cannot find.
pub(super) fn complete(root: &Path) {
    let lacking: Vec<RecordSchema> =
        schemas().into_iter().filter(|kind| !root.join(kind.file()).is_file()).collect();
    if lacking.is_empty() {
        return;
    }
    // Nothing is written where a link leads to.
    let is_link = root.join(FOLDER).symlink_metadata().is_ok_and(|found| found.is_symlink());
    let put = |kind: &RecordSchema| recording::put_one(root, &kind.file(), None, kind.text().as_bytes());
    shell::say(if !is_link && lacking.iter().try_for_each(put).is_ok() {
        "也写好了 schemas/：编辑器照它提示和检查，和记录一起提交"
    } else {
        "编辑器要照 schemas/ 提示和检查，这里没有：在登记库的文件夹里运行 skillreg schema --out schemas"
    });
}

fn write_all(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("建不了文件夹 {}", folder.display()))?;
    for kind in schemas() {
        let path = folder.join(format!("{}.json", kind.name));
        std::fs::write(&path, kind.text()).with_context(|| format!("写不了 {}", path.display()))?;
    }
    Ok(())
}
