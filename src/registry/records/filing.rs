//! `content/institutions/<application id>/filing.yaml`: annex 1 (职业技能等级认定机构备案申请表) field by
//! field, the materials received, and the procedure.
//!
//! What annex 1 asks and a public repository must not hold is kept by reference: the citizen ID numbers of
//! staff (五（一）至（四）) are replaced by the day the office compared them with the documents.

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{
    CreditCode, Digest, DivisionCode, EmailAddress, OccupationCode, RecordId, Telephone, WebAddress,
};
use crate::registry::{Date, Level, Prose, Text};

use super::procedure::EventRecord;

/// An application for filing and what became of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "备案申请")]
pub struct Filing {
    /// Who applies: an enterprise, or a branch of a group that has filed already.
    #[schemars(title = "申请类型")]
    pub kind: ApplicantKind,
    /// For a branch: the group and its filing.
    #[schemars(title = "所属集团")]
    pub group: Option<Group>,
    /// Annex 1, part 一.
    #[schemars(title = "一、申请单位基本信息")]
    pub applicant: Applicant,
    /// Annex 1, part 二.
    #[schemars(title = "二、申请开展评价的职业（工种）")]
    pub scope: Vec<ScopeLine>,
    /// Annex 1, part 三.
    #[schemars(title = "三、具备的组织优势、专业优势等", example = &"设有培训中心，有稳定的师资和经费，三年培训职工 600 人次。")]
    pub strengths: Prose,
    /// Annex 1, part 四（一）.
    #[schemars(title = "四（一）场地情况")]
    pub premises: Premises,
    /// Annex 1, part 四（二）.
    #[schemars(title = "四（二）设施设备情况")]
    pub equipment: Vec<Equipment>,
    /// Annex 1, part 四（三）.
    #[schemars(title = "四（三）计算机考务管理及视频监控设备配置情况")]
    pub monitoring: Monitoring,
    /// Annex 1, part 五.
    #[schemars(title = "五、人员情况")]
    pub people: People,
    /// Annex 1, part 六.
    #[schemars(title = "六、诚信承诺")]
    pub pledge: Pledge,
    /// What was handed in with the application (三（一）).
    #[schemars(title = "收到的申请材料")]
    pub materials: Vec<Material>,
    /// What was handed in for the assessment (annex 2).
    #[serde(default)]
    #[schemars(title = "收到的专家评估相关资料（附件2）")]
    pub assessment_materials: Vec<Material>,
    /// What happened, oldest first; only ever appended to.
    #[schemars(title = "办理过程（只追加）")]
    pub procedure: Vec<EventRecord>,
}

/// Who applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// An enterprise on its own.
    #[schemars(title = "企业")]
    Enterprise,
    /// A branch of a group that has filed with the ministry or in its own province (三（一）3).
    #[schemars(title = "已备案集团的分支机构")]
    Branch,
}

/// The group a branch belongs to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The group's name.
    #[schemars(title = "集团（总公司）名称", example = &"示例集团有限公司")]
    pub name: Text,
    /// Where the group has filed.
    #[schemars(title = "集团备案机关", example = &"人力资源和社会保障部")]
    pub filed_with: Text,
    /// The receipt the group was given.
    #[schemars(title = "集团备案回执编号", example = &"示例备〔2020〕1号")]
    pub receipt: Text,
}

/// Annex 1, part 一: the applicant.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// The registered name.
    #[schemars(title = "名称")]
    pub name: Text,
    /// The registered address.
    #[schemars(title = "地址", example = &"天津市南开区示例路1号")]
    pub address: Text,
    /// The district of the address.
    #[schemars(title = "所在区（行政区划代码）")]
    pub division: DivisionCode,
    /// The authority that registered it.
    #[schemars(title = "注册登记机构", example = &"天津市南开区市场监督管理局")]
    pub registrar: Text,
    /// Its unified social credit code.
    #[schemars(title = "统一社会信用代码")]
    pub credit_code: CreditCode,
    /// The person in charge.
    #[schemars(title = "负责人")]
    pub principal: Officer,
    /// The person to ask.
    #[schemars(title = "联系人")]
    pub contact: Officer,
    /// Its e-mail address.
    #[schemars(title = "电子邮箱")]
    pub email: EmailAddress,
    /// Its web site.
    #[schemars(title = "网站")]
    pub website: Option<WebAddress>,
    /// Its rules and regulations (规章制度文件, 另附).
    #[schemars(title = "规章制度文件（另附）")]
    pub regulations: Vec<Attachment>,
}

