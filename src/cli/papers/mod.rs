//! What `issue` writes besides the batches: printed certificates, the sheet to proof-read them by, upload sheets and the
//! summary for the pull request. All of it is personal but the summary, so it goes to a folder outside git.

mod folder;
mod pdf;
mod photos;

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::issuing::draft::Draft;
use crate::issuing::printed::{self, Photo, Printable, Set};
use crate::issuing::uploads;
use crate::registry::records::plan::Plan;
use crate::registry::value::Value;
use crate::registry::{Record, Registry};
use crate::shell;

pub(super) use folder::{Folder, Left};
pub(super) use photos::Crowd;

/// Where the papers go and what they are made of.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder for printed certificates and upload sheets; new or empty, outside the registry and outside git
    /// (default: `issued/<PLAN>`, `issued/<NUMBER>` beside the root).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The folder with photos of holders: `<document number>.jpg`, `<name>.jpg`, or .png (default: the roster's folder, if there is a roster).
    #[arg(long, value_name = "DIR")]
    photos: Option<PathBuf>,
    /// Also print the certificates into a PDF, by Chromium if this machine has it.
    #[arg(long)]
    pdf: bool,
}

/// The photos of the holders of drafts, place by place.
pub(super) type Photos = Vec<Vec<Option<Photo>>>;

impl Options {
    /// The folder to write to.
    pub(super) fn folder(&self, root: &Path, plan: &str) -> anyhow::Result<Folder> {
        Folder::new(self.out.as_deref(), root, plan)
    }

    /// The photos of those who passed; an unusable one is a reason not to issue.
    pub(super) fn find_photos(
        &self,
        roster: Option<&Path>,
        crowd: &Crowd<'_>,
        drafts: &[Draft],
    ) -> anyhow::Result<Photos> {
        let beside = |file: &Path| match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let Some(folder) = self.photos.clone().or_else(|| roster.map(beside)) else {
            shell::say("没有用 --photos 给出照片，证书上留出贴照片的位置");
            return Ok(Vec::new());
        };
        let photos = photos::find(&folder, crowd, drafts)?;
        let (found, all) = (photos.iter().flatten().flatten().count(), photos.iter().flatten().count());
        if found < all {
            shell::say(&format!(
                "{} 张证书没有找到照片，证书上留出贴照片的位置；照片按 证件号码.jpg 命名，放在 {}",
                all - found,
                folder.display()
            ));
        }
        Ok(photos)
    }

    /// Puts papers into a folder that is not in place yet.
    pub(super) fn fill(&self, folder: &Folder, drafts: &[Draft], papers: &Papers) -> anyhow::Result<()> {
        folder.fill(drafts, papers)?;
        if self.pdf {
            let made = pdf::print(folder.partial(), CERTIFICATES, "certificates.pdf")?;
            shell::say(match made {
                pdf::Made::Printed => "已生成 certificates.pdf",
                pdf::Made::NoBrowser => {
                    "这台电脑上没有 Chromium，没有生成 PDF；用浏览器打开 certificates.html 打印即可"
                }
                pdf::Made::Failed => {
                    "Chromium 没有生成 PDF；用浏览器打开 certificates.html 打印即可，证书照常发放"
                }
            });
        }
        Ok(())
    }
}

const CERTIFICATES: &str = "certificates.html";

/// Files of a folder: their names and bytes.
pub(super) type Papers = Vec<(String, Vec<u8>)>;

/// What is written for drafts.
pub(super) fn papers(
    registry: &Registry,
    plan: &Record<Plan>,
    drafts: &[Draft],
    photos: &Photos,
    summary: String,
) -> anyhow::Result<Papers> {
    let site = registry.site();
    let filing = registry.filing(&plan.value.institution).context("这家机构没有备案")?;
    let institution = &*filing.value.applicant.name;
    let photo = |at: usize, place: usize| photos.get(at)?.get(place)?.as_ref();
    let set = Set {
        institution,
        base_url: &site.base_url.as_text(),
        office: &site.host.name,
        certificates: Printable::of(drafts, &photo),
    };
    let mut papers = vec![
        (CERTIFICATES.to_owned(), printed::certificates(&set)?.into_bytes()),
        ("contact-sheet.html".to_owned(), printed::contact_sheet(&set)?.into_bytes()),
        ("summary.md".to_owned(), summary.into_bytes()),
    ];
    for upload in &registry.records().uploads {
        papers.push((format!("upload-{}.xlsx", upload.id), uploads::workbook(&upload.value, &set)?));
    }
    Ok(papers)
}
