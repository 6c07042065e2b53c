//! `skillreg serve`.

use std::path::PathBuf;

use clap::Args;
use tokio::sync::watch::{Sender, channel};

use super::{Outcome, Place, clock};
use crate::publishing::{self, Published, Request};
use crate::registry::Date;
use crate::registry::identifier::SiteAddress;
use crate::registry::value::Value;
use crate::server::{self, Options, Preview};
use crate::watch::Watch;
use crate::{cache, diagnostics, shell};

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
    /// The port on this machine's loopback address; 0 takes any free one.
    #[arg(long, default_value_t = 4000)]
    port: u16,
}

/// Builds the preview again and again, and tells the pages.
struct Builder {
    root: PathBuf,
    folder: PathBuf,
    base_url: SiteAddress,
    today: Option<Date>,
    events: Sender<Preview>,
    generation: u64,
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let root = self.place.root;
        if !root.join(crate::source::CONTENT).is_dir() {
            return Err(crate::source::SourceError::NoContent(root).into());
        }
        // Before the build: who cannot be served need not wait for it.
        let listener = server::bind(self.port)?;
        let port = listener.local_addr()?.port();
        // A folder of its own: what is published stays as it is while somebody tries things out.
        let folder = root.join(cache::FOLDER).join("preview");
        let (events, receiver) = channel(Preview::Building);
        let base_url = SiteAddress::parse(&format!("http://127.0.0.1:{port}/"))?;
        let options = Options { folder: folder.clone(), base_path: "/".to_owned() };
        let today = self.place.today;
        let mut builder = Builder { root, folder, base_url, today, events, generation: 0 };
        let watch =
            Watch::new(&[&builder.root.join("content"), &builder.root.join("themes")], &[&builder.folder])?;
        builder.build();
        std::thread::spawn(move || builder.follow(watch));
        server::serve(listener, options, receiver, |address| {
            shell::say(&format!("预览：http://{address}/ ，改动记录后自动更新；按 Ctrl-C 结束"));
        })?;
        Ok(Outcome::Fine)
    }
}

impl Builder {
    fn follow(&mut self, mut watch: Watch) {
        loop {
            match watch.next_batch(None) {
                Ok(Some(_)) => self.build(),
                Ok(None) => {}
                Err(error) => {
                    shell::say(&format!("出错：{error}"));
                    return;
                }
            }
        }
    }

    fn build(&mut self) {
        // Nobody listens any more once the server has stopped.
        let tell = |events: &Sender<Preview>, preview| drop(events.send(preview));
        let progress = shell::Progress::new();
        let request = Request {
            root: &self.root,
            output: &self.folder,
            base_url: Some(&self.base_url),
            today: self.today,
            clock: clock(),
        };
        let published = publishing::publish(&request, &progress);
        progress.finish();
        let report = match published {
            Ok(Published::Done { report, summary, .. }) => {
                if !report.findings.is_empty() {
                    shell::say(&diagnostics::human(&report));
                }
                shell::say(&format!("已更新：写入 {} 个文件", summary.written));
                self.generation += 1;
                return tell(&self.events, Preview::Good { generation: self.generation });
            }
            Ok(Published::Refused(report)) => diagnostics::human(&report),
            Err(error) => format!("出错：{:#}", anyhow::Error::from(error)),
        };
        shell::say(&report);
        let report = anstream::adapter::strip_str(&report).to_string();
        tell(&self.events, Preview::Faulty { report });
    }
}
