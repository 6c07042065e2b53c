//! `skillreg admin`: an editor in the browser for the records of this registry.

#![expect(
    clippy::disallowed_methods,
    reason = "writes the editor's folder, reads the package it is pointed at"
)]

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::Outcome;
use crate::admin::{self, Editor, PACKAGES, PARTS, Present};
use crate::loading::{self, Loaded};
use crate::registry::FileKind;
use crate::shell;

/// Arguments of `admin`.
#[derive(Debug, Args)]
pub(super) struct Admin {
    /// Where the repository is kept; `test` keeps what is edited in the browser, to try it.
    #[arg(long, value_enum)]
    forge: Forge,
    /// The repository on the forge.
    #[arg(long, value_name = "OWNER/NAME", required_if_eq_any([("forge", "github"), ("forge", "gitlab"), ("forge", "gitea")]), value_parser = repository)]
    repository: Option<String>,
    /// The branch that is edited (default: the forge's own; Gitea has no reviews here, so it needs one).
    #[arg(long)]
    branch: Option<String>,
    /// The address of a forge of one's own, as https://git.example.com.
    #[arg(long, value_name = "URL", value_parser = host)]
    host: Option<String>,
    /// The folder `node_modules` with the packages of Sveltia CMS and its fonts, which are copied beside the page; without
    /// it, how to get them is told.
    #[arg(long, value_name = "DIR")]
    packages: Option<PathBuf>,
    /// Take other versions of the packages than those this program was tried with.
    #[arg(long)]
    untried: bool,
    /// The folder to write; only an editor's folder is replaced.
    #[arg(long, value_name = "DIR", default_value = "admin")]
    out: PathBuf,
    /// The folder that holds `content/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Forge {
    Github,
    Gitlab,
    Gitea,
    Test,
}

fn repository(text: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let parts: Vec<&str> = text.split('/').collect();
    let fits = parts.len() >= 2 && parts.iter().all(|part| !part.is_empty() && part.chars().all(is_plain));
    if fits {
        Ok(text.to_owned())
    } else {
        Err("写成 所有者/名称，例如 office/registry".to_owned())
    }
}

fn host(text: &str) -> Result<String, String> {
    let name = text.trim_end_matches('/').strip_prefix("https://").unwrap_or_default();
    let fits = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c));
    if fits {
        Ok(format!("https://{name}"))
    } else {
        Err("写成 https://git.example.com 这样，不带路径".to_owned())
    }
}

impl Admin {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let forge = match self.forge {
            Forge::Github => admin::Forge::Github,
            Forge::Gitlab => admin::Forge::Gitlab,
            Forge::Gitea => admin::Forge::Gitea,
            Forge::Test => admin::Forge::Test,
        };
        if self.forge == Forge::Gitea && self.branch.is_none() {
            bail!(
                "Gitea 和 Forgejo 上保存就是提交，没有审阅：用 --branch 给出一个专供编辑的分支（例如 edits），再从它提合并请求"
            );
        }
        let Some(packages) = &self.packages else { bail!("{}", how_to_get_them()) };
        let parts = self.parts(packages)?;
        let loaded = loading::load(&self.root)?;
        let site = loaded.records.site.as_ref();
        let editor = Editor {
            forge,
            repository: self.repository.clone().unwrap_or_default(),
            branch: self.branch.clone(),
            host: self.host.clone(),
            name: site.map_or_else(|| "登记库".to_owned(), |site| site.value.name.to_string()),
            present: present(&loaded),
        };
        let mut parts = parts.into_iter();
        let program = parts.next().map(|(_, bytes)| bytes).unwrap_or_default();
        let mut files = editor.files(&program);
        files.extend(parts);
        place(&self.out, &files)?;
        shell::data(&format!("{}\n", self.out.display()))?;
        shell::say(&format!(
            "编辑页面写好了。把 {} 整个文件夹放到一个只有工作人员打得开的网址（https），不要和公开网站放在同一个域名下；\
             登录用代码托管平台的访问令牌，只给它这一个仓库的读写权限。",
            self.out.display()
        ));
        Ok(Outcome::Fine)
    }

    /// The files of the packages that lie beside the page.
    fn parts(&self, packages: &Path) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
        let mut parts = Vec::new();
        for part in &PARTS {
            let path = packages.join(part.path);
            let bytes = read(&path).with_context(how_to_get_them)?;
            if !self.untried && !part.is_known(&bytes) {
                bail!(
                    "{} 不是试过的那个版本，没有写入任何文件。{}。确实要用别的版本，加上 --untried，先用 --forge test 试",
                    path.display(),
                    how_to_get_them()
                );
            }
            parts.push((part.name, bytes));
        }
        Ok(parts)
    }
}

fn how_to_get_them() -> String {
    format!(
        "编辑页面要用几个 npm 软件包，在一个空文件夹里运行：npm install --ignore-scripts {}，再用 --packages 给出其中的 node_modules",
        PACKAGES.join(" ")
    )
}

/// No file of the package is larger.
const MOST_BYTES: u64 = 32 << 20;

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let unreadable = || format!("读不了 {}", path.display());
    let mut bytes = Vec::new();
    File::open(path)
        .with_context(unreadable)?
        .take(MOST_BYTES)
        .read_to_end(&mut bytes)
        .with_context(unreadable)?;
    Ok(bytes)
}

/// What the registry has, of which some kinds have one form each.
fn present(loaded: &Loaded) -> Present {
    let mut present = Present::default();
    for entry in &loaded.entries {
        match FileKind::of(&entry.path) {
            Some(FileKind::Occupations(edition)) => present.editions.push(edition.to_owned()),
            Some(FileKind::PolicyText(policy, name)) if name != "notice" => {
                present.annexes.push((policy.to_owned(), name.to_owned()));
            }
            _ => {}
        }
    }
    present
}

/// Writes the folder beside itself and then gives it its name; only a folder that holds nothing else is replaced.
fn place(out: &Path, files: &[(&str, Vec<u8>)]) -> anyhow::Result<()> {
    let out = std::path::absolute(out).with_context(|| format!("找不到 {}", out.display()))?;
    let unwritable = || format!("写不了 {}", out.display());
    let is_ours = |name: &std::ffi::OsStr| files.iter().any(|(known, _)| *known == name);
    match fs::read_dir(&out) {
        Ok(entries) => {
            for entry in entries {
                let name = entry.with_context(unwritable)?.file_name();
                if !is_ours(&name) {
                    bail!(
                        "{} 里有别的文件（{}），没有改动它；用 --out 换一个文件夹",
                        out.display(),
                        name.to_string_lossy()
                    );
                }
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(unwritable),
    }
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let staged = out.with_file_name(format!(".{name}.skillreg-{}", std::process::id()));
    let written = || -> std::io::Result<()> {
        fs::create_dir_all(&staged)?;
        files.iter().try_for_each(|(name, bytes)| fs::write(staged.join(name), bytes))?;
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        fs::rename(&staged, &out)
    };
    let done = written().with_context(unwritable);
    if done.is_err() {
        // What is half written is of no use; that it could not be written is what matters.
        let _ = fs::remove_dir_all(&staged);
    }
    done
}
