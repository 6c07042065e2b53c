//! The columns of a roster: the one list from which the template is made and by which a roster is read.

use super::row::{DocumentKind, Sex};
use crate::registry::records::plan::CandidateKind;
use crate::spreadsheet::cells::Word;

/// A column by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Name,
    Sex,
    DocumentKind,
    DocumentNumber,
    Occupation,
    Specialty,
    Level,
    Employer,
    Candidate,
    Theory,
    Skill,
    Review,
    Passed,
    Sitting,
}

/// How many columns there are.
pub(super) const COUNT: usize = 14;

/// One column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) key: Key,
    /// What stands in its header.
    pub(super) title: &'static str,
    /// What clerks also write there, without brackets and spaces.
    pub(super) aliases: &'static [&'static str],
    /// Whether a roster without it is refused.
    pub(super) required: bool,
    /// How to fill it in.
    pub(super) note: &'static str,
    /// What stands in the example row, unless it depends on the plan.
    pub(super) example: &'static str,
    /// The width in characters.
    pub(super) width: u8,
}

/// The name in the example row, evidently nobody's.
pub(super) const EXAMPLE_NAME: &str = "示例一";
/// The number in the example row, evidently nobody's: no province has such a code.
pub(super) const EXAMPLE_NUMBER: &str = "000000190001010000";

/// The columns in the order of the template.
pub(super) static COLUMNS: [Column; COUNT] = [
    Column {
        key: Key::Name,
        title: "姓名",
        aliases: &["考生姓名"],
        required: true,
        note: "照证件填写，姓和名之间不要空格。少数民族姓名中间用「·」。生僻字直接输入，不要用拼音、图片或造字代替。持护照的外国人可以填拉丁字母的姓名。",
        example: EXAMPLE_NAME,
        width: 14,
    },
    Column {
        key: Key::Sex,
        title: "性别",
        aliases: &[],
        required: true,
        note: "从下拉列表里选：男、女。要与居民身份证号码一致。",
        example: "女",
        width: 6,
    },
    Column {
        key: Key::DocumentKind,
        title: "证件类型",
        aliases: &["证件种类", "证件名称"],
        required: true,
        note: "从下拉列表里选，一般是居民身份证。",
        example: "居民身份证",
        width: 18,
    },
    Column {
        key: Key::DocumentNumber,
        title: "证件号码",
        aliases: &["身份证号", "身份证号码", "居民身份证号码", "公民身份号码", "证件号"],
        required: true,
        note: "这一列必须是文本格式：数字格式的格子只保留前 15 位，后三位会变成 0。从别处粘贴时选「只粘贴文本」。",
        example: EXAMPLE_NUMBER,
        width: 23,
    },
    Column {
        key: Key::Occupation,
        title: "职业（编码 名称）",
        aliases: &["职业", "职业名称", "职业编码", "职业编码名称", "职业工种", "职业工种名称"],
        required: true,
        note: "从下拉列表里选，只有实施方案里的职业。",
        example: "",
        width: 26,
    },
    Column {
        key: Key::Specialty,
        title: "工种/职业方向",
        aliases: &["工种", "职业方向", "工种方向", "工种名称"],
        required: true,
        note: "照实施方案填写；方案里没有工种的，留空或写 --。",
        example: "",
        width: 18,
    },
    Column {
        key: Key::Level,
        title: "等级",
        aliases: &["级别", "技能等级", "职业技能等级", "认定等级"],
        required: true,
        note: "从下拉列表里选，只有实施方案里的等级。",
        example: "",
        width: 16,
    },
    Column {
        key: Key::Employer,
        title: "工作单位",
        aliases: &["单位", "单位名称", "所在单位", "用人单位"],
        required: true,
        note: "填全称。劳务派遣人员填派遣单位，实习人员填学校。",
        example: "天津示例有限公司",
        width: 28,
    },
    Column {
        key: Key::Candidate,
        title: "人员类别",
        aliases: &["人员类型", "考生类别", "人员性质"],
        required: true,
        note: "从下拉列表里选：在职职工、劳务派遣人员、实习人员。",
        example: "在职职工",
        width: 16,
    },
    Column {
        key: Key::Theory,
        title: "理论成绩",
        aliases: &["理论", "理论知识成绩", "理论知识考试成绩", "理论考试成绩"],
        required: true,
        note: "0 至 100，最多一位小数。没有考这一项的留空；应考没有来的写「缺考」。",
        example: "86",
        width: 10,
    },
    Column {
        key: Key::Skill,
        title: "技能成绩",
        aliases: &["技能", "技能考核成绩", "操作成绩", "实操成绩", "操作技能成绩", "实操"],
        required: true,
        note: "0 至 100，最多一位小数。没有考这一项的留空；应考没有来的写「缺考」。",
        example: "90.5",
        width: 10,
    },
    Column {
        key: Key::Review,
        title: "综合评审成绩",
        aliases: &["综合评审", "综合成绩", "评审成绩"],
        required: true,
        note: "0 至 100，最多一位小数。没有综合评审的留空；应考没有来的写「缺考」。",
        example: "",
        width: 14,
    },
    Column {
        key: Key::Passed,
        title: "是否合格",
        aliases: &["合格", "是否通过", "评定结果"],
        required: true,
        note: "从下拉列表里选：是、否。写「是」的发证书。",
        example: "是",
        width: 10,
    },
    Column {
        key: Key::Sitting,
        title: "场次",
        aliases: &["场次代号"],
        required: false,
        note: "实施方案里的场次代号。方案里有几场是同一职业、工种和等级的，这一列必须填；否则可以不要这一列。",
        example: "",
        width: 10,
    },
];

