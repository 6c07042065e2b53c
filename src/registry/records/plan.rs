//! `content/plans/<year>/<id>.yaml`: an implementation plan (四（一）), then its results (四（三）).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{DivisionCode, OccupationCode, RecordId};
use crate::registry::{Date, Level, Prose, Text};

/// An implementation plan reported by an institution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "实施方案")]
pub struct Plan {
    /// The institution: the name of its folder.
    #[schemars(
        title = "评价机构（备案申请的记录名）",
        description = "报送方案的机构，写它在 content/institutions/ 下的文件夹名"
    )]
    pub institution: RecordId,
    /// When the plan was reported to the office.
    #[schemars(
        title = "报送日期",
        description = "登记机构收到方案的那一天；要比首场评价早，早几个工作日由政策规定（通知四（一））"
    )]
    pub reported: Date,
    /// The sittings planned.
    #[schemars(title = "场次", description = "每场一项：一个时间、一个考场、一个职业、一个等级")]
    pub sittings: Vec<Sitting>,
    /// The results, once there are any.
    #[serde(default)]
    #[schemars(title = "评价结果", description = "评价结束以后每场一项；还没有结果的不写")]
    pub results: Vec<SittingResult>,
}

/// One sitting (场次).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "场次")]
pub struct Sitting {
    /// Its name within the plan.
    #[schemars(
        title = "场次代号",
        description = "给这一场起的短名，在方案里不重复；报送以后不改",
        example = &"s1"
    )]
    pub id: RecordId,
    /// The day it begins.
    #[schemars(
        title = "日期",
        description = "评价开始的那一天；改期的写新的日期，原定日期记在 rescheduled 里"
    )]
    pub date: Date,
    /// Where.
    #[schemars(
        title = "考场地址",
        description = "写到楼和房间，让督导人员找得到",
        example = &"天津市南开区示例路1号培训楼"
    )]
    pub venue: Text,
    /// The district of the venue.
    #[schemars(
        title = "所在区（行政区划代码）",
        description = "考场在哪个区；代码见 content/catalogue/divisions.yaml"
    )]
    pub division: DivisionCode,
    /// The edition of the classification.
    #[schemars(
        title = "职业分类大典版本",
        description = "职业编码出自哪一版《中华人民共和国职业分类大典》，写年份，以政策规定的版本为准",
        example = &"2015"
    )]
    pub edition: Text,
    /// The occupation.
    #[schemars(title = "职业编码", description = "评价哪个职业，要在机构的备案范围里")]
    pub occupation: OccupationCode,
    /// The specialty (工种).
    #[schemars(
        title = "工种名称",
        description = "备案时写了工种的，写同一个工种；没有写的不写",
        example = &"维修电工"
    )]
    pub specialty: Option<Text>,
    /// The level.
    #[schemars(
        title = "等级",
        description = "一场只评一个等级，用数字：5 初级工、4 中级工、3 高级工、2 技师、1 高级技师"
    )]
    pub level: Level,
    /// The way of assessing.
    #[schemars(title = "评价方式", description = "照方案写，要在政策规定的方式里（通知四）")]
    pub method: Method,
    /// How many of each kind take part.
    #[schemars(title = "参加人数", description = "三类人员各有多少；只写人数，不写姓名")]
    pub candidates: Candidates,
    /// The assessors, by the names in the filing.
    #[serde(default)]
    #[schemars(
        title = "考评员",
        description = "这一场的考评员，姓名与备案申请的人员情况一致",
        example = ["示例丁"],
        extend("uniqueItems" = true)
    )]
    pub assessors: Vec<Text>,
    /// The supervisors, by the names in the filing.
    #[serde(default)]
    #[schemars(
        title = "督导员",
        description = "这一场的质量督导员，姓名与备案申请的人员情况一致，不能是同一场的考评员",
        example = ["示例戊"],
        extend("uniqueItems" = true)
    )]
    pub supervisors: Vec<Text>,
    /// When it was put off or brought forward; only ever appended to.
    #[serde(default)]
    #[schemars(title = "改期", description = "每改期一次，往下加一项，以前的不改、不删；没有改期的不写")]
    pub rescheduled: Vec<Rescheduling>,
    /// That it is not held; what was reported is never deleted.
    #[schemars(title = "取消", description = "决定不办了才写；报送过的场次不删，在这里说明")]
    pub cancelled: Option<Cancellation>,
}

impl Sitting {
    /// Whether it was called off.
    pub const fn is_cancelled(&self) -> bool {
        self.cancelled.is_some()
    }

