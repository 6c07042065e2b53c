//! The events of a filing's procedure as staff write them: flat, so that every fault can be named at its key.

use std::num::NonZeroU16;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::FilingNumber;
use crate::registry::{Date, Prose, Text};

use super::filing::{Channel, ScopeLine};

/// One event. Which of the other keys it carries depends on `event`; the rule `event-content` says which.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "办理过程中的一件事")]
pub struct EventRecord {
    /// What happened.
    #[schemars(title = "事件", description = "办成了哪一件事；选好以后，下面只写这件事该写的项")]
    pub event: EventKind,
    /// When.
    #[schemars(title = "日期", description = "这件事办成的那一天，从早到晚往下写")]
    pub date: Date,
    /// `submitted`: how the application came.
    #[schemars(title = "提交渠道", description = "事件是「提交申请」时填：申请是怎么交来的")]
    pub channel: Option<Channel>,
    /// `reviewed`, `assessed`: the outcome.
    #[schemars(title = "结果", description = "事件是「初审」「技术评估」时填；退回的，还要在意见里说明原因")]
    pub outcome: Option<Outcome>,
    /// `reviewed`, `assessed`, `rectified`: the office's or the experts' opinion.
    #[schemars(
        title = "意见",
        description = "事件是「初审」「技术评估」「整改完成」时填：结论和理由；初审通过的可以不写",
        example = &"材料齐全，符合备案条件。"
    )]
    pub opinion: Option<Prose>,
    /// `assessed`: remote or on site.
    #[schemars(
        title = "评估形式",
        description = "事件是「技术评估」时填：专家是远程评估，还是到现场（通知三（二））"
    )]
    pub mode: Option<AssessmentMode>,
    /// `assessed`: by which means.
    #[schemars(
        title = "评估方式",
        description = "事件是「技术评估」时填：用了哪几种，就写哪几种（通知三（二））",
        length(min = 1)
    )]
    pub means: Option<Vec<AssessmentMeans>>,
    /// `assessed`: how many experts took part; their names are not public.
    #[schemars(
        title = "专家人数",
        description = "事件是「技术评估」时填：有几位专家参加，只写人数，不写姓名",
        example = 3
    )]
    pub experts: Option<NonZeroU16>,
    /// `recommended`: whom it was reported to.
    #[schemars(
        title = "报备单位",
        description = "事件是「列入建议名单」时填：向哪个单位报备（通知三（三））",
        example = &"人力资源社会保障部职业技能鉴定中心"
    )]
    pub reported_to: Option<Text>,
    /// `filed`: the filing number.
    #[schemars(title = "备案号", description = "事件是「备案」时填：照备案回执上的赋码抄写")]
    pub number: Option<FilingNumber>,
    /// `filed`, `renewed`: the number of the receipt.
    #[schemars(
        title = "备案回执编号",
        description = "事件是「备案」「延续备案」时填：照发出的回执抄写",
        example = &"示例回执2020-0001"
    )]
    pub receipt: Option<Text>,
    /// `filed`, `renewed`: the last day of validity.
    #[schemars(title = "有效期至", description = "事件是「备案」「延续备案」时填：仍然有效的最后一天")]
    pub valid_until: Option<Date>,
    /// `published`: where.
    #[schemars(
        title = "公布载体",
        description = "事件是「公布」时填：公布在哪里（通知三（四））",
        example = &"本站机构目录"
    )]
    pub medium: Option<Text>,
    /// `scope_changed`: the whole scope from now on.
    #[schemars(
        title = "变更后的全部职业（工种）",
        description = "事件是「变更评价范围」时填：从这天起的全部职业，不只是增加的",
        length(min = 1)
    )]
    pub scope: Option<Vec<ScopeLine>>,
    /// `interviewed`, `rectification_ordered`, `revoked`, `withdrawn`: why.
    #[schemars(
        title = "事由",
        description = "事件是「约谈」「责令限期整改」「取消资格」「自愿退出」时填：为什么；要公布，不写个人信息",
        example = &"评价记录保存不完整"
    )]
    pub reason: Option<Prose>,
    /// `rectification_ordered`: the last day.
    #[schemars(title = "整改期限", description = "事件是「责令限期整改」时填：最迟哪一天改好")]
    pub due: Option<Date>,
    /// `rectification_ordered`, `revoked`: the document's number.
    #[schemars(
        title = "文书编号",
        description = "事件是「责令限期整改」「取消资格」时填：通知书或决定书的文号；限期整改没有发文的可以不写",
        example = &"示例改〔2021〕1号"
    )]
    pub document: Option<Text>,
}

