//! Annex 1 is filled in: nothing the conditions of filing (二) ask for is left empty.

use crate::diagnostics::{Example, Finding, Place, Route, Rule, Severity, route};
use crate::registry::Record;
use crate::registry::records::filing::{Filing, Specialist};
use crate::rules::{Context, occupation};

pub(super) static RULE: Rule = Rule {
    code: "application-incomplete",
    severity: Severity::Error,
    title: "申请表各部分都要填",
    clause: Some("通知二（三）、（四）；附件1"),
    reason: "备案条件要求有专职工作人员、专家、考评员、督导员、场地和设备；空着就看不出符合条件。初审通过以前只作提醒。",
    wrong: Example("people:\n  staff: []\n"),
    right: Example(
        "people:\n  staff:\n    - {name: 示例天, identity_verified: 2020-06-02, position: 主任, education: 大学本科, duties: 组织评价}\n",
    ),
};

pub(super) fn filing(_: &Context<'_>, record: &Record<Filing>, found: &mut Vec<Finding>) {
    let filing = &record.value;
    if super::is_returned(filing) {
        return;
    }
    let lacking = proofs(filing)
        .into_iter()
        .map(|(route, message, hint)| RULE.at(Place::key(&record.file, route), message).warning().hint(hint));
    found.extend(lacking);
    let mut push = |place: Place, message: String, hint: String| {
        found.push(super::graded(filing, RULE.at(place, message).hint(hint)));
    };
    for (empty, route, what) in lists(filing) {
        if empty {
            push(Place::key(&record.file, route), format!("申请表没有填{what}"), format!("至少填一项{what}"));
        }
    }
    for (route, what) in fields(filing) {
        let place = Place::value(&record.file, route.then("name"));
        push(place, format!("没有填{what}"), "在这个人名下补上 field: …".to_owned());
    }
    for scope in occupation::scopes(filing) {
        for (route, line) in scope.routed().filter(|(_, line)| line.levels.is_empty()) {
            let place = Place::key(&record.file, route.then("levels"));
            push(place, format!("「{}」没有写等级", &*line.name), "例如 levels: [5, 4, 3]".to_owned());
        }
    }
}

/// What annex 1 asks to be attached to parts 四（二） and 五. Records from before it was asked here go on to hold, so this
/// is no error.
fn proofs(filing: &Filing) -> Vec<(Route, String, &'static str)> {
    let people = &filing.people;
    let lacking = |people: &[Specialist]| people.iter().filter(|person| person.proof.is_none()).count();
    let groups = [
        ("staff", "专职工作人员", people.staff.iter().filter(|person| person.proof.is_none()).count()),
        ("experts", "专家", lacking(&people.experts)),
        ("assessors", "考评员", lacking(&people.assessors)),
        ("supervisors", "督导员", lacking(&people.supervisors)),
    ];
    let groups = groups.into_iter().filter(|(.., count)| *count > 0).map(|(key, what, count)| {
        let message = format!("{what}有 {count} 人没有登记技术技能水平证明（另附）");
        (
            route!["people", key],
            message,
            "在各人名下补上 proof: …，写证明复印件的校验值，复印件由登记机构保管，不入库",
        )
    });
    let bare = !filing.equipment.is_empty() && filing.equipment.iter().all(|kind| kind.proofs.is_empty());
    let equipment = bare.then(|| {
        let message = "设施设备没有登记权属证明材料（另附）".to_owned();
        (
            route!["equipment"],
            message,
            "补在设备下面：proofs: [{title: 购置发票}]；一份证明几种设备的，写在其中一种下面",
        )
    });
    equipment.into_iter().chain(groups).collect()
}

fn lists(filing: &Filing) -> [(bool, Route, &'static str); 8] {
    let people = &filing.people;
    [
        (filing.applicant.regulations.is_empty(), route!["applicant", "regulations"], "规章制度文件"),
        (filing.scope.is_empty(), route!["scope"], "职业（工种）"),
        (filing.premises.proofs.is_empty(), route!["premises", "proofs"], "场地权属证明材料"),
        (filing.equipment.is_empty(), route!["equipment"], "设施设备"),
        (people.staff.is_empty(), route!["people", "staff"], "专职工作人员"),
        (people.experts.is_empty(), route!["people", "experts"], "专家"),
        (people.assessors.is_empty(), route!["people", "assessors"], "考评员"),
        (people.supervisors.is_empty(), route!["people", "supervisors"], "督导员"),
    ]
}

/// Annex 1 asks a field of experts and assessors, not of supervisors.
fn fields(filing: &Filing) -> impl Iterator<Item = (Route, &'static str)> {
    fn lacking<'a>(
        people: &'a [Specialist],
        key: &'static str,
        what: &'static str,
    ) -> impl Iterator<Item = (Route, &'static str)> + 'a {
        let lacking = people.iter().enumerate().filter(|(_, person)| person.field.is_none());
        lacking.map(move |(i, _)| (route!["people", key, i], what))
    }
    let experts = lacking(&filing.people.experts, "experts", "专家的专业方向");
    experts.chain(lacking(&filing.people.assessors, "assessors", "考评员的考评职业领域"))
}
