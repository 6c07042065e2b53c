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
#[schemars(title = "所属集团")]
pub struct Group {
    /// The group's name.
    #[schemars(
        title = "集团（总公司）名称",
        description = "集团（总公司）营业执照上的全称",
        example = &"示例集团有限公司"
    )]
    pub name: Text,
    /// Where the group has filed.
    #[schemars(
        title = "集团备案机关",
        description = "受理集团备案的人社部门的全称",
        example = &"人力资源和社会保障部"
    )]
    pub filed_with: Text,
    /// The receipt the group was given.
    #[schemars(
        title = "集团备案回执编号",
        description = "照集团交来的备案回执抄写",
        example = &"示例备〔2020〕1号"
    )]
    pub receipt: Text,
}

/// Annex 1, part 一: the applicant.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "申请单位")]
pub struct Applicant {
    /// The registered name.
    #[schemars(
        title = "名称",
        description = "营业执照上的全称，与公章一致；分支机构写自己的名称，不写集团的"
    )]
    pub name: Text,
    /// The registered address.
    #[schemars(
        title = "地址",
        description = "营业执照上的住所，从市、区写到门牌号",
        example = &"天津市南开区示例路1号"
    )]
    pub address: Text,
    /// The district of the address.
    #[schemars(
        title = "所在区（行政区划代码）",
        description = "地址在哪个区；代码见 content/catalogue/divisions.yaml"
    )]
    pub division: DivisionCode,
    /// The authority that registered it.
    #[schemars(
        title = "注册登记机构",
        description = "营业执照上的登记机关全称",
        example = &"天津市南开区市场监督管理局"
    )]
    pub registrar: Text,
    /// Its unified social credit code.
    #[schemars(title = "统一社会信用代码", description = "照营业执照抄写")]
    pub credit_code: CreditCode,
    /// The person in charge.
    #[schemars(title = "负责人", description = "单位负责人，照申请表录入；电话只写办公电话")]
    pub principal: Officer,
    /// The person to ask.
    #[schemars(
        title = "联系人",
        description = "办理备案时与登记机构联系的人，照申请表录入；电话只写办公电话"
    )]
    pub contact: Officer,
    /// Its e-mail address.
    #[schemars(title = "电子邮箱", description = "不写个人邮箱")]
    pub email: EmailAddress,
    /// Its web site.
    #[schemars(title = "网站", description = "单位的官方网站；没有的不写")]
    pub website: Option<WebAddress>,
    /// Its rules and regulations (规章制度文件, 另附).
    #[schemars(
        title = "规章制度文件（另附）",
        description = "随申请表另附的规章制度，每份一项；这里只登记名称和校验值，文件由登记机构保管",
        length(min = 1)
    )]
    pub regulations: Vec<Attachment>,
}

/// A person who speaks for the applicant.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "负责人或联系人")]
pub struct Officer {
    /// The name.
    #[schemars(title = "姓名", example = &"示例甲")]
    pub name: Text,
    /// The post.
    #[schemars(title = "职务", description = "在本单位担任的职务", example = &"人力资源部部长")]
    pub position: Text,
    /// The office telephone.
    #[schemars(title = "办公电话")]
    pub telephone: Telephone,
}

/// A file the office keeps.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "另附的文件")]
pub struct Attachment {
    /// What it is.
    #[schemars(title = "名称", description = "文件封面上的名称", example = &"职业技能等级自主认定管理办法")]
    pub title: Text,
    /// The SHA-256 digest of the file.
    #[schemars(
        title = "SHA-256 校验值",
        description = "有了它，日后可以证明文件没有换过；还没有电子版的可以不写"
    )]
    pub sha256: Option<Digest>,
}

