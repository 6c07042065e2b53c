//! The draws of a year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{Digest, RecordId};
use crate::registry::{Date, Prose, Text};

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
