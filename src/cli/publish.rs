//! `skillreg publish`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde::Serialize;

use super::build::{built, edited as edited_in};
use super::{Format, Outcome, Place, clock};
use crate::output::{self, Destination, Listed, Lists, MARKER, Mirrored, Origin};
use crate::publication::{self, Address, Change, PublicationError, Sent, Source};
use crate::publishing::Request;
use crate::registry::identifier::{Digest, SiteAddress};
use crate::registry::value::Value;
use crate::repository::short;
use crate::{cache, shell};

/// Arguments of `publish`.
#[derive(Debug, Args)]
pub(super) struct Publish {
    #[command(flatten)]
    place: Place,
    /// The branch that holds the site and nothing of the records. What others put on it, such as CNAME, stays.
    #[arg(long, default_value = "gh-pages", conflicts_with = "to")]
    branch: String,
    /// A remote of the repository, or the address or path of one; your own git pushes to it.
    #[arg(long, default_value = "origin", conflicts_with = "to")]
    remote: String,
    /// Mirror the site into a folder instead: only what changed is written, and what a page needs before the page.
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// With --to: a folder for `upload.txt` and `remove.txt`, one path a line in a safe order, for rsync, rclone or ossutil.
    /// Lists that are still there are added to: delete them when you have uploaded. Not in the site or among the records.
    #[arg(long, value_name = "DIR", requires = "to")]
    lists: Option<PathBuf>,
    /// Publish records that are not committed, too; the commit says so.
    #[arg(long)]
    allow_dirty: bool,
    /// Publish over what was refused: newer records that somebody else published, pages changed by hand on the branch, or
    /// commits that only the local branch has. What visitors see is this site then; the remote's commits stay in its history.
    /// With --to: over a site in the folder that was made from newer records, or from another repository.
    #[arg(long)]
    overrule: bool,
    /// How many seconds the remote may say nothing.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    patience: u64,
    /// The folder to build into first (default: `public` in the root).
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The address the site will have, with its sub-path (default: `base_url` of site.yaml).
    #[arg(long, value_name = "URL")]
    base_url: Option<SiteAddress>,
    /// How to tell what was done.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Publish {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        use PublicationError as E;
        let root = &self.place.root;
        let source = Source::find(root);
        let source = match (source, &self.to) {
            (Ok(None), None) => return Err(E::NoRepository.into()),
            // A folder needs no history; but what is known of it is still asked.
            (Err(E::Foreign), Some(_)) => None,
            (Err(E::Unborn), Some(_)) if self.allow_dirty => None,
            (source, _) => source?,
        };
        if let Some(source) = &source {
            source.refuse_uncommitted(self.allow_dirty)?;
        }
        let output = self.output.clone().unwrap_or_else(|| root.join("public"));
        let lists = self.lists(&output)?;
        let request = Request {
            root,
            output: &output,
            base_url: self.base_url.as_ref(),
            today: self.place.today,
            clock: clock(),
        };
        let Some(id) = built(&request, self.format == Format::Json)? else { return Ok(Outcome::Faults) };
        let source = source.map(|source| source.of(id));
        if let Some(source) = &source {
            source.refuse_moved()?;
        }
        match (&self.to, &source) {
            (Some(folder), source) => self.mirror(folder, &output, source.as_ref(), lists.as_ref())?,
            (None, Some(source)) => self.send(&output, source)?,
            (None, None) => return Err(E::NoRepository.into()),
        }
        Ok(Outcome::Fine)
    }

    fn send(&self, site: &Path, source: &Source) -> anyhow::Result<()> {
        let address = Address {
            branch: &self.branch,
            remote: &self.remote,
            overrule: self.overrule,
            patience: Duration::from_secs(self.patience),
        };
        // What the branch of the site is called is known to be right only when it was published.
        let unshared = source.unshared(&self.branch);
        let sent = publication::publish(&self.place.root, site, source, &address)?;
        warn_of(unshared);
        if self.format == Format::Json {
            return told(&Told::of(&sent, source));
        }
        let branch = &self.branch;
        shell::say(&match sent {
            Sent::Unchanged { commit } => {
                format!("网站没有变化，没有新的提交；{branch} 分支还是 {}", short(&commit))
            }
            Sent::Published(Change { commit, changed, removed, kept }) => {
                let kept = match kept.len() {
                    0 => String::new(),
                    1..=3 => format!("；保留了分支上原有的 {}", kept.join("、")),
                    many => format!("；保留了分支上原有的 {} 等 {many} 个文件", kept[0]),
                };
                format!(
                    "已发布到 {branch} 分支：提交 {}，写入 {changed} 个文件，删去 {removed} 个{kept}",
                    short(&commit)
                )
            }
        });
        Ok(())
    }

    /// Folders that neither a site nor lists may be put into.
    fn protected(&self, site: &Path) -> Vec<PathBuf> {
        let sources = ["content", "themes", ".git", cache::FOLDER].map(|name| self.place.root.join(name));
        sources.into_iter().chain([site.to_owned(), output::staging_folder(site)]).collect()
    }

    /// Where lists go, looked at before anything is done.
    fn lists(&self, site: &Path) -> anyhow::Result<Option<Lists>> {
        let Some(lists) = &self.lists else { return Ok(None) };
        let mut protected = self.protected(site);
        protected.extend(self.to.clone());
        let protected: Vec<&Path> = protected.iter().map(PathBuf::as_path).collect();
        Ok(Some(Lists::open(lists, &self.place.root, &protected)?))
    }

    fn mirror(
        &self,
        folder: &Path,
        site: &Path,
        source: Option<&Source>,
        lists: Option<&Lists>,
    ) -> anyhow::Result<()> {
        let root = &self.place.root;
        let protected = self.protected(site);
        let protected: Vec<&Path> = protected.iter().map(PathBuf::as_path).collect();
        let destination = Destination { folder, protected: &protected };
        let absolute = std::path::absolute(folder)?;
        let name = Digest::of(absolute.as_os_str().as_encoded_bytes());
        let name = name.as_text();
        let memory = root.join(cache::FOLDER).join(format!("mirror-{}", name.get(..16).unwrap_or(&name)));
        let permit = |note: &str| match self.overrule {
            true => Ok(()),
            false => publication::refuse_older(source, note),
        };
        let origin = Origin { note: source.map(Source::note), permit: &permit };
        let mirrored = output::mirror(site, &destination, &memory, &origin)?;
        warn_of(source.and_then(|source| source.unshared(&self.branch)));
        let listed = lists.map(|lists| lists.add(&mirrored, site)).transpose()?;
        if self.format == Format::Json {
            let (commit, dirty) = (source.map(Source::commit), source.is_some_and(Source::is_dirty));
            return told(&Told::Mirrored { mirrored: &mirrored, source: commit, dirty });
        }
        let Mirrored { written, removed, edited, unchanged, .. } = &mirrored;
        let folder = folder.display();
        if let Some(warning) = edited_in(&format!("“{folder}”"), edited) {
            shell::say(&warning);
        }
        let done = match written.len() {
            0 => format!("网站没有变化，“{folder}”不用改"),
            files => format!(
                "已发布到“{folder}”：写入 {files} 个文件（连同网站自己的清单 {MARKER}），删去 {} 个，{unchanged} 个没有变",
                removed.len()
            ),
        };
        shell::say(&match (listed, &self.lists) {
            (Some(Listed { upload, remove }), Some(lists)) => {
                format!("{done}；“{}”里的清单现有 {upload} 个要上传、{remove} 个要删除", lists.display())
            }
            _ => done,
        });
        Ok(())
    }
}

