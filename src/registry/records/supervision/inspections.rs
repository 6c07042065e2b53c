//! The inspections of a year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{Digest, RecordId};
use crate::registry::{Date, Prose, Text};

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