/// Headers of columns that clerks keep for themselves and that nobody reads.
pub(super) const PASSED_OVER: [&str; 3] = ["序号", "编号", "备注"];

/// The column of a key.
pub(super) fn column(key: Key) -> &'static Column {
    &COLUMNS[key as usize]
}

pub(super) const SEXES: [Word<Sex>; 6] = [
    ("男", Sex::Male),
    ("女", Sex::Female),
    ("男性", Sex::Male),
    ("女性", Sex::Female),
    ("M", Sex::Male),
    ("F", Sex::Female),
];

pub(super) const PASSED: [Word<bool>; 8] = [
    ("是", true),
    ("否", false),
    ("合格", true),
    ("不合格", false),
    ("通过", true),
    ("未通过", false),
    ("TRUE", true),
    ("FALSE", false),
];

pub(super) const CANDIDATES: [Word<CandidateKind>; 9] = [
    (CandidateKind::Employee.title(), CandidateKind::Employee),
    (CandidateKind::Dispatched.title(), CandidateKind::Dispatched),
    (CandidateKind::Intern.title(), CandidateKind::Intern),
    ("本单位职工", CandidateKind::Employee),
    ("本企业职工", CandidateKind::Employee),
    ("职工", CandidateKind::Employee),
    ("劳务派遣", CandidateKind::Dispatched),
    ("实习学生", CandidateKind::Intern),
    ("实习生", CandidateKind::Intern),
];

pub(super) const DOCUMENTS: [Word<DocumentKind>; 9] = [
    (DocumentKind::CitizenId.title(), DocumentKind::CitizenId),
    (DocumentKind::HongKongMacaoPermit.title(), DocumentKind::HongKongMacaoPermit),
    (DocumentKind::TaiwanPermit.title(), DocumentKind::TaiwanPermit),
    (DocumentKind::ResidencePermit.title(), DocumentKind::ResidencePermit),
    (DocumentKind::Passport.title(), DocumentKind::Passport),
    (DocumentKind::ForeignPermanentResident.title(), DocumentKind::ForeignPermanentResident),
    ("身份证", DocumentKind::CitizenId),
    ("中华人民共和国居民身份证", DocumentKind::CitizenId),
    ("外国护照", DocumentKind::Passport),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_at_its_key() {
        assert!(COLUMNS.iter().enumerate().all(|(at, column)| column.key as usize == at));
        assert!(COLUMNS.iter().all(|column| !column.note.is_empty()));
    }

    #[test]
    fn no_header_means_two_columns() {
        let mut words: Vec<&str> = COLUMNS.iter().flat_map(|column| column.aliases).copied().collect();
        words.extend(COLUMNS.iter().map(|column| column.title));
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
