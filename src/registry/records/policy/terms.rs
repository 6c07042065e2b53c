//! What the rules read of a policy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::plan::{CandidateKind, Method};
use crate::registry::identifier::RecordId;
use crate::registry::{Level, Prose, Text};

/// The figures and lists of a policy that the rules read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "条款数据")]
pub struct Terms {
    /// Working days within which the preliminary review is answered (三（一）).
    #[schemars(
        title = "初审反馈期限（工作日）",
        description = "收到申请以后，几个工作日以内反馈初审结果（通知三（一））",
        range(min = 1, max = 365),
        example = 10
    )]
    pub review_working_days: u16,
    /// Working days before the first sitting by which a plan is reported (四（一）).
    #[schemars(
        title = "实施方案提前报送（工作日）",
        description = "首场评价以前，至少提前几个工作日报送实施方案（通知四（一））",
        range(min = 0, max = 365),
        example = 10
    )]
    pub plan_notice_working_days: u16,
    /// Working days after the end within which results are reported (四（三）).
    #[schemars(
        title = "评价结果报送期限（工作日）",
        description = "评价结束以后，几个工作日以内报送结果（通知四（三））",
        range(min = 1, max = 365),
        example = 10
    )]
    pub result_report_working_days: u16,
    /// The least share of a year's sittings that is inspected on site (五（二）).
    #[schemars(
        title = "现场抽查最低比例",
        description = "写成小数：不低于全年场次的 30%，写 0.3（通知五（二））",
        range(min = 0, max = 1),
        example = 0.3
    )]
    pub inspection_share: f64,
    /// The levels that may be assessed (一（四）), lowest first.
    #[schemars(
        title = "评价等级",
        description = "可以评价的等级，从低到高写（通知一（四））",
        length(min = 1)
    )]
    pub levels: Vec<Level>,
    /// The ways of assessing (四).
    #[schemars(title = "评价方式", description = "可以用的评价方式（通知四）", length(min = 1))]
    pub methods: Vec<Method>,
    /// Who may be assessed (一（二）).
    #[schemars(title = "评价对象", description = "可以评价哪些人（通知一（二））", length(min = 1))]
    pub candidates: Vec<CandidateKind>,
    /// The edition of the classification of occupations (一（三）).
    #[schemars(
        title = "职业分类大典版本",
        description = "通知依据哪一版大典，写年份（通知一（三））",
        example = &"2015"
    )]
    pub occupation_edition: Text,
    /// Whether new occupations the ministry publishes count too (一（三）).
    #[schemars(
        title = "是否包括动态发布的新职业",
        description = "人社部动态发布的新职业也可以评价的写 true，不可以的写 false（通知一（三））",
        example = true
    )]
    pub new_occupations: bool,
    /// The conditions of filing (二).
    #[schemars(
        title = "备案条件",
        description = "照通知二逐条写，每条一项，不带序号",
        example = ["依法经营、管理规范、信用良好；"],
        length(min = 1)
    )]
    pub conditions: Vec<Prose>,
    /// What an application consists of (三（一）).
    #[schemars(title = "申请材料", description = "照通知三（一）的清单写，每份一项", length(min = 1))]
    pub application_materials: Vec<MaterialTerm>,
    /// How the office reads the notice where its list can be read in more than one way; shown as a reading, not as its
    /// words.
    #[schemars(
        title = "对申请材料清单的理解（通知没有明说的）",
        description = "通知的写法有几种读法时，写登记机构怎么理解；网站会注明这不是通知的原文；没有的不写",
        example = &"通知的“只须提交”写在第 3 项里，所以第 1、2 项分支机构也要交。"
    )]
    pub application_materials_reading: Option<Prose>,
    /// What is submitted for the assessment (三（二）, annex 2).
    #[schemars(title = "专家评估相关资料", description = "照附件2的清单写，每份一项", length(min = 1))]
    pub assessment_materials: Vec<MaterialTerm>,
    /// How to file, step by step, as the public reads it (三).
    #[schemars(
        title = "办理步骤",
        description = "给公众看的办理步骤，按先后每步一项（通知三）",
        length(min = 1)
    )]
    pub steps: Vec<StepTerm>,
}

/// One step of the procedure. `{office}` in the text stands for the office's short name, `{review_working_days}`,
/// `{plan_notice_working_days}` and `{result_report_working_days}` for the figures above.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "步骤")]
pub struct StepTerm {
    /// What it is called.
    #[schemars(title = "步骤", description = "这一步的名字，几个字", example = &"申请备案")]
    pub title: Text,
    /// What happens.
    #[schemars(
        title = "说明",
        description = "可以用 {office}（主办单位简称）和上面的期限 {review_working_days}、{plan_notice_working_days}、{result_report_working_days}，网站会换成实际的内容",
        example = &"企业向{office}提出申请并提交材料。"
    )]
    pub text: Prose,
    /// The clause.
    #[schemars(
        title = "依据条款",
        description = "写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（一）"
    )]
    pub clause: Option<Text>,
}

/// One item of a list of materials.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "材料")]
pub struct MaterialTerm {
    /// The name filings refer to it by.
    #[schemars(
        title = "代号",
        description = "给这份材料起的短名，备案申请用它指到这一份；用过以后不改",
        example = &"application-form"
    )]
    pub id: RecordId,
    /// What the notice calls it.
    #[schemars(
        title = "名称",
        description = "照通知的清单写",
        example = &"《职业技能等级认定机构备案申请表》（附件1）"
    )]
    pub title: Text,
    /// Who submits it.
    #[serde(default)]
    #[schemars(title = "由谁提交", description = "谁要交这一份；不写就是所有申请单位都要交")]
    pub required_of: RequiredOf,
}

/// Who submits a material.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequiredOf {
    /// Every applicant.
    #[default]
    #[schemars(title = "所有申请单位")]
    Everyone,
    /// Applicants that file on their own.
    #[schemars(title = "自行申请的企业")]
    Enterprise,
    /// Branches of a group that has filed with the ministry or in its own province (三（一）3).
    #[schemars(title = "已备案集团的分支机构")]
    Branch,
}
