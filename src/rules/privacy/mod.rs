//! Rules of privacy: what must never enter the repository.

mod citizen_id;
mod mobile;
mod private_key;
mod recipients_file;

use super::{Entry, Judge};
use crate::diagnostics::{Finding, Place};
use crate::loading::{Aside, Loaded};
use crate::registry::personal::Personal;

pub(crate) use recipients_file::RULE as RECIPIENTS_FILE;

pub(super) static RULES: &[Entry] = &[
    (&citizen_id::RULE, Judge::Form),
    (&mobile::RULE, Judge::Form),
    (&private_key::RULE, Judge::Form),
    (&RECIPIENTS_FILE, Judge::Form),
];

/// The personal numbers found while reading. The message never repeats the number.
pub(super) fn findings(loaded: &Loaded) -> Vec<Finding> {
    let finding = |(file, range, kind): &(String, std::ops::Range<usize>, Personal)| {
        let place = Place::bytes(file, range.clone());
        match kind {
            Personal::CitizenId => citizen_id::RULE
                .at(place, "这里有身份证号码")
                .hint("删去号码。已经提交过的，请通知维护人员清理历史版本"),
            Personal::NearCitizenId => citizen_id::RULE
                .at(place, "这里像是身份证号码：有输错的地方，但错一两位的号码和真的差不多")
                .hint("删去号码。确实是别的编号的，在中间夹上汉字，例如 津南2020年第12号"),
            Personal::Mobile => {
                mobile::RULE.at(place, "这里有个人手机号码").hint("改填办公电话，例如 022-83635027")
            }
            Personal::PrivateKey => private_key::RULE.at(place, "这里有 age 私钥").hint(
                "立刻删去；提交过的就当已经泄露：用 age-keygen 换一对，公钥写进 content/recipients.txt，再运行 skillreg holders rotate",
            ),
        }
    };
    loaded.personal.iter().map(finding).chain(loaded.aside.iter().map(aside)).collect()
}

fn aside(found: &Aside) -> Finding {
    let (rule, what) = match found.kind {
        Personal::CitizenId => (&citizen_id::RULE, "身份证号码"),
        Personal::NearCitizenId => (&citizen_id::RULE, "像是身份证号码的数字"),
        Personal::Mobile => (&mobile::RULE, "个人手机号码"),
        Personal::PrivateKey => (&private_key::RULE, " age 私钥"),
    };
    let place = Place::file(&found.path);
    if found.in_name {
        let finding = rule.at(place, format!("文件或文件夹的名字里有{what}"));
        return finding.hint("换一个名字。已经提交过的，请通知维护人员清理历史版本");
    }
    let finding = rule.at(place, format!("这个隐藏文件里有{what}"));
    finding.hint("删去这个文件，它多半是编辑器留下的。已经提交过的，请通知维护人员清理历史版本")
}
