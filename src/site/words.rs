//! The procedure in words.

use crate::registry::records::filing::{ApplicantKind, Channel, StandardKind};
use crate::registry::records::procedure::{AssessmentMeans, AssessmentMode, EventKind, EventRecord, Outcome};
use crate::registry::records::supervision::{InspectionOutcome, MeasureKind};

use super::context::{Badge, Detail, Tone};

/// Whether an event is told on the first page and in the feed: what changes who may assess what.
pub(crate) fn is_news(event: EventKind) -> bool {
    use EventKind as E;
    !matches!(event, E::Submitted | E::Reviewed | E::Assessed | E::Recommended | E::Published)
}

/// The key of an event, as the records write it.
pub(crate) fn event_key(event: EventKind) -> &'static str {
    use EventKind as E;
    match event {
        E::Submitted => "submitted",
        E::Reviewed => "reviewed",
        E::Assessed => "assessed",
        E::Recommended => "recommended",
        E::Filed => "filed",
        E::Published => "published",
        E::ScopeChanged => "scope_changed",
        E::Renewed => "renewed",
        E::Interviewed => "interviewed",
        E::RectificationOrdered => "rectification_ordered",
        E::Rectified => "rectified",
        E::Revoked => "revoked",
        E::Withdrawn => "withdrawn",
    }
}

/// The tone of an event.
pub(crate) fn event_tone(event: &EventRecord) -> Tone {
    use EventKind as E;
    match event.event {
        E::Reviewed | E::Assessed if event.outcome == Some(Outcome::Returned) => Tone::Bad,
        E::Submitted | E::Reviewed | E::Assessed | E::Recommended | E::Published => Tone::Info,
        E::Filed | E::ScopeChanged | E::Renewed | E::Rectified => Tone::Good,
        E::Interviewed | E::RectificationOrdered => Tone::Warn,
        E::Revoked => Tone::Bad,
        E::Withdrawn => Tone::Past,
    }
}

/// The title of an event, with its outcome.
pub(crate) fn event_title(event: &EventRecord) -> String {
    let title = event.event.title();
    match event.outcome {
        Some(Outcome::Passed) => format!("{title}通过"),
        Some(Outcome::Returned) => format!("{title}未通过"),
        None => title.to_owned(),
    }
}

/// What happened, in one sentence.
pub(crate) fn event_text(event: &EventRecord, office: &str) -> String {
    use EventKind as E;
    let until = event.valid_until.map(|day| day.chinese()).unwrap_or_default();
    match event.event {
        E::Submitted => format!("申请单位{}提交了备案申请。", event.channel.map_or("", channel)),
        E::Reviewed if event.outcome == Some(Outcome::Returned) => "初审未通过，申请退回补正。".to_owned(),
        E::Reviewed => "初审通过，接下来由专家进行技术评估。".to_owned(),
        E::Assessed => assessed(event),
        E::Recommended => {
            format!("列入建议名单，向{}报备。", event.reported_to.as_deref().unwrap_or("上级机构"))
        }
        E::Filed => {
            let number = event.number.map(|number| number.to_string()).unwrap_or_default();
            format!("予以备案，备案号 {number}，有效期至{until}。")
        }
        E::Published => match event.medium.as_deref() {
            Some(medium) => format!("列入评价机构目录，在{medium}公布。"),
            None => "列入评价机构目录并公布。".to_owned(),
        },
        E::ScopeChanged => scope_changed(event),
        E::Renewed => format!("备案延续，有效期至{until}。"),
        E::Interviewed => format!("{office}约谈了该单位。"),
        E::RectificationOrdered => match event.due {
            Some(due) => format!("责令限期整改，须在{}前完成。", due.chinese()),
            None => "责令限期整改。".to_owned(),
        },
        E::Rectified => "整改完成，恢复开展评价。".to_owned(),
        E::Revoked => "被取消自主评价资格。".to_owned(),
        E::Withdrawn => "该单位自愿退出。".to_owned(),
    }
}

