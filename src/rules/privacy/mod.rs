//! Rules of privacy: what must never enter the repository.

mod citizen_id;
mod mobile;

use super::{Entry, Judge};
use crate::diagnostics::{Finding, Place};
use crate::loading::Loaded;
use crate::registry::personal::Personal;

pub(super) static RULES: &[Entry] = &[(&citizen_id::RULE, Judge::Form), (&mobile::RULE, Judge::Form)];

/// The personal numbers found while reading. The message never repeats the number.
pub(super) fn findings(loaded: &Loaded) -> Vec<Finding> {
    let finding = |(file, range, kind): &(String, std::ops::Range<usize>, Personal)| {
        let place = Place::bytes(file, range.clone());
        match kind {
            Personal::CitizenId => citizen_id::RULE
                .at(place, "这里有身份证号码")
                .hint("删去号码。已经提交过的，请通知维护人员清理历史版本"),
            Personal::Mobile => {
                mobile::RULE.at(place, "这里有个人手机号码").hint("改填办公电话，例如 022-83635027")
            }
        }
    };
    loaded.personal.iter().map(finding).collect()
}
