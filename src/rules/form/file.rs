//! What stands in `content/` must be plain text files of known names.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity};
use crate::source::{is_staged, is_workbook};

pub(super) static NOT_PLAIN: Rule = Rule {
    code: "file-not-plain",
    severity: Severity::Error,
    title: "只放普通文件",
    clause: None,
    reason: "链接可能指到仓库之外，别人拿到的内容就会不同。",
    wrong: Example("content/site.yaml -> /etc/site.yaml\n"),
    right: Example("content/site.yaml\n"),
};

pub(super) static UNREADABLE: Rule = Rule {
    code: "file-unreadable",
    severity: Severity::Error,
    title: "文件要能读取",
    clause: None,
    reason: "读不出来的记录无法核对，也无法公布。",
    wrong: Example("content/pages/about.md（没有读取权限）\n"),
    right: Example("content/pages/about.md\n"),
};

pub(super) static TOO_LARGE: Rule = Rule {
    code: "file-too-large",
    severity: Severity::Error,
    title: "单个文件不超过 8 MiB",
    clause: None,
    reason: "记录是给人看的文字，这么大的文件多半放错了。",
    wrong: Example("content/pages/about.md（50 MiB）\n"),
    right: Example("content/pages/about.md（几 KiB）\n"),
};

pub(super) static NOT_UTF8: Rule = Rule {
    code: "file-not-utf8",
    severity: Severity::Error,
    title: "文件用 UTF-8 编码",
    clause: None,
    reason: "别的编码在别的电脑上会变成乱码。",
    wrong: Example("用 GBK 保存的 filing.yaml\n"),
    right: Example("用 UTF-8 保存的 filing.yaml\n"),
};

pub(super) static UNKNOWN: Rule = Rule {
    code: "file-unknown",
    severity: Severity::Error,
    title: "文件要放在规定的位置、用规定的名字",
    clause: None,
    reason: "不认识的文件不会被读到，写在里面的内容会被漏掉。",
    wrong: Example("content/institutions/2020-0001/filling.yaml\n"),
    right: Example("content/institutions/2020-0001/filing.yaml\n"),
};

pub(super) static EMPTY: Rule = Rule {
    code: "file-empty",
    severity: Severity::Error,
    title: "文件要有内容",
    clause: None,
    reason: "空文件多半是忘了保存。",
    wrong: Example("（空文件）\n"),
    right: Example("name: 天津示例重工有限公司\n"),
};

pub(super) static STAGED: Rule = Rule {
    code: "file-staged",
    severity: Severity::Warning,
    title: "没有写到一半的记录",
    clause: None,
    reason: "写记录的命令先写在旁边，写完一步换上；被打断时，登记库要么还是原来的，要么已经全部换好，旁边留下的不算数。",
    wrong: Example("content/.certificates.staged/（上次被打断时留下的）\n"),
    right: Example("content/certificates/\n"),
};

pub(super) static HIDDEN: Rule = Rule {
    code: "file-hidden",
    severity: Severity::Warning,
    title: "记录里没有隐藏的文件夹",
    clause: None,
    reason: "名字以点开头或以 ~ 结尾的文件夹不当作记录，里面的文件没有人检查；提交以后，谁有这个仓库谁就看得到。",
    wrong: Example("content/institutions/.旧资料/\n"),
    right: Example("content/institutions/2020-0001/\n"),
};

pub(super) static UNENCRYPTED: Rule = Rule {
    code: "file-unencrypted",
    severity: Severity::Error,
    title: "个人信息是加密保存的",
    clause: Some("个人信息保护法第五十一条"),
    reason: "holders.age 和 people.age 里是全名、身份证号和手机号，只能以 age 加密的形式放在登记库里；解开以后存回原处，就公开了，而且历史版本删不掉。",
    wrong: Example("{\"姓名\":\"…\",\"身份证号\":\"…\"}\n"),
    right: Example("age-encryption.org/v1 …\n"),
};

pub(super) fn unencrypted(place: Place) -> Finding {
    let finding = UNENCRYPTED.at(place, "这个文件应当是加密的，现在不是，里面可能有身份证号和手机号");
    finding.hint("不要提交；用 git restore 找回原来的加密文件。已经提交过的，请通知维护人员清理历史版本，并按个人信息泄露处理")
}

/// A workbook among the records: an application form or a roster, with what no record may hold.
pub(super) fn workbook(place: Place) -> Finding {
    let finding =
        UNKNOWN.at(place, "Excel 表格不放在记录里：申请表和花名册里有个人信息，放在这里会和记录一起公开");
    finding.hint("移到登记库以外的文件夹（填好的申请表在那里用 skillreg import filing 录入）。已经提交过的，请通知维护人员清理历史版本")
}

/// A folder that nobody looks into: what an interrupted command left, or one at work; or anything else.
pub(super) fn passed(folder: &str) -> Finding {
    let place = Place::file(folder);
    if !is_staged(folder) {
        let finding = HIDDEN.at(place, "这个文件夹不当作记录，里面的文件不检查，提交了却人人看得到");
        return finding.hint("不要放在 content 里：没有用的删去，有用的移到别处；里面有个人信息又提交过的，请通知维护人员清理历史版本");
    }
    let what = if folder == crate::source::STAGED { "证书记录" } else { "备案申请" };
    let finding = STAGED.at(place, format!("旁边有写到一半的{what}，登记库没有受影响"));
    finding.hint("有命令正在写时不用管；是被打断的，把那个命令再运行一次，或删去这个文件夹，不要提交它")
}

/// A file the registry has no place for.
pub(super) fn unknown(file: &str) -> Finding {
    let name = file.rsplit('/').next().unwrap_or_default();
    if is_workbook(name) {
        return workbook(Place::file(file));
    }
    let finding = UNKNOWN.at(Place::file(file), "登记库里没有这样的文件");
    match KNOWN.iter().max_by(|a, b| likeness(a, name).total_cmp(&likeness(b, name))) {
        Some(known) if likeness(known, name) > 0.85 && *known != name => {
            finding.hint(format!("文件名是不是想写 {known}？"))
        }
        _ => finding.hint("看看文件名和所在的文件夹对不对；各种文件的位置见 docs/records.md"),
    }
}

const KNOWN: [&str; 11] = [
    "site.yaml",
    "policy.yaml",
    "questions.yaml",
    "restricted.yaml",
    "divisions.yaml",
    "holidays.yaml",
    "filing.yaml",
    "batch.yaml",
    "inspectors.yaml",
    "draws.yaml",
    "inspections.yaml",
];

fn likeness(known: &str, name: &str) -> f64 {
    strsim::jaro_winkler(known, name)
}
