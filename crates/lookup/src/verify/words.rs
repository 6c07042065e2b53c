//! The answer in words that need no explaining.

use super::{Check, Found, Light, Secret, Shown, Verdict};
use crate::bucket::Granted;
use crate::number::Number;
use crate::status::Status;

pub(super) const NETWORK: &str = "请先确认网络已经连通（例如完成无线网络的登录），再刷新页面重试。";
pub(super) const RELOAD: &str = "请刷新页面重试；多次不行，请联系主办单位。";
pub(super) const OFFICE: &str = "请联系主办单位，页面底部有电话。";

/// What the secret is called.
fn what(secret: Secret<'_>) -> &'static str {
    match secret {
        Secret::Name(_) => "姓名",
        Secret::Code(_) => "校验码",
    }
}

fn check(key: &'static str, state: Light, sentence: String) -> Check {
    let title = match key {
        "found" => "编号相符",
        "opened" => "内容可读",
        "filed" => "发证资格",
        "status" => "证书状态",
        _ => "机构现状",
    };
    Check { key, title, state, sentence }
}

/// The same for a wrong secret and an unknown number.
pub(super) fn not_found(number: Number, secret: Secret<'_>) -> Verdict {
    let what = what(secret);
    let sentence = format!(
        "没有查到编号和{what}都相符的证书。请核对编号和{what}；早期证书可能还没有登记，可向主办单位查询。"
    );
    Verdict {
        verified: false,
        number: number.to_string(),
        sentence: format!("没有查到编号和{what}都相符的证书"),
        checks: vec![check("found", Light::Red, sentence)],
        record: None,
    }
}

pub(super) fn not_opened(number: Number, secret: Secret<'_>) -> Verdict {
    let what = what(secret);
    let found = check("found", Light::Green, format!("登记库里有编号和{what}都相符的证书。"));
    let opened = check("opened", Light::Red, format!("证书内容打不开，可能已被改动。{OFFICE}"));
    Verdict {
        verified: false,
        number: number.to_string(),
        sentence: "证书内容打不开".to_owned(),
        checks: vec![found, opened],
        record: None,
    }
}

pub(super) fn verdict(found: &Found<'_>, secret: Secret<'_>) -> Verdict {
    let what = what(secret);
    let checks = vec![
        check("found", Light::Green, format!("登记库里有编号和{what}都相符的证书。")),
        opened(found),
        filed(found),
        status(found),
        institution(found),
    ];
    let refused = checks.iter().any(|check| check.state == Light::Red);
    // Valid is only what is known to be: how the institution stands today does not decide.
    let known = checks.iter().filter(|check| check.key != "institution");
    let verified = !refused && known.into_iter().all(|check| check.state == Light::Green);
    let sentence = match (verified, found.status) {
        (true, Status::Corrected) => "证书有效，登记内容更正过",
        (true, _) => "证书有效",
        (false, Status::Revoked) => "证书已注销，不再有效",
        (false, _) if refused => "证书没有通过核对",
        (false, _) => "证书在登记库里，但有的项目核对不了，还不能说有效",
    };
    let (number, sentence) = (found.number.to_string(), sentence.to_owned());
    Verdict { verified, number, sentence, checks, record: Some(shown(found)) }
}

fn opened(found: &Found<'_>) -> Check {
    let (level, occupation) = (level(&found.full.basic.level), found.occupation());
    let sentence = if found.by_code {
        format!("证书全部内容已打开：{occupation}，{level}。请与手中的证书逐项对照。")
    } else {
        format!("证书基本内容已打开：{occupation}，{level}。用校验码查询可看到全部内容。")
    };
    check("opened", Light::Green, sentence)
}

fn filed(found: &Found<'_>) -> Check {
    let basic = &found.full.basic;
    let name = found.institution().map_or("发证机构", |institution| institution.name.as_str());
    let (issued, level, occupation) = (day(&basic.issued), level(&basic.level), found.occupation());
    let (state, sentence) = match found.granted() {
        Some(Granted::Yes) => (
            Light::Green,
            format!("{}发证时，{name}已备案，可以评价{occupation}{level}。", issued.trim_start()),
        ),
        Some(Granted::OutOfScope) => (
            Light::Red,
            format!("{}发证时，{name}的备案范围不包括{occupation}{level}。", issued.trim_start()),
        ),
        Some(Granted::NotFiled) => {
            (Light::Red, format!("{}发证时，{name}没有有效的备案。", issued.trim_start()))
        }
        None => (Light::Grey, "这里没有发证机构当时的备案情况，可到机构页面查看。".to_owned()),
    };
    check("filed", state, sentence)
}

fn status(found: &Found<'_>) -> Check {
    let last = found.events.iter().rev().find(|event| event.status == found.status);
    let told = |verb: &str| match last {
        Some(event) => {
            let reason = event.reason.trim_end_matches('。');
            format!("证书已于{}{verb}：{reason}。", day(&event.date))
        }
        None => format!("证书已{verb}。"),
    };
    match found.status {
        Status::Valid => check("status", Light::Green, "证书没有被注销。".to_owned()),
        Status::Corrected => check("status", Light::Green, told("更正")),
        Status::Revoked => check("status", Light::Red, told("注销")),
        Status::Unknown => check("status", Light::Grey, format!("证书状态读不出来。{OFFICE}")),
    }
}

fn institution(found: &Found<'_>) -> Check {
    let unknown =
        || check("institution", Light::Grey, "这里没有发证机构现在的情况，可到机构页面查看。".to_owned());
    let Some(institution) = found.institution() else { return unknown() };
    let Some(state) = found.public.states.iter().find(|state| state.key == institution.state) else {
        return unknown();
    };
    let light = if state.active { Light::Green } else { Light::Grey };
    check(
        "institution",
        light,
        format!("{}现在的状态是「{}」：{}", institution.name, state.title, state.sentence),
    )
}

fn shown(found: &Found<'_>) -> Shown {
    let (full, basic) = (&found.full, &found.full.basic);
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Shown {
        number: found.number.to_string(),
        level: level(&basic.level).to_owned(),
        issued: basic.issued.clone(),
        assessed: given(&basic.assessed),
        edition: basic.edition.clone(),
        occupation_code: basic.occupation.clone(),
        occupation: found.occupation().to_owned(),
        institution: found.institution().map_or(&basic.institution, |known| &known.name).clone(),
        institution_href: format!("institutions/{}.html", basic.institution),
        name: given(&full.name),
        id_tail: given(&full.id_tail),
        specialty: given(&full.specialty),
        theory: given(&full.theory),
        skill: given(&full.skill),
    }
}

/// The level as certificates print it.
fn level(key: &str) -> &str {
    match key {
        "5" => "五级/初级工",
        "4" => "四级/中级工",
        "3" => "三级/高级工",
        "2" => "二级/技师",
        "1" => "一级/高级技师",
        other => other,
    }
}

/// `2020-09-25` as it is read aloud.
fn day(date: &str) -> String {
    let parts: Vec<&str> = date.split('-').map(|part| part.trim_start_matches('0')).collect();
    match parts[..] {
        [year, month, day] => format!(" {year} 年 {month} 月 {day} 日"),
        _ => format!(" {date} "),
    }
}
