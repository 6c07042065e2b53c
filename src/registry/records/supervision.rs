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
    #[schemars(title = "督导人员", description = "当年可以抽取的督导人员，每人一项")]
    pub inspectors: Vec<Inspector>,
}

/// One inspector.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "督导人员")]
pub struct Inspector {
    /// The name draws refer to.
    #[schemars(
        title = "代号",
        description = "给这个人起的短名，抽取和督导用它指到这个人；当年不重复，用过以后不改",
        example = &"i01"
    )]
    pub id: RecordId,
    /// The name.
    #[schemars(title = "姓名", example = &"示例己")]
    pub name: Text,
    /// The employer: no one is drawn for a sitting of their own employer.
    #[schemars(
        title = "所在单位",
        description = "现在工作单位的全称；不会派他督导自己的单位",
        example = &"示例区人力资源和社会保障局"
    )]
    pub employer: Text,
    /// The supervisor's card.
    #[schemars(
        title = "督导员证卡编号",
        description = "照督导员证卡抄写；没有的不写",
        example = &"R12200001"
    )]
    pub card: Option<Text>,
    /// Institutions this inspector must not be drawn for.
    #[serde(default)]
    #[schemars(
        title = "应回避的机构",
        description = "与哪些机构有利害关系、应当回避，每家写它在 content/institutions/ 下的文件夹名；没有的不写"
    )]
    pub recused_from: Vec<RecordId>,
}

/// `draws.yaml`: the draws of the year (双随机); only ever appended to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "随机抽取")]
pub struct Draws {
    /// The draws.
    #[schemars(title = "抽取", description = "每次抽取一项，由 skillreg draw 写成，只往下加")]
    pub draws: Vec<Draw>,
}

/// One draw of sittings and inspectors.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "一次抽取")]
pub struct Draw {
    /// Its name.
    #[schemars(
        title = "代号",
        description = "给这次抽取起的短名，督导用它指到这次抽取；各年都不重复",
        example = &"d01"
    )]
    pub id: RecordId,
    /// When.
    #[schemars(title = "抽取日期", description = "抽取的那一天")]
    pub date: Date,
    /// The public seed.
    #[schemars(
        title = "公开的随机种子",
        description = "抽取用的公开数字，谁都可以拿它重算一遍",
        example = &"2021年第1期示例公开数字"
    )]
    pub seed: Text,
    /// What the seed is; draws of before do not say.
    #[schemars(
        title = "种子的来历",
        description = "名单定下以后才知道、登记机构自己定不了的是哪一种；以前的抽取没有写的不写"
    )]
    pub seed_kind: Option<SeedKind>,
    /// Where everybody can look the seed up.
    #[schemars(
        title = "种子的出处",
        description = "在哪里、哪一天公布的，让人查得到；以前的抽取没有写的不写",
        example = &"示例公开数字，2021年5月20日公布"
    )]
    pub seed_source: Option<Text>,
    /// The SHA-256 of what was drawn from, public before the seed was known.
    #[schemars(
        title = "名单的 SHA-256 校验值",
        description = "名单在种子公布以前的校验值，证明名单没有换过；由程序写成"
    )]
    pub fingerprint: Option<Digest>,
    /// Why the list was not kept, of a draw that was made otherwise: nobody can do it again.
    #[schemars(
        title = "没有留下抽取名单的原因",
        description = "启用本系统以前抽取、没有留下名单的才写",
        example = &"启用本系统以前抽取"
    )]
    pub unlisted: Option<Prose>,
    /// What was drawn from: written by `skillreg draw`, so that everybody can do the draw again.
    #[schemars(title = "抽取名单", description = "抽取时可以抽的场次和督导人员，由程序写成")]
    pub pool: Option<Pool>,
    /// What was drawn.
    #[schemars(title = "抽取结果", description = "抽到哪些场次、派了谁，由程序写成")]
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
#[schemars(title = "抽取名单")]
pub struct Pool {
    /// How many sittings were to be drawn.
    #[schemars(title = "应抽场数", description = "按政策规定的比例，这次应抽多少场", example = 2)]
    pub count: u16,
    /// The sittings, in the order of plan and sitting.
    #[schemars(title = "场次名单", description = "可以抽的场次，每场一项")]
    pub sittings: Vec<PooledSitting>,
    /// The inspectors, in the order of their names.
    #[schemars(title = "督导人员名单", description = "可以派的督导人员，每人一项")]
    pub inspectors: Vec<PooledInspector>,
}