/// A person who speaks for the applicant.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// The name.
    #[schemars(title = "姓名", example = &"示例甲")]
    pub name: Text,
    /// The post.
    #[schemars(title = "职务", example = &"人力资源部部长")]
    pub position: Text,
    /// The office telephone.
    #[schemars(title = "办公电话")]
    pub telephone: Telephone,
}

/// A file the office keeps.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// What it is.
    #[schemars(title = "名称", example = &"职业技能等级自主认定管理办法")]
    pub title: Text,
    /// The SHA-256 digest of the file.
    #[schemars(title = "SHA-256 校验值")]
    pub sha256: Option<Digest>,
}

/// Annex 1, part 二: one occupation and the levels applied for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeLine {
    /// The edition of the classification the code belongs to.
    #[schemars(title = "职业分类大典版本", example = &"2015")]
    pub edition: Text,
    /// The code.
    #[schemars(title = "职业编码")]
    pub code: OccupationCode,
    /// The name.
    #[schemars(title = "职业（工种）名称", example = &"电工")]
    pub name: Text,
    /// The specialty (工种), if not the whole occupation; also the stated direction where an occupation is
    /// restricted in part.
    #[schemars(title = "工种名称", example = &"维修电工")]
    pub specialty: Option<Text>,
    /// The levels.
    #[schemars(title = "等级")]
    pub levels: Vec<Level>,
    /// What is assessed against (认定依据).
    #[schemars(title = "认定依据（职业标准情况）")]
    pub standard: Standard,
}

/// What an assessment rests on (一（四）).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Which kind of standard.
    #[schemars(title = "类别")]
    pub kind: StandardKind,
    /// Its title.
    #[schemars(title = "名称", example = &"国家职业技能标准 电工")]
    pub title: Text,
    /// Its year or number.
    #[schemars(title = "年份或编号", example = &"2018年版")]
    pub edition: Option<Text>,
    /// For an enterprise's own specification: why there is no standard to rely on.
    #[schemars(title = "无相应标准的说明（企业评价规范必填）", example = &"这个工种没有国家标准和行业标准")]
    pub justification: Option<Text>,
}

/// The kinds of standards of the notice (一（四）).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandardKind {
    /// 国家职业技能标准.
    #[schemars(title = "国家职业技能标准")]
    National,
    /// 行业技能标准.
    #[schemars(title = "行业技能标准")]
    Industry,
    /// 企业评价规范, where neither exists.
    #[schemars(title = "企业评价规范")]
    Enterprise,
}

/// Annex 1, part 四（一）.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Premises {
    /// What there is.
    #[schemars(title = "场地情况", example = &"理论考场 1 间 60 个机位，实操考场 2 处。")]
    pub description: Prose,
    /// The area in square metres.
    #[schemars(title = "面积（平方米）", example = 1200)]
    pub area_square_metres: Option<NonZeroU32>,
    /// The proof of ownership or lease (权属证明材料, 另附).
    #[schemars(title = "权属证明材料（另附）")]
    pub proofs: Vec<Attachment>,
}

/// Annex 1, part 四（二）: one kind of equipment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// The name.
    #[schemars(title = "名称", example = &"电工实训考核台")]
    pub name: Text,
    /// The make.
    #[schemars(title = "品牌", example = &"示例牌")]
    pub brand: Text,
    /// The model.
    #[schemars(title = "规格/型号", example = &"SL-100")]
    pub model: Text,
    /// How many.
    #[schemars(title = "数量", example = 10)]
    pub quantity: NonZeroU32,
    /// Whose it is.
    #[schemars(title = "所有权归属", example = &"自有")]
    pub ownership: Text,
    /// The proof of ownership or lease (权属证明材料, 另附); one file may serve several kinds of equipment.
    #[serde(default)]
    #[schemars(title = "权属证明材料（另附）")]
    pub proofs: Vec<Attachment>,
}

