//! `skillreg build`.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, Place, clock};
use crate::diagnostics::Report;
use crate::output::Summary;
use crate::publishing::{self, Published, Request};
use crate::registry::identifier::{RecordId, SiteAddress};
use crate::{diagnostics, shell};

/// Arguments of `build`.
#[derive(Debug, Args)]
pub(super) struct Build {
    #[command(flatten)]
    place: Place,
    /// The folder to publish into (default: `public` in the root).
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The address the site will have, with its sub-path (default: `base_url` of site.yaml).
    #[arg(long, value_name = "URL")]
    base_url: Option<SiteAddress>,
}

impl Build {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let output = self.output.unwrap_or_else(|| self.place.root.join("public"));
        let request = Request {
            root: &self.place.root,
            output: &output,
            base_url: self.base_url.as_ref(),
            today: self.place.today,
            clock: clock(),
        };
        Ok(built(&request, false)?.map_or(Outcome::Faults, |_| Outcome::Fine))
    }
}

/// Builds and says what came of it; says whether there is a site. `quietly`: standard output is for something else.
pub(super) fn built(request: &Request<'_>, quietly: bool) -> anyhow::Result<Option<RecordId>> {
    let progress = shell::Progress::new();
    let published = publishing::publish(request, &progress);
    progress.finish();
    let tell = |report: &Report| {
        if quietly {
            shell::say(diagnostics::human(report).trim_end());
            return Ok(());
        }
        shell::data(&diagnostics::human(report))
    };
    match published? {
        Published::Refused(report) => {
            tell(&report)?;
            shell::say("有错误，没有发布；原来的网站没有改动");
            Ok(None)
        }
        Published::Done { report, summary, unhistoried, id, .. } => {
            if !report.findings.is_empty() {
                tell(&report)?;
            }
            if let Some(warning) = edited("输出文件夹", &summary.edited) {
                shell::say(&warning);
            }
            if let Some(reason) = unhistoried {
                shell::say(&format!("网页上不显示记录的修改：{reason}"));
            }
            shell::say(&sentence(&summary, request.output));
            Ok(Some(id))
        }
    }
}

/// Names files that somebody changed in a folder of a site: what they wrote is lost.
pub(super) fn edited(folder: &str, files: &[String]) -> Option<String> {
    const NAMED: usize = 5;
    let named = files.iter().take(NAMED).map(|file| format!("“{file}”")).collect::<Vec<_>>().join("、");
    let rest = if files.len() > NAMED { "等" } else { "" };
    (!files.is_empty()).then(|| {
        let count = files.len();
        format!(
            "提醒：{folder}里有 {count} 个网页文件在上次生成以后被改过，已照记录重新生成，改动没有保留：{named}{rest}。要改内容，请改 content/ 里的记录或 themes/ 里的主题"
        )
    })
}

/// What was done, in one sentence.
fn sentence(summary: &Summary, output: &std::path::Path) -> String {
    let Summary { files, written, removed, .. } = summary;
    format!("网站共 {files} 个文件，写入 {written} 个，删去 {removed} 个：{}", output.display())
}
