//! `content/supervision/<year>/`: inspectors, draws, inspections and measures (五（二）,（三）).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::procedure::EventKind;
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
    /// What the seed is; draws of before do not say.
    #[schemars(title = "种子的来历")]
    pub seed_kind: Option<SeedKind>,
    /// Where everybody can look the seed up.
    #[schemars(title = "种子的出处", example = &"示例公开数字，2021年5月20日公布")]
    pub seed_source: Option<Text>,
    /// The SHA-256 of what was drawn from, public before the seed was known.
    #[schemars(title = "名单的 SHA-256 校验值")]
    pub fingerprint: Option<Digest>,
    /// Why the list was not kept, of a draw that was made otherwise: nobody can do it again.
    #[schemars(title = "没有留下抽取名单的原因", example = &"启用本系统以前抽取")]
    pub unlisted: Option<Prose>,
    /// What was drawn from: written by `skillreg draw`, so that everybody can do the draw again.
    #[schemars(title = "抽取名单")]
    pub pool: Option<Pool>,
    /// What was drawn.
    #[schemars(title = "抽取结果")]
    pub assignments: Vec<Assignment>,
}

/// What a seed is: something nobody in the office could choose once the list was fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeedKind {
    /// A public number that somebody else publishes after the list was fixed.
    #[schemars(title = "别处公布的公开数字")]
    Beacon,
    /// The full name of a commit of the registry that holds the list.
    #[schemars(title = "登记库的 git 提交")]
    Commit,
}

impl SeedKind {
    /// What the public reads.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Beacon => "别处公布的公开数字",
            Self::Commit => "登记库的 git 提交",
        }
    }
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
    /// The draw that ordered it; none for a sitting that was not drawn.
    #[schemars(title = "抽取（代号）；没有抽到而另外督导的不写", example = &"d01")]
    pub draw: Option<RecordId>,
    /// Why a sitting that was not drawn was inspected.
    #[schemars(title = "没有抽到而另外督导的原因", example = &"接到举报")]
    pub reason: Option<Prose>,
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
    #[schemars(title = "到场的督导人员", example = ["i01", "i02"])]
    pub inspectors: Vec<RecordId>,
    /// Who came in the place of those drawn.
    #[serde(default)]
    #[schemars(title = "替换的督导人员")]
    pub replacements: Vec<Replacement>,
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

/// An inspector who came in the place of one who was drawn.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// Who was drawn.
    #[schemars(title = "抽到的督导人员（代号）", example = &"i01")]
    pub drawn: RecordId,
    /// Who came.
    #[schemars(title = "实际到场的督导人员（代号）", example = &"i02")]
    pub instead: RecordId,
    /// Why.
    #[schemars(title = "替换的原因", example = &"因病")]
    pub reason: Prose,
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
    /// Document or video.
    #[schemars(title = "类别")]
    pub kind: EvidenceKind,
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

/// What is kept of an inspection (五（二）: 原始文档及视频资料).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// 文档.
    #[schemars(title = "文档")]
    Document,
    /// 视频.
    #[schemars(title = "视频")]
    Video,
}

impl EvidenceKind {
    /// The kind in Chinese.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Document => "文档",
            Self::Video => "视频",
        }
    }
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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

impl MeasureKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Interview, Self::Rectification, Self::Revocation];

    /// The event of an institution's procedure that tells it in full.
    pub const fn event(self) -> EventKind {
        match self {
            Self::Interview => EventKind::Interviewed,
            Self::Rectification => EventKind::RectificationOrdered,
            Self::Revocation => EventKind::Revoked,
        }
    }
}
