//! What deadlines are for, and whose they are.

use crate::registry::Text;
use crate::registry::records::policy::Clauses;

/// What a deadline is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The preliminary review of an application is answered (三（一）).
    Review,
    /// A plan is reported before its first sitting (四（一）).
    PlanNotice,
    /// The results of a sitting are reported (四（三）).
    Result,
    /// Faults are put right by the day the order names (五（三）).
    Rectification,
    /// A filing runs out (三（四）).
    Expiry,
    /// Sittings are drawn while there are enough of them still to come (五（二）).
    Draw,
    /// A sitting that was drawn is inspected while it goes on (五（二）).
    Inspection,
    /// A policy runs out, and another is in force the day after.
    PolicyEnd,
    /// A policy runs out, and nothing in the registry follows it.
    PolicySuccession,
}

impl Kind {
    /// The word in data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::PlanNotice => "plan_notice",
            Self::Result => "result",
            Self::Rectification => "rectification",
            Self::Expiry => "expiry",
            Self::Draw => "draw",
            Self::Inspection => "inspection",
            Self::PolicyEnd => "policy_end",
            Self::PolicySuccession => "policy_succession",
        }
    }

    /// What has to be done, for the officer who reads it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Review => "反馈初审结果",
            Self::PlanNotice => "报送实施方案",
            Self::Result => "报送评价结果",
            Self::Rectification => "完成整改并验收",
            Self::Expiry => "备案到期",
            Self::Draw => "抽取现场督导的场次",
            Self::Inspection => "现场督导并登记",
            Self::PolicyEnd => "政策文件到期",
            Self::PolicySuccession => "政策文件到期前登记接续的文件",
        }
    }

    /// Where a policy speaks of it.
    pub(super) const fn clause(self, clauses: &Clauses) -> Option<&Text> {
        match self {
            Self::Review => clauses.application.as_ref(),
            Self::PlanNotice => clauses.plan.as_ref(),
            Self::Result => clauses.result.as_ref(),
            Self::Rectification => clauses.measure.as_ref(),
            Self::Expiry => clauses.renewal.as_ref(),
            Self::Draw | Self::Inspection => clauses.inspection.as_ref(),
            Self::PolicyEnd | Self::PolicySuccession => None,
        }
    }

    /// Whose it is to see to it.
    pub const fn desk(self) -> Desk {
        match self {
            Self::Review | Self::Expiry => Desk::Filing,
            Self::PlanNotice | Self::Result => Desk::Assessment,
            Self::Rectification | Self::Draw | Self::Inspection => Desk::Supervision,
            Self::PolicyEnd | Self::PolicySuccession => Desk::Policy,
        }
    }

    /// Whether it is something to be done. What merely runs out is never overdue.
    pub const fn is_duty(self) -> bool {
        !matches!(self, Self::Expiry | Self::PolicyEnd)
    }
}

/// A desk of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Desk {
    /// Applications and filings.
    Filing,
    /// Plans, sittings and results.
    Assessment,
    /// Inspections and measures.
    Supervision,
    /// The policy itself.
    Policy,
}

impl Desk {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Filing, Self::Assessment, Self::Supervision, Self::Policy];

    /// The word in data and options.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::Assessment => "assessment",
            Self::Supervision => "supervision",
            Self::Policy => "policy",
        }
    }

    /// What the office calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Filing => "备案受理",
            Self::Assessment => "评价过程",
            Self::Supervision => "监督检查",
            Self::Policy => "政策文件",
        }
    }
}
