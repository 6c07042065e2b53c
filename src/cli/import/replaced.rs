//! A record that a form takes the place of: what of it stays.

use std::path::Path;

use anyhow::bail;
use serde_json::Value;

use crate::diagnostics::{Finding, route};
use crate::forms::Filled;
use crate::registry::Record;
use crate::registry::identifier::{Digest, RecordId};
use crate::registry::records::filing::Filing;
use crate::skeleton::{self, Desk};
use crate::spreadsheet::fault::Fault;
use crate::{source, yaml};

use super::{Private, people};

/// What is wrong with a form that is not of whom the record is.
pub(super) fn another(known: &Filing, filled: &Filled, id: &RecordId) -> Option<Fault> {
    let code = known.applicant.credit_code.to_string();
    if filled.record.pointer("/applicant/credit_code").and_then(Value::as_str) == Some(&code) {
        return None;
    }
    let message =
        format!("统一社会信用代码和备案申请「{id}」的不同：那是{}的，编号 {code}", known.applicant.name);
    let hint = format!(
        "要换的是别的记录，就改 --id；原来的代码写错了，先在 content/institutions/{id}/filing.yaml 里改正，再导入"
    );
    Some(Fault::new(filled.spot(&route!["applicant", "credit_code"]), message).hint(hint))
}

/// What of a record that is replaced stays as the office recorded it.
const KEPT: [&str; 2] = ["procedure", "assessment_materials"];

/// What of it says where private numbers are, as long as no others come.
const PRIVATE: [&str; 2] = ["private_numbers", "recipients"];

/// Whether something was found in what no form says.
pub(super) fn is_kept(finding: &Finding) -> bool {
    let first = finding.place.at.route().and_then(|route| route.steps().first());
    first.is_some_and(|first| KEPT.iter().chain(&PRIVATE).any(|kept| *first == (*kept).into()))
}

/// The file that is to be written.
pub(super) struct Draft {
    pub(super) file: skeleton::File,
    /// Whether there is one in its place.
    pub(super) was: bool,
    /// Whether nothing of that stays as people wrote it.
    pub(super) is_anew: bool,
}

/// What the form says, with what is kept of the record that it replaces.
pub(super) fn draft(
    root: &Path,
    desk: &Desk<'_>,
    id: &RecordId,
    filled: &Filled,
    private: Option<&Private>,
    known: Option<&Record<Filing>>,
) -> anyhow::Result<Draft> {
    let mut record = filled.record.clone();
    if let Some(known) = known {
        keep(&known.value, &mut record)?;
    }
    if let Some(private) = private {
        record["private_numbers"] = Digest::of(&private.closed).to_string().into();
        record["recipients"] = private.recipients.digest.to_string().into();
    }
    let Some(known) = known else {
        return Ok(Draft { file: desk.filled(id, &record), was: false, is_anew: false });
    };
    let mut file = desk.filled(id, &record);
    let before = source::entry(root, &known.file).lossy();
    let kept = before.and_then(|before| yaml::merged(&before, &file.text));
    let is_anew = kept.is_none();
    file.text = kept.unwrap_or(file.text);
    Ok(Draft { file, was: true, is_anew })
}

/// Keeps what the office recorded of an application that is replaced.
fn keep(known: &Filing, record: &mut Value) -> anyhow::Result<()> {
    let known = serde_json::to_value(known)?;
    for key in KEPT {
        record[key] = known[key].clone();
    }
    if record["materials"].as_array().is_none_or(Vec::is_empty) {
        record["materials"] = known["materials"].clone();
    }
    for key in PRIVATE {
        if !known[key].is_null() {
            record[key] = known[key].clone();
        }
    }
    Ok(())
}

/// Refuses to put other private numbers in the place of those of before, which nothing here can open and compare.
pub(super) fn refuse_to_drop(root: &Path, id: &RecordId) -> anyhow::Result<()> {
    let kept = people(id);
    if root.join(&kept).symlink_metadata().is_err() {
        return Ok(());
    }
    bail!(
        "{kept} 里已经存着以前的身份证号和手机号，申请表里又填了号码：替换会丢掉表里没有的那些，没有写入任何文件。用保管私钥的电脑看一看旧的：age -d -i 私钥文件 {kept}，把还要的都填进申请表，再加上 --drop-private 导入；号码没有变的，把表里的号码都空着，旧的就照原样保留"
    )
}