/// A sitting that could be drawn.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "名单里的场次")]
pub struct PooledSitting {
    /// The plan.
    #[schemars(
        title = "实施方案（记录名）",
        description = "哪个方案，写它在 content/plans/ 下的文件名，不带 .yaml"
    )]
    pub plan: RecordId,
    /// The sitting of the plan.
    #[schemars(title = "场次代号", description = "方案里哪一场，写场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// The day it was planned for.
    #[schemars(title = "日期", description = "抽取时方案定的评价日期")]
    pub date: Date,
}

/// An inspector who could be drawn.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "名单里的督导人员")]
pub struct PooledInspector {
    /// The inspector's name in the register.
    #[schemars(title = "代号", description = "督导人员名录里的代号", example = &"i01")]
    pub id: RecordId,
    /// Assignments in the draws of the year before this one.
    #[schemars(title = "本年度已派次数", description = "这次抽取以前，本年度已经派了几次", example = 1)]
    pub assigned: u16,
    /// The sittings (`plan/sitting`) they may not be sent to.
    #[serde(default)]
    #[schemars(
        title = "应回避或当天已有任务的场次",
        description = "每场写成 方案/场次；没有的不写",
        example = ["2021-0014/s1"]
    )]
    pub recused: Vec<Text>,
}

/// One sitting and the inspectors drawn for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "抽到的场次")]
pub struct Assignment {
    /// The plan.
    #[schemars(
        title = "实施方案（记录名）",
        description = "哪个方案，写它在 content/plans/ 下的文件名，不带 .yaml"
    )]
    pub plan: RecordId,
    /// The sitting of the plan.
    #[schemars(title = "场次代号", description = "方案里哪一场，写场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// The inspectors, at least two.
    #[schemars(
        title = "督导人员",
        description = "派去的人在名录里的代号，至少两人（通知五（二））",
        example = ["i01", "i02"],
        length(min = 2),
        extend("uniqueItems" = true)
    )]
    pub inspectors: Vec<RecordId>,
}

/// `inspections.yaml`: what was inspected and found.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "现场督导")]
pub struct Inspections {
    /// The inspections.
    #[schemars(title = "现场督导", description = "每次现场督导一项；还没有的写 []")]
    pub inspections: Vec<Inspection>,
}

