//! `skillreg issue`: from a roster to batches of certificates.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::office::{self, Identity};
use super::papers::{self, Crowd, Folder, Left};
use super::{
    Outcome, Place, clock, renumber,
    roster::{open, warn_within},
};
use crate::check::{self, Checked};
use crate::diagnostics::{self, Report};
use crate::issuing::draft::{self, Draft, Order};
use crate::issuing::holders;
use crate::issuing::keys::Recipients;
use crate::issuing::numbers::Sequences;
use crate::issuing::refusal::{self, Request};
use crate::issuing::renewal::with_digests;
use crate::issuing::roster::{self, Fault, Roster, fault};
use crate::issuing::sealing::Desk;
use crate::issuing::summary;
use crate::recording::{Change, Recorder};
use crate::registry::identifier::RecordId;
use crate::registry::records::plan::Plan;
use crate::registry::{Date, Record, Registry};
use crate::shell;

/// Arguments of `issue`.
#[derive(Debug, Args)]
pub(super) struct Issue {
    /// The plan: the name of its record.
    #[arg(required_unless_present = "renumber")]
    plan: Option<RecordId>,
    /// The roster: .xlsx, or .csv in UTF-8 or GB18030.
    #[arg(long, value_name = "FILE", required_unless_present = "renumber")]
    roster: Option<PathBuf>,
    /// Instead, give a batch the next free numbers, since its own clash with another's: before it is published, with the
    /// private key.
    #[arg(long, value_name = "BATCH", requires = "identity", conflicts_with_all = ["plan", "roster", "issued"])]
    renumber: Option<RecordId>,
    /// The file of the office's private age key, for `--renumber`. May be given more than once, for several keys.
    #[arg(long, value_name = "KEY", requires = "renumber")]
    identity: Vec<PathBuf>,
    /// The date of issue (default: today).
    #[arg(long, value_name = "DATE")]
    issued: Option<Date>,
    #[command(flatten)]
    papers: papers::Options,
    #[command(flatten)]
    place: Place,
}

/// What is issued from.
struct Source {
    plan: RecordId,
    roster: PathBuf,
}

impl Issue {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        match (&self.plan, &self.roster, &self.renumber) {
            (Some(plan), Some(roster), _) => {
                self.issue(&Source { plan: plan.clone(), roster: roster.clone() })
            }
            (_, _, Some(batch)) => {
                renumber::run(batch, &Identity::of(&self.identity), &self.papers, &self.place)
            }
            _ => bail!("要给出实施方案和 --roster，或给出 --renumber 和 --identity"),
        }
    }

    fn issue(&self, source: &Source) -> anyhow::Result<Outcome> {
        let root = &self.place.root;
        let recorder = Recorder::new(root)?;
        let Checked { report, registry, .. } = check::check(root, self.place.today, clock())?;
        let Some(registry) = registry else {
            shell::data(&diagnostics::human(&report))?;
            shell::say("登记库里有错误，先改好再发证；没有写入任何文件");
            return Ok(Outcome::Faults);
        };
        let plan = super::new::find(registry.plans(), &source.plan, "实施方案")?;
        let issued = self.issued.unwrap_or(registry.today);
        let folder = self.papers.folder(root, &source.plan)?;
        if folder.recover(&registry)? == Left::Papers {
            let place = folder.path().display();
            shell::say(&format!(
                "上次发证在最后一步被打断：批次已在登记库里，证书文件现已放到 {place}；这次没有再发证"
            ));
            return Ok(Outcome::Fine);
        }
        folder.check_free()?;
        warn_within("花名册", &source.roster, root);
        match judged(source, &report, &registry, plan, issued)? {
            Ok(roster) => self.write(&recorder, &registry, source, &roster, issued, &folder),
            Err(faults) => {
                shell::data(&fault::human("花名册", &faults))?;
                shell::say("没有发证，没有写入任何文件");
                Ok(Outcome::Faults)
            }
        }
    }

    fn write(
        &self,
        recorder: &Recorder,
        registry: &Registry,
        source: &Source,
        roster: &Roster,
        issued: Date,
        folder: &Folder,
    ) -> anyhow::Result<Outcome> {
        let plan = super::new::find(registry.plans(), &source.plan, "实施方案")?;
        let desk = office::desk(registry)?;
        let filing = registry.filing(&plan.value.institution);
        let body = filing.and_then(|filing| filing.value.number()).context("这家机构没有备案号")?;
        let recipients = office::recipients(registry)?;
        let order = Order { id: &source.plan, plan: &plan.value, body, roster, issued };
        let mut sequences = Sequences::of(registry.batches());
        let mut drafts = draft::drafts(&order, &mut sequences, &mut office::random)?;
        let crowd = Crowd::of_roster(roster);
        let photos = self.papers.find_photos(Some(&source.roster), &crowd, &drafts)?;
        let progress = shell::Progress::new();
        progress.step("封存证书", drafts.iter().map(|draft| draft.holders.len()).sum());
        let mut changes = Vec::new();
        for draft in &mut drafts {
            changes.extend(files(draft, &desk, &recipients, &progress)?);
        }
        progress.finish();
        let institution = filing.map(|filing| filing.value.applicant.name.to_string()).unwrap_or_default();
        let summary = summary::summary(&institution, &plan.id, &drafts);
        let papers = papers::papers(registry, plan, &drafts, &photos, summary)?;
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

/// The roster, if nothing stands against issuing.
fn judged(
    source: &Source,
    report: &Report,
    registry: &Registry,
    plan: &Record<Plan>,
    issued: Date,
) -> anyhow::Result<Result<Roster, Vec<Fault>>> {
    let bytes = match open(&source.roster)? {
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

/// The three files of a batch.
fn files(
    draft: &mut Draft,
    desk: &Desk<'_>,
    recipients: &Recipients,
    progress: &shell::Progress,
) -> anyhow::Result<[Change; 3]> {
    let closed = holders::close(&draft.holders, recipients)?;
    draft.batch = with_digests(draft.batch.clone(), &closed, recipients);
    let seals = desk.seals(&draft.batch, Some(draft.assessed), &draft.holders, &|| progress.tick())?;
    let file = |name: &str, bytes| Change::create(format!("{}/{name}", draft.folder()), bytes);
    Ok([
        file("batch.yaml", draft::yaml(&draft.batch).into_bytes()),
        file("seals", seals.into_bytes()),
        file("holders.age", closed),
    ])
}