/// Annex 1, part 四（三）.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Monitoring {
    /// How examinations are managed by computer.
    #[schemars(title = "计算机考务管理", example = &"题库和考务系统各一套，机考不联外网。")]
    pub computers: Prose,
    /// How they are watched by video.
    #[schemars(title = "视频监控设备配置", example = &"每个考场 2 个摄像头，录像保存 3 年。")]
    pub video: Prose,
    /// The proof of ownership or lease, which the heading of part 四 asks for the whole part.
    #[serde(default)]
    #[schemars(title = "权属证明材料（另附）")]
    pub proofs: Vec<Attachment>,
}

/// Annex 1, part 五: the people.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// 五（一）: full-time staff.
    #[schemars(title = "（一）专职工作人员情况")]
    pub staff: Vec<StaffMember>,
    /// 五（二）: experts.
    #[schemars(title = "（二）专家情况")]
    pub experts: Vec<Specialist>,
    /// 五（三）: assessors.
    #[schemars(title = "（三）考评员情况")]
    pub assessors: Vec<Specialist>,
    /// 五（四）: quality supervisors.
    #[schemars(title = "（四）督导员情况")]
    pub supervisors: Vec<Specialist>,
}

/// A full-time member of staff.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffMember {
    /// The name.
    #[schemars(title = "姓名", example = &"示例乙")]
    pub name: Text,
    /// When the office compared the ID number with the document; the number itself is not recorded.
    #[schemars(title = "身份证件核验日期（号码不入库）")]
    pub identity_verified: Date,
    /// Post or title.
    #[schemars(title = "职务/职称", example = &"高级工程师")]
    pub position: Text,
    /// Education.
    #[schemars(title = "学历", example = &"本科")]
    pub education: Text,
    /// Main duties.
    #[schemars(title = "主要工作职责", example = &"考务管理")]
    pub duties: Text,
    /// The proof of the technical level (技术技能水平证明复印件, 另附), which the heading of part 五 asks for all people.
    #[schemars(title = "技术技能水平证明（另附）")]
    pub proof: Option<Digest>,
}

/// An expert, assessor or supervisor.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Specialist {
    /// The name.
    #[schemars(title = "姓名", example = &"示例丙")]
    pub name: Text,
    /// When the office compared the ID number with the document; the number itself is not recorded.
    #[schemars(title = "身份证件核验日期（号码不入库）")]
    pub identity_verified: Date,
    /// The employer.
    #[schemars(title = "所在单位", example = &"天津示例重工有限公司")]
    pub employer: Text,
    /// Post, title or skill level.
    #[schemars(title = "职务/职称/技能等级", example = &"高级技师")]
    pub position: Text,
    /// Education.
    #[schemars(title = "学历", example = &"本科")]
    pub education: Text,
    /// For experts their field (专业方向), for assessors the occupations (考评职业领域); not asked of supervisors.
    #[schemars(title = "专业方向/考评职业领域", example = &"电气自动化")]
    pub field: Option<Text>,
    /// The proof of the technical level (技术技能水平证明复印件, 另附).
    #[schemars(title = "技术技能水平证明（另附）")]
    pub proof: Option<Digest>,
}

/// Annex 1, part 六.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pledge {
    /// The legal representative who signed.
    #[schemars(title = "法定代表人（签字）", example = &"示例甲")]
    pub signed_by: Text,
    /// When.
    #[schemars(title = "签字日期")]
    pub signed_on: Date,
    /// Whether the seal of the applicant is on it.
    #[schemars(title = "单位名称（公章）已盖", example = true)]
    pub sealed: bool,
}

/// One material as it was received.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Which item of the policy's list it is.
    #[schemars(title = "材料代号", example = &"application-form")]
    pub item: RecordId,
    /// How it came.
    #[schemars(title = "提交渠道")]
    pub channel: Channel,
    /// When.
    #[schemars(title = "收到日期")]
    pub received: Date,
    /// The SHA-256 digest of the file.
    #[schemars(title = "SHA-256 校验值")]
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
