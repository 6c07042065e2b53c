//! `skillreg init`: a registry for another office, whole or not at all.

#![expect(clippy::disallowed_methods, reason = "writes a new registry")]

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::{Outcome, clock};
use crate::registry::identifier::{Digits, RecordId};
use crate::registry::{Date, Text};
use crate::shell;
use crate::skeleton::{self, File, Office};

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to make; it must not be there yet, or be empty.
    folder: PathBuf,
    /// The site's name, as the page head shows it.
    #[arg(long, default_value = "企业技能人才自主评价公示平台")]
    name: Text,
    /// The site's identifier; it never changes.
    #[arg(long, default_value = "registry")]
    id: RecordId,
    /// The province: the first two digits of its division code.
    #[arg(long, default_value = "12", value_name = "NN")]
    province: Digits<2>,
    /// The day the registry begins (default: today in China).
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

impl Init {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let folder = free(&self.folder)?;
        let today = self.today.unwrap_or_else(clock);
        let office = Office { id: self.id, name: self.name, province: self.province, today };
        place(&folder, &skeleton::registry(&office))?;
        shell::data(&format!("{}\n", self.folder.display()))?;
        shell::say(&format!(
            "登记库建好了。下一步：先读 {folder}/README.md，填好 {folder}/content/site.yaml，再运行 skillreg serve --root {folder}。",
            folder = self.folder.display()
        ));
        Ok(Outcome::Fine)
    }
}

/// The folder as a full path, if a registry can be put there.
fn free(folder: &Path) -> anyhow::Result<PathBuf> {
    let folder = std::path::absolute(folder).with_context(|| format!("找不到 {}", folder.display()))?;
    if folder.file_name().is_none() || std::env::current_dir().is_ok_and(|here| here == folder) {
        bail!("请到上一级文件夹里运行，并给新文件夹起个名字：skillreg init 名字");
    }
    match std::fs::read_dir(&folder) {
        Ok(mut entries) => match entries.next() {
            None => Ok(folder),
            Some(_) => bail!("{} 不是空的，没有改动它；换一个名字", folder.display()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(folder),
        Err(error) => Err(error).with_context(|| format!("用不了 {}", folder.display())),
    }
}

/// Writes the files beside the folder and then gives them its name in one step.
fn place(folder: &Path, files: &[File]) -> anyhow::Result<()> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let staged = folder.with_file_name(format!(".{name}.skillreg-{}", std::process::id()));
    let done = write(&staged, files)
        .and_then(|()| std::fs::rename(&staged, folder))
        .with_context(|| format!("写不了 {}", folder.display()));
    if done.is_err() {
        // What is half written is of no use; that it could not be written is what matters.
        let _ = std::fs::remove_dir_all(&staged);
    }
    done
}

fn write(staged: &Path, files: &[File]) -> std::io::Result<()> {
    for file in files {
        let path = staged.join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, &file.text)?;
    }
    Ok(())
}
