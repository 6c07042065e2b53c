//! `content/institutions/<application id>/filing.yaml`: annex 1 (职业技能等级认定机构备案申请表) field by
//! field, the materials received, and the procedure.
//!
//! What annex 1 asks and a public repository must not hold is kept by reference: the citizen ID numbers of
//! staff (五（一）至（四）) are replaced by the day the office compared them with the documents.

mod applicant;
mod people;
mod resources;
mod scope;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::procedure::EventRecord;
use crate::registry::identifier::{Digest, RecordId};
use crate::registry::{Date, Prose, Text};

pub use self::applicant::{Applicant, ApplicantKind, Attachment, Group, Officer};
pub use self::people::{People, Specialist, StaffMember};
pub use self::resources::{Equipment, Monitoring, Premises};
pub use self::scope::{ScopeLine, Standard, StandardKind};

/// An application for filing and what became of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "备案申请")]
pub struct Filing {
    /// Who applies: an enterprise, or a branch of a group that has filed already.
    #[schemars(
        title = "申请类型",
        description = "独立申请的选企业；集团（总公司）已向人社部或外省市人社部门备案的，驻本地的分支机构选分支机构，要交的材料不同（通知三（一）3）"
    )]
    pub kind: ApplicantKind,
    /// For a branch: the group and its filing.
    #[schemars(
        title = "所属集团",
        description = "只有分支机构写：集团是谁、在哪里备案；申请类型是企业的不写"
    )]
    pub group: Option<Group>,
    /// Annex 1, part 一.
    #[schemars(title = "一、申请单位基本信息", description = "照申请表（附件1）第一部分录入")]
    pub applicant: Applicant,
    /// Annex 1, part 二.
    #[schemars(
        title = "二、申请开展评价的职业（工种）",
        description = "照申请表第二部分的表格录入，每个职业（工种）一项；备案以后的增加和变更不改这里，记在办理过程里",
        length(min = 1)
    )]
    pub scope: Vec<ScopeLine>,
    /// Annex 1, part 三.
    #[schemars(
        title = "三、具备的组织优势、专业优势等",
        description = "照申请表第三部分录入：培训、师资、考核、经费等方面的条件，与主营业务的关系",
        example = &"设有培训中心，有稳定的师资和经费，三年培训职工 600 人次。"
    )]
    pub strengths: Prose,
    /// Annex 1, part 四（一）.
    #[schemars(title = "四（一）场地情况", description = "照申请表第四部分（一）录入")]
    pub premises: Premises,
    /// Annex 1, part 四（二）.
    #[schemars(
        title = "四（二）设施设备情况",
        description = "照申请表第四部分（二）的表格录入，每种设备一项",
        length(min = 1)
    )]
    pub equipment: Vec<Equipment>,
    /// Annex 1, part 四（三）.
    #[schemars(
        title = "四（三）计算机考务管理及视频监控设备配置情况",
        description = "照申请表第四部分（三）录入"
    )]
    pub monitoring: Monitoring,
    /// Annex 1, part 五.
    #[schemars(
        title = "五、人员情况",
        description = "照申请表第五部分的四张表录入；身份证号只核验，不写在这里"
    )]
    pub people: People,
    /// Annex 1, part 六.
    #[schemars(title = "六、诚信承诺", description = "照申请表第六部分录入：谁签的字、哪天签的、盖没盖公章")]
    pub pledge: Pledge,
    /// What was handed in with the application (三（一）).
    #[schemars(
        title = "收到的申请材料",
        description = "随申请收到的材料，每份一项：是清单里的哪一份、怎么交来的、哪天收到（通知三（一））"
    )]
    pub materials: Vec<Material>,
    /// What was handed in for the assessment (annex 2).
    #[serde(default)]
    #[schemars(
        title = "收到的专家评估相关资料（附件2）",
        description = "通过初审以后为专家评估提交的资料，每份一项；还没有收到的不写"
    )]
    pub assessment_materials: Vec<Material>,
    /// The SHA-256 of `people.age`, which holds the ID and mobile numbers of the form; none if the form had none.
    #[schemars(
        title = "加密文件 people.age 的校验值（程序写成）",
        description = "导入申请表时程序写成，不手改；旁边没有加密文件的没有这一项"
    )]
    pub private_numbers: Option<Digest>,
    /// The digest of the list of public keys that `people.age` is encrypted to.
    #[schemars(
        title = "加密给哪些公钥：公钥清单的校验值（程序写成）",
        description = "导入申请表时程序写成，不手改；旁边没有加密文件的没有这一项"
    )]
    pub recipients: Option<Digest>,
    /// What happened, oldest first; only ever appended to.
    #[schemars(
        title = "办理过程（只追加）",
        description = "从提交申请起，一件事一项，按日期先后往下加；以前写的不改、不删",
        length(min = 1)
    )]
    pub procedure: Vec<EventRecord>,
}

/// Annex 1, part 六.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "诚信承诺")]
pub struct Pledge {
    /// The legal representative who signed.
    #[schemars(title = "法定代表人（签字）", description = "照签名写姓名", example = &"示例甲")]
    pub signed_by: Text,
    /// When.
    #[schemars(title = "签字日期", description = "承诺上写的日期，不晚于提交申请的日期")]
    pub signed_on: Date,
    /// Whether the seal of the applicant is on it.
    #[schemars(title = "单位名称（公章）已盖", description = "盖了写 true，没有盖写 false", example = true)]
    pub sealed: bool,
}

/// One material as it was received.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "收到的一份材料")]
pub struct Material {
    /// Which item of the policy's list it is.
    #[schemars(
        title = "材料代号",
        description = "是材料清单里的哪一份，写政策文件（policy.yaml）里给它的代号",
        example = &"application-form"
    )]
    pub item: RecordId,
    /// How it came.
    #[schemars(title = "提交渠道", description = "提倡线上提交电子版，纸质的可以邮寄（通知三（一））")]
    pub channel: Channel,
    /// When.
    #[schemars(title = "收到日期", description = "材料送到登记机构的那一天")]
    pub received: Date,
    /// The SHA-256 digest of the file.
    #[schemars(title = "SHA-256 校验值", description = "收到的电子文件的校验值；收到纸质的，扫描以后再算")]
    pub sha256: Digest,
}

/// How a material reaches the office (三（一）: online first, paper by post).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Electronically.
    #[schemars(title = "线上")]
    Online,
    /// On paper, by post.
    #[schemars(title = "邮寄")]
    Post,
    /// On paper, at the counter.
    #[schemars(title = "窗口")]
    Counter,
}
