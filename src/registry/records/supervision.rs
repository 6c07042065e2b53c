//! `content/supervision/<year>/`: inspectors, draws, inspections and measures (五（二）,（三）).

mod draws;
mod inspections;
mod measures;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::Text;
use crate::registry::identifier::RecordId;

pub use self::draws::{Assignment, Draw, Draws, Pool, PooledInspector, PooledSitting, SeedKind};
pub use self::inspections::{
    Evidence, EvidenceKind, Inspection, InspectionOutcome, Inspections, Replacement,
};
pub use self::measures::{Measure, MeasureKind, Measures};

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
