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
    #[schemars(title = "评价机构（备案申请的记录名）")]
    pub institution: RecordId,
    /// When the plan was reported to the office.
    #[schemars(title = "报送日期")]
    pub reported: Date,
    /// The sittings planned.
    #[schemars(title = "场次")]
    pub sittings: Vec<Sitting>,
    /// The results, once there are any.
    #[serde(default)]
    #[schemars(title = "评价结果")]
    pub results: Vec<SittingResult>,
}

/// One sitting (场次).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    /// Its name within the plan.
    #[schemars(title = "场次代号", example = &"s1")]
    pub id: RecordId,
    /// The day it begins.
    #[schemars(title = "日期")]
    pub date: Date,
    /// Where.
    #[schemars(title = "考场地址", example = &"天津市南开区示例路1号培训楼")]
    pub venue: Text,
    /// The district of the venue.
    #[schemars(title = "所在区（行政区划代码）")]
    pub division: DivisionCode,
    /// The edition of the classification.
    #[schemars(title = "职业分类大典版本", example = &"2015")]
    pub edition: Text,
    /// The occupation.
    #[schemars(title = "职业编码")]
    pub occupation: OccupationCode,
    /// The specialty (工种).
    #[schemars(title = "工种名称", example = &"维修电工")]
    pub specialty: Option<Text>,
    /// The level.
    #[schemars(title = "等级")]
    pub level: Level,
    /// The way of assessing.
    #[schemars(title = "评价方式")]
    pub method: Method,
    /// How many of each kind take part.
    #[schemars(title = "参加人数")]
    pub candidates: Candidates,
    /// The assessors, by the names in the filing.
    #[serde(default)]
    #[schemars(title = "考评员", example = ["示例丁"])]
    pub assessors: Vec<Text>,
    /// The supervisors, by the names in the filing.
    #[serde(default)]
    #[schemars(title = "督导员", example = ["示例戊"])]
    pub supervisors: Vec<Text>,
    /// When it was put off or brought forward; only ever appended to.
    #[serde(default)]
    #[schemars(title = "改期")]
    pub rescheduled: Vec<Rescheduling>,
    /// That it is not held; what was reported is never deleted.
    #[schemars(title = "取消")]
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
pub struct Rescheduling {
    /// When that was decided, on the day it was to be held at the latest.
    #[schemars(title = "决定改期的日期")]
    pub date: Date,
    /// The day it was to be held until then.
    #[schemars(title = "原定的日期")]
    pub from: Date,
    /// Why.
    #[schemars(title = "改期的原因", example = &"考场停电")]
    pub reason: Prose,
}

/// That a sitting is not held.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// When that was decided, on the day of the sitting at the latest.
    #[schemars(title = "取消的日期")]
    pub date: Date,
    /// Why.
    #[schemars(title = "取消的原因", example = &"机构暂停评价")]
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
pub struct Candidates {
    /// Employees.
    #[serde(default)]
    #[schemars(title = "在职职工", example = 30)]
    pub employee: u16,
    /// Dispatched workers.
    #[serde(default)]
    #[schemars(title = "劳务派遣人员", example = 5)]
    pub dispatched: u16,
    /// Interns.
    #[serde(default)]
    #[schemars(title = "实习人员", example = 0)]
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
pub struct SittingResult {
    /// Which sitting of the plan.
    #[schemars(title = "场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// The last day of the assessment.
    #[schemars(title = "评价结束日期")]
    pub ended: Date,
    /// When the results were reported.
    #[schemars(title = "结果报送日期")]
    pub reported: Option<Date>,
    /// When the office confirmed them.
    #[schemars(title = "结果确认日期")]
    pub confirmed: Option<Date>,
    /// How many took part.
    #[schemars(title = "实考人数", example = 35)]
    pub sat: u16,
    /// How many passed.
    #[schemars(title = "合格人数", example = 28)]
    pub passed: u16,
}
