//! `skillreg import`: filled-in forms into records, all or nothing.

mod files;
mod replaced;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{Format, Outcome, Place, clock};
use crate::check;
use crate::diagnostics::{Finding, Severity};
use crate::forms::{self, Filled, Offer, Receipt};
use crate::issuing::keys::Recipients;
use crate::loading::{self, Loaded};
use crate::recording;
use crate::registry::identifier::RecordId;
use crate::registry::{Catalogue, Date, in_force};
use crate::shell;
use crate::skeleton::{self, Desk};
use crate::spreadsheet::fault::{self, Fault, Spot};

/// Arguments of `import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    /// Turn a filled-in annex 1 into `filing.yaml`; ID numbers and mobile numbers go into `people.age`, encrypted to
    /// `content/recipients.txt`. Every fault is named by its cell, and then nothing is written.
    Filing(Box<Filing>),
}

#[derive(Debug, Args)]
struct Filing {
    /// The workbook, as `skillreg form filing` wrote it and somebody filled it in.
    form: PathBuf,
    /// The name of the record (default: the year and the next number that is free).
    #[arg(long)]
    id: Option<RecordId>,
    /// The day the application came in (default: today).
    #[arg(long, value_name = "DATE")]
    received: Option<Date>,
    /// How it came in.
    #[arg(long, value_parser = ["online", "post", "counter"], default_value = "online")]
    channel: String,
    /// The day ID numbers were compared with the documents, for the rows that do not say it.
    #[arg(long, value_name = "DATE")]
    verified: Option<Date>,
    /// The folder with the files of the list of attachments: their digests are computed.
    #[arg(long, value_name = "DIR")]
    attachments: Option<PathBuf>,
    /// Take the place of the record with this name: its procedure and its materials for assessment are kept.
    #[arg(long, requires = "id")]
    replace: bool,
    /// With --replace and private numbers in the form: do without those that only the `people.age` of before has.
    #[arg(long, requires = "replace")]
    drop_private: bool,
    /// How to report: sentences for people; or for programs one JSON object a line for each fault, else one object with
    /// the files that were written.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Import {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let Kind::Filing(filing) = self.kind;
        let root = &self.place.root;
        super::roster::refuse_within("申请表", &filing.form, root)?;
        super::roster::warn_within("填好的申请表", &filing.form, root);
        let loaded = loading::load(root)?;
        let as_of = loaded.records.site.as_ref().and_then(|site| site.value.as_of);
        let today = self.place.today.or(as_of).unwrap_or_else(clock);
        filing.run(root, loaded, today)
    }
}

