//! Where a policy says what pages tell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::procedure::EventKind;
use crate::registry::Text;

/// The clauses that pages name as the ground of what they tell; one that is not given is not named.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "各事项依据的条款")]
pub struct Clauses {
    /// The conditions of filing.
    #[schemars(
        title = "备案条件",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"二"
    )]
    pub conditions: Option<Text>,
    /// Application, its materials and the preliminary review.
    #[schemars(
        title = "申请和初审",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（一）"
    )]
    pub application: Option<Text>,
    /// The assessment by experts and its materials.
    #[schemars(
        title = "专家评估",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（二）"
    )]
    pub assessment: Option<Text>,
    /// Recommending and filing.
    #[schemars(
        title = "建议名单和备案",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（三）"
    )]
    pub filing: Option<Text>,
    /// The public directory and changes of scope.
    #[schemars(
        title = "公布和变更",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（四）"
    )]
    pub publication: Option<Text>,
    /// Renewal.
    #[schemars(
        title = "延续备案",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（四）"
    )]
    pub renewal: Option<Text>,
    /// Giving up the filing of one's own will.
    #[schemars(
        title = "自愿退出",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"五（三）"
    )]
    pub withdrawal: Option<Text>,
    /// Implementation plans.
    #[schemars(
        title = "报送实施方案",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"四（一）"
    )]
    pub plan: Option<Text>,
    /// Results.
    #[schemars(
        title = "报送评价结果",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"四（三）"
    )]
    pub result: Option<Text>,
    /// Inspections on site.
    #[schemars(
        title = "现场抽查",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"五（二）"
    )]
    pub inspection: Option<Text>,
    /// Interviews, rectification, revocation.
    #[schemars(
        title = "约谈、整改和取消资格",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"五（三）"
    )]
    pub measure: Option<Text>,
}

impl Clauses {
    /// The clause an event of the procedure rests on.
    pub fn of_event(&self, event: EventKind) -> Option<&Text> {
        use EventKind as E;
        match event {
            E::Submitted | E::Reviewed => self.application.as_ref(),
            E::Assessed => self.assessment.as_ref(),
            E::Recommended | E::Filed => self.filing.as_ref(),
            E::Published | E::ScopeChanged => self.publication.as_ref(),
            E::Interviewed | E::RectificationOrdered | E::Rectified | E::Revoked => self.measure.as_ref(),
            E::Renewed => self.renewal.as_ref(),
            E::Withdrawn => self.withdrawal.as_ref(),
        }
    }

    /// All clauses that are given, by key.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        let all = [
            ("conditions", &self.conditions),
            ("application", &self.application),
            ("assessment", &self.assessment),
            ("filing", &self.filing),
            ("publication", &self.publication),
            ("renewal", &self.renewal),
            ("withdrawal", &self.withdrawal),
            ("plan", &self.plan),
            ("result", &self.result),
            ("inspection", &self.inspection),
            ("measure", &self.measure),
        ];
        all.into_iter().filter_map(|(key, clause)| clause.as_ref().map(|clause| (key, clause)))
    }
}
