//! `skillreg schema`.

#![expect(clippy::disallowed_methods, reason = "writes schemas where it is told to")]

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::Outcome;
use crate::registry::schema::schemas;
use crate::{reference, shell};

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

fn write_all(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("建不了文件夹 {}", folder.display()))?;
    for kind in schemas() {
        let path = folder.join(format!("{}.json", kind.name));
        std::fs::write(&path, kind.text()).with_context(|| format!("写不了 {}", path.display()))?;
    }
    Ok(())
}