/// Annex 1, part 二: one occupation and the levels applied for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "职业（工种）和等级")]
pub struct ScopeLine {
    /// The edition of the classification the code belongs to.
    #[schemars(
        title = "职业分类大典版本",
        description = "职业编码出自哪一版《中华人民共和国职业分类大典》，写年份，以政策规定的版本为准",
        example = &"2015"
    )]
    pub edition: Text,
    /// The code.
    #[schemars(title = "职业编码", description = "照大典抄写")]
    pub code: OccupationCode,
    /// The name.
    #[schemars(
        title = "职业（工种）名称",
        description = "大典里的职业名称，与编码对应；工种写在 specialty 里",
        example = &"电工"
    )]
    pub name: Text,
    /// The specialty (工种), if not the whole occupation; also the stated direction where an occupation is
    /// restricted in part.
    #[schemars(
        title = "工种名称",
        description = "只评价其中一个工种的，写工种的名称；评价整个职业的不写。准入类职业资格里只限一部分的职业，要写明评价哪个工种",
        example = &"维修电工"
    )]
    pub specialty: Option<Text>,
    /// The levels.
    #[schemars(
        title = "等级",
        description = "申请评价的各个等级，用数字：5 初级工、4 中级工、3 高级工、2 技师、1 高级技师（通知一（四））",
        length(min = 1),
        extend("uniqueItems" = true)
    )]
    pub levels: Vec<Level>,
    /// What is assessed against (认定依据).
    #[schemars(
        title = "认定依据（职业标准情况）",
        description = "按什么标准评价：先用国家或行业标准，都没有的才用企业评价规范（通知一（四））"
    )]
    pub standard: Standard,
}

/// What an assessment rests on (一（四）).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "认定依据")]
pub struct Standard {
    /// Which kind of standard.
    #[schemars(title = "类别", description = "国家职业技能标准和行业技能标准都没有的，才选企业评价规范")]
    pub kind: StandardKind,
    /// Its title.
    #[schemars(title = "名称", description = "标准封面上的全称", example = &"国家职业技能标准 电工")]
    pub title: Text,
    /// Its year or number.
    #[schemars(title = "年份或编号", description = "标准颁布的年份或编号；没有的不写", example = &"2018年版")]
    pub edition: Option<Text>,
    /// For an enterprise's own specification: why there is no standard to rely on.
    #[schemars(
        title = "无相应标准的说明（企业评价规范必填）",
        description = "用企业评价规范的必须写：查过哪些标准、为什么没有可用的；用国家或行业标准的不写",
        example = &"这个工种没有国家标准和行业标准"
    )]
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
#[schemars(title = "场地情况")]
pub struct Premises {
    /// What there is.
    #[schemars(
        title = "场地情况",
        description = "理论、实操考场各有几处、多大、能容纳多少人",
        example = &"理论考场 1 间 60 个机位，实操考场 2 处。"
    )]
    pub description: Prose,
    /// The area in square metres.
    #[schemars(
        title = "面积（平方米）",
        description = "考场和培训场地一共多少平方米，只写整数；申请表没有写的不写",
        example = 1200
    )]
    pub area_square_metres: Option<NonZeroU32>,
    /// The proof of ownership or lease (权属证明材料, 另附).
    #[schemars(
        title = "权属证明材料（另附）",
        description = "房产证、租赁合同等，每份一项；这里只登记名称和校验值，文件由登记机构保管",
        length(min = 1)
    )]
    pub proofs: Vec<Attachment>,
}

/// Annex 1, part 四（二）: one kind of equipment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "设备")]
pub struct Equipment {
    /// The name.
    #[schemars(title = "名称", description = "照申请表或设备铭牌写", example = &"电工实训考核台")]
    pub name: Text,
    /// The make.
    #[schemars(title = "品牌", description = "照设备铭牌写；没有品牌的写「无」", example = &"示例牌")]
    pub brand: Text,
    /// The model.
    #[schemars(title = "规格/型号", description = "照设备铭牌写；没有型号的写「无」", example = &"SL-100")]
    pub model: Text,
    /// How many.
    #[schemars(title = "数量", description = "多少台（套），只写数字，不写单位", example = 10)]
    pub quantity: NonZeroU32,
    /// Whose it is.
    #[schemars(title = "所有权归属", description = "自有、租赁或借用；租借的写明是谁的", example = &"自有")]
    pub ownership: Text,
    /// The proof of ownership or lease (权属证明材料, 另附); one file may serve several kinds of equipment.
    #[serde(default)]
    #[schemars(
        title = "权属证明材料（另附）",
        description = "购置发票、租赁合同等，每份一项；一份证明几种设备的，写在其中一种下面"
    )]
    pub proofs: Vec<Attachment>,
}