    /// The day it was to be held, as was known on a day.
    pub fn date_on(&self, day: Date) -> Date {
        let later = self.rescheduled.iter().find(|change| change.date > day);
        later.map_or(self.date, |change| change.from)
    }

    /// The earlier of the day it was first reported for and the day it is held.
    pub fn first_date(&self) -> Date {
        self.rescheduled.first().map_or(self.date, |change| change.from.min(self.date))
    }
}

/// That a sitting is held on another day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "改期")]
pub struct Rescheduling {
    /// When that was decided, on the day it was to be held at the latest.
    #[schemars(title = "决定改期的日期", description = "作出决定的那一天，不晚于原定的日期")]
    pub date: Date,
    /// The day it was to be held until then.
    #[schemars(title = "原定的日期", description = "这次改期以前定的是哪一天")]
    pub from: Date,
    /// Why.
    #[schemars(title = "改期的原因", description = "一句话说明；要公布，不写个人信息", example = &"考场停电")]
    pub reason: Prose,
}

/// That a sitting is not held.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "取消")]
pub struct Cancellation {
    /// When that was decided, on the day of the sitting at the latest.
    #[schemars(title = "取消的日期", description = "作出决定的那一天，不晚于评价日期")]
    pub date: Date,
    /// Why.
    #[schemars(
        title = "取消的原因",
        description = "一句话说明；要公布，不写个人信息",
        example = &"机构暂停评价"
    )]
    pub reason: Prose,
}

/// The ways of assessing (四).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 考核鉴定.
    #[schemars(title = "考核鉴定")]
    Examination,
    /// 考评结合.
    #[schemars(title = "考评结合")]
    Combined,
    /// 过程化评价.
    #[schemars(title = "过程化评价")]
    Continuous,
    /// 直接认定.
    #[schemars(title = "直接认定")]
    DirectRecognition,
}

impl Method {
    /// The method in Chinese, as the notice calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Examination => "考核鉴定",
            Self::Combined => "考评结合",
            Self::Continuous => "过程化评价",
            Self::DirectRecognition => "直接认定",
        }
    }
}

/// Who is assessed (一（二）).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CandidateKind {
    /// 本企业在职职工.
    #[schemars(title = "在职职工")]
    Employee,
    /// 劳务派遣人员.
    #[schemars(title = "劳务派遣人员")]
    Dispatched,
    /// 实习人员.
    #[schemars(title = "实习人员")]
    Intern,
}

impl CandidateKind {
    /// The kind in Chinese.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Employee => "在职职工",
            Self::Dispatched => "劳务派遣人员",
            Self::Intern => "实习人员",
        }
    }
}

/// How many of each kind.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "参加人数")]
pub struct Candidates {
    /// Employees.
    #[serde(default)]
    #[schemars(title = "在职职工", description = "本企业职工有多少人；没有的写 0 或不写", example = 30)]
    pub employee: u16,
    /// Dispatched workers.
    #[serde(default)]
    #[schemars(
        title = "劳务派遣人员",
        description = "劳务派遣到本企业的有多少人；没有的写 0 或不写",
        example = 5
    )]
    pub dispatched: u16,
    /// Interns.
    #[serde(default)]
    #[schemars(title = "实习人员", description = "在本企业实习的有多少人；没有的写 0 或不写", example = 0)]
    pub intern: u16,
}

impl Candidates {
    /// All together.
    pub const fn total(self) -> u32 {
        self.employee as u32 + self.dispatched as u32 + self.intern as u32
    }
}

/// The result of one sitting.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "评价结果")]
pub struct SittingResult {
    /// Which sitting of the plan.
    #[schemars(title = "场次代号", description = "方案里哪一场，写场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// The last day of the assessment.
    #[schemars(title = "评价结束日期", description = "评价的最后一天，报送期限从这天算起")]
    pub ended: Date,
    /// When the results were reported.
    #[schemars(
        title = "结果报送日期",
        description = "登记机构收到结果的那一天；还没有报送的不写（通知四（三））"
    )]
    pub reported: Option<Date>,
    /// When the office confirmed them.
    #[schemars(
        title = "结果确认日期",
        description = "登记机构确认结果的那一天，确认以后才能发证；还没有确认的不写（通知四（三））"
    )]
    pub confirmed: Option<Date>,
    /// How many took part.
    #[schemars(
        title = "实考人数",
        description = "实际参加考核的有多少人，不多于方案里的参加人数",
        example = 35
    )]
    pub sat: u16,
    /// How many passed.
    #[schemars(title = "合格人数", description = "合格的有多少人；发的证书要与这个数相等", example = 28)]
    pub passed: u16,
}
