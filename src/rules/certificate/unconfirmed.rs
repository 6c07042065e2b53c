//! Certificates are issued once the office has confirmed the results.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::batch::Batch;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "certificate-unconfirmed",
    severity: Severity::Error,
    title: "评价结果经确认以后才能发证",
    clause: Some("通知四（三）"),
    reason: "结果要报送登记机构，确认后才颁发证书；没有确认的证书没有依据。",
    wrong: Example("issued: 2020-09-18  # 结果 2020-09-21 确认\n"),
    right: Example("issued: 2020-09-25  # 结果 2020-09-21 确认\n"),
};

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let batch = &record.value;
    let plan = context.index.plan_named(&batch.plan);
    // Where the plan was not read whole, or has no such sitting, that is told of already.
    if plan.is_none_or(|plan| context.index.is_broken(&plan.file))
        || context.index.sitting(&batch.plan, &batch.sitting).is_none()
    {
        return;
    }
    let confirmed = context.index.result(&batch.plan, &batch.sitting).map(|result| result.confirmed);
    let (route, message) = match confirmed {
        None => (route!["sitting"], format!("场次 {} 还没有评价结果", &*batch.sitting)),
        Some(None) => (route!["sitting"], format!("场次 {} 的评价结果还没有确认", &*batch.sitting)),
        Some(Some(confirmed)) if batch.issued < confirmed => {
            (route!["issued"], format!("发证日期 {} 早于结果确认日期 {confirmed}", batch.issued))
        }
        Some(Some(_)) => return,
    };
    let finding = RULE.at(Place::value(&record.file, route), message);
    found.push(finding.hint(format!("在实施方案 {} 的 results 里登记结果和确认日期，再发证", &*batch.plan)));
}
