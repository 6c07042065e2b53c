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
use crate::admin::{self, Editor, PACKAGES, PARTS, Place, Present};
use crate::loading::{self, Loaded};
use crate::registry::FileKind;
use crate::{output, shell, skeleton};

/// Arguments of `admin`.
#[derive(Debug, Args)]
pub(super) struct Admin {
    /// Where the repository is kept; `test` keeps what is edited in the browser, to try it.
    #[arg(long, value_enum)]
    forge: Forge,
    /// The repository on the forge; on GitLab also within groups.
    #[arg(long, value_name = "OWNER/NAME", required_if_eq_any([("forge", "github"), ("forge", "gitlab"), ("forge", "gitea"), ("forge", "forgejo")]))]
    repository: Option<String>,
    /// The branch that is edited (default: the forge's own; Gitea and Forgejo have no reviews here, so they need one that
    /// is not published).
    #[arg(long)]
    branch: Option<String>,
    /// The address of a forge of one's own, as `https://git.example.com`, or with its folder on that host.
    #[arg(long, value_name = "URL")]
    host: Option<String>,
    /// Take a forge on this machine or in the office's own network without https: tokens then travel readable.
    #[arg(long, requires = "host")]
    allow_http: bool,
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
    /// GitHub, or GitHub Enterprise Server with `--host`.
    Github,
    /// GitLab.
    Gitlab,
    /// Gitea.
    Gitea,
    /// Forgejo.
    Forgejo,
    /// None: what is edited stays in the browser.
    Test,
}

impl From<Forge> for admin::Forge {
    fn from(forge: Forge) -> Self {
        match forge {
            Forge::Github => Self::Github,
            Forge::Gitlab => Self::Gitlab,
            Forge::Gitea => Self::Gitea,
            Forge::Forgejo => Self::Forgejo,
            Forge::Test => Self::Test,
        }
    }
}

impl Admin {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let place = self.place()?;
        self.is_aside()?;
        let Some(packages) = &self.packages else { bail!("{}", how_to_get_them()) };
        let parts = self.parts(packages)?;
        let loaded = loading::load(&self.root)?;
        let site = loaded.records.site.as_ref();
        let editor = Editor {
            place,
            name: site.map_or_else(|| "登记库".to_owned(), |site| site.value.name.to_string()),
            present: Present { schemas: self.root.join("schemas").is_dir(), ..present(&loaded) },
        };
        replace(&self.out, &editor.files(parts)?)?;
        shell::data(&format!("{}\n", self.out.display()))?;
        let rights = if editor.place.forge.is_reviewed() { "内容和合并请求的" } else { "" };
        shell::say(&format!(
            "编辑页面写好了。把 {} 整个文件夹放到一个只有工作人员打得开的网址（https），不要和公开网站放在同一个域名下；\
             登录用代码托管平台的访问令牌，只给它这一个仓库{rights}读写权限。令牌存在浏览器里，用完公用的电脑要退出登录。",
            self.out.display()
        ));
        Ok(Outcome::Fine)
    }

    /// Where the records are kept, if what was said of it can be so.
    fn place(&self) -> anyhow::Result<Place> {
        let forge = admin::Forge::from(self.forge);
        if forge == admin::Forge::Test {
            let given =
                [("--repository", &self.repository), ("--branch", &self.branch), ("--host", &self.host)];
            if let Some((name, _)) = given.into_iter().find(|(_, value)| value.is_some()) {
                bail!(
                    "--forge test 只在浏览器里试用，不连代码托管平台，用不上 {name}：去掉它，或者用 --forge 写出平台，例如 --forge github"
                );
            }
        }
        let told = |value: Result<_, String>| value.map_err(anyhow::Error::msg);
        let repository = match &self.repository {
            Some(repository) => told(forge.repository(repository))?,
            None => String::new(),
        };
        let host = match &self.host {
            Some(host) => forge.host(host, self.allow_http).map_err(anyhow::Error::msg)?,
            None => None,
        };
        if forge == admin::Forge::Forgejo && host.is_none() {
            bail!("Forgejo 没有默认的网址：用 --host 写出本单位的，例如 https://git.example.com");
        }
        if let Some(branch) = &self.branch
            && (!skeleton::is_branch(branch) || !is_sound(branch))
        {
            bail!(
                "--branch 要写分支的名字，例如 edits。这里只用英文字母、数字和 . _ - / 写的名字，中文的也不行；以字母或数字开头，不以点或斜杠结尾，不能有连着的两个点或两个斜杠，斜杠后面不能是点，每一段不能以 .lock 结尾"
            );
        }
        if !forge.is_reviewed() && forge != admin::Forge::Test {
            self.is_apart()?;
        }
        Ok(Place { forge, repository, branch: self.branch.clone(), host })
    }

    /// The page is for staff alone, and no record.
    fn is_aside(&self) -> anyhow::Result<()> {
        let real = |path: &Path| -> anyhow::Result<PathBuf> {
            let path = std::path::absolute(path).with_context(|| format!("找不到 {}", path.display()))?;
            Ok(output::resolved(&path))
        };
        let out = real(&self.out)?;
        for folder in ["public", "content", "themes", ".git"] {
            if out.starts_with(real(&self.root.join(folder))?) {
                bail!(
                    "编辑页面不能放在 {folder} 里：那里的东西会公布，或者是记录。用 --out 换一个文件夹，没有写入任何文件"
                );
            }
        }
        Ok(())
    }

    /// Saving is committing where nobody reviews: that must not be the branch that is published.
    fn is_apart(&self) -> anyhow::Result<()> {
        let Some(branch) = &self.branch else {
            bail!(
                "Gitea 和 Forgejo 上保存就是提交，没有审阅：用 --branch 给出一个专供编辑的分支（例如 edits），再从它提合并请求"
            );
        };
        let published = published(&self.root);
        if ["main", "master", "trunk", "pages", "gh-pages"].contains(&branch.as_str())
            || published.contains(branch)
        {
            bail!(
                "「{branch}」是公布用的分支：Gitea 和 Forgejo 上保存就是提交，没有审阅就会公布。用 --branch 给出一个专供编辑的分支（例如 edits），再从它提合并请求"
            );
        }
        Ok(())
    }

    /// The files of the packages that lie beside the page.
    fn parts(&self, packages: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
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
            parts.push(bytes);
        }
        Ok(parts)
    }
}

/// Whether git itself would take the name of a branch.
fn is_sound(branch: &str) -> bool {
    !branch.contains("..")
        && branch
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock"))
        && !branch.ends_with('.')
}

/// The branches whose records the registry's own workflows publish.
fn published(root: &Path) -> Vec<String> {
    let folders = [".gitea/workflows", ".forgejo/workflows", ".github/workflows"];
    let files = folders.iter().filter_map(|folder| fs::read_dir(root.join(folder)).ok()).flatten();
    let texts = files.filter_map(|entry| read(&entry.ok()?.path()).ok());
    let named = |text: Vec<u8>| -> Vec<String> {
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines =
            text.lines().filter_map(|line| line.trim().strip_prefix("branches: [")?.strip_suffix(']'));
        lines
            .flat_map(|names| names.split(','))
            .map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
            .collect()
    };
    texts.flat_map(named).collect()
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
    for edition in &loaded.records.occupations {
        for occupation in &edition.value.occupations {
            let names = present.occupations.entry(occupation.code.to_string()).or_default();
            let name = occupation.name.to_string();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    present
}

/// Writes the folder beside itself and then gives it its name; only a folder that holds nothing else is replaced.
fn replace(out: &Path, files: &[admin::Made]) -> anyhow::Result<()> {
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