/// Annex 1, part 四（三）.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "考务管理和视频监控")]
pub struct Monitoring {
    /// How examinations are managed by computer.
    #[schemars(
        title = "计算机考务管理",
        description = "管理报名、考务、题库、机考用什么系统和设备",
        example = &"题库和考务系统各一套，机考不联外网。"
    )]
    pub computers: Prose,
    /// How they are watched by video.
    #[schemars(
        title = "视频监控设备配置",
        description = "每个考场有几个摄像头、能看到哪里、录像保存多久",
        example = &"每个考场 2 个摄像头，录像保存 3 年。"
    )]
    pub video: Prose,
    /// The proof of ownership or lease, which the heading of part 四 asks for the whole part.
    #[serde(default)]
    #[schemars(
        title = "权属证明材料（另附）",
        description = "考务和监控设备的购置发票、租赁合同等，每份一项；没有的不写"
    )]
    pub proofs: Vec<Attachment>,
}

/// Annex 1, part 五: the people.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "人员")]
pub struct People {
    /// 五（一）: full-time staff.
    #[schemars(
        title = "（一）专职工作人员情况",
        description = "负责培训和考核的专职人员，每人一项（通知二（三））",
        length(min = 1)
    )]
    pub staff: Vec<StaffMember>,
    /// 五（二）: experts.
    #[schemars(
        title = "（二）专家情况",
        description = "技术专家，每人一项（通知二（三））",
        length(min = 1)
    )]
    pub experts: Vec<Specialist>,
    /// 五（三）: assessors.
    #[schemars(
        title = "（三）考评员情况",
        description = "考评员，每人一项；实施方案里写的考评员要在这里（通知二（三））",
        length(min = 1)
    )]
    pub assessors: Vec<Specialist>,
    /// 五（四）: quality supervisors.
    #[schemars(
        title = "（四）督导员情况",
        description = "质量督导员，每人一项；实施方案里写的督导员要在这里（通知二（三））",
        length(min = 1)
    )]
    pub supervisors: Vec<Specialist>,
}

/// A full-time member of staff.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "专职工作人员")]
pub struct StaffMember {
    /// The name.
    #[schemars(title = "姓名", example = &"示例乙")]
    pub name: Text,
    /// When the office compared the ID number with the document; the number itself is not recorded.
    #[schemars(
        title = "身份证件核验日期（号码不入库）",
        description = "登记机构拿申请表与身份证件核对的那一天"
    )]
    pub identity_verified: Date,
    /// Post or title.
    #[schemars(title = "职务/职称", description = "职务或职称，照申请表写", example = &"高级工程师")]
    pub position: Text,
    /// Education.
    #[schemars(title = "学历", description = "最高学历", example = &"本科")]
    pub education: Text,
    /// Main duties.
    #[schemars(title = "主要工作职责", description = "在评价工作里负责什么", example = &"考务管理")]
    pub duties: Text,
    /// The proof of the technical level (技术技能水平证明复印件, 另附), which the heading of part 五 asks for all people.
    #[schemars(
        title = "技术技能水平证明（另附）",
        description = "证书等证明的复印件的校验值，复印件由登记机构保管，不入库；还没有收到的先不写"
    )]
    pub proof: Option<Digest>,
}

/// An expert, assessor or supervisor.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "专家、考评员或督导员")]
pub struct Specialist {
    /// The name.
    #[schemars(title = "姓名", example = &"示例丙")]
    pub name: Text,
    /// When the office compared the ID number with the document; the number itself is not recorded.
    #[schemars(
        title = "身份证件核验日期（号码不入库）",
        description = "登记机构拿申请表与身份证件核对的那一天"
    )]
    pub identity_verified: Date,
    /// The employer.
    #[schemars(
        title = "所在单位",
        description = "现在工作单位的全称；外聘的写他自己的单位",
        example = &"天津示例重工有限公司"
    )]
    pub employer: Text,
    /// Post, title or skill level.
    #[schemars(
        title = "职务/职称/技能等级",
        description = "职务、职称或技能等级，照申请表写",
        example = &"高级技师"
    )]
    pub position: Text,
    /// Education.
    #[schemars(title = "学历", description = "最高学历", example = &"本科")]
    pub education: Text,
    /// For experts their field (专业方向), for assessors the occupations (考评职业领域); not asked of supervisors.
    #[schemars(
        title = "专业方向/考评职业领域",
        description = "专家写专业方向，考评员写能考评哪些职业，督导员不写",
        example = &"电气自动化"
    )]
    pub field: Option<Text>,
    /// The proof of the technical level (技术技能水平证明复印件, 另附).
    #[schemars(
        title = "技术技能水平证明（另附）",
        description = "证书等证明的复印件的校验值，复印件由登记机构保管，不入库；还没有收到的先不写"
    )]
    pub proof: Option<Digest>,
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
