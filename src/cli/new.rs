//! `skillreg new`: begins a record.

#![expect(clippy::disallowed_methods, reason = "writes new records")]

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::{Outcome, Place, clock};
use crate::registry::identifier::RecordId;
use crate::registry::records::plan::Sitting;
use crate::registry::{FileKind, Record, Records, in_force};
use crate::skeleton::{Desk, File};
use crate::{loading, shell};

/// Arguments of `new`.
#[derive(Debug, Args)]
pub(super) struct New {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// An application for filing (annex 1).
    Filing {
        /// The name of the record: lower-case letters, digits and hyphens, as 2020-0001.
        id: RecordId,
        /// Of a branch whose group has filed already: the reduced list of materials.
        #[arg(long)]
        branch: bool,
    },
    /// A policy: its data, its text, its questions.
    Policy {
        /// The name of the record.
        id: RecordId,
    },
    /// An implementation plan.
    Plan {
        /// The name of the record.
        id: RecordId,
        /// The institution: the name of its record.
        #[arg(long)]
        institution: RecordId,
        /// The year folder (default: this year).
        #[arg(long, value_parser = super::year())]
        year: Option<i16>,
    },
    /// A batch of certificates.
    Batch {
        /// The name of the record.
        id: RecordId,
        /// The plan: the name of its record.
        #[arg(long)]
        plan: RecordId,
        /// The sitting of the plan (default: its first).
        #[arg(long)]
        sitting: Option<RecordId>,
        /// The year folder (default: this year).
        #[arg(long, value_parser = super::year())]
        year: Option<i16>,
    },
    /// A page.
    Page {
        /// The name of the page in its address.
        id: RecordId,
    },
    /// A year of supervision: inspectors, draws, inspections, measures.
    Supervision {
        /// The year.
        #[arg(value_parser = super::year())]
        year: i16,
    },
}

impl New {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let root = &self.place.root;
        let records = loading::load(root)?.records;
        let as_of = records.site.as_ref().and_then(|site| site.value.as_of);
        let today = self.place.today.or(as_of).unwrap_or_else(clock);
        let policy = in_force(&records.policies, today).map(|policy| &policy.value);
        let desk = Desk { today, policy };
        let files = self.kind.files(&desk, &records)?;
        if let Some(file) = files.iter().find(|file| is_reserved(&file.path)) {
            bail!("{} 这个名字由网站自己的网页使用；换一个名字", file.path);
        }
        write(root, &files)?;
        shell::data(&files.iter().map(|file| format!("{}\n", file.path)).collect::<String>())?;
        super::schema::complete(root);
        shell::say(self.kind.next_step());
        Ok(Outcome::Fine)
    }
}

impl Kind {
    fn files(&self, desk: &Desk<'_>, records: &Records) -> anyhow::Result<Vec<File>> {
        let this_year = desk.today.year();
        Ok(match self {
            Self::Filing { id, branch } => vec![desk.filing(id, *branch)],
            Self::Policy { id } => desk.policy(id),
            Self::Page { id } => vec![desk.page(id)],
            Self::Supervision { year } => desk.supervision(*year),
            Self::Plan { id, institution, year } => {
                let institution = find(&records.filings, institution, "备案申请")?;
                vec![desk.plan(id, year.unwrap_or(this_year), institution)]
            }
            Self::Batch { id, plan, sitting, year } => {
                let plan = find(&records.plans, plan, "实施方案")?;
                let wanted = |candidate: &&Sitting| sitting.as_ref().is_none_or(|id| candidate.id == *id);
                let sitting = plan.value.sittings.iter().find(wanted);
                let sitting = sitting.with_context(|| format!("实施方案「{}」里没有这个场次", plan.id))?;
                vec![desk.batch(id, year.unwrap_or(this_year), plan, sitting)]
            }
        })
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Filing { .. } => {
                "下一步：照申请表逐项填写（身份证号和个人手机号不要写进来），再运行 skillreg check，它会指出还缺什么。"
            }
            Self::Policy { .. } => {
                "下一步：把文件信息和条款数据填进 policy.yaml，正文贴进 notice.md，再运行 skillreg check。"
            }
            Self::Plan { .. } => {
                "下一步：填写各场次；评价结束后在同一个文件里补上结果。再运行 skillreg check。"
            }
            Self::Batch { .. } => {
                "下一步：逐张填写证书编号和遮盖后的姓名（例如 示**），再运行 skillreg check。"
            }
            Self::Page { .. } => "下一步：填写标题和摘要，写正文，再用 skillreg serve 看看效果。",
            Self::Supervision { .. } => {
                "下一步：在 inspectors.yaml 里列出督导人员；抽取、督导、处理各写在自己的文件里，只往后加。"
            }
        }
    }
}

fn is_reserved(path: &str) -> bool {
    FileKind::of(path).is_some_and(FileKind::is_reserved)
}

/// From here on one name may have been meant by another.
const LIKE: f64 = 0.7;

/// Finds a record by name; says which there are like it.
pub(super) fn find<'a, T>(records: &'a [Record<T>], id: &str, what: &str) -> anyhow::Result<&'a Record<T>> {
    if let Some(record) = records.iter().find(|record| record.id == id) {
        return Ok(record);
    }
    let likeness = |record: &Record<T>| strsim::jaro_winkler(&record.id, id);
    let near = records.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match near.filter(|near| likeness(near) > LIKE) {
        Some(near) => bail!("没有「{id}」这个{what}（或它还有错，读不出来）；名字最像的是 {}", near.id),
        None => bail!(
            "没有「{id}」这个{what}，或它还有错、读不出来：先用 skillreg check 看看，没有就用 skillreg new 建一个"
        ),
    }
}

/// Writes new files; refuses if any of them is there already.
fn write(root: &Path, files: &[File]) -> anyhow::Result<()> {
    if let Some(file) = files.iter().find(|file| root.join(&file.path).exists()) {
        bail!("{} 已经有了，没有改动它；换一个名字，或直接编辑它", file.path);
    }
    for file in files {
        let path = root.join(&file.path);
        let unwritable = || format!("写不了 {}", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(unwritable)?;
        }
        // Whoever comes first writes; nothing is ever overwritten.
        let mut open =
            OpenOptions::new().write(true).create_new(true).open(&path).with_context(unwritable)?;
        open.write_all(file.text.as_bytes()).with_context(unwritable)?;
    }
    Ok(())
}