fn assessed(event: &EventRecord) -> String {
    let experts = event.experts.map(|count| format!("{count} 名专家")).unwrap_or_else(|| "专家".to_owned());
    let mode = match event.mode {
        Some(AssessmentMode::Remote) => "远程",
        Some(AssessmentMode::OnSite) => "现场",
        None => "",
    };
    let means: Vec<&str> = event.means.iter().flatten().map(|means| means_title(*means)).collect();
    let by = if means.is_empty() { String::new() } else { format!("，方式为{}", means.join("、")) };
    let outcome = match event.outcome {
        Some(Outcome::Returned) => "，结论为未通过",
        Some(Outcome::Passed) => "，结论为通过",
        None => "",
    };
    format!("{experts}进行了{mode}技术评估{by}{outcome}。")
}

fn scope_changed(event: &EventRecord) -> String {
    let scope = event.scope.as_deref().unwrap_or_default();
    let mut names: Vec<&str> = scope.iter().map(|line| &*line.name).collect();
    names.dedup();
    let shown = names.iter().take(6).copied().collect::<Vec<_>>().join("、");
    let more = if names.len() > 6 { "等" } else { "" };
    format!("评价范围变更为 {} 个职业（工种）：{shown}{more}。", names.len())
}

/// Details of an event that may be public: reasons and documents of measures, receipts; no opinions on
/// applications.
pub(crate) fn event_details(event: &EventRecord) -> Vec<Detail<'_>> {
    let outcome = event.opinion.as_deref().filter(|_| event.event == EventKind::Rectified);
    let details = [
        ("事由", event.reason.as_deref()),
        ("整改情况", outcome),
        ("备案回执编号", event.receipt.as_deref()),
        ("文书编号", event.document.as_deref()),
    ];
    let given = details.into_iter().filter_map(|(label, value)| value.map(|value| (label, value)));
    given.map(|(label, value)| Detail { label, value: value.into() }).collect()
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Online => "通过线上渠道",
        Channel::Post => "以邮寄方式",
        Channel::Counter => "在窗口",
    }
}

fn means_title(means: AssessmentMeans) -> &'static str {
    match means {
        AssessmentMeans::MaterialReview => "材料审核",
        AssessmentMeans::Questioning => "质询答辩",
        AssessmentMeans::SiteVisit => "现场考察",
    }
}

/// What kind of applicant it is.
pub(crate) fn applicant_kind(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::Enterprise => "企业自行备案",
        ApplicantKind::Branch => "已备案集团（总公司）的分支机构",
    }
}

/// The kind of a standard.
pub(crate) fn standard_kind(kind: StandardKind) -> &'static str {
    match kind {
        StandardKind::National => "国家职业技能标准",
        StandardKind::Industry => "行业技能标准",
        StandardKind::Enterprise => "企业评价规范",
    }
}

/// A measure: title and tone.
pub(crate) fn measure(measure: MeasureKind) -> (&'static str, Tone) {
    match measure {
        MeasureKind::Interview => ("约谈", Tone::Warn),
        MeasureKind::Rectification => ("限期整改", Tone::Warn),
        MeasureKind::Revocation => ("取消资格", Tone::Bad),
    }
}

/// How an inspection ended.
pub(crate) fn inspection_outcome(outcome: InspectionOutcome) -> Badge {
    match outcome {
        InspectionOutcome::Clean => Badge { key: "clean", title: "未发现问题", tone: Tone::Good },
        InspectionOutcome::Corrected => {
            Badge { key: "corrected", title: "发现问题，当场改正", tone: Tone::Warn }
        }
        InspectionOutcome::Faulty => {
            Badge { key: "faulty", title: "发现问题，另行处理", tone: Tone::Bad }
        }
    }
}

/// The major groups (大类) of the classification.
pub(crate) fn class_title(class: u8) -> &'static str {
    match class {
        1 => "第一大类 党的机关、国家机关、群众团体和社会组织、企事业单位负责人",
        2 => "第二大类 专业技术人员",
        3 => "第三大类 办事人员和有关人员",
        4 => "第四大类 社会生产服务和生活服务人员",
        5 => "第五大类 农、林、牧、渔业生产及辅助人员",
        6 => "第六大类 生产制造及有关人员",
        7 => "第七大类 军人",
        _ => "第八大类 不便分类的其他从业人员",
    }
}
