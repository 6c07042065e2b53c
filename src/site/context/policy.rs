//! Policies, their questions, how to file.

use std::borrow::Cow;

use serde::Serialize;

use super::{Badge, Changes, ClauseLink, Day, Fact, Heading, Link};

/// The policies.
#[derive(Debug, Serialize)]
pub struct Policies<'a> {
    /// Newest first.
    pub policies: Vec<PolicyRow<'a>>,
}

/// One policy in a list.
#[derive(Debug, Serialize)]
pub struct PolicyRow<'a> {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: &'a str,
    /// Its number.
    pub number: &'a str,
    /// Who issued it.
    pub issuer: &'a str,
    /// Its date.
    pub issued: Day,
    /// Whether it holds.
    pub validity: Badge,
    /// The same in a sentence.
    pub validity_sentence: String,
    /// Its questions and answers.
    pub questions_href: Option<String>,
}

/// One policy.
#[derive(Debug, Serialize)]
pub struct PolicyPage<'a> {
    /// The name of its record.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its number.
    pub number: &'a str,
    /// Whether it holds.
    pub validity: Badge,
    /// The same in a sentence.
    pub validity_sentence: String,
    /// The metadata box: 索引号, 发文机关, 成文日期, …
    pub facts: Vec<Fact<'a>>,
    /// The documents it rests on.
    pub based_on: Vec<DocumentLink<'a>>,
    /// The documents it repeals.
    pub repeals: Vec<DocumentLink<'a>>,
    /// What took its place.
    pub succeeded_by: Option<DocumentLink<'a>>,
    /// Its text as HTML: safe.
    pub html: String,
    /// The table of contents.
    pub toc: Vec<Heading>,
    /// Its annexes.
    pub annexes: Vec<Link<'a>>,
    /// Its questions and answers.
    pub questions: Option<QuestionsLink>,
    /// Changes of its records in git.
    pub history: Changes<'a>,
}

/// Where the questions are.
#[derive(Debug, Serialize)]
pub struct QuestionsLink {
    /// Their page.
    pub href: String,
    /// How many.
    pub count: usize,
}

/// Another document.
#[derive(Debug, Serialize)]
pub struct DocumentLink<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its number.
    pub number: Option<&'a str>,
    /// Its date.
    pub date: Option<Day>,
    /// Its page on this site, from the root.
    pub href: Option<String>,
    /// Its address elsewhere.
    pub url: Option<&'a str>,
}

/// Questions and answers on a policy.
#[derive(Debug, Serialize)]
pub struct QuestionsPage<'a> {
    /// The policy.
    pub policy: Link<'a>,
    /// Whether it holds.
    pub validity: Badge,
    /// The questions, in their order.
    pub questions: Vec<QuestionView<'a>>,
}

/// One question.
#[derive(Debug, Serialize)]
pub struct QuestionView<'a> {
    /// Its anchor.
    pub id: &'a str,
    /// The number the document gives it.
    pub number: &'a str,
    /// The question.
    pub question: &'a str,
    /// The answer as HTML: safe.
    pub html: String,
    /// The clauses it rests on.
    pub clauses: Vec<ClauseLink>,
}

/// An annex.
#[derive(Debug, Serialize)]
pub struct Annex<'a> {
    /// The policy.
    pub policy: Link<'a>,
    /// Its text as HTML: safe.
    pub html: String,
    /// The table of contents.
    pub toc: Vec<Heading>,
}

/// How to file.
#[derive(Debug, Serialize)]
pub struct Guide<'a> {
    /// The introduction as HTML: safe.
    pub html: Option<String>,
    /// The policy all this rests on.
    pub policy: Option<Link<'a>>,
    /// Whether it holds.
    pub validity: Option<Badge>,
    /// The same in a sentence.
    pub validity_sentence: Option<String>,
    /// The conditions.
    pub conditions: Vec<Cow<'a, str>>,
    /// The clause with the conditions.
    pub conditions_clause: Option<ClauseLink>,
    /// What is submitted, by kind of applicant.
    pub materials: Vec<MaterialList<'a>>,
    /// How the office reads the notice where it does not say plainly who submits what.
    pub materials_reading: Option<&'a str>,
    /// What experts ask for afterwards.
    pub assessment_materials: Vec<MaterialList<'a>>,
    /// The steps, in order.
    pub steps: Vec<Step<'a>>,
    /// The deadlines.
    pub deadlines: Vec<Deadline>,
    /// Where the application form is, as a workbook.
    pub form: &'static str,
    /// The annexes: forms.
    pub annexes: Vec<Link<'a>>,
    /// The questions and answers.
    pub questions: Option<QuestionsLink>,
}

/// What one kind of applicant submits.
#[derive(Debug, Serialize)]
pub struct MaterialList<'a> {
    /// The kind of applicant.
    pub title: &'static str,
    /// The materials.
    pub items: Vec<&'a str>,
    /// The clause.
    pub clause: Option<ClauseLink>,
}

/// One step of the procedure.
#[derive(Debug, Serialize)]
pub struct Step<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What happens.
    pub text: String,
    /// The clause.
    pub clause: Option<ClauseLink>,
}

/// A deadline.
#[derive(Debug, Serialize)]
pub struct Deadline {
    /// What is to be done.
    pub title: &'static str,
    /// By when: `10 个工作日内`.
    pub text: String,
    /// Who has to.
    pub who: &'static str,
    /// The clause.
    pub clause: Option<ClauseLink>,
}