/// One inspection of a sitting.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "一次现场督导")]
pub struct Inspection {
    /// Its name.
    #[schemars(
        title = "代号",
        description = "给这次督导起的短名，处理措施用它指到这次督导；各年都不重复",
        example = &"x01"
    )]
    pub id: RecordId,
    /// The draw that ordered it; none for a sitting that was not drawn.
    #[schemars(
        title = "由哪次抽取安排（代号）",
        description = "哪次抽取安排的，写抽取的代号；没有抽到而另外督导的不写，改写原因",
        example = &"d01"
    )]
    pub draw: Option<RecordId>,
    /// Why a sitting that was not drawn was inspected.
    #[schemars(
        title = "没有抽到而另外督导的原因",
        description = "没有抽到的才写，例如接到举报；抽到的不写",
        example = &"接到举报"
    )]
    pub reason: Option<Prose>,
    /// The plan.
    #[schemars(
        title = "实施方案（记录名）",
        description = "哪个方案，写它在 content/plans/ 下的文件名，不带 .yaml"
    )]
    pub plan: RecordId,
    /// The sitting of the plan.
    #[schemars(title = "场次代号", description = "方案里哪一场，写场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// When.
    #[schemars(title = "督导日期", description = "到现场的那一天")]
    pub date: Date,
    /// Who.
    #[schemars(
        title = "到场的督导人员",
        description = "实际到场的人在名录里的代号，至少两人（通知五（二））",
        example = ["i01", "i02"],
        length(min = 2),
        extend("uniqueItems" = true)
    )]
    pub inspectors: Vec<RecordId>,
    /// Who came in the place of those drawn.
    #[serde(default)]
    #[schemars(
        title = "替换的督导人员",
        description = "抽到的人没有去、换了别人的，每换一人一项；没有换的不写"
    )]
    pub replacements: Vec<Replacement>,
    /// How it ended.
    #[schemars(title = "结果", description = "需要处理的，处理以后还要登记在处理措施里")]
    pub outcome: InspectionOutcome,
    /// What was found.
    #[schemars(
        title = "督导情况",
        description = "看了什么、发现什么；要公布，不写个人信息",
        example = &"考场布置、身份核验和录像都符合要求。"
    )]
    pub findings: Prose,
    /// What is kept of it (全程留痕).
    #[schemars(
        title = "留存的文档和视频",
        description = "留存的每份文档、每段视频一项；文档和视频都要有（通知五（二））",
        length(min = 2)
    )]
    pub evidence: Vec<Evidence>,
    /// When the result was published.
    #[schemars(title = "结果公布日期", description = "结果向社会公布的那一天；还没有公布的不写")]
    pub published: Option<Date>,
}

/// An inspector who came in the place of one who was drawn.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "替换")]
pub struct Replacement {
    /// Who was drawn.
    #[schemars(
        title = "抽到的督导人员（代号）",
        description = "没有去的是谁，写名录里的代号",
        example = &"i01"
    )]
    pub drawn: RecordId,
    /// Who came.
    #[schemars(
        title = "实际到场的督导人员（代号）",
        description = "换了谁去，写名录里的代号",
        example = &"i02"
    )]
    pub instead: RecordId,
    /// Why.
    #[schemars(
        title = "替换的原因",
        description = "一句话说明；要公布，不写病情等个人信息",
        example = &"因病"
    )]
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
#[schemars(title = "留存的文档或视频")]
pub struct Evidence {
    /// Document or video.
    #[schemars(title = "类别", description = "记录表、照片等选文档，现场录像选视频")]
    pub kind: EvidenceKind,
    /// What it is.
    #[schemars(title = "名称", description = "这份文档或这段视频叫什么", example = &"现场督导记录表")]
    pub title: Text,
    /// Its SHA-256 digest.
    #[schemars(title = "SHA-256 校验值", description = "有了它，日后可以证明文件没有换过")]
    pub sha256: Digest,
    /// Where it is kept.
    #[schemars(title = "保存处", description = "存在哪里，写到找得到", example = &"市鉴定中心档案室")]
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
    #[schemars(title = "处理措施", description = "当年的约谈、限期整改、取消资格，每件一项；没有的写 []")]
    pub measures: Vec<Measure>,
}

/// One measure and what it followed from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "一件处理措施")]
pub struct Measure {
    /// The institution.
    #[schemars(
        title = "评价机构（备案申请的记录名）",
        description = "对哪家机构，写它在 content/institutions/ 下的文件夹名"
    )]
    pub institution: RecordId,
    /// When; the institution's procedure has an event of the same day.
    #[schemars(title = "日期", description = "与这家机构办理过程里那件事的日期相同")]
    pub date: Date,
    /// What was done.
    #[schemars(title = "措施", description = "经过和事由写在这家机构的办理过程里")]
    pub measure: MeasureKind,
    /// The inspection it followed from, if one.
    #[schemars(
        title = "由哪次督导引起（代号）",
        description = "由现场督导引起的，写那次督导的代号；不是的不写",
        example = &"x01"
    )]
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
