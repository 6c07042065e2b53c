//! `content/supervision/<year>/`: inspectors, draws, inspections and measures (五（二）,（三）).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{Digest, RecordId};
use crate::registry::{Date, Prose, Text};

/// `inspectors.yaml`: who can be drawn (执法检查人员名录库).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "督导人员名录")]
pub struct Inspectors {
    /// The inspectors.
    #[schemars(title = "督导人员")]
    pub inspectors: Vec<Inspector>,
}

/// One inspector.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspector {
    /// The name draws refer to.
    #[schemars(title = "代号", example = &"i01")]
    pub id: RecordId,
    /// The name.
    #[schemars(title = "姓名", example = &"示例己")]
    pub name: Text,
    /// The employer: no one is drawn for a sitting of their own employer.
    #[schemars(title = "所在单位", example = &"示例区人力资源和社会保障局")]
    pub employer: Text,
    /// The supervisor's card.
    #[schemars(title = "督导员证卡编号", example = &"R12200001")]
    pub card: Option<Text>,
    /// Institutions this inspector must not be drawn for.
    #[serde(default)]
    #[schemars(title = "应回避的机构")]
    pub recused_from: Vec<RecordId>,
}

/// `draws.yaml`: the draws of the year (双随机); only ever appended to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "随机抽取")]
pub struct Draws {
    /// The draws.
    #[schemars(title = "抽取")]
    pub draws: Vec<Draw>,
}

/// One draw of sittings and inspectors.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// Its name.
    #[schemars(title = "代号", example = &"d01")]
    pub id: RecordId,
    /// When.
    #[schemars(title = "抽取日期")]
    pub date: Date,
    /// The public seed.
    #[schemars(title = "公开的随机种子", example = &"2021年第1期示例公开数字")]
    pub seed: Text,
    /// Where everybody can look the seed up.
    #[schemars(title = "种子的出处", example = &"示例公开数字，2021年5月20日公布")]
    pub seed_source: Option<Text>,
    /// The SHA-256 of what was drawn from, public before the seed was known.
    #[schemars(title = "名单的 SHA-256 校验值")]
    pub fingerprint: Option<Digest>,
    /// What was drawn from: written by `skillreg draw`, so that everybody can do the draw again.
    #[schemars(title = "抽取名单")]
    pub pool: Option<Pool>,
    /// What was drawn.
    #[schemars(title = "抽取结果")]
    pub assignments: Vec<Assignment>,
}

/// What was drawn from, as it was on the day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// How many sittings were to be drawn.
    #[schemars(title = "应抽场数", example = 2)]
    pub count: u16,
    /// The sittings, in the order of plan and sitting.
    #[schemars(title = "场次名单")]
    pub sittings: Vec<PooledSitting>,
    /// The inspectors, in the order of their names.
    #[schemars(title = "督导人员名单")]
    pub inspectors: Vec<PooledInspector>,
}

/// A sitting that could be drawn.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PooledSitting {
    /// The plan.
    #[schemars(title = "实施方案（记录名）")]
    pub plan: RecordId,
    /// The sitting of the plan.
    #[schemars(title = "场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// The day it was planned for.
    #[schemars(title = "日期")]
    pub date: Date,
}

/// An inspector who could be drawn.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PooledInspector {
    /// The inspector's name in the register.
    #[schemars(title = "代号", example = &"i01")]
    pub id: RecordId,
    /// Assignments in the draws of the year before this one.
    #[schemars(title = "本年度已派次数", example = 1)]
    pub assigned: u16,
    /// The sittings (`plan/sitting`) they may not be sent to.
    #[serde(default)]
    #[schemars(title = "应回避或当天已有任务的场次", example = ["2021-0014/s1"])]
    pub recused: Vec<Text>,
}

/// One sitting and the inspectors drawn for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The plan.
    #[schemars(title = "实施方案（记录名）")]
    pub plan: RecordId,
    /// The sitting of the plan.
    #[schemars(title = "场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// The inspectors, at least two.
    #[schemars(title = "督导人员", example = ["i01", "i02"])]
    pub inspectors: Vec<RecordId>,
}

/// `inspections.yaml`: what was inspected and found.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "现场督导")]
pub struct Inspections {
    /// The inspections.
    #[schemars(title = "现场督导")]
    pub inspections: Vec<Inspection>,
}

/// One inspection of a sitting.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inspection {
    /// Its name.
    #[schemars(title = "代号", example = &"x01")]
    pub id: RecordId,
    /// The draw that ordered it.
    #[schemars(title = "抽取（代号）", example = &"d01")]
    pub draw: RecordId,
    /// The plan.
    #[schemars(title = "实施方案（记录名）")]
    pub plan: RecordId,
    /// The sitting of the plan.
    #[schemars(title = "场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// When.
    #[schemars(title = "督导日期")]
    pub date: Date,
    /// Who.
    #[schemars(title = "督导人员", example = ["i01", "i02"])]
    pub inspectors: Vec<RecordId>,
    /// How it ended.
    #[schemars(title = "结果")]
    pub outcome: InspectionOutcome,
    /// What was found.
    #[schemars(title = "督导情况", example = &"考场布置、身份核验和录像都符合要求。")]
    pub findings: Prose,
    /// What is kept of it (全程留痕).
    #[schemars(title = "留存的文档和视频")]
    pub evidence: Vec<Evidence>,
    /// When the result was published.
    #[schemars(title = "结果公布日期")]
    pub published: Option<Date>,
}

/// How an inspection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InspectionOutcome {
    /// 未发现问题.
    #[schemars(title = "未发现问题")]
    Clean,
    /// 发现问题, mended on the spot.
    #[schemars(title = "发现问题，已当场改正")]
    Corrected,
    /// 发现问题, measures follow.
    #[schemars(title = "发现问题，需要处理")]
    Faulty,
}

/// One document or video that is kept.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What it is.
    #[schemars(title = "名称", example = &"现场督导记录表")]
    pub title: Text,
    /// Its SHA-256 digest.
    #[schemars(title = "SHA-256 校验值")]
    pub sha256: Digest,
    /// Where it is kept.
    #[schemars(title = "保存处", example = &"市鉴定中心档案室")]
    pub place: Text,
}

/// `measures.yaml`: the measures taken (五（三）), each told in full in the institution's procedure.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "处理措施")]
pub struct Measures {
    /// The measures.
    #[schemars(title = "处理措施")]
    pub measures: Vec<Measure>,
}

/// One measure and what it followed from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The institution.
    #[schemars(title = "评价机构（备案申请的记录名）")]
    pub institution: RecordId,
    /// When; the institution's procedure has an event of the same day.
    #[schemars(title = "日期")]
    pub date: Date,
    /// What was done.
    #[schemars(title = "措施")]
    pub measure: MeasureKind,
    /// The inspection it followed from, if one.
    #[schemars(title = "由哪次督导引起（代号）", example = &"x01")]
    pub inspection: Option<RecordId>,
}

/// The measures of the notice (五（三）).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// 约谈.
    #[schemars(title = "约谈")]
    Interview,
    /// 限期整改.
    #[schemars(title = "限期整改")]
    Rectification,
    /// 取消资格.
    #[schemars(title = "取消资格")]
    Revocation,
}
