//! `content/uploads/<name>.yaml`: the columns of a sheet that results are reported by to another system. Layouts are data:
//! they are not public, differ from place to place and change without notice.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::Text;

/// A sheet to report results by.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "上报表")]
pub struct Upload {
    /// What it is for.
    #[schemars(title = "名称", description = "这张表是做什么用的", example = &"全国联网查询数据上报表")]
    pub title: Text,
    /// Where the layout comes from and how sure it is.
    #[schemars(
        title = "版式来源和注意事项",
        description = "版式从哪里来、用之前要核对什么",
        example = &"与上报系统当前的模板逐列核对后再用"
    )]
    pub note: Text,
    /// The columns, from the left.
    #[schemars(title = "各列，从左到右", description = "表格的每一列一项，次序与上报系统的模板相同")]
    pub columns: Vec<UploadColumn>,
}

/// One column. Without field and text it stays empty, to be filled in by hand.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "一列")]
pub struct UploadColumn {
    /// What stands in its first row.
    #[schemars(
        title = "表头",
        description = "这一列第一行的文字，与上报系统的模板一字不差",
        example = &"证书编号"
    )]
    pub header: Text,
    /// What of a certificate stands below.
    #[schemars(title = "内容取自", description = "这一列填证书的哪一项；要手工填的列不写")]
    pub field: Option<UploadField>,
    /// What stands below where there is no field or it is empty.
    #[schemars(
        title = "固定文字（内容为空时也用它）",
        description = "每行都写同样的文字，或证书没有这一项时写的文字；没有的不写",
        example = &"--"
    )]
    pub text: Option<Text>,
}

/// What of a certificate a column can hold. The code on the certificate is not among it: only the holder has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UploadField {
    /// 1, 2, 3 ….
    #[schemars(title = "序号")]
    Row,
    /// The full name.
    #[schemars(title = "姓名")]
    Name,
    /// The sex.
    #[schemars(title = "性别")]
    Sex,
    /// The kind of document.
    #[schemars(title = "证件类型")]
    DocumentKind,
    /// The number of the document.
    #[schemars(title = "证件号码")]
    DocumentNumber,
    /// The name of the occupation.
    #[schemars(title = "职业名称")]
    Occupation,
    /// Its code.
    #[schemars(title = "职业编码")]
    OccupationCode,
    /// The edition of the classification.
    #[schemars(title = "职业分类大典版本")]
    Edition,
    /// The specialty.
    #[schemars(title = "工种/职业方向")]
    Specialty,
    /// The level as certificates print it: `三级/高级工`.
    #[schemars(title = "等级（三级/高级工）")]
    Level,
    /// The level as a digit: `3`.
    #[schemars(title = "等级数字（3）")]
    LevelDigit,
    /// The score in theory.
    #[schemars(title = "理论成绩")]
    Theory,
    /// The score in skill.
    #[schemars(title = "技能成绩")]
    Skill,
    /// The score of the review.
    #[schemars(title = "综合评审成绩")]
    Review,
    /// The certificate number.
    #[schemars(title = "证书编号")]
    Number,
    /// The date of issue, `2020-09-25`.
    #[schemars(title = "发证日期")]
    Issued,
    /// The name of the institution, as it is filed.
    #[schemars(title = "评价机构名称")]
    Institution,
    /// The filing number of the institution.
    #[schemars(title = "机构备案号")]
    InstitutionNumber,
    /// The employer.
    #[schemars(title = "工作单位")]
    Employer,
    /// Employee, dispatched or intern.
    #[schemars(title = "人员类别")]
    Candidate,
}
