//! Annex 1, part 二: what is applied for, and what assessments rest on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::OccupationCode;
use crate::registry::{Level, Text};

/// Annex 1, part 二: one occupation and the levels applied for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "职业（工种）和等级")]
pub struct ScopeLine {
    /// The edition of the classification the code belongs to.
    #[schemars(
        title = "职业分类大典版本",
        description = "职业编码出自哪一版《中华人民共和国职业分类大典》，写年份，以政策规定的版本为准",
        example = &"2015"
    )]
    pub edition: Text,
    /// The code.
    #[schemars(title = "职业编码", description = "照大典抄写")]
    pub code: OccupationCode,
    /// The name.
    #[schemars(
        title = "职业（工种）名称",
        description = "大典里的职业名称，与编码对应；工种写在 specialty 里",
        example = &"电工"
    )]
    pub name: Text,
    /// The specialty (工种), if not the whole occupation; also the stated direction where an occupation is
    /// restricted in part.
    #[schemars(
        title = "工种名称",
        description = "只评价其中一个工种的，写工种的名称；评价整个职业的不写。准入类职业资格里只限一部分的职业，要写明评价哪个工种",
        example = &"维修电工"
    )]
    pub specialty: Option<Text>,
    /// The levels.
    #[schemars(
        title = "等级",
        description = "申请评价的各个等级，用数字：5 初级工、4 中级工、3 高级工、2 技师、1 高级技师（通知一（四））",
        length(min = 1),
        extend("uniqueItems" = true)
    )]
    pub levels: Vec<Level>,
    /// What is assessed against (认定依据).
    #[schemars(
        title = "认定依据（职业标准情况）",
        description = "按什么标准评价：先用国家或行业标准，都没有的才用企业评价规范（通知一（四））"
    )]
    pub standard: Standard,
}

/// What an assessment rests on (一（四）).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "认定依据")]
pub struct Standard {
    /// Which kind of standard.
    #[schemars(title = "类别", description = "国家职业技能标准和行业技能标准都没有的，才选企业评价规范")]
    pub kind: StandardKind,
    /// Its title.
    #[schemars(title = "名称", description = "标准封面上的全称", example = &"国家职业技能标准 电工")]
    pub title: Text,
    /// Its year or number.
    #[schemars(title = "年份或编号", description = "标准颁布的年份或编号；没有的不写", example = &"2018年版")]
    pub edition: Option<Text>,
    /// For an enterprise's own specification: why there is no standard to rely on.
    #[schemars(
        title = "无相应标准的说明（企业评价规范必填）",
        description = "用企业评价规范的必须写：查过哪些标准、为什么没有可用的；用国家或行业标准的不写",
        example = &"这个工种没有国家标准和行业标准"
    )]
    pub justification: Option<Text>,
}

/// The kinds of standards of the notice (一（四）).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandardKind {
    /// 国家职业技能标准.
    #[schemars(title = "国家职业技能标准")]
    National,
    /// 行业技能标准.
    #[schemars(title = "行业技能标准")]
    Industry,
    /// 企业评价规范, where neither exists.
    #[schemars(title = "企业评价规范")]
    Enterprise,
}
