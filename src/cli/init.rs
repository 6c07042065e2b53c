//! `skillreg init`: a registry for another office, whole or not at all; and the workflows of a forge, for a new registry
//! or one that is there.

#![expect(clippy::disallowed_methods, reason = "writes a new registry")]

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::{Outcome, clock};
use crate::registry::identifier::{Digits, RecordId};
use crate::registry::{Date, Text};
use crate::skeleton::{self, File, Office, Pin};
use crate::{repository, shell};

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to make; it must not be there yet, or be empty. With `--forge` also the folder of a registry.
    folder: PathBuf,
    /// Write the workflows that check what is proposed and publish what was merged; into a registry that is there, nothing
    /// else.
    #[arg(long, value_enum, requires = "source")]
    forge: Option<Forge>,
    /// Where the workflows get skillreg from: the git repository that holds its source, with a tag for each version.
    #[arg(long, value_name = "URL", requires = "forge")]
    source: Option<String>,
    /// The branch whose records are published.
    #[arg(long, default_value = "main", requires = "forge")]
    branch: String,
    /// Compile skillreg from this commit of the source, all 40 digits: the tag of a version can be moved. Workflows that
    /// are there keep theirs.
    #[arg(long, value_name = "HASH", requires = "forge")]
    commit: Option<String>,
    /// Also write over workflows that somebody has edited.
    #[arg(long, requires = "forge")]
    overwrite: bool,
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

/// Where a registry is kept.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Forge {
    /// GitHub Actions and Pages.
    Github,
    /// GitLab CI and Pages.
    Gitlab,
    /// Gitea Actions.
    Gitea,
    /// Forgejo Actions.
    Forgejo,
}

impl From<Forge> for skeleton::Forge {
    fn from(forge: Forge) -> Self {
        match forge {
            Forge::Github => Self::Github,
            Forge::Gitlab => Self::Gitlab,
            Forge::Gitea => Self::Gitea,
            Forge::Forgejo => Self::Forgejo,
        }
    }
}

impl Init {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let workflows = self.workflows()?;
        let unprotected = self.is_unprotected();
        if !workflows.is_empty() && self.folder.join("content").is_dir() {
            add(&self.folder, &workflows, self.overwrite)?;
            if unprotected {
                warn();
            }
            return Ok(Outcome::Fine);
        }
        let folder = free(&self.folder)?;
        let today = self.today.unwrap_or_else(clock);
        let office = Office { id: self.id, name: self.name, province: self.province, today };
        place(&folder, &[skeleton::registry(&office), workflows].concat())?;
        shell::data(&format!("{}\n", self.folder.display()))?;
        shell::say(&format!(
            "登记库建好了。下一步：先读 {folder}/README.md，填好 {folder}/content/site.yaml，再运行 skillreg serve --root {folder}。",
            folder = self.folder.display()
        ));
        if unprotected {
            warn();
        }
        Ok(Outcome::Fine)
    }
}

impl Init {
    /// The workflows that are asked for.
    fn workflows(&self) -> anyhow::Result<Vec<File>> {
        let (Some(forge), Some(source)) = (self.forge, &self.source) else { return Ok(Vec::new()) };
        if !skeleton::is_address(source) {
            bail!(
                "--source 要写 skillreg 源代码的 git 地址，运行工作流的机器要连得上：https://、http:// 或 ssh:// 开头，例如 https://example.org/office/skillreg.git；账号和口令不要写在里面"
            );
        }
        if !skeleton::is_branch(&self.branch) {
            bail!("--branch 要写分支的名字，例如 main");
        }
        if skeleton::is_of_sites(&self.branch) {
            bail!("--branch 要写放记录的分支，例如 main；{} 是放网站的分支", self.branch);
        }
        let commit = self.commit.as_ref().map(|commit| commit.to_ascii_lowercase());
        if commit.as_ref().is_some_and(|commit| !skeleton::is_commit(commit)) {
            bail!("--commit 要写 skillreg 源代码的提交编号，40 位写全；可以用 git ls-remote 查");
        }
        at_the_top(&self.folder)?;
        let commit =
            commit.map_or_else(|| kept(&self.folder, forge.into(), source), |commit| Ok(Some(commit)))?;
        let (source, branch) = (source.clone(), self.branch.clone());
        Ok(skeleton::pipeline(&skeleton::Pipeline { forge: forge.into(), source, branch, commit }))
    }

