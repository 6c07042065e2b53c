//! Certificates are issued by those who have the right to assess.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::batch::Batch;
use crate::registry::{Record, Status};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "certificate-standing",
    severity: Severity::Error,
    title: "取消资格、退出或没有备案的机构不能发证",
    clause: Some("通知四（三）、五（一）、（三）"),
    reason: "谁评价、谁发证、谁负责：没有了资格，就不能再以机构的名义发证，哪怕评价在取消以前。",
    wrong: Example("issued: 2021-07-20  # 机构 2021-07-09 被取消资格\n"),
    right: Example("issued: 2021-07-01\n"),
};

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let batch = &record.value;
    let Some(filing) = context.standing(&batch.institution) else { return };
    let status = filing.value.status(batch.issued);
    let (name, day) = (&*filing.value.applicant.name, batch.issued);
    let finding = |message: String| RULE.at(Place::value(&record.file, route!["issued"]), message);
    match status {
        // Who is mending faults issues for what was assessed and confirmed before.
        Some(Status::Filed | Status::Rectifying) => {}
        Some(Status::Expired) => {
            let until = filing.value.valid_until(day).map(|until| until.to_string()).unwrap_or_default();
            let hint = "有效期内评价、到期后才发证的，照实保留；评价也在到期以后的，不能发证";
            found
                .push(finding(format!("{day} 发证时「{name}」的备案已于 {until} 到期")).warning().hint(hint));
        }
        Some(status) => {
            let hint = "核对发证日期和机构的办理过程；资格已经没有了的，这批证书不能颁发";
            found.push(finding(format!("{day} 发证时「{name}」的状态是「{}」", status.title())).hint(hint));
        }
        None => {
            found.push(finding(format!("{day} 发证时「{name}」还没有提交申请")).hint("核对机构和发证日期"))
        }
    }
}
