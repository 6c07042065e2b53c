//! The measures of a year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::procedure::EventKind;
use crate::registry::Date;
use crate::registry::identifier::RecordId;

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
