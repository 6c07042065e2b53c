//! `skillreg reissue`: a certificate that said something wrong, or whose code got out.

use anyhow::Context;
use clap::Args;

use super::office::{self, Identity};
use super::papers::{self, Crowd, Folder, Left};
use super::{Outcome, Place};
use crate::issuing::events::{self, Found, Notice};
use crate::issuing::renewal::Renewed;
use crate::issuing::roster::Corrections;
use crate::issuing::summary;
use crate::recording::Recorder;
use crate::registry::records::batch::CertificateEventKind;
use crate::registry::{Date, Registry};
use crate::shell;

/// Arguments of `reissue`.
#[derive(Debug, Args)]
pub(super) struct Reissue {
    /// The certificate number; it stays.
    number: String,
    #[command(flatten)]
    identity: Identity,
    /// Why: it is published, so it names nobody.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The date of the correction (default: today).
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    papers: papers::Options,
    #[command(flatten)]
    place: Place,
    // Last: its heading would stand over whatever follows.
    #[command(flatten)]
    corrections: Typed,
}

/// What is corrected. What is not given stays.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is corrected")]
struct Typed {
    /// The full name.
    #[arg(long)]
    name: Option<String>,
    /// The sex.
    #[arg(long)]
    sex: Option<String>,
    /// The kind of document.
    #[arg(long, value_name = "KIND")]
    document_kind: Option<String>,
    /// The number of the document.
    #[arg(long, value_name = "NUMBER")]
    document_number: Option<String>,
    /// The specialty; 无 for none.
    #[arg(long)]
    specialty: Option<String>,
    /// The employer.
    #[arg(long)]
    employer: Option<String>,
    /// Employee, dispatched or intern.
    #[arg(long)]
    candidate: Option<String>,
    /// The score in theory; 无 for none.
    #[arg(long, value_name = "SCORE")]
    theory: Option<String>,
    /// The score in skill; 无 for none.
    #[arg(long, value_name = "SCORE")]
    skill: Option<String>,
    /// The score of the review; 无 for none.
    #[arg(long, value_name = "SCORE")]
    review: Option<String>,
}

impl From<Typed> for Corrections {
    fn from(typed: Typed) -> Self {
        let Typed {
            name,
            sex,
            document_kind,
            document_number,
            specialty,
            employer,
            candidate,
            theory,
            skill,
            review,
        } = typed;
        Self {
            name,
            sex,
            document_kind,
            document_number,
            specialty,
            employer,
            candidate,
            theory,
            skill,
            review,
        }
    }
}

impl Reissue {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let recorder = Recorder::new(&self.place.root)?;
        let Some(registry) = office::registry(&self.place, &[])? else { return Ok(Outcome::Faults) };
        let found = events::find(registry.batches(), &self.number)?;
        let folder = self.papers.folder(&self.place.root, found.number.as_str())?;
        if folder.recover(&registry)? == Left::Papers {
            let place = folder.path().display();
            shell::say(&format!(
                "上次更正在最后一步被打断：更正已在登记库里，证书文件现已放到 {place}；这次没有再更正"
            ));
            return Ok(Outcome::Fine);
        }
        folder.check_free()?;
        self.write(&recorder, &registry, &found, &folder)
    }

    fn write(
        self,
        recorder: &Recorder,
        registry: &Registry,
        found: &Found<'_>,
        folder: &Folder,
    ) -> anyhow::Result<Outcome> {
        let notice = Notice::read(&self.reason, self.date, registry.today)?;
        let event = notice.of(found, CertificateEventKind::Corrected)?;
        office::has_holders(found.batch)?;
        let (desk, recipients) = (office::desk(registry)?, office::recipients(registry)?);
        let opened = office::opened(recorder, registry, found.batch, &self.identity.keys()?)?;
        let old = opened.kept.holders.get(found.row).context("批次里没有这张证书的持证人")?;
        let new = Corrections::from(self.corrections).of(old)?;
        notice.spares(&[old, &new])?;
        let code = office::random();
        let renewed = opened.kept.reissued(found.row, new, code, event, &desk, &recipients)?;
        let Renewed { text, seals, closed, draft } = renewed;
        let plan = registry.plan(&found.batch.value.plan).context("没有这一批的实施方案")?;
        let drafts = [draft];
        let photos = self.papers.find_photos(None, &Crowd::of_holders(&opened.kept.holders), &drafts)?;
        let papers = papers::papers(registry, plan, &drafts, &photos, summary::correction(&drafts[0]))?;
        let changes = [opened.record(text), opened.seals(seals), opened.holders(closed)];
        recorder
            .put(&changes, || self.papers.fill(folder, &drafts, &papers))
            .inspect_err(|_: &anyhow::Error| folder.discard())?;
        folder.keep()?;
        shell::say(&format!("已更正 {}，记在 {}", found.number, found.batch.file));
        shell::say(&format!(
            "新证书、校对表和上报表在 {}；含个人信息，不要放进登记库。旧证书要收回：合并并重新生成网站以后，上面的校验码就核验不了了",
            folder.path().display()
        ));
        Ok(Outcome::Fine)
    }
}