/// The events of the procedure (三, 五（三）).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// 提交申请.
    #[schemars(title = "提交申请")]
    Submitted,
    /// 初审.
    #[schemars(title = "初审")]
    Reviewed,
    /// 技术评估.
    #[schemars(title = "技术评估")]
    Assessed,
    /// 提出建议名单并报备.
    #[schemars(title = "列入建议名单")]
    Recommended,
    /// 备案.
    #[schemars(title = "备案")]
    Filed,
    /// 列入目录并公布.
    #[schemars(title = "公布")]
    Published,
    /// 增加或变更职业（工种）、等级.
    #[schemars(title = "变更评价范围")]
    ScopeChanged,
    /// 延续.
    #[schemars(title = "延续备案")]
    Renewed,
    /// 约谈.
    #[schemars(title = "约谈")]
    Interviewed,
    /// 限期整改.
    #[schemars(title = "责令限期整改")]
    RectificationOrdered,
    /// 整改完成.
    #[schemars(title = "整改完成")]
    Rectified,
    /// 取消资格.
    #[schemars(title = "取消资格")]
    Revoked,
    /// 自愿退出.
    #[schemars(title = "自愿退出")]
    Withdrawn,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Submitted,
        Self::Reviewed,
        Self::Assessed,
        Self::Recommended,
        Self::Filed,
        Self::Published,
        Self::ScopeChanged,
        Self::Renewed,
        Self::Interviewed,
        Self::RectificationOrdered,
        Self::Rectified,
        Self::Revoked,
        Self::Withdrawn,
    ];

    /// The keys that an event of this kind needs beside its date, and those that it may have.
    pub const fn keys(self) -> [&'static [&'static str]; 2] {
        match self {
            Self::Submitted => [&["channel"], &[]],
            Self::Reviewed => [&["outcome"], &["opinion"]],
            Self::Assessed => [&["outcome", "mode", "means", "experts", "opinion"], &[]],
            Self::Recommended => [&["reported_to"], &[]],
            Self::Filed => [&["number", "receipt", "valid_until"], &[]],
            Self::Published => [&["medium"], &[]],
            Self::ScopeChanged => [&["scope"], &[]],
            Self::Renewed => [&["receipt", "valid_until"], &[]],
            Self::Interviewed | Self::Withdrawn => [&["reason"], &[]],
            Self::RectificationOrdered => [&["reason", "due"], &["document"]],
            Self::Rectified => [&["opinion"], &[]],
            Self::Revoked => [&["reason", "document"], &[]],
        }
    }

    /// Whether an event of this kind has a key.
    pub fn carries(self, key: &str) -> bool {
        self.keys().concat().contains(&key)
    }

    /// The event in Chinese.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Submitted => "提交申请",
            Self::Reviewed => "初审",
            Self::Assessed => "技术评估",
            Self::Recommended => "列入建议名单",
            Self::Filed => "备案",
            Self::Published => "公布",
            Self::ScopeChanged => "变更评价范围",
            Self::Renewed => "延续备案",
            Self::Interviewed => "约谈",
            Self::RectificationOrdered => "责令限期整改",
            Self::Rectified => "整改完成",
            Self::Revoked => "取消资格",
            Self::Withdrawn => "自愿退出",
        }
    }
}

/// How a review or an assessment ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Passed.
    #[schemars(title = "通过")]
    Passed,
    /// Returned to the applicant.
    #[schemars(title = "退回")]
    Returned,
}

/// Where an assessment takes place (三（二）).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentMode {
    /// 远程.
    #[schemars(title = "远程")]
    Remote,
    /// 现场.
    #[schemars(title = "现场")]
    OnSite,
}

/// By which means experts assess (三（二）).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentMeans {
    /// 材料审核.
    #[schemars(title = "材料审核")]
    MaterialReview,
    /// 质询答辩.
    #[schemars(title = "质询答辩")]
    Questioning,
    /// 现场考察.
    #[schemars(title = "现场考察")]
    SiteVisit,
}