/// Says that nobody else has the commit that was published, by the name of what is checked out.
fn warn_of(unshared: Option<String>) {
    let Some(branch) = unshared else { return };
    shell::say(&format!(
        "提醒：这次发布的是“{branch}”，远端的分支上还没有它的提交；多半还没有合并。别人以后从合并好的记录发布，会换掉这一次的"
    ));
}

/// What was done, for programs.
#[derive(Debug, Serialize)]
#[serde(tag = "result", rename_all = "snake_case")]
enum Told<'a> {
    Unchanged {
        commit: &'a str,
    },
    Published {
        commit: &'a str,
        source: String,
        dirty: bool,
        changed: usize,
        removed: usize,
        kept: &'a [String],
    },
    Mirrored {
        #[serde(flatten)]
        mirrored: &'a Mirrored,
        source: Option<String>,
        dirty: bool,
    },
}

impl<'a> Told<'a> {
    fn of(sent: &'a Sent, source: &Source) -> Self {
        match sent {
            Sent::Unchanged { commit } => Self::Unchanged { commit },
            Sent::Published(Change { commit, changed, removed, kept }) => Self::Published {
                commit,
                source: source.commit(),
                dirty: source.is_dirty(),
                changed: *changed,
                removed: *removed,
                kept,
            },
        }
    }
}

fn told(what: &Told<'_>) -> anyhow::Result<()> {
    shell::data(&format!("{}\n", serde_json::to_string(what)?))?;
    Ok(())
}
