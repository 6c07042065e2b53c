//! Annex 1, part 五: the people. Their citizen ID numbers are kept elsewhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::Digest;
use crate::registry::{Date, Text};

/// Annex 1, part 五: the people.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "人员")]
pub struct People {
    /// 五（一）: full-time staff.
    #[schemars(
        title = "（一）专职工作人员情况",
        description = "负责培训和考核的专职人员，每人一项（通知二（三））",
        length(min = 1)
    )]
    pub staff: Vec<StaffMember>,
    /// 五（二）: experts.
    #[schemars(
        title = "（二）专家情况",
        description = "技术专家，每人一项（通知二（三））",
        length(min = 1)
    )]
    pub experts: Vec<Specialist>,
    /// 五（三）: assessors.
    #[schemars(
        title = "（三）考评员情况",
        description = "考评员，每人一项；实施方案里写的考评员要在这里（通知二（三））",
        length(min = 1)
    )]
    pub assessors: Vec<Specialist>,
    /// 五（四）: quality supervisors.
    #[schemars(
        title = "（四）督导员情况",
        description = "质量督导员，每人一项；实施方案里写的督导员要在这里（通知二（三））",
        length(min = 1)
    )]
    pub supervisors: Vec<Specialist>,
}

/// A full-time member of staff.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "专职工作人员")]
pub struct StaffMember {
    /// The name.
    #[schemars(title = "姓名", example = &"示例乙")]
    pub name: Text,
    /// When the office compared the ID number with the document; the number itself is not recorded.
    #[schemars(
        title = "身份证件核验日期（号码不入库）",
        description = "登记机构拿申请表与身份证件核对的那一天"
    )]
    pub identity_verified: Date,
    /// Post or title.
    #[schemars(title = "职务/职称", description = "职务或职称，照申请表写", example = &"高级工程师")]
    pub position: Text,
    /// Education.
    #[schemars(title = "学历", description = "最高学历", example = &"本科")]
    pub education: Text,
    /// Main duties.
    #[schemars(title = "主要工作职责", description = "在评价工作里负责什么", example = &"考务管理")]
    pub duties: Text,
    /// The proof of the technical level (技术技能水平证明复印件, 另附), which the heading of part 五 asks for all people.
    #[schemars(
        title = "技术技能水平证明（另附）",
        description = "证书等证明的复印件的校验值，复印件由登记机构保管，不入库；还没有收到的先不写"
    )]
    pub proof: Option<Digest>,
}

/// An expert, assessor or supervisor.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "专家、考评员或督导员")]
pub struct Specialist {
    /// The name.
    #[schemars(title = "姓名", example = &"示例丙")]
    pub name: Text,
    /// When the office compared the ID number with the document; the number itself is not recorded.
    #[schemars(
        title = "身份证件核验日期（号码不入库）",
        description = "登记机构拿申请表与身份证件核对的那一天"
    )]
    pub identity_verified: Date,
    /// The employer.
    #[schemars(
        title = "所在单位",
        description = "现在工作单位的全称；外聘的写他自己的单位",
        example = &"天津示例重工有限公司"
    )]
    pub employer: Text,
    /// Post, title or skill level.
    #[schemars(
        title = "职务/职称/技能等级",
        description = "职务、职称或技能等级，照申请表写",
        example = &"高级技师"
    )]
    pub position: Text,
    /// Education.
    #[schemars(title = "学历", description = "最高学历", example = &"本科")]
    pub education: Text,
    /// For experts their field (专业方向), for assessors the occupations (考评职业领域); not asked of supervisors.
    #[schemars(
        title = "专业方向/考评职业领域",
        description = "专家写专业方向，考评员写能考评哪些职业，督导员不写",
        example = &"电气自动化"
    )]
    pub field: Option<Text>,
    /// The proof of the technical level (技术技能水平证明复印件, 另附).
    #[schemars(
        title = "技术技能水平证明（另附）",
        description = "证书等证明的复印件的校验值，复印件由登记机构保管，不入库；还没有收到的先不写"
    )]
    pub proof: Option<Digest>,
}
