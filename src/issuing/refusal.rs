//! Why certificates are not issued, once the roster itself is in order.

use super::roster::{Fault, Roster, Row, Spot};
use crate::diagnostics::{Finding, Report};
use crate::registry::records::plan::{Plan, SittingResult};
use crate::registry::{Date, Record, Registry, Status};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The registry, which has no errors.
    pub registry: &'a Registry,
    /// The plan.
    pub plan: &'a Record<Plan>,
    /// The people.
    pub roster: &'a Roster,
    /// The date of issue.
    pub issued: Date,
}

/// The plan that was reported too late, as `check` found it: a warning there, since what happened is recorded as it was.
pub fn reported_late(report: &Report, plan: &Record<Plan>) -> Vec<Fault> {
    let of_plan = |found: &&Finding| found.rule.code == "plan-notice" && found.place.file == plan.file;
    let late = report.findings.iter().map(|located| &located.finding).filter(of_plan);
    late.map(|found| {
        let message = format!("实施方案 {} 报送得晚：{}", plan.id, found.message);
        Fault::new(Spot::file(), message).hint("照通知四（一）不能据此发证；日期写错的先改正")
    })
    .collect()
}

/// Every reason against issuing; none if there is none.
pub fn refusals(request: &Request<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    faults.extend(to_come(request));
    faults.extend(standing(request));
    if request.registry.site().lookup.is_none() {
        let fault = Fault::new(Spot::file(), "content/site.yaml 里没有证书查询设置（lookup），证书无法封存");
        faults.push(fault.hint("照 docs/records.md 补上 lookup"));
    }
    for sitting in taken(&request.plan.value, request.roster) {
        faults.extend(results(request, sitting));
        faults.extend(issued_before(request, sitting));
    }
    if request.roster.rows.iter().all(|row| !row.passed) {
        faults.push(
            Fault::new(Spot::file(), "花名册里没有合格人员，没有证书可发").hint("核对「是否合格」一列"),
        );
    }
    faults
}

/// A date to come: the record would be a fault of its own as soon as it is written.
fn to_come(request: &Request<'_>) -> Option<Fault> {
    let (issued, today) = (request.issued, request.registry.today);
    let message = || format!("发证日期 {issued} 还没有到，今天是 {today}");
    (issued > today).then(|| Fault::new(Spot::file(), message()).hint("用 --issued 给出今天或以前的日期"))
}

/// Where a roster differs from the results of its plan, as far as there are any.
pub fn miscounts(plan: &Plan, roster: &Roster) -> Vec<Fault> {
    let known = taken(plan, roster).filter_map(|sitting| result(plan, sitting));
    known.flat_map(|result| counts(roster, result)).collect()
}

/// The sittings of a plan that people of the roster took part in.
fn taken<'a>(plan: &'a Plan, roster: &'a Roster) -> impl Iterator<Item = &'a str> {
    let taken = move |id: &&str| roster.rows.iter().any(|row| *row.sitting == **id);
    plan.sittings.iter().map(|sitting| &*sitting.id).filter(taken)
}

fn result<'a>(plan: &'a Plan, sitting: &str) -> Option<&'a SittingResult> {
    plan.results.iter().find(|result| *result.sitting == *sitting)
}

/// Whether the institution may issue on the date of issue.
fn standing(request: &Request<'_>) -> Option<Fault> {
    let Request { registry, plan, issued, .. } = *request;
    let institution = &plan.value.institution;
    let filing = registry.filing(institution);
    let status = filing.and_then(|filing| filing.value.status(issued));
    if status.is_some_and(Status::may_assess) {
        return None;
    }
    let is = status.map_or("没有备案", Status::title);
    let fault = Fault::new(
        Spot::file(),
        format!("{}，这家机构（{}）的状态是「{is}」，不能发证", issued.chinese(), &**institution),
    );
    Some(fault.hint("先在备案记录的办理过程里了结；过去的评价要不要发证，由登记机构决定"))
}

fn results(request: &Request<'_>, sitting: &str) -> Vec<Fault> {
    let fault = |message: String, hint: &str| Fault::new(Spot::file(), message).hint(hint);
    let Some(result) = result(&request.plan.value, sitting) else {
        let message = format!("实施方案 {} 还没有场次 {sitting} 的评价结果", request.plan.id);
        return vec![fault(message, "先在实施方案的 results 里登记结果，经登记机构确认后再发证")];
    };
    let mut faults = Vec::new();
    match result.confirmed {
        None => faults.push(fault(
            format!("场次 {sitting} 的评价结果还没有经登记机构确认"),
            "确认以后在实施方案的 results 里填 confirmed，再发证",
        )),
        Some(confirmed) if request.issued < confirmed => faults.push(fault(
            format!("发证日期 {} 早于场次 {sitting} 的确认日期 {confirmed}", request.issued),
            "用 --issued 给出确认当日或以后的日期",
        )),
        Some(_) => {}
    }
    faults.extend(counts(request.roster, result));
    faults
}

/// Whether as many sat and passed as the office confirmed.
fn counts(roster: &Roster, result: &SittingResult) -> Vec<Fault> {
    let rows: Vec<&Row> = roster.rows.iter().filter(|row| row.sitting == result.sitting).collect();
    let sat = rows.iter().filter(|row| row.sat).count();
    let passed = rows.iter().filter(|row| row.passed).count();
    let pairs = [("参加评价", sat, result.sat), ("合格", passed, result.passed)];
    let differs = pairs.into_iter().filter(|(_, is, confirmed)| *is != usize::from(*confirmed));
    let spot = Spot { sheet: roster.sheet.as_str().into(), row: None, column: None };
    differs
        .map(|(what, is, confirmed)| {
            let recorded = result.confirmed.map_or("登记的", |_| "经确认的");
            let message = format!(
                "场次 {} 在花名册里{what} {is} 人，{recorded}结果是 {confirmed} 人",
                &*result.sitting
            );
            Fault::new(spot.clone(), message)
                .hint("花名册要写齐这一场的所有人，合格不合格都写；人数对不上的先查清")
        })
        .collect()
}

/// A sitting is certified once: a second roster of it would give its people second numbers.
fn issued_before(request: &Request<'_>, sitting: &str) -> Option<Fault> {
    let mut batches = request.registry.batches().iter();
    let known =
        batches.find(|batch| *batch.value.plan == *request.plan.id && *batch.value.sitting == *sitting);
    let known = known?;
    let message = format!("场次 {sitting} 已经发过证：批次 {}（{}）", known.id, known.value.issued.chinese());
    Some(Fault::new(Spot::file(), message).hint(
        "同一份花名册不发两次；个别证书有误用 skillreg reissue 更正。上次发证中断、没有得到证书文件的，换回上次的 --out 再运行，会找回来",
    ))
}
