//! `content/catalogue/`: occupations by edition, restricted occupations, divisions, the holiday calendar.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{DivisionCode, OccupationCode};
use crate::registry::{Date, Level, Text};

/// `occupations-<edition>.yaml`: the skill occupations of one edition of 《中华人民共和国职业分类大典》.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "职业目录")]
pub struct Occupations {
    /// The edition: `2015`, `2022`.
    #[schemars(title = "版本", description = "大典的年份，与文件名里的相同", example = &"2015")]
    pub edition: Text,
    /// The title of the classification.
    #[schemars(
        title = "标题",
        description = "照大典封面写",
        example = &"中华人民共和国职业分类大典（2015年版）"
    )]
    pub title: Text,
    /// Where the list comes from and how sure it is.
    #[schemars(title = "来源说明", description = "从哪里录入、核对过没有", example = &"据大典原文录入")]
    pub source: Text,
    /// The occupations, by code.
    #[schemars(title = "职业", description = "每个职业一项，照编码从小到大写")]
    pub occupations: Vec<Occupation>,
}

/// One occupation (职业).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "职业")]
pub struct Occupation {
    /// The code.
    #[schemars(title = "职业编码", description = "照大典抄写")]
    pub code: OccupationCode,
    /// The name.
    #[schemars(title = "职业名称", description = "照大典写，不带 S、L 标记", example = &"电工")]
    pub name: Text,
    /// The first-listed specialty (工种); there may be others.
    #[schemars(
        title = "首列工种",
        description = "大典在这个职业下列的第一个工种；没有列工种的不写",
        example = &"维修电工"
    )]
    pub specialty: Option<Text>,
    /// The levels of the national standard, where it is known.
    #[schemars(
        title = "国家标准的等级",
        description = "国家职业技能标准设了哪些等级，用数字；没有标准或不清楚的不写"
    )]
    pub standard_levels: Option<Vec<Level>>,
    /// The official mark: `S` digital, `L` green.
    #[schemars(
        title = "标记（S 数字、L 绿色）",
        description = "大典在名称后面加了标记的照写；没有的不写",
        example = &"L"
    )]
    pub marker: Option<Text>,
    /// For an occupation published after the edition: the date from which it counts.
    #[schemars(title = "新职业发布日期", description = "大典以后发布的新职业才写：从这天起可以评价")]
    pub published: Option<Date>,
    /// What is to be known about this entry: where it comes from, how sure it is.
    #[schemars(
        title = "备注",
        description = "要让后来的人知道的，例如编码还没有核对；没有的不写",
        example = &"编码待核"
    )]
    pub note: Option<Text>,
}

/// `restricted.yaml`: occupations that need a licence (准入类职业资格), which employers may not assess.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "准入类职业资格")]
pub struct Restricted {
    /// The restricted occupations.
    #[schemars(
        title = "职业",
        description = "要有准入类职业资格才能从事、企业不能自主评价的职业，每个一项（通知一（三））"
    )]
    pub restricted: Vec<RestrictedOccupation>,
}

/// One restricted occupation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "准入类职业资格")]
pub struct RestrictedOccupation {
    /// The edition its code belongs to.
    #[schemars(
        title = "职业分类大典版本",
        description = "职业编码出自哪一版《中华人民共和国职业分类大典》，写年份，以政策规定的版本为准",
        example = &"2015"
    )]
    pub edition: Text,
    /// The code.
    #[schemars(title = "职业编码", description = "照大典抄写")]
    pub code: OccupationCode,
    /// The name of the qualification.
    #[schemars(title = "职业资格名称", description = "照国家职业资格目录写", example = &"消防设施操作员")]
    pub name: Text,
    /// How much of the occupation is restricted.
    #[schemars(title = "范围", description = "整个职业都不能评价的选全部，只有一部分工种不能评价的选部分")]
    pub extent: Extent,
    /// What exactly is restricted, if not all.
    #[schemars(
        title = "范围说明",
        description = "选了部分的，写明不能评价的是哪些；选了全部的不写",
        example = &"只限游泳、滑雪、潜水、攀岩"
    )]
    pub note: Option<Text>,
    /// Since when.
    #[schemars(title = "起始日期", description = "从哪一天起不能评价")]
    pub from: Date,
    /// Until when, if no longer.
    #[schemars(title = "截止日期", description = "最后一天；现在仍不能评价的不写")]
    pub until: Option<Date>,
    /// The document that says so.
    #[schemars(
        title = "依据",
        description = "哪一份国家职业资格目录",
        example = &"国家职业资格目录（2017年）"
    )]
    pub basis: Text,
}

/// How much of an occupation is restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it.
    #[schemars(title = "全部")]
    Whole,
    /// Some specialties; a filing has to state which it means.
    #[schemars(title = "部分")]
    Partial,
}

/// `divisions.yaml`: the districts bodies can have their seat in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "行政区划")]
pub struct Divisions {
    /// The districts, in their official order.
    #[schemars(
        title = "行政区划",
        description = "本地的各个区（县），每个一项；申请单位和考场的所在区从这里选"
    )]
    pub divisions: Vec<Division>,
}

/// One district.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "区（县）")]
pub struct Division {
    /// The code.
    #[schemars(title = "行政区划代码")]
    pub code: DivisionCode,
    /// The name.
    #[schemars(title = "名称", description = "区（县）的全称", example = &"南开区")]
    pub name: Text,
}

/// `holidays.yaml`: public holidays and the working days that make up for them, year by year.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "节假日")]
pub struct Holidays {
    /// The years, each complete.
    #[schemars(title = "年份", description = "每年一项；期限按工作日推算，用到的年份都要有")]
    pub years: Vec<HolidayYear>,
}

/// One year's calendar, as the State Council announces it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "一年的节假日")]
pub struct HolidayYear {
    /// The year.
    #[schemars(title = "年", description = "四位数字", range(min = 1949, max = 2199), example = 2020)]
    pub year: i16,
    /// Days off, weekends within a holiday included.
    #[schemars(
        title = "放假",
        description = "照国务院办公厅的放假通知，放假的每一天一项，假期里的周六、周日也写"
    )]
    pub holidays: Vec<Holiday>,
    /// Saturdays and Sundays that are worked.
    #[serde(default)]
    #[schemars(title = "调休上班", description = "放假通知里因调休要上班的周六、周日，每天一项；没有的不写")]
    pub working_weekends: Vec<Holiday>,
}

/// One day of the calendar.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "一天")]
pub struct Holiday {
    /// The day.
    #[schemars(title = "日期")]
    pub date: Date,
    /// The holiday it belongs to.
    #[schemars(title = "节日", description = "因为哪个节日放假或调休", example = &"春节")]
    pub name: Text,
}