impl Filing {
    fn run(&self, root: &Path, loaded: Loaded, today: Date) -> anyhow::Result<Outcome> {
        let id = self.name(root, &loaded, today)?;
        let filled = match self.read(&loaded, today)? {
            Ok(filled) => filled,
            Err(faults) => return self.refuse(&faults),
        };
        let private = private(&loaded, &filled)?;
        let known = match self.replace {
            true => Some(super::new::find(&loaded.records.filings, &id, "备案申请")?),
            false => None,
        };
        if let Some(fault) = known.and_then(|known| replaced::another(&known.value, &filled, &id)) {
            return self.refuse(&[fault]);
        }
        let policy = in_force(&loaded.records.policies, today).map(|policy| &policy.value);
        let replaced::Draft { file, was, is_anew } =
            replaced::draft(root, &Desk { today, policy }, &id, &filled, private.as_ref(), known)?;
        let beside = private.iter().map(|private| (people(&id), private.closed.clone())).collect();
        let findings = check::filing(loaded, &file.path, &file.text, beside, today);
        let (errors, warnings): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| finding.severity == Severity::Error);
        let is_of_form =
            |finding: &Finding| finding.place.file == file.path && !(was && replaced::is_kept(finding));
        let told = |finding: &Finding| match is_of_form(finding) {
            true => filled.fault(finding),
            false => elsewhere(finding),
        };
        if !errors.is_empty() {
            return self.refuse(&errors.into_iter().map(told).collect::<Vec<_>>());
        }
        if private.is_some() && !self.drop_private {
            replaced::refuse_to_drop(root, &id)?;
        }
        put(root, &id, &file, private.as_ref(), was)?;
        let found = warnings.into_iter().map(told);
        let mut notes = forms::in_order(filled.notes.iter().cloned().chain(found).collect());
        if is_anew {
            let message =
                format!("{} 原来的写法特殊，整份重写了，里面的注释没有留下；用 git diff 看一看", file.path);
            notes.push(Fault::new(Spot::file(), message));
        }
        let people = private.map(|_| people(&id));
        self.report(&[file.path].into_iter().chain(people).collect::<Vec<_>>(), &id, &notes)?;
        super::schema::complete(root);
        if self.format == Format::Human {
            shell::say(
                "下一步：看一遍写好的记录，再运行 skillreg check；填好的申请表按个人信息保管，不要放进登记库。",
            );
        }
        Ok(Outcome::Fine)
    }

    /// Says what was written, and what is worth a look.
    fn report(&self, files: &[String], id: &RecordId, notes: &[Fault]) -> anyhow::Result<()> {
        if self.format == Format::Json {
            let result = if self.replace { "replaced" } else { "imported" };
            let notes: Vec<Value> = notes.iter().map(fault::object).collect();
            let told = json!({ "result": result, "id": id, "files": files, "notes": notes });
            return Ok(shell::data(&format!("{told}\n"))?);
        }
        for note in notes {
            shell::say(&note.sentence("提醒"));
        }
        Ok(shell::data(&(files.join("\n") + "\n"))?)
    }

    fn name(&self, root: &Path, loaded: &Loaded, today: Date) -> anyhow::Result<RecordId> {
        let is_there = |id: &str| {
            loaded.entries.iter().any(|entry| entry.path == format!("content/institutions/{id}/filing.yaml"))
        };
        match &self.id {
            Some(id) if self.replace && !is_there(id) => {
                bail!("没有「{id}」这个备案申请，不能替换；去掉 --replace 就是新建")
            }
            Some(id) if !self.replace && is_there(id) => bail!(
                "备案申请「{id}」已经有了，没有改动它；换一个名字，或用 --replace 替换它的申请内容（办理过程保留）"
            ),
            Some(id) => Ok(id.clone()),
            None => {
                let is_taken = |id: &str| {
                    is_there(id) || root.join("content/institutions").join(id).symlink_metadata().is_ok()
                };
                let free =
                    (1..=9999).map(|number| format!("{}-{number:04}", today.year())).find(|id| !is_taken(id));
                let id = free.context("今年的名字用完了，用 --id 起一个")?;
                id.parse().map_err(|_| anyhow::anyhow!("用 --id 给记录起一个名字"))
            }
        }
    }

    /// Reads the form.
    fn read(&self, loaded: &Loaded, today: Date) -> anyhow::Result<Result<Filled, Vec<Fault>>> {
        let bytes = match files::open(&self.form)? {
            Ok(bytes) => bytes,
            Err(fault) => return Ok(Err(vec![fault])),
        };
        let files = self.attachments.as_deref().map(files::digests).transpose()?;
        let received = self.received.unwrap_or(today);
        let policy = in_force(&loaded.records.policies, received).map(|policy| &policy.value);
        let catalogue = Catalogue::new(&loaded.records);
        let offer = Offer { catalogue: &catalogue, policy, on: received };
        let receipt =
            Receipt { received, channel: &self.channel, verified: self.verified, files: files.as_ref() };
        Ok(forms::read(&bytes, &offer, &receipt))
    }

    fn refuse(&self, faults: &[Fault]) -> anyhow::Result<Outcome> {
        let faults = forms::in_order(faults.to_vec());
        shell::data(&match self.format {
            Format::Human => fault::human(forms::WHAT, &faults),
            Format::Json => fault::json(&faults),
        })?;
        shell::say("没有写入任何文件；照上面的说明改好申请表再导入");
        Ok(Outcome::Faults)
    }
}

/// What is private of a form, encrypted.
struct Private {
    closed: Vec<u8>,
    recipients: Recipients,
}

/// Where it is kept.
fn people(id: &RecordId) -> String {
    format!("content/institutions/{id}/people.age")
}

/// Encrypts what is private; none if nothing is.
fn private(loaded: &Loaded, filled: &Filled) -> anyhow::Result<Option<Private>> {
    if filled.private.is_empty() {
        return Ok(None);
    }
    let list = loaded.records.recipients.as_ref().map(|list| list.value.clone()).unwrap_or_default();
    let recipients =
        Recipients::read(&list).context("申请表里有身份证号或手机号，要加密保存，没有写入任何文件")?;
    Ok(Some(Private { closed: forms::close(&filled.private, &recipients)?, recipients }))
}

/// What would be wrong with another record or with what was recorded before, which no cell of the form is to blame for.
fn elsewhere(finding: &Finding) -> Fault {
    let grave = if finding.severity == Severity::Error { "会有错" } else { "要看一看" };
    let message = format!("照这份申请表，{} {grave}：{}", finding.place.file, finding.message);
    Fault { hint: finding.hint.clone(), ..Fault::new(Spot::file(), message) }
}

/// Writes the record and what is private beside it, both or neither.
fn put(
    root: &Path,
    id: &RecordId,
    file: &skeleton::File,
    private: Option<&Private>,
    was: bool,
) -> anyhow::Result<()> {
    let mut files = vec![("filing.yaml", file.text.as_bytes())];
    files.extend(private.map(|private| ("people.age", &*private.closed)));
    Ok(recording::put_folder(root, &format!("content/institutions/{id}"), &files, was)?)
}
