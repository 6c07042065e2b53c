//! `skillreg issue`: from a roster to batches of certificates.

#![expect(clippy::disallowed_methods, reason = "reads the list of recipients")]

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::papers::{self, Folder, Left};
use super::{Outcome, Place, clock, roster::open};
use crate::check::{self, Checked};
use crate::diagnostics::{self, Report};
use crate::issuing::draft::{self, Draft, Order};
use crate::issuing::holders::{self, Recipients};
use crate::issuing::numbers::Sequences;
use crate::issuing::refusal::{self, Request};
use crate::issuing::roster::{self, Fault, Roster, fault};
use crate::issuing::sealing::Desk;
use crate::recording::{Change, Recorder};
use crate::registry::identifier::{Digest, RecordId};
use crate::registry::records::plan::Plan;
use crate::registry::{Date, Record, Registry};
use crate::shell;

/// Arguments of `issue`.
#[derive(Debug, Args)]
pub(super) struct Issue {
    /// The plan: the name of its record.
    plan: RecordId,
    /// The roster: .xlsx, or .csv in UTF-8 or GB18030.
    #[arg(long, value_name = "FILE")]
    roster: PathBuf,
    /// The date of issue (default: today).
    #[arg(long, value_name = "DATE")]
    issued: Option<Date>,
    #[command(flatten)]
    papers: papers::Options,
    #[command(flatten)]
    place: Place,
}

/// The list of public keys that holders are encrypted to.
const RECIPIENTS: &str = "content/recipients.txt";

impl Issue {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let root = &self.place.root;
        let recorder = Recorder::new(root)?;
        let Checked { report, registry, .. } = check::check(root, self.place.today, clock())?;
        let Some(registry) = registry else {
            shell::data(&diagnostics::human(&report))?;
            shell::say("登记库里有错误，先改好再发证；没有写入任何文件");
            return Ok(Outcome::Faults);
        };
        let plan = super::new::find(registry.plans(), &self.plan, "实施方案")?;
        let issued = self.issued.unwrap_or(registry.today);
        let folder = self.papers.folder(root, &self.plan)?;
        if folder.recover(&registry)? == Left::Papers {
            let place = folder.path().display();
            shell::say(&format!(
                "上次发证在最后一步被打断：批次已在登记库里，证书文件现已放到 {place}；这次没有再发证"
            ));
            return Ok(Outcome::Fine);
        }
        folder.check_free()?;
        match self.judged(&report, &registry, plan, issued)? {
            Ok(roster) => self.write(&recorder, &registry, plan, &roster, issued, &folder),
            Err(faults) => {
                shell::data(&fault::human(&faults))?;
                shell::say("没有发证，没有写入任何文件");
                Ok(Outcome::Faults)
            }
        }
    }

    /// The roster, if nothing stands against issuing.
    fn judged(
        &self,
        report: &Report,
        registry: &Registry,
        plan: &Record<Plan>,
        issued: Date,
    ) -> anyhow::Result<Result<Roster, Vec<Fault>>> {
        let bytes = match open(&self.roster)? {
            Ok(bytes) => bytes,
            Err(fault) => return Ok(Err(vec![fault])),
        };
        let roster = match roster::read(&bytes, &plan.value, &registry.catalogue()) {
            Ok(roster) => roster,
            Err(faults) => return Ok(Err(faults)),
        };
        let mut faults = refusal::reported_late(report, plan);
        faults.extend(refusal::refusals(&Request { registry, plan, roster: &roster, issued }));
        Ok(if faults.is_empty() { Ok(roster) } else { Err(faults) })
    }

    fn write(
        &self,
        recorder: &Recorder,
        registry: &Registry,
        plan: &Record<Plan>,
        roster: &Roster,
        issued: Date,
        folder: &Folder,
    ) -> anyhow::Result<Outcome> {
        let settings = registry.site().lookup.as_ref().context("site.yaml 里没有 lookup")?;
        let filing = registry.filing(&plan.value.institution);
        let body = filing.and_then(|filing| filing.value.number()).context("这家机构没有备案号")?;
        let recipients = recipients(&self.place.root)?;
        let order = Order { id: &self.plan, plan: &plan.value, body, roster, issued };
        let mut sequences = Sequences::of(registry.batches());
        let mut drafts = draft::drafts(&order, &mut sequences, &mut random)?;
        let photos = self.papers.find_photos(&self.roster, roster, &drafts)?;
        let desk = Desk { site: &registry.site().id, kdf: settings.key_derivation.kdf() };
        let progress = shell::Progress::new();
        progress.step("封存证书", drafts.iter().map(|draft| draft.holders.len()).sum());
        let mut changes = Vec::new();
        for draft in &mut drafts {
            changes.extend(files(draft, &desk, &recipients, &progress)?);
        }
        progress.finish();
        let papers = papers::papers(registry, plan, &drafts, &photos)?;
        recorder
            .put(&changes, || self.papers.fill(folder, &drafts, &papers))
            .inspect_err(|_: &anyhow::Error| folder.discard())?;
        folder.keep()?;
        for draft in &drafts {
            shell::say(&format!("已写入 {}：{} 张证书", draft.folder(), draft.holders.len()));
        }
        shell::say(&format!(
            "打印用的证书、校对表、上报表和合并说明在 {}；含个人信息，不要放进登记库，用后按规定保存或销毁",
            folder.path().display()
        ));
        Ok(Outcome::Fine)
    }
}

fn recipients(root: &Path) -> anyhow::Result<Recipients> {
    let path = root.join(RECIPIENTS);
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("读不了 {}：里面要写登记机构的 age 公钥，一行一个", path.display()))?;
    Ok(Recipients::read(&text)?)
}

/// The three files of a batch.
fn files(
    draft: &mut Draft,
    desk: &Desk<'_>,
    recipients: &Recipients,
    progress: &shell::Progress,
) -> anyhow::Result<[Change; 3]> {
    let closed = holders::close(&draft.holders, recipients)?;
    draft.batch.holders = Some(Digest::of(&closed));
    let seals = desk.seals(draft, &|| progress.tick())?;
    let file = |name: &str| format!("{}/{name}", draft.folder());
    Ok([
        (file("batch.yaml"), draft::yaml(&draft.batch).into_bytes()),
        (file("seals"), seals.into_bytes()),
        (file("holders.age"), closed),
    ])
}

fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    match getrandom::fill(&mut bytes) {
        Ok(()) => bytes,
        Err(error) => panic!("the system gives no random bytes: {error}"),
    }
}
