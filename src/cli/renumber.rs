//! `skillreg issue --renumber`: two branches issued at once, and the numbers of their batches clash once they are merged.

use std::collections::BTreeSet;

use anyhow::{Context, bail};

use super::office::{self, Identity};
use super::papers::{self, Crowd, Left};
use super::{Outcome, Place};
use crate::issuing::numbers::Sequences;
use crate::issuing::renewal::Renewed;
use crate::issuing::summary;
use crate::recording::Recorder;
use crate::registry::identifier::RecordId;
use crate::registry::records::batch::Batch;
use crate::registry::{Record, Registry};
use crate::shell;

/// What new numbers mend.
const MENDS: [&str; 1] = ["certificate-unique"];

/// Gives a batch the next free numbers.
pub(super) fn run(
    id: &RecordId,
    identity: &Identity,
    papers: &papers::Options,
    place: &Place,
) -> anyhow::Result<Outcome> {
    let recorder = Recorder::new(&place.root)?;
    let Some(registry) = office::registry(place, &MENDS)? else { return Ok(Outcome::Faults) };
    let record = super::new::find(registry.batches(), id, "证书批次")?;
    let folder = papers.folder(&place.root, id)?;
    if folder.recover(&registry)? == Left::Papers {
        let place = folder.path().display();
        shell::say(&format!(
            "上次换编号在最后一步被打断：新编号已在登记库里，证书文件现已放到 {place}；这次没有再换"
        ));
        return Ok(Outcome::Fine);
    }
    folder.check_free()?;
    let others = clashing(&registry, record)?;
    office::has_holders(record)?;
    let (desk, recipients) = (office::desk(&registry)?, office::recipients(&registry)?);
    let filing = registry.filing(&record.value.institution);
    let body = filing.and_then(|filing| filing.value.number()).context("这家机构没有备案号")?;
    let opened = office::opened(&recorder, &registry, record, &identity.keys()?)?;
    let mut sequences = Sequences::of(registry.batches().iter().filter(|batch| batch.file != record.file));
    let progress = shell::Progress::new();
    progress.step("封存证书", opened.kept.holders.len());
    let tick = || progress.tick();
    let kept = &opened.kept;
    let renewed = kept.renumbered(body, &mut sequences, &mut office::random, &desk, &recipients, &tick)?;
    progress.finish();
    let Renewed { text, seals, closed, draft } = renewed;
    let plan = registry.plan(&record.value.plan).context("没有这一批的实施方案")?;
    let drafts = [draft];
    let photos = papers.find_photos(None, &Crowd::of_holders(&opened.kept.holders), &drafts)?;
    let institution = filing.map(|filing| filing.value.applicant.name.to_string()).unwrap_or_default();
    let summary = summary::summary(&institution, &plan.id, &drafts);
    let written = papers::papers(&registry, plan, &drafts, &photos, summary)?;
    let changes = [opened.record(text), opened.seals(seals), opened.holders(closed)];
    recorder
        .put(&changes, || papers.fill(&folder, &drafts, &written))
        .inspect_err(|_: &anyhow::Error| folder.discard())?;
    folder.keep()?;
    shell::say(&format!(
        "批次 {id} 已换成新编号；原来的编号归批次 {}。已经打印的这一批证书全部作废、销毁，用 {} 里的",
        others.join("、"),
        folder.path().display()
    ));
    Ok(Outcome::Fine)
}

/// The other batches that have numbers of this one.
fn clashing<'a>(registry: &'a Registry, record: &Record<Batch>) -> anyhow::Result<Vec<&'a str>> {
    let ours: BTreeSet<_> = record.value.certificates.iter().map(|certificate| certificate.number).collect();
    let others = registry.batches().iter().filter(|batch| batch.file != record.file);
    let clash = |batch: &&Record<Batch>| {
        batch.value.certificates.iter().any(|certificate| ours.contains(&certificate.number))
    };
    let clashing: Vec<&str> = others.filter(clash).map(|batch| batch.id.as_str()).collect();
    if clashing.is_empty() {
        bail!("批次 {} 的编号没有和别的批次重复，不用换，也不能换：发出去的证书编号不变", record.id);
    }
    Ok(clashing)
}
