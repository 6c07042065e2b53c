//! `skillreg verify`.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use serde::Serialize;

use super::{Format, Outcome, Place, clock};
use crate::publication::Source;
use crate::publishing::{self, Published, Request};
use crate::registry::Date;
use crate::registry::identifier::SiteAddress;
use crate::verification::{self, Folder, Served, Verdict, Web, WebError};
use crate::{cache, diagnostics, loading, shell};

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The address of the site, or a folder that holds it.
    #[arg(value_name = "URL|DIR")]
    site: String,
    #[command(flatten)]
    place: Place,
    /// The address the site was built for (default: `base_url` of site.yaml).
    #[arg(long, value_name = "URL")]
    base_url: Option<SiteAddress>,
    /// A file of others that is known and may be there, such as CNAME; can be given several times.
    #[arg(long, value_name = "PATH")]
    allow: Vec<String>,
    /// How many files are asked for at a time.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u16).range(1..=32))]
    parallel: u16,
    /// How many seconds a file may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// How to tell: a short list for people, or all of it as one JSON object.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// The whole verdict, for programs.
#[derive(Debug, Serialize)]
struct Told<'a> {
    site: &'a str,
    /// The day the site was built for; that of the comparison, if the site does not say it.
    as_of: Date,
    #[serde(flatten)]
    verdict: &'a Verdict,
}

impl Verify {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let root = &self.place.root;
        let served = self.served()?;
        let dated = verification::dated(served.as_ref());
        let day = self.place.today.or(dated);
        let folder = root.join(cache::FOLDER).join("verify");
        let Some(pinned) = self.built(&folder, day)? else { return Ok(Outcome::Faults) };
        // The records say which day it is: a site of another one is not theirs.
        let other = pinned.filter(|pinned| self.place.today.is_none() && day != Some(*pinned));
        if other.is_some() && self.built(&folder, other)?.is_none() {
            return Ok(Outcome::Faults);
        }
        let day = other.or(day);
        let allowed: BTreeSet<String> = self.allow.iter().cloned().collect();
        let mut verdict =
            verification::compare(&folder, served.as_ref(), usize::from(self.parallel), &allowed)?;
        if Source::find(root).ok().flatten().is_some_and(|source| source.is_dirty()) {
            verdict.notes.push(
                "本机的记录有还没提交（git）的修改，核对用的是改过的记录：有差别的，可能是因为这些修改"
                    .to_owned(),
            );
        }
        self.judge_day(&mut verdict, dated, day, pinned);
        let as_of = day.or(pinned).unwrap_or_else(clock);
        shell::data(&match self.format {
            Format::Human => verification::human(&verdict, as_of),
            Format::Json => {
                format!("{}\n", serde_json::to_string(&Told { site: &self.site, as_of, verdict: &verdict })?)
            }
        })?;
        if verdict.differs() {
            return Ok(Outcome::Faults);
        }
        if verdict.given_up || !verdict.troubled.is_empty() {
            bail!("有文件没有问到，不能说网站和记录一致；请稍后再核对一次");
        }
        Ok(Outcome::Fine)
    }

    /// The site chose the day it is judged by, unless the records do: that day must be one it may be of.
    fn judge_day(
        &self,
        verdict: &mut Verdict,
        dated: Option<Date>,
        judged: Option<Date>,
        pinned: Option<Date>,
    ) {
        let Some(dated) = dated else {
            if judged.is_none() {
                let note = "网站没有写明是哪一天的，按今天的情况核对；可以用 --today 指定";
                verdict.notes.push(note.to_owned());
            }
            return;
        };
        let other = judged.filter(|judged| *judged != dated);
        if let Some(judged) = other {
            verdict.notes.push(format!(
                "网站是按 {dated} 的情况生成的，这里按 {judged} 的情况核对，状态和期限会不一样；要核对内容有没有被改过，不要写 --today"
            ));
        }
        if pinned.is_some() {
            return;
        }
        let today = self.place.today.unwrap_or_else(clock);
        verdict.misdated = verification::misdated(dated, today);
        if other.is_none() {
            verdict.notes.extend(verification::not_of_today(dated, today));
        }
    }

    fn served(&self) -> anyhow::Result<Box<dyn Served>> {
        if !self.site.contains("://") {
            let folder = Folder::new(Path::new(&self.site));
            let folder = folder.with_context(|| format!("打不开文件夹“{}”", self.site))?;
            if !folder.has_site() {
                let what = if folder.is_empty() {
                    "是空的，没有网站"
                } else {
                    "里没有网站（没有 index.html）"
                };
                bail!("文件夹“{}”{what}。核对写的是不是放网站的那个文件夹", self.site);
            }
            return Ok(Box::new(folder));
        }
        match Web::open(&self.site, Duration::from_secs(self.timeout)) {
            Ok(web) => Ok(Box::new(web)),
            Err(error @ WebError::NoHome(_)) => bail!("{error}{}", self.recorded()),
            Err(error) => Err(error.into()),
        }
    }

    /// The address that the records give the site, if they can be read.
    fn recorded(&self) -> String {
        let loaded = loading::load(&self.place.root).ok();
        let site = loaded.and_then(|loaded| loaded.records.site);
        site.map(|site| format!("；记录里写的是 {}", site.value.base_url)).unwrap_or_default()
    }

    /// Builds the public part again, as it was on a day. None if the records have faults; else the day that site.yaml pins.
    fn built(&self, folder: &Path, day: Option<Date>) -> anyhow::Result<Option<Option<Date>>> {
        let request = Request {
            root: &self.place.root,
            output: folder,
            base_url: self.base_url.as_ref(),
            today: day,
            clock: clock(),
        };
        let progress = shell::Progress::new();
        let published = publishing::publish(&request, &progress);
        progress.finish();
        match published? {
            Published::Done { pinned, .. } => Ok(Some(pinned)),
            Published::Refused(report) => {
                shell::say(diagnostics::human(&report).trim_end());
                let day = day.map(|day| format!("按 {day} 的情况看，")).unwrap_or_default();
                shell::say(&format!("{day}记录有错误，生成不了用来核对的网站；请先改正"));
                Ok(None)
            }
        }
    }
}
