//! The roster of a sitting: those who were certified, and invented others who were not.

use std::fmt::Write;

use skillreg::issuing::holders::Holder;
use skillreg::registry::records::batch::Batch;
use skillreg::registry::records::plan::Plan;

use crate::person;

const COLUMNS: &str = "姓名,性别,证件类型,证件号码,职业名称,等级,工种/职业方向,工作单位,人员类别,理论成绩,技能成绩,综合评审成绩,是否合格,场次\n";

/// The roster as CSV. No field has a comma or a quote in it.
pub(crate) fn of(plan: &Plan, batch: &Batch, holders: &[Holder]) -> String {
    let mut text = COLUMNS.to_owned();
    let mut row = |holder: &Holder, passed: &str| {
        let fields: [&str; 14] = [
            &holder.name,
            &holder.sex,
            &holder.document_kind,
            &holder.document_number,
            &holder.occupation,
            batch.level.name(),
            &holder.specialty,
            &holder.employer,
            &holder.candidate,
            &holder.theory,
            &holder.skill,
            &holder.review,
            passed,
            &batch.sitting,
        ];
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", fields.join(","));
    };
    holders.iter().for_each(|holder| row(holder, "合格"));
    let result = plan.results.iter().find(|result| result.sitting == batch.sitting);
    let others = result.map_or(0, |result| result.sat.saturating_sub(result.passed));
    for (i, holder) in (0..others).zip(holders.iter().cycle()) {
        row(&failed(holder, &format!("{} {i}", holder.number.as_str())), "不合格");
    }
    text
}

/// Somebody else of the same firm, who did not pass.
fn failed(like: &Holder, seed: &str) -> Holder {
    let document = person::document(seed);
    Holder {
        name: "虚构人".to_owned(),
        sex: document.sex.to_owned(),
        document_number: document.number,
        theory: "52".to_owned(),
        skill: "48".to_owned(),
        ..like.clone()
    }
}
