//! Policies, their questions and annexes.

use std::borrow::Cow;

use crate::markdown;
use crate::registry::records::policy::{Document, Policy, Question};
use crate::registry::{Date, Record, in_force};
use crate::site::context::{
    Annex, Badge, Day, DocumentLink, Fact, Link, Page, Policies, PolicyPage, PolicyRow, QuestionView,
    QuestionsLink, QuestionsPage, Subject, Tone,
};
use crate::site::head::Draft;
use crate::site::pages::changes;
use crate::site::paths;
use crate::site::world::{World, day};

/// Whether a policy holds on a day.
pub(crate) fn validity(policy: &Policy, today: Date) -> Badge {
    let badge = |key, title, tone| Badge { key, title, tone };
    if today < policy.effective_from {
        badge("future", "尚未施行", Tone::Wait)
    } else if policy.holds(today) {
        badge("in_force", "现行有效", Tone::Good)
    } else if policy.succeeded_by.is_some() {
        badge("superseded", "已被取代", Tone::Past)
    } else {
        badge("expired", "已失效", Tone::Past)
    }
}

/// Since when and until when it holds, and what takes its place.
pub(crate) fn validity_sentence(world: &World<'_>, policy: &Policy) -> String {
    let today = world.today;
    let from = policy.effective_from.chinese();
    let until = policy.effective_until.map(|day| day.chinese());
    let state = match (validity(policy, today).key, until) {
        ("future", _) => return format!("自{from}起施行，现在还没有生效。"),
        ("in_force", Some(until)) => format!("自{from}起施行，有效期至{until}。"),
        ("in_force", None) => format!("自{from}起施行，没有写明截止日期。"),
        (_, Some(until)) => format!("自{from}起施行，{until}期满，现已失效，仅供查阅。"),
        (_, None) => format!("自{from}起施行，现已失效，仅供查阅。"),
    };
    match (&policy.succeeded_by, successor(world, policy)) {
        (Some(document), _) => format!("{state}由《{}》取代。", &*document.title),
        (None, Some(next)) => format!("{state}此后执行《{}》。", &*next.title),
        // What still runs for long needs no warning.
        (None, None)
            if policy.effective_until.is_some_and(|until| until < today || days(today, until) <= SOON) =>
        {
            format!("{state}还没有登记接续的文件。")
        }
        (None, None) => state,
    }
}

/// So many days before a policy runs out the public is told that nothing follows it.
const SOON: i32 = 180;

fn days(from: Date, to: Date) -> i32 {
    (*to - *from).get_days()
}

/// The policy of this registry that is in force the day after another ended.
fn successor<'a>(world: &World<'a>, policy: &Policy) -> Option<&'a Policy> {
    let day = policy.effective_until?.tomorrow().ok()?;
    in_force(&world.registry.records().policies, day.into()).map(|record| &record.value)
}

/// The page with all policies.
pub(crate) fn index_page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let policies = world.policies.iter().rev().map(|record| row(world, record)).collect();
    Draft::own(path).page(world, Subject::Policies(Box::new(Policies { policies })))
}

fn row<'a>(world: &'a World<'a>, record: &'a Record<Policy>) -> PolicyRow<'a> {
    let policy = &record.value;
    PolicyRow {
        href: paths::policy(&record.id),
        title: &policy.title,
        number: &policy.number,
        issuer: &policy.issuer,
        issued: Day(policy.issued),
        validity: validity(policy, world.today),
        validity_sentence: validity_sentence(world, policy),
        questions_href: questions(world, &record.id).map(|link| link.href),
    }
}

/// The questions on a policy, if there are any.
pub(crate) fn questions(world: &World<'_>, policy: &str) -> Option<QuestionsLink> {
    let count = world.registry.questions(policy)?.questions.len();
    Some(QuestionsLink { href: paths::questions(policy), count })
}

/// The annexes of a policy: name and title, in order of their names.
pub(crate) fn annexes<'a>(world: &'a World<'a>, policy: &'a str) -> Vec<(&'a str, String)> {
    let texts = world.registry.records().policy_texts.iter();
    let of_policy = texts.filter(|((id, name), _)| id == policy && name != "notice");
    of_policy.map(|((_, name), record)| (name.as_str(), annex_title(name, &record.value.body))).collect()
}

/// The annexes as links.
pub(crate) fn annex_links<'a>(world: &'a World<'a>, policy: &'a str) -> Vec<Link<'a>> {
    let link =
        |(name, title): (&str, String)| Link { title: title.into(), href: paths::annex(policy, name).into() };
    annexes(world, policy).into_iter().map(link).collect()
}

/// The first two lines with words: `附件1 职业技能等级认定机构备案申请表`.
fn annex_title(name: &str, body: &str) -> String {
    let plain = |line: &str| line.trim_matches(|c: char| c.is_whitespace() || "#*_".contains(c)).to_owned();
    let mut lines = body.lines().map(plain).filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) if first.chars().count() <= 8 => format!("{first} {second}"),
        (Some(first), _) => first,
        (None, _) => name.to_owned(),
    }
}

