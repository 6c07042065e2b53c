//! How to file: what the policy asks, in the order an applicant meets it.

use crate::forms::{self, Offer};
use crate::markdown;
use crate::registry::records::policy::{MaterialTerm, Policy, RequiredOf, StepTerm};
use crate::registry::{Record, Text};
use crate::site::context::{ClauseLink, Day, Deadline, Guide, Link, MaterialList, Page, Step, Subject};
use crate::site::head::Draft;
use crate::site::paths;
use crate::site::world::World;

use super::policy;

/// The page's own Markdown: `content/pages/how-to-file.md`.
pub(crate) const PAGE: &str = "how-to-file";

/// What the page is called, and is for, where no Markdown says so.
pub(crate) const TITLE: &str = "怎样申请备案";
pub(crate) const DESCRIPTION: &str = "申请备案的条件、材料、步骤和期限。";

/// The application form as a workbook.
pub(crate) const FORM: &str = "forms/filing.xlsx";

/// The workbook. A registry that no workbook can be made of has an empty one, which no registry should.
pub(crate) fn form(world: &World<'_>) -> Vec<u8> {
    let registry = world.registry;
    let catalogue = registry.catalogue();
    let policy = registry.current_policy().map(|record| &record.value);
    forms::blank(&Offer { catalogue: &catalogue, policy, on: world.today }, None).unwrap_or_default()
}

/// The page.
pub(crate) fn page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let text = world.registry.records().pages.iter().find(|page| page.id == PAGE);
    let record = world.registry.current_policy();
    let content = Guide {
        html: text.map(|page| markdown::render(&page.value.text.body).html),
        policy: record.map(|record| Link {
            title: (&*record.value.title).into(),
            href: paths::policy(&record.id).into(),
        }),
        validity: record.map(|record| policy::validity(&record.value, world.today)),
        validity_sentence: record.map(|record| policy::validity_sentence(world, &record.value)),
        conditions: record.map(conditions).unwrap_or_default(),
        conditions_clause: record
            .and_then(|record| clause(world, record, record.value.clauses.conditions.as_ref())),
        materials: record.map(|record| materials(world, record)).unwrap_or_default(),
        materials_reading: record
            .and_then(|record| record.value.terms.application_materials_reading.as_deref()),
        assessment_materials: record.map(|record| assessment_materials(world, record)).unwrap_or_default(),
        steps: record.map(|record| steps(world, record)).unwrap_or_default(),
        deadlines: record.map(|record| deadlines(world, record)).unwrap_or_default(),
        annexes: record.map(|record| policy::annex_links(world, &record.id)).unwrap_or_default(),
        form: FORM,
        questions: record.and_then(|record| policy::questions(world, &record.id)),
    };
    let title = text.map_or(TITLE, |page| &*page.value.head.title);
    let description = text.map_or(DESCRIPTION, |page| &*page.value.head.description);
    let draft = Draft::new(path, "how-to-file", title, description);
    let draft = match text {
        Some(page) => draft.published(Day(page.value.head.published)),
        None => draft,
    };
    draft.page(world, Subject::Guide(Box::new(content)))
}

fn conditions(record: &Record<Policy>) -> Vec<std::borrow::Cow<'_, str>> {
    record.value.terms.conditions.iter().map(|condition| (&**condition).into()).collect()
}

fn list<'a>(
    terms: &'a [MaterialTerm],
    of: RequiredOf,
    title: &'static str,
    clause: Option<ClauseLink>,
) -> MaterialList<'a> {
    let asked =
        terms.iter().filter(|term| term.required_of == RequiredOf::Everyone || term.required_of == of);
    MaterialList { title, items: asked.map(|term| &*term.title).collect(), clause }
}

const ENTERPRISE: &str = "企业自行备案";
const BRANCH: &str = "已备案集团（总公司）的分支机构";

/// A clause of a policy, if it is given.
fn clause(world: &World<'_>, record: &Record<Policy>, label: Option<&Text>) -> Option<ClauseLink> {
    label.map(|label| world.clause_of(&record.id, label))
}

fn materials<'a>(world: &World<'_>, record: &'a Record<Policy>) -> Vec<MaterialList<'a>> {
    let clause = clause(world, record, record.value.clauses.application.as_ref());
    by_applicant(&record.value.terms.application_materials, clause.as_ref())
}

fn assessment_materials<'a>(world: &World<'_>, record: &'a Record<Policy>) -> Vec<MaterialList<'a>> {
    let clause = clause(world, record, record.value.clauses.assessment.as_ref());
    by_applicant(&record.value.terms.assessment_materials, clause.as_ref())
}

/// One list a kind of applicant; one for all if they submit the same.
fn by_applicant<'a>(terms: &'a [MaterialTerm], clause: Option<&ClauseLink>) -> Vec<MaterialList<'a>> {
    let clause = || clause.cloned();
    if terms.iter().all(|term| term.required_of == RequiredOf::Everyone) {
        return vec![list(terms, RequiredOf::Everyone, "所有申请单位", clause())];
    }
    vec![
        list(terms, RequiredOf::Enterprise, ENTERPRISE, clause()),
        list(terms, RequiredOf::Branch, BRANCH, clause()),
    ]
}

fn steps<'a>(world: &World<'_>, record: &'a Record<Policy>) -> Vec<Step<'a>> {
    let office = &*world.registry.site().host.short_name;
    let terms = &record.value.terms;
    let filled = |text: &str| {
        text.replace("{office}", office)
            .replace("{review_working_days}", &terms.review_working_days.to_string())
            .replace("{plan_notice_working_days}", &terms.plan_notice_working_days.to_string())
            .replace("{result_report_working_days}", &terms.result_report_working_days.to_string())
    };
    let step = |step: &'a StepTerm| Step {
        title: &step.title,
        text: filled(&step.text),
        clause: clause(world, record, step.clause.as_ref()),
    };
    terms.steps.iter().map(step).collect()
}

fn deadlines(world: &World<'_>, record: &Record<Policy>) -> Vec<Deadline> {
    let office = "主办单位";
    let Policy { terms, clauses, .. } = &record.value;
    let deadline = |title, who, text: String, label: &Option<Text>| Deadline {
        title,
        text,
        who,
        clause: clause(world, record, label.as_ref()),
    };
    vec![
        deadline(
            "反馈初审结果",
            office,
            format!("收到申请后 {} 个工作日内", terms.review_working_days),
            &clauses.application,
        ),
        deadline(
            "报送实施方案",
            "备案企业",
            format!("评价开始前至少 {} 个工作日", terms.plan_notice_working_days),
            &clauses.plan,
        ),
        deadline(
            "报送评价结果",
            "备案企业",
            format!("评价结束后 {} 个工作日内", terms.result_report_working_days),
            &clauses.result,
        ),
    ]
}
