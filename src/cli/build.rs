//! `skillreg build`.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, Place, clock};
use crate::output::Summary;
use crate::publishing::{self, Published, Request};
use crate::registry::identifier::WebAddress;
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
    base_url: Option<WebAddress>,
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
        let progress = shell::Progress::new();
        let published = publishing::publish(&request, &progress);
        progress.finish();
        match published? {
            Published::Refused(report) => {
                shell::data(&diagnostics::human(&report))?;
                shell::say("有错误，没有发布；原来的网站没有改动");
                Ok(Outcome::Faults)
            }
            Published::Done { report, summary } => {
                if !report.findings.is_empty() {
                    shell::data(&diagnostics::human(&report))?;
                }
                shell::say(&sentence(&summary, &output));
                Ok(Outcome::Fine)
            }
        }
    }
}

/// What was done, in one sentence.
fn sentence(summary: &Summary, output: &std::path::Path) -> String {
    let Summary { files, written, removed, .. } = summary;
    format!("网站共 {files} 个文件，写入 {written} 个，删去 {removed} 个：{}", output.display())
}