/// The page of a policy.
pub(crate) fn page<'a>(world: &'a World<'a>, record: &'a Record<Policy>, path: &'a str) -> Page<'a> {
    let policy = &record.value;
    let text = world.registry.policy_text(&record.id, "notice");
    let rendered = text.map(|text| markdown::render_notice(&text.body)).unwrap_or_default();
    let links = |documents: &'a [Document]| documents.iter().map(document).collect();
    let history = changes::of(world, &files(world, record));
    let content = PolicyPage {
        id: &record.id,
        title: &policy.title,
        number: &policy.number,
        validity: validity(policy, world.today),
        validity_sentence: validity_sentence(world, policy),
        facts: facts(policy, world.today),
        based_on: links(&policy.based_on),
        repeals: links(&policy.repeals),
        succeeded_by: policy.succeeded_by.as_ref().map(document),
        html: rendered.html,
        toc: rendered.headings,
        annexes: annex_links(world, &record.id),
        questions: questions(world, &record.id),
        history,
    };
    let description = format!("{}，{}发布。{}", &*policy.number, &*policy.issuer, content.validity_sentence);
    Draft::new(path, "policies", &*policy.title, description)
        .published(Day(policy.published.unwrap_or(policy.issued)))
        .page(world, Subject::Policy(Box::new(content)))
}

/// The files of a policy: its data, its texts, its questions.
fn files(world: &World<'_>, record: &Record<Policy>) -> Vec<String> {
    let records = world.registry.records();
    let texts = records.policy_texts.iter().filter(|((policy, _), _)| *policy == record.id);
    let questions = records.questions.iter().filter(|questions| questions.id == record.id);
    let files = std::iter::once(&record.file).chain(texts.map(|(_, text)| &text.file));
    files.chain(questions.map(|questions| &questions.file)).cloned().collect()
}

fn facts(policy: &Policy, today: Date) -> Vec<Fact<'_>> {
    let until = policy.effective_until.map(|day| day.chinese());
    let facts: [(&str, Option<Cow<'_, str>>); 11] = [
        ("标题", Some((&*policy.title).into())),
        ("索引号", policy.index_number.as_deref().map(Cow::from)),
        ("主题分类", policy.subject.as_deref().map(Cow::from)),
        ("发文机关", Some((&*policy.issuer).into())),
        ("发文字号", Some((&*policy.number).into())),
        ("成文日期", Some(policy.issued.chinese().into())),
        ("发布日期", policy.published.map(|day| day.chinese().into())),
        ("施行日期", Some(policy.effective_from.chinese().into())),
        ("有效期至", until.map(Cow::from)),
        ("有效性", Some(validity(policy, today).title.into())),
        ("公开方式", policy.openness.as_deref().map(Cow::from)),
    ];
    let given = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
    given.map(|(label, value)| Fact { label, value, href: None }).collect()
}

fn document(document: &Document) -> DocumentLink<'_> {
    DocumentLink {
        title: &document.title,
        number: document.number.as_deref(),
        date: day(document.date),
        href: document.policy.as_ref().map(|policy| paths::policy(policy)),
        url: document.url.as_ref().map(super::institution::text),
    }
}

/// The page with the questions on a policy.
pub(crate) fn questions_page<'a>(
    world: &'a World<'a>,
    record: &'a Record<Policy>,
    path: &'a str,
) -> Page<'a> {
    let questions = world.registry.questions(&record.id).map_or(&[][..], |found| &found.questions);
    let view = |question: &'a Question| QuestionView {
        id: &question.id,
        number: &question.number,
        question: &question.question,
        html: markdown::render(&question.answer).html,
        clauses: question.clauses.iter().map(|clause| world.clause_of(&record.id, clause)).collect(),
    };
    let policy = Link { title: (&*record.value.title).into(), href: paths::policy(&record.id).into() };
    let content = QuestionsPage {
        policy,
        validity: validity(&record.value, world.today),
        questions: questions.iter().map(view).collect(),
    };
    let description = format!("关于《{}》的问题和回答，每一条都注明依据的条款。", &*record.value.title);
    Draft::new(path, "policies", "政策问答", description)
        .below(&*record.value.number, paths::policy(&record.id))
        .page(world, Subject::Questions(Box::new(content)))
}

/// The page of an annex.
pub(crate) fn annex_page<'a>(
    world: &'a World<'a>,
    record: &'a Record<Policy>,
    name: &str,
    path: &'a str,
) -> Page<'a> {
    let body = world.registry.policy_text(&record.id, name).map_or("", |text| &text.body);
    let rendered = markdown::render(body);
    let policy = Link { title: (&*record.value.title).into(), href: paths::policy(&record.id).into() };
    let content = Annex { policy, html: rendered.html, toc: rendered.headings };
    let description = format!("《{}》的附件。", &*record.value.title);
    Draft::new(path, "policies", annex_title(name, body), description)
        .below(&*record.value.number, paths::policy(&record.id))
        .published(Day(record.value.published.unwrap_or(record.value.issued)))
        .page(world, Subject::Annex(Box::new(content)))
}