    /// Whether what the workflows compile can be altered on its way to them: a commit's name is a digest of what it holds.
    fn is_unprotected(&self) -> bool {
        self.commit.is_none() && self.source.as_ref().is_some_and(|source| source.starts_with("http://"))
    }
}

/// The commit that workflows which are there name, where none is given: it is for the same program only.
fn kept(folder: &Path, forge: skeleton::Forge, source: &str) -> anyhow::Result<Option<String>> {
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).ok();
    let Some(Pin { version, source: was, commit }) = skeleton::pinned(forge, read) else { return Ok(None) };
    if version != env!("CARGO_PKG_VERSION") || was != source {
        bail!(
            "现有的工作流写定了提交编号 {commit}（{was} 的 {version} 版），这次换了版本或来源，没有写入任何文件：加上 --commit 和新的提交编号；不想再写定的，先删去现有的工作流文件"
        );
    }
    shell::say(&format!("沿用原来写定的提交编号 {commit}；要换，用 --commit 写明"));
    Ok(Some(commit))
}

/// Refuses a folder below the top of a repository: forges look for workflows there alone.
fn at_the_top(folder: &Path) -> anyhow::Result<()> {
    let unknown = || format!("看不了 {} 所在的 git 仓库", folder.display());
    let full = std::path::absolute(folder).with_context(unknown)?;
    // A folder that is yet to be made is in the repository of the one that it will be in.
    let Some(there) = full.ancestors().find(|folder| folder.is_dir()) else { return Ok(()) };
    let Some(repository) = repository::around(there).with_context(unknown)? else { return Ok(()) };
    let Some(prefix) = repository::prefix(&repository, there) else { return Ok(()) };
    let within = prefix.join(full.strip_prefix(there).unwrap_or(Path::new("")));
    if !within.as_os_str().is_empty() {
        bail!(
            "工作流要放在 git 仓库的最上一层，平台才会运行；这个文件夹是仓库里的 {}，没有写入任何文件。登记库要自己占一个仓库，content/ 在仓库的最上一层",
            within.display()
        );
    }
    Ok(())
}

/// Says what a registry that trusts the way to its source should know.
fn warn() {
    shell::say(
        "注意：http 地址取来的内容，路上被人改过也看不出来。能用 https 就用 https；不能的，加上 --commit 写定源代码的提交编号",
    );
}

/// Puts workflows into a registry that is there: all or, if somebody has edited one, none.
fn add(folder: &Path, files: &[File], overwrite: bool) -> anyhow::Result<()> {
    let mut fresh = Vec::new();
    for file in files {
        match std::fs::read_to_string(folder.join(&file.path)) {
            Ok(text) if text == file.text => {}
            Ok(text) if overwrite || skeleton::is_untouched(&text) => fresh.push((file, Some(text))),
            Err(error) if error.kind() == ErrorKind::NotFound => fresh.push((file, None)),
            Ok(_) => bail!(
                "{} 有人改过，没有写入任何文件：要换成新的，先看看改了什么，再加上 --overwrite",
                file.path
            ),
            Err(error) => return Err(error).with_context(|| format!("读不了 {}", file.path)),
        }
    }
    for (file, was) in &fresh {
        let was = was.as_ref().map(String::as_bytes);
        crate::recording::put_one(folder, &file.path, was, file.text.as_bytes())?;
        shell::data(&format!("{}\n", file.path))?;
    }
    shell::say(match fresh.len() {
        0 => "流水线已经是这个版本的，没有改动",
        _ => "写好了。看一遍里面的说明，提交到仓库，下一个拉取请求（合并请求）就会检查",
    });
    Ok(())
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
